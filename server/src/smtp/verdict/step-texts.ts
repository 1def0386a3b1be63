import { codes, listed, type Message, type MessageTemplate, message, type Value } from "../../base/messages.js";
import { isVersion, saysPlain } from "./log-line.js";
import { type Step, walkedSteps } from "./steps.js";
import type { CertificateFault, Talk, Trouble } from "./talk.js";

const steps = {
  resolved: { en: "`{host}` is {addresses}", "zh-cn": "`{host}` 的地址是 {addresses}" },
  resolvedMx: {
    en: "`{host}` has a mail server of its own (MX), {exchanges}: {addresses}",
    "zh-cn": "`{host}` 有自己的邮件服务器（MX）{exchanges}：{addresses}",
  },
  elsewhere: {
    en: "connecting to {address} instead of `{host}`, as requested",
    "zh-cn": "按要求改为连接 {address}，而不是 `{host}`",
  },
  connected: { en: "connected to {remote}", "zh-cn": "已连接 {remote}" },
  connectedAgain: {
    en: "connected to {remote} (attempt {number}: Plausible tries again, too)",
    "zh-cn": "已连接 {remote}（第 {number} 次尝试：Plausible 也会重试）",
  },
  secured: { en: "{protocol}, certificate for {names} accepted", "zh-cn": "{protocol}，已接受 {names} 的证书" },
  securedUnverified: { en: "{protocol}, certificate for {names} not checked", "zh-cn": "{protocol}，不检查 {names} 的证书" },
  securedWith: { en: "{protocol}, certificate not checked", "zh-cn": "{protocol}，不检查证书" },
  noStartTls: { en: "not offered: continues unencrypted", "zh-cn": "服务器未提供：继续，不加密" },
  lowerCaseStartTls: {
    en: "not offered as `STARTTLS` in capitals: Plausible ignores it and continues unencrypted",
    "zh-cn": "服务器提供的写法不是大写的 `STARTTLS`：Plausible 会忽略它，继续且不加密",
  },
  inClear: { en: "no encryption", "zh-cn": "未加密" },
  noCredentials: {
    en: "no user name and password set: Plausible doesn't sign in",
    "zh-cn": "未设置用户名和密码：Plausible 不登录",
  },
  authNotOffered: {
    en: "the server offers no login method that Plausible supports: it doesn't sign in",
    "zh-cn": "服务器未提供 Plausible 支持的登录方式：不登录",
  },
  passedOver: {
    en: "the server rejected the login ({words}); Plausible doesn't report that and continues without it",
    "zh-cn": "服务器拒绝了登录（{words}）；Plausible 不作提示，继续以未登录身份发送",
  },
  notAsked: { en: "not requested", "zh-cn": "未请求" },
  notReached: { en: "not tested", "zh-cn": "未测试" },
  retriedInClear: {
    en: "the server closed the connection during the TLS handshake; Plausible connects again and continues unencrypted",
    "zh-cn": "服务器在 TLS 握手时关闭了连接；Plausible 会重新连接，继续且不加密",
  },
  words: { en: "{words}", "zh-cn": "{words}" },
};

const troubles = {
  timeout: { en: "no answer within {seconds} s", "zh-cn": "{seconds} 秒内没有应答" },
  closed: { en: "the server closed the connection", "zh-cn": "服务器关闭了连接" },
  reset: { en: "the connection was reset", "zh-cn": "连接被重置" },
  refused: { en: "the server refused the connection: no program uses this port", "zh-cn": "连接被拒绝：没有程序使用该端口" },
  unreachable: { en: "unreachable from here ({code})", "zh-cn": "从这里无法连接该地址（{code}）" },
  "not-found": { en: "`{host}` doesn't exist", "zh-cn": "`{host}` 不存在" },
  offline: { en: "host names can't be looked up from here ({code})", "zh-cn": "这里无法解析主机名（{code}）" },
  tls: { en: "the TLS handshake failed ({code})", "zh-cn": "TLS 握手失败（{code}）" },
  tlsPlain: { en: "no TLS on this port ({code})", "zh-cn": "服务器在此端口不使用 TLS（{code}）" },
  tlsVersion: { en: "no TLS version in common ({code})", "zh-cn": "没有共同的 TLS 版本（{code}）" },
  flood: { en: "the answer doesn't end", "zh-cn": "应答没有尽头" },
  injected: {
    en: "the server, or someone in between, sent unencrypted text after its answer to STARTTLS. That can't be trusted and was discarded. Plausible takes it for TLS and gives up",
    "zh-cn":
      "在对 STARTTLS 的回答之后，服务器（或中间人）还发送了明文。这些明文不可信，已丢弃。Plausible 会把它当作 TLS 数据而放弃",
  },
  cancelled: { en: "cancelled", "zh-cn": "已取消" },
  certificate: { en: "certificate rejected: {fault} (names: {names})", "zh-cn": "证书被拒绝：{fault}（证书上的名称：{names}）" },
  reply: { en: "{words}", "zh-cn": "{words}" },
  unreadable: { en: "this isn't a mail server: {words}", "zh-cn": "这里应答的不是邮件服务器：{words}" },
  crash: { en: "Plausible crashes here: {exception}", "zh-cn": "Plausible 在此崩溃：{exception}" },
  "tls-impossible": { en: "Plausible can't start TLS with these settings", "zh-cn": "用这些设置，Plausible 无法启动 TLS" },
  "plaintext-auth-not-allowed": {
    en: "Plausible would send user name and password unencrypted here. The test does so only if you allow it.",
    "zh-cn": "Plausible 会在此以明文发送用户名和密码。未经您允许，测试不会这样做。",
  },
  "credentials-unseen": {
    en: "user name and password are set, but their values are not visible here",
    "zh-cn": "已设置用户名和密码，但此处看不到它们的值",
  },
};

