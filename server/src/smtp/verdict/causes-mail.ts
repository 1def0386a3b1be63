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
      en: "`{host}` rejects Plausible's own host name, `{ehlo}`.\nIt says {words}. {ehloHint}",
      "zh-cn": "`{host}` 拒绝了 Plausible 自报的主机名 `{ehlo}`。\n答复：{words}。{ehloHint}",
    },
  },
  "sender-refused": {
    name: { en: "sender rejected", "zh-cn": "发件人被拒绝" },
    rule: "sender-not-allowed",
    variable: "MAILER_EMAIL",
    advice: {
      en: "Set `MAILER_EMAIL` to an address that this account may send from.\n`{host}` doesn't accept email from `{from}`: {words}.",
      "zh-cn": "请将 `MAILER_EMAIL` 设为该账户可用的发件地址。\n`{host}` 不接受来自 `{from}` 的邮件：{words}。",
    },
  },
  "ip-not-allowed": {
    name: { en: "server address not allowed", "zh-cn": "服务器地址未获允许" },
    rule: null,
    variable: null,
    advice: {
      en: "Add this server's public IP address to those that your mail account allows.\n`{host}` doesn't accept email from this IP address: {words}.",
      "zh-cn": "请把此服务器的公网 IP 地址加入您邮件账户的允许列表。\n`{host}` 不接受来自此 IP 地址的邮件：{words}。",
    },
  },
  "quota-exceeded": {
    name: { en: "sending limit reached", "zh-cn": "已达发送上限" },
    rule: null,
    variable: null,
    advice: {
      en: "Your mail account's limit is reached. Wait, or raise it at your provider.\n`{host}` accepts no more email for now: {words}. The settings are fine.",
      "zh-cn": "您的邮件账户已达到上限。请等待重置，或在服务商处提高上限。\n`{host}` 暂时不再收信：{words}。设置没有问题。",
    },
  },
  "account-restricted": {
    name: { en: "mail account restricted", "zh-cn": "邮件账户受限" },
    rule: null,
    variable: null,
    advice: {
      en: "Your mail account is restricted. Lift the restriction at your provider.\n`{host}` restricts what it may send: {words}. Activate the account, verify your domain, or leave the test mode. The settings are fine.",
      "zh-cn":
        "您的邮件账户受限。请在服务商处解除限制。\n`{host}` 限制了它可发送的内容：{words}。请激活账户、验证域名或退出测试模式。设置没有问题。",
    },
  },
  "sender-syntax": {
    name: { en: "sender not understood", "zh-cn": "无法识别发件人" },
    rule: ({ request }) => (/[<>"\s,]/.test(request.delivery.mailFrom) ? "invalid-sender" : null),
    variable: ({ ordinary }) => (blankAtFault(ordinary) ? null : "MAILER_EMAIL"),
    advice: {
      en: "`MAILER_EMAIL` must be a bare address. Move a name to `MAILER_NAME`.\n`{host}` doesn't understand the sender of Plausible {release}: {words}.",
      "zh-cn":
        "`MAILER_EMAIL` 必须只是地址。姓名请移到 `MAILER_NAME`。\n`{host}` 无法识别 Plausible {release} 的发件人：{words}。",
    },
    adviceWhere: ({ ordinary }) => (blankAtFault(ordinary) ? remarks.blank : null),
  },
  "recipient-refused": {
    name: { en: "recipient rejected", "zh-cn": "收件人被拒绝" },
    rule: null,
    variable: null,
    advice: {
      en: "`{host}` doesn't deliver to `{to}`. Check the address.\nIt says {words}. If that mentions relaying, the server wants a login or another sender.",
      "zh-cn": "`{host}` 不向 `{to}` 投递。请检查地址。\n答复：{words}。若提到 relay，说明服务器要求登录或更换发件人。",
    },
    inLog: {
      en: "`{host}` doesn't deliver to this recipient. Check the address.\nIt says {words}. If that mentions relaying, the server wants a login or another sender.",
      "zh-cn": "`{host}` 不向该收件人投递。请检查地址。\n答复：{words}。若提到 relay，说明服务器要求登录或更换发件人。",
    },
  },
  "message-refused": {
    name: { en: "message rejected", "zh-cn": "邮件被拒绝" },
    rule: messageRule,
    variable: null,
    advice: {
      en: "`{host}` rejected the email itself; its answer names the reason.\nIt says {words}. Usually it's the sender's domain, or a spam filter.",
      "zh-cn": "`{host}` 拒绝了邮件本身，原因见其答复。\n答复：{words}。通常是发件域名或垃圾邮件过滤。",
    },
  },
  "sidecar-cannot-deliver": {
    name: { en: "mail relay can't deliver", "zh-cn": "邮件中继无法投递" },
    rule: null,
    variable: null,
    advice: {
      en: "Your mail relay can't deliver the emails that Plausible gives it.\nIt says {words}.",
      "zh-cn": "邮件中继无法投递 Plausible 交给它的邮件。\n答复：{words}。",
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
