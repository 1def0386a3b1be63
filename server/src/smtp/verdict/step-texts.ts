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
  elsewhere: template("asked to connect to {address} instead of `{host}`", "按要求改为连接 {address}，而不是 `{host}`"),
  connected: template("connected to {remote}", "已连接 {remote}"),
  connectedAgain: template(
    "connected to {remote} (attempt {number}: Plausible tries again, too)",
    "已连接 {remote}（第 {number} 次尝试：Plausible 也会重试）",
  ),
  secured: template("{protocol}, certificate for {names} accepted", "{protocol}，已接受 {names} 的证书"),
  securedUnverified: template("{protocol}, certificate for {names} not looked at", "{protocol}，不检查 {names} 的证书"),
  securedWith: template("{protocol}, certificate not looked at", "{protocol}，不检查证书"),
  noStartTls: template("not offered: the talk goes on unencrypted", "服务器未提供：通信将不加密"),
  lowerCaseStartTls: template(
    "offered in other letters than `STARTTLS`: Plausible does not take that for an offer and goes on unencrypted",
    "服务器提供的写法不是大写的 `STARTTLS`：Plausible 不认，通信将不加密",
  ),
  inClear: template("no encryption", "未加密"),
  noCredentials: template("no user name and password are set: Plausible does not log in", "未设置用户名和密码：Plausible 不登录"),
  authNotOffered: template(
    "the server offers no login that Plausible knows: it does not log in",
    "服务器未提供 Plausible 支持的登录方式：不登录",
  ),
  passedOver: template(
    "the server rejected the login ({words}); Plausible says nothing and goes on without it",
    "服务器拒绝了登录（{words}）；Plausible 不作提示，继续以未登录身份发送",
  ),
  notAsked: template("not asked for", "未要求"),
  notReached: template("not reached", "未进行到这一步"),
  retriedInClear: template(
    "the server hung up during the TLS handshake; Plausible connects again and goes on unencrypted",
    "服务器在 TLS 握手时断开；Plausible 会重新连接并以明文继续",
  ),
  words: template("{words}", "{words}"),
};

const troubles = {
  timeout: template("no answer within {seconds} s", "{seconds} 秒内没有应答"),
  closed: template("the server hung up", "服务器断开了连接"),
  reset: template("the connection was reset", "连接被重置"),
  refused: template("connection refused: nothing listens there", "连接被拒绝：该端口没有服务"),
  unreachable: template("no way to that address from here ({code})", "从这里无法到达该地址（{code}）"),
  "not-found": template("there is no host named `{host}`", "没有名为 `{host}` 的主机"),
  tls: template("the TLS handshake failed ({code})", "TLS 握手失败（{code}）"),
  tlsPlain: template("the server does not speak TLS here ({code})", "服务器在此不使用 TLS（{code}）"),
  tlsVersion: template("no version of TLS in common ({code})", "没有共同的 TLS 版本（{code}）"),
  flood: template("an answer without end", "应答没有尽头"),
  injected: template(
    "the server, or someone between, sent more in clear behind its answer to STARTTLS. That text was thrown away: it cannot be trusted. Plausible takes it for TLS, and gives up",
    "在对 STARTTLS 的回答之后，服务器（或中间人）还发送了明文。这些明文不可信，已丢弃。Plausible 会把它当作 TLS 数据而放弃",
  ),
  cancelled: template("cancelled", "已取消"),
  certificate: template(
    "the certificate is refused: {fault} (it is for {names})",
    "证书被拒绝：{fault}（证书上的名称：{names}）",
  ),
  reply: template("{words}", "{words}"),
  unreadable: template("no SMTP server answers here: {words}", "这里应答的不是 SMTP 服务器：{words}"),
  crash: template("Plausible crashes here: {exception}", "Plausible 在此崩溃：{exception}"),
  "tls-impossible": template("Plausible cannot start TLS with these settings", "用这些设置，Plausible 无法启动 TLS"),
  "plaintext-auth-not-allowed": template(
    "Plausible would send user name and password unencrypted here. The test does so only when it is allowed to.",
    "Plausible 会在此以明文发送用户名和密码。未经允许，测试不会这样做。",
  ),
  "credentials-unseen": template(
    "user name and password are set, but their values are not seen here",
    "已设置用户名和密码，但在这里看不到它们的值",
  ),
};

export const faults: Record<CertificateFault, MessageTemplate> = {
  "self-signed": template("it is signed by itself", "它是自签名的"),
  "unknown-ca": template("no trusted authority signed it", "签发机构不受信任"),
  expired: template("it has expired", "它已过期"),
  "not-yet-valid": template("it is not valid yet", "它尚未生效"),
  "wrong-name": template("it is for another name", "它属于另一个名称"),
  other: template("it does not hold", "它无效"),
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