export const faults: Record<CertificateFault, MessageTemplate> = {
  "self-signed": { en: "it's self-signed", "zh-cn": "它是自签名的" },
  "unknown-ca": { en: "it isn't from a trusted authority (CA)", "zh-cn": "它不是由受信任的证书颁发机构（CA）签发的" },
  expired: { en: "it has expired", "zh-cn": "它已过期" },
  "not-yet-valid": { en: "it isn't valid yet", "zh-cn": "它尚未生效" },
  "wrong-name": { en: "it's for another host name", "zh-cn": "它属于另一个主机名" },
  other: { en: "it isn't valid", "zh-cn": "它无效" },
  unnamed: { en: "it isn't valid", "zh-cn": "它无效" },
};

const named = (names: readonly string[]): Value => (names.length === 0 ? "?" : codes(names));

/** What steps say. */
export const said = {
  resolved: (host: string, addresses: readonly string[]) =>
    message(steps.resolved, { host, addresses: listed(addresses.slice(0, 4)) }),
  resolvedMx: (host: string, exchanges: readonly string[], addresses: readonly string[]) =>
    message(steps.resolvedMx, { host, exchanges: named(exchanges.slice(0, 4)), addresses: listed(addresses.slice(0, 4)) }),
  elsewhere: (host: string, address: string) => message(steps.elsewhere, { host, address }),
  connected: (remote: string, attempt: number) =>
    attempt === 1 ? message(steps.connected, { remote }) : message(steps.connectedAgain, { remote, number: attempt }),
  secured: (protocol: string, names: readonly string[], verified: boolean) =>
    message(verified ? steps.secured : steps.securedUnverified, { protocol, names: named(names) }),
  securedWith: (protocol: string) => message(steps.securedWith, { protocol }),
  noStartTls: (offered: Talk["offered"]["startTls"]) =>
    message(offered === "other-case" ? steps.lowerCaseStartTls : steps.noStartTls),
  inClear: () => message(steps.inClear),
  noCredentials: () => message(steps.noCredentials),
  authNotOffered: () => message(steps.authNotOffered),
  passedOver: (words: string) => message(steps.passedOver, { words }),
  notAsked: () => message(steps.notAsked),
  notReached: () => message(steps.notReached),
  retriedInClear: () => message(steps.retriedInClear),
  words: (words: string) => message(steps.words, { words }),
  /** What a step says that ended the talk. */
  trouble(trouble: Trouble, host: string, timeout: number): Message {
    const seconds = Math.round(timeout / 100) / 10;
    if (trouble.kind === "wire" && trouble.problem === "tls") {
      const { code } = trouble;
      return message(saysPlain(code) ? troubles.tlsPlain : isVersion(code) ? troubles.tlsVersion : troubles.tls, { code });
    }
    if (trouble.kind === "wire") return message(troubles[trouble.problem], { host, seconds, code: trouble.code });
    if (trouble.kind === "certificate") {
      return message(troubles.certificate, { fault: message(faults[trouble.fault]), names: named(trouble.names) });
    }
    return message(troubles[trouble.kind], {
      words: "words" in trouble ? trouble.words : "",
      exception: "exception" in trouble ? trouble.exception.split("\n", 1).join("") : "",
    });
  },
};

/** All of them, where there is nothing to walk. */
export function skippedSteps(implicitTls: boolean): Step[] {
  return walkedSteps(implicitTls).map((step) => ({ step, status: "skipped", ms: 0, detail: said.notReached() }));
}
