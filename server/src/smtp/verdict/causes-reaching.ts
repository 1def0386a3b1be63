import { isLoopback } from "../../base/addresses.js";
import type { RuleId } from "../../base/ids.js";
import type { CauseRow } from "./cause-row.js";
import type { Circumstances } from "./circumstances.js";
import { remarks } from "./remarks.js";

/** Failures before a mail server speaks. */
export const causesOfReaching = {
  "host-not-found": {
    name: { en: "host not found", "zh-cn": "找不到主机" },
    rule: hostRule,
    variable: "SMTP_HOST_ADDR",
    advice: {
      en: "There is no host named `{host}`. Write the bare name of your mail server in `SMTP_HOST_ADDR`, without `smtp://` and without a port.",
      "zh-cn": "没有名为 `{host}` 的主机。请在 `SMTP_HOST_ADDR` 中只写邮件服务器的名称，不带 `smtp://` 和端口。",
    },
  },
  "connection-refused": {
    name: { en: "connection refused", "zh-cn": "连接被拒绝" },
    rule: ({ host }) => (isLoopback(host) ? "localhost-relay" : null),
    variable: ({ host }) => (isLoopback(host) ? "SMTP_HOST_ADDR" : "SMTP_HOST_PORT"),
    advice: {
      en: "Nothing answers on port `{port}` of `{host}`. Check `SMTP_HOST_PORT` (most providers: `587` or `465`) and `SMTP_HOST_ADDR`.",
      "zh-cn": "`{host}` 的端口 `{port}` 没有应答。请检查 `SMTP_HOST_PORT`（多数服务商为 `587` 或 `465`）和 `SMTP_HOST_ADDR`。",
    },
  },
  "connection-timeout": {
    name: { en: "connection timed out", "zh-cn": "连接超时" },
    rule: ({ request, talk }) => (request.delivery.port === 25 && talk?.trouble?.step === "connect" ? "port-25" : null),
    variable: ({ talk }) => (talk?.trouble?.step === "connect" ? "SMTP_HOST_PORT" : null),
    advice: {
      en: "`{host}` port `{port}` gave no answer within {seconds} s; Plausible would wait {wait} and then give up. A firewall or your hosting company may block this port (`25` nearly always): try `587`, or `465`.",
      "zh-cn":
        "`{host}` 的端口 `{port}` 在 {seconds} 秒内没有应答；Plausible 会等待 {wait} 后放弃。可能是防火墙或云厂商封锁了该端口（`25` 几乎总被封）：请试 `587` 或 `465`。",
    },
    adviceWhere: ({ talk }) => (talk?.trouble?.step === "connect" ? null : remarks.wentSilent),
    inLog: {
      en: "Nothing answered on port `{port}` of `{host}`: Plausible waited {wait} and gave up. A firewall or your hosting company may block this port (`25` nearly always): try `587`, or `465`.",
      "zh-cn":
        "`{host}` 的端口 `{port}` 没有应答：Plausible 等待了 {wait}后放弃。可能是防火墙或云厂商封锁了该端口（`25` 几乎总被封）：请试 `587` 或 `465`。",
    },
  },
  "host-unreachable": {
    name: { en: "host unreachable", "zh-cn": "主机无法到达" },
    rule: null,
    variable: "SMTP_HOST_ADDR",
    advice: {
      en: "There is no way to `{host}` from this machine. Check its network, and `SMTP_HOST_ADDR`.",
      "zh-cn": "从这台机器无法到达 `{host}`。请检查网络和 `SMTP_HOST_ADDR`。",
    },
    inLog: {
      en: "There is no way to `{host}` from the container. Check the network of the container and of its machine, and `SMTP_HOST_ADDR`.",
      "zh-cn": "从容器无法到达 `{host}`。请检查容器及其所在机器的网络，以及 `SMTP_HOST_ADDR`。",
    },
  },
  "connection-closed": {
    name: { en: "connection closed by the server", "zh-cn": "服务器断开了连接" },
    rule: null,
    variable: null,
    advice: {
      en: "`{host}` hung up in the middle of the talk, without a reason. Try again later; if it stays so, ask your provider whether this address may send there.",
      "zh-cn": "`{host}` 在通信中途断开，没有说明原因。请稍后再试；若一直如此，请询问服务商是否允许从此地址发信。",
    },
  },
  "no-greeting": {
    name: { en: "no answer from the server", "zh-cn": "服务器没有任何响应" },
    rule: null,
    variable: "SMTP_HOST_PORT",
    advice: {
      en: "`{host}` port `{port}` accepts the connection and then says nothing for {seconds} s; Plausible would wait {wait} and then give up. Check `SMTP_HOST_PORT`: this does not behave like a mail server.",
      "zh-cn":
        "`{host}` 的端口 `{port}` 接受连接后 {seconds} 秒内一言不发；Plausible 会等待 {wait} 后放弃。请检查 `SMTP_HOST_PORT`：这里不像邮件服务器。",
    },
    inLog: {
      en: "`{host}` port `{port}` took the connection and then said nothing for {wait}. Check `SMTP_HOST_PORT`: this does not behave like a mail server.",
      "zh-cn": "`{host}` 的端口 `{port}` 接受连接后 {wait}内一言不发。请检查 `SMTP_HOST_PORT`：这里不像邮件服务器。",
    },
  },
  "greeting-refused": {
    name: { en: "connection rejected by the server", "zh-cn": "服务器拒绝了连接" },
    rule: null,
    variable: null,
    advice: {
      en: "`{host}` turns Plausible away at the door: {words}. Its text names the reason.",
      "zh-cn": "`{host}` 一开始就拒绝了：{words}。原因见其文字。",
    },
  },
  "not-smtp": {
    name: { en: "not a mail server", "zh-cn": "不是邮件服务器" },
    rule: null,
    variable: "SMTP_HOST_PORT",
    advice: {
      en: "What answers on port `{port}` of `{host}` is no mail server: {words}. Check `SMTP_HOST_ADDR` and `SMTP_HOST_PORT`.",
      "zh-cn": "`{host}` 的端口 `{port}` 上应答的不是邮件服务器：{words}。请检查 `SMTP_HOST_ADDR` 和 `SMTP_HOST_PORT`。",
    },
  },
} as const satisfies Record<string, CauseRow>;

function hostRule({ host }: Circumstances): RuleId | null {
  if (/[:/\s]|^$/.test(host)) return "malformed-host";
  return host.includes(".") || isLoopback(host) ? null : "unresolvable-relay";
}
