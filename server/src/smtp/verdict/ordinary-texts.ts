import { type Message, type MessageTemplate, message } from "../../base/messages.js";
import { faults } from "./step-texts.js";
import type { CertificateFault, OrdinaryClient } from "./talk.js";

const getsThrough: Record<OrdinaryClient["because"], MessageTemplate> = {
  space: {
    en: "An ordinary mail program works: Plausible {release} puts a space before the address in `MAIL FROM:<…>`, and this server is strict about it.",
    "zh-cn": "普通邮件程序可用：Plausible {release} 在 `MAIL FROM:<…>` 的地址前多一个空格，而这台服务器对此很严格。",
  },
  "second-ehlo": {
    en: "An ordinary mail program works: it sends EHLO once, Plausible {release} sends it twice.",
    "zh-cn": "普通邮件程序可用：它只发一次 EHLO，Plausible {release} 发两次。",
  },
  auth: {
    en: "An ordinary mail program works: it signs in only in a way that the server offers, while Plausible {release} sends AUTH PLAIN if nothing fits.",
    "zh-cn": "普通邮件程序可用：它只用服务器提供的方式登录，而 Plausible {release} 在没有合适方式时仍发送 AUTH PLAIN。",
  },
  prompts: {
    en: "An ordinary mail program works: it accepts any prompt of AUTH LOGIN, Plausible {release} only the usual ones.",
    "zh-cn": "普通邮件程序可用：它接受 AUTH LOGIN 的任何提示，Plausible {release} 只接受标准提示。",
  },
  tls: {
    en: "An ordinary mail program works, encrypted: it supports TLS, Plausible {release} doesn't with this adapter.",
    "zh-cn": "普通邮件程序可用且加密：它支持 TLS，而 Plausible {release} 用此适配器不支持。",
  },
  unknown: {
    en: "An ordinary mail program reaches `{host}`, so a test with one proves nothing about Plausible {release}.",
    "zh-cn": "普通邮件程序可以连上 `{host}`，所以用它测试并不能说明 Plausible {release} 的情况。",
  },
};

const overlooked: MessageTemplate = {
  en: "An ordinary mail program rejects the certificate of `{host}`: {fault}. Plausible {release} doesn't check it; `Bamboo.Mua` in newer releases does.",
  "zh-cn": "普通邮件程序会拒绝 `{host}` 的证书：{fault}。Plausible {release} 不检查证书；较新版本的 `Bamboo.Mua` 会检查。",
};

/** Why a test with another program fails where Plausible gets through; null where nothing was overlooked. */
export function overlookedBy(release: string, host: string, fault: CertificateFault | null): Message | null {
  return fault === null ? null : message(overlooked, { release, host, fault: message(faults[fault]) });
}

/** Why a test with another program says something else; null where it says the same. */
export function differences({ getsThrough: through, because }: OrdinaryClient, release: string, host: string): Message | null {
  return through ? message(getsThrough[because], { release, host }) : null;
}
