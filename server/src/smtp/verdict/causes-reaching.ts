import { isLoopback } from "../../base/addresses.js";
import type { RuleId } from "../../base/ids.js";
import type { CauseRow } from "./cause-row.js";
import { type Circumstances, isOffline } from "./circumstances.js";
import { remarks } from "./remarks.js";

/** Failures before a mail server speaks. */
export const causesOfReaching = {
  "host-not-found": {
    name: { en: "host not found", "zh-cn": "找不到主机" },
    rule: hostRule,
    variable: "SMTP_HOST_ADDR",
    advice: {
      en: "Set `SMTP_HOST_ADDR` to your mail server's host name: `{host}` doesn't exist.\nUse the host name alone, without `smtp://` and without a port.",
      "zh-cn": "请将 `SMTP_HOST_ADDR` 设为邮件服务器的主机名：`{host}` 不存在。\n只写主机名，不带 `smtp://` 和端口。",
    },
  },
  "connection-refused": {
    name: { en: "connection refused", "zh-cn": "连接被拒绝" },
    rule: ({ host }) => (isLoopback(host) ? "localhost-relay" : null),
    variable: ({ host }) => (isLoopback(host) ? "SMTP_HOST_ADDR" : "SMTP_HOST_PORT"),
    advice: {
      en: "`{host}` refused the connection on port `{port}`.\nCheck `SMTP_HOST_PORT` (most providers use `587` or `465`) and `SMTP_HOST_ADDR`.",
      "zh-cn":
        "`{host}` 拒绝了端口 `{port}` 上的连接。\n请检查 `SMTP_HOST_PORT`（多数服务商使用 `587` 或 `465`）和 `SMTP_HOST_ADDR`。",
    },
  },
  "connection-timeout": {
    name: { en: "connection timed out", "zh-cn": "连接超时" },
    rule: ({ request, talk }) => (request.delivery.port === 25 && talk?.trouble?.step === "connect" ? "port-25" : null),
    variable: ({ talk }) => (talk?.trouble?.step === "connect" ? "SMTP_HOST_PORT" : null),
    advice: {
      en: "No answer from `{host}` on port `{port}`. Try {ports}.\nIt didn't answer within {seconds} s; Plausible would wait {wait} and then give up. A firewall or your hosting provider may block this port (`25` nearly always).",
      "zh-cn":
        "`{host}` 的端口 `{port}` 没有应答。请尝试{ports}。\n{seconds} 秒内没有应答；Plausible 会等待 {wait}后放弃。可能是防火墙或主机商封锁了该端口（`25` 几乎总被封锁）。",
    },
    adviceWhere: ({ talk }) => (talk?.trouble?.step === "connect" ? null : remarks.wentSilent),
    inLog: {
      en: "No answer from `{host}` on port `{port}`. Try {ports}.\nPlausible waited {wait} and gave up. A firewall or your hosting provider may block this port (`25` nearly always).",
      "zh-cn":
        "`{host}` 的端口 `{port}` 没有应答。请尝试{ports}。\nPlausible 等待了 {wait}后放弃。可能是防火墙或主机商封锁了该端口（`25` 几乎总被封锁）。",
    },
  },
  "host-unreachable": {
    name: { en: "host unreachable", "zh-cn": "无法连接主机" },
    rule: null,
    variable: ({ talk }) => (isOffline(talk) ? null : "SMTP_HOST_ADDR"),
    advice: {
      en: "`{host}` is unreachable from this computer.\nCheck its network connection, and `SMTP_HOST_ADDR`.",
      "zh-cn": "从这台计算机无法连接 `{host}`。\n请检查网络连接和 `SMTP_HOST_ADDR`。",
    },
    adviceWhere: ({ talk }) => (isOffline(talk) ? remarks.offline : null),
    inLog: {
      en: "`{host}` is unreachable from the container.\nCheck the network of the container and of its host, and `SMTP_HOST_ADDR`.",
      "zh-cn": "从容器无法连接 `{host}`。\n请检查容器及其主机的网络，以及 `SMTP_HOST_ADDR`。",
    },
  },
  "connection-closed": {
    name: { en: "connection closed by the server", "zh-cn": "服务器断开了连接" },
    rule: null,
    variable: null,
    advice: {
      en: "`{host}` closed the connection without giving a reason. Try again later.\nIf it keeps happening, ask your provider whether this server's address may send there.",
      "zh-cn": "`{host}` 关闭了连接，没有说明原因。请稍后再试。\n如果一直如此，请询问服务商是否允许从此地址发信。",
    },
  },
  "no-greeting": {
    name: { en: "no answer from the server", "zh-cn": "服务器没有任何响应" },
    rule: null,
    variable: "SMTP_HOST_PORT",
    advice: {
      en: "Check `SMTP_HOST_PORT`: port `{port}` of `{host}` doesn't act like a mail server.\nIt accepts the connection and then sends nothing for {seconds} s; Plausible would wait {wait} and then give up.",
      "zh-cn":
        "请检查 `SMTP_HOST_PORT`：`{host}` 的端口 `{port}` 不像邮件服务器。\n它接受连接后 {seconds} 秒内没有任何响应；Plausible 会等待 {wait}后放弃。",
    },
    inLog: {
      en: "Check `SMTP_HOST_PORT`: port `{port}` of `{host}` doesn't act like a mail server.\nIt accepted the connection and then sent nothing for {wait}.",
      "zh-cn": "请检查 `SMTP_HOST_PORT`：`{host}` 的端口 `{port}` 不像邮件服务器。\n它接受连接后 {wait}内没有任何响应。",
    },
  },
  "greeting-refused": {
    name: { en: "connection rejected by the server", "zh-cn": "服务器拒绝了连接" },
    rule: null,
    variable: null,
    advice: {
      en: "`{host}` rejected the connection; its answer names the reason.\nIt says {words}.",
      "zh-cn": "`{host}` 拒绝了连接，原因见其答复。\n答复：{words}。",
    },
  },
  "not-smtp": {
    name: { en: "not a mail server", "zh-cn": "不是邮件服务器" },
    rule: null,
    variable: "SMTP_HOST_PORT",
    advice: {
      en: "Check `SMTP_HOST_ADDR` and `SMTP_HOST_PORT`: this isn't a mail server.\nPort `{port}` of `{host}` answers {words}.",
      "zh-cn": "请检查 `SMTP_HOST_ADDR` 和 `SMTP_HOST_PORT`：这不是邮件服务器。\n`{host}` 的端口 `{port}` 应答：{words}。",
    },
  },
} as const satisfies Record<string, CauseRow>;

function hostRule({ host }: Circumstances): RuleId | null {
  if (/[:/\s]|^$/.test(host)) return "malformed-host";
  return host.includes(".") || isLoopback(host) ? null : "unresolvable-relay";
}
