import type { RuleId } from "../../base/ids.js";
import type { CauseRow } from "./cause-row.js";
import type { Circumstances } from "./circumstances.js";
import { blankAtFault, headersAtFault } from "./circumstances.js";
import { remarks } from "./remarks.js";

/** Refusals of what is sent, and what is none. */
export const causesOfMail = {
  "ehlo-refused": {
    name: { en: "Plausible's host name rejected", "zh-cn": "Plausible 的主机名被拒绝" },
    rule: ({ talk }) => (talk?.secondEhlo === true ? "known-bug" : null),
    variable: ehloVariable,
    advice: {
      en: "`{host}` refuses Plausible's EHLO `{ehlo}`: {words}. {ehloHint}",
      "zh-cn": "`{host}` 拒绝了 Plausible 的 EHLO `{ehlo}`：{words}。{ehloHint}",
    },
  },
  "sender-refused": {
    name: { en: "sender rejected", "zh-cn": "发件人被拒绝" },
    rule: "sender-not-allowed",
    variable: "MAILER_EMAIL",
    advice: {
      en: "`{host}` does not accept mail from `{from}`: {words}. Set `MAILER_EMAIL` to an address that this account may send from.",
      "zh-cn": "`{host}` 不接受来自 `{from}` 的邮件：{words}。请把 `MAILER_EMAIL` 设为该账户可用的发件地址。",
    },
  },
  "ip-not-allowed": {
    name: { en: "server address not allowed", "zh-cn": "服务器地址未获允许" },
    rule: null,
    variable: null,
    advice: {
      en: "`{host}` doesn't accept mail from this server's IP address: {words}. Add the server's public IP address to the addresses that your mail account allows.",
      "zh-cn": "`{host}` 不接受来自此服务器 IP 地址的邮件：{words}。请把服务器的公网 IP 地址加入您邮件账户的允许列表。",
    },
  },
  "quota-exceeded": {
    name: { en: "sending limit reached", "zh-cn": "已达发送上限" },
    rule: null,
    variable: null,
    advice: {
      en: "`{host}` accepts no more mail for now, because a limit of your mail account is reached: {words}. Wait until it resets, or raise the limit at your provider. The settings are fine.",
      "zh-cn": "已达到您邮件账户的上限，`{host}` 暂时不再收信：{words}。请等待上限重置，或在服务商处提高上限。设置没有问题。",
    },
  },
  "account-restricted": {
    name: { en: "mail account restricted", "zh-cn": "邮件账户受限" },
    rule: null,
    variable: null,
    advice: {
      en: "`{host}` restricts what your mail account may send: {words}. Lift the restriction at your provider (activate the account, verify your domain, leave the test mode). The settings are fine.",
      "zh-cn":
        "`{host}` 限制了您邮件账户可发送的内容：{words}。请在服务商处解除限制（激活账户、验证域名、退出测试模式）。设置没有问题。",
    },
  },
  "sender-syntax": {
    name: { en: "sender not understood", "zh-cn": "无法识别发件人" },
    rule: ({ request }) => (/[<>"\s,]/.test(request.delivery.mailFrom) ? "invalid-sender" : null),
    variable: ({ ordinary }) => (blankAtFault(ordinary) ? null : "MAILER_EMAIL"),
    advice: {
      en: "`{host}` does not understand the sender as Plausible {release} writes it: {words}. `MAILER_EMAIL` must be a bare address (a name goes into `MAILER_NAME`).",
      "zh-cn":
        "`{host}` 看不懂 Plausible {release} 所写的发件人：{words}。`MAILER_EMAIL` 必须只是地址（名称写在 `MAILER_NAME`）。",
    },
    adviceWhere: ({ ordinary }) => (blankAtFault(ordinary) ? remarks.blank : null),
  },
  "recipient-refused": {
    name: { en: "recipient rejected", "zh-cn": "收件人被拒绝" },
    rule: null,
    variable: null,
    advice: {
      en: "`{host}` does not deliver to `{to}`: {words}. Check the address; where it says relay, the server wants a login or another sender.",
      "zh-cn": "`{host}` 不向 `{to}` 投递：{words}。请检查地址；若提到 relay，说明服务器要求登录或换发件人。",
    },
    inLog: {
      en: "`{host}` does not deliver to this recipient: {words}. Check the address; where it says relay, the server wants a login or another sender.",
      "zh-cn": "`{host}` 不向该收件人投递：{words}。请检查地址；若提到 relay，说明服务器要求登录或换发件人。",
    },
  },
  "message-refused": {
    name: { en: "message rejected", "zh-cn": "邮件被拒绝" },
    rule: messageRule,
    variable: null,
    advice: {
      en: "`{host}` took everything and then refused the message itself: {words}. Its text names the reason: mostly the sender's domain, or a spam filter.",
      "zh-cn": "`{host}` 前面都接受了，最后拒绝了邮件本身：{words}。原因见其文字：多为发件域名或垃圾邮件过滤。",
    },
  },
  "sidecar-cannot-deliver": {
    name: { en: "mail relay can't deliver", "zh-cn": "邮件中继无法投递" },
    rule: null,
    variable: null,
    advice: {
      en: "The mail relay can't deliver what Plausible hands to it: {words}.",
      "zh-cn": "邮件中继无法投递 Plausible 交给它的邮件：{words}。",
    },
  },
  cancelled: {
    name: { en: "test cancelled", "zh-cn": "测试已取消" },
    rule: null,
    variable: null,
    advice: { en: "The test was cancelled.", "zh-cn": "测试已取消。" },
  },
} as const satisfies Record<string, CauseRow>;

function ehloVariable({ request: { adapter }, talk }: Circumstances): string | null {
  if (talk?.secondEhlo === true) return null;
  return adapter?.ehloName === "sender-domain" ? "MAILER_EMAIL" : "BASE_URL";
}

function messageRule({ request, talk }: Circumstances): RuleId | null {
  if (talk === null || !headersAtFault({ request, talk })) return null;
  return request.adapter?.client.name === "mua" ? "known-bug" : "obsolete-adapter";
}
