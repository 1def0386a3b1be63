import { codes, type Message, type MessageTemplate, message, type Value } from "../../base/messages.js";
import { isVersion, saysPlain } from "./log-line.js";
import { type Step, walkedSteps } from "./steps.js";
import type { CertificateFault, Talk, Trouble } from "./talk.js";

const template = (en: string, zh: string): MessageTemplate => ({ en, "zh-cn": zh });

const steps = {
  resolved: template("`{host}` is {addresses}", "`{host}` 的地址是 {addresses}"),
  resolvedMx: template(
    "`{host}` has a mail server of its own (MX), {exchanges}: {addresses}",
    "`{host}` 有自己的邮件服务器（MX）{exchanges}：{addresses}",
  ),
  elsewhere: template("connecting to {address} instead of `{host}`, as requested", "按要求改为连接 {address}，而不是 `{host}`"),
  connected: template("connected to {remote}", "已连接 {remote}"),
  connectedAgain: template(
    "connected to {remote} (attempt {number}: Plausible tries again, too)",
    "已连接 {remote}（第 {number} 次尝试：Plausible 也会重试）",
  ),
  secured: template("{protocol}, certificate for {names} accepted", "{protocol}，已接受 {names} 的证书"),
  securedUnverified: template("{protocol}, certificate for {names} not checked", "{protocol}，不检查 {names} 的证书"),
  securedWith: template("{protocol}, certificate not checked", "{protocol}，不检查证书"),
  noStartTls: template("not offered: continues unencrypted", "服务器未提供：继续，不加密"),
  lowerCaseStartTls: template(
    "not offered as `STARTTLS` in capitals: Plausible ignores it and continues unencrypted",
    "服务器提供的写法不是大写的 `STARTTLS`：Plausible 会忽略它，继续且不加密",
  ),
  inClear: template("no encryption", "未加密"),
  noCredentials: template("no user name and password set: Plausible doesn't sign in", "未设置用户名和密码：Plausible 不登录"),
  authNotOffered: template(
    "the server offers no login method that Plausible supports: it doesn't sign in",
    "服务器未提供 Plausible 支持的登录方式：不登录",
  ),
  passedOver: template(
    "the server rejected the login ({words}); Plausible doesn't report that and continues without it",
    "服务器拒绝了登录（{words}）；Plausible 不作提示，继续以未登录身份发送",
  ),
  notAsked: template("not requested", "未请求"),
  notReached: template("not tested", "未测试"),
  retriedInClear: template(
    "the server closed the connection during the TLS handshake; Plausible connects again and continues unencrypted",
    "服务器在 TLS 握手时关闭了连接；Plausible 会重新连接，继续且不加密",
  ),
  words: template("{words}", "{words}"),
};

const troubles = {
  timeout: template("no answer within {seconds} s", "{seconds} 秒内没有应答"),
  closed: template("the server closed the connection", "服务器关闭了连接"),
  reset: template("the connection was reset", "连接被重置"),
  refused: template("the server refused the connection: no program uses this port", "连接被拒绝：没有程序使用该端口"),
  unreachable: template("unreachable from here ({code})", "从这里无法连接该地址（{code}）"),
  "not-found": template("`{host}` doesn't exist", "`{host}` 不存在"),
  offline: template("host names can't be looked up from here ({code})", "这里无法解析主机名（{code}）"),
  tls: template("the TLS handshake failed ({code})", "TLS 握手失败（{code}）"),
  tlsPlain: template("no TLS on this port ({code})", "服务器在此端口不使用 TLS（{code}）"),
  tlsVersion: template("no TLS version in common ({code})", "没有共同的 TLS 版本（{code}）"),
  flood: template("the answer doesn't end", "应答没有尽头"),
  injected: template(
    "the server, or someone in between, sent unencrypted text after its answer to STARTTLS. That can't be trusted and was discarded. Plausible takes it for TLS and gives up",
    "在对 STARTTLS 的回答之后，服务器（或中间人）还发送了明文。这些明文不可信，已丢弃。Plausible 会把它当作 TLS 数据而放弃",
  ),
  cancelled: template("cancelled", "已取消"),
  certificate: template("certificate rejected: {fault} (names: {names})", "证书被拒绝：{fault}（证书上的名称：{names}）"),
  reply: template("{words}", "{words}"),
  unreadable: template("this isn't a mail server: {words}", "这里应答的不是邮件服务器：{words}"),
  crash: template("Plausible crashes here: {exception}", "Plausible 在此崩溃：{exception}"),
  "tls-impossible": template("Plausible can't start TLS with these settings", "用这些设置，Plausible 无法启动 TLS"),
  "plaintext-auth-not-allowed": template(
    "Plausible would send user name and password unencrypted here. The test does so only if you allow it.",
    "Plausible 会在此以明文发送用户名和密码。未经您允许，测试不会这样做。",
  ),
  "credentials-unseen": template(
    "user name and password are set, but their values are not visible here",
    "已设置用户名和密码，但此处看不到它们的值",
  ),
};

export const faults: Record<CertificateFault, MessageTemplate> = {
  "self-signed": template("it's self-signed", "它是自签名的"),
  "unknown-ca": template("it isn't from a trusted authority (CA)", "它不是由受信任的证书颁发机构（CA）签发的"),
  expired: template("it has expired", "它已过期"),
  "not-yet-valid": template("it isn't valid yet", "它尚未生效"),
  "wrong-name": template("it's for another host name", "它属于另一个主机名"),
  other: template("it isn't valid", "它无效"),
  unnamed: template("it isn't valid", "它无效"),
};

const named = (names: readonly string[]): Value => (names.length === 0 ? "?" : codes(names));

/** What steps say. */
export const said = {
  resolved: (host: string, addresses: readonly string[]) =>
    message(steps.resolved, { host, addresses: addresses.slice(0, 4).join(", ") }),
  resolvedMx: (host: string, exchanges: readonly string[], addresses: readonly string[]) =>
    message(steps.resolvedMx, { host, exchanges: named(exchanges.slice(0, 4)), addresses: addresses.slice(0, 4).join(", ") }),
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
