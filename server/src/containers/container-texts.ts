import { type MessageTemplate, message, type Value } from "../base/messages.js";

/** What a test in the container says. */
const texts = {
  connected: { en: "connected to {server}: {words}", "zh-cn": "已连接 {server}：{words}" },
  connectedSilently: { en: "connected to {server}", "zh-cn": "已连接 {server}" },
  offers: { en: "the server offers {extensions}", "zh-cn": "服务器提供 {extensions}" },
  accepted: { en: "accepted", "zh-cn": "已接受" },
  notAsked: { en: "not requested", "zh-cn": "未请求" },
  notReached: { en: "not tested", "zh-cn": "未测试" },
  noServer: {
    en: "this adapter uses no mail server",
    "zh-cn": "此适配器不使用邮件服务器",
  },
  oneOf: { en: "{detail} (one of {count} containers)", "zh-cn": "{detail}（{count} 个容器之一）" },
  said: { en: "{words}", "zh-cn": "{words}" },
  message: {
    en: "accepted for {to} (sender, layout and headers of an invitation)",
    "zh-cn": "已接受发给 {to} 的邮件（发件人、版式和邮件头与邀请邮件相同）",
  },
  plainMessage: {
    en: "accepted for {to} (sender and headers of an invitation, without its layout)",
    "zh-cn": "已接受发给 {to} 的邮件（发件人和邮件头与邀请邮件相同，没有其版式）",
  },
  delivered: {
    en: "Email works from the container: the mail server accepts it from this Plausible.\nIf this email arrives and invitations don't, look into the recipient's spam folder: only their text differs.",
    "zh-cn":
      "容器可以发信：邮件服务器接受这个 Plausible 的邮件。\n如果这封邮件能收到而邀请邮件收不到，请查看收件人的垃圾邮件文件夹：两者只有内容不同。",
  },
  reached: {
    en: "The container reaches the mail server.\nWhether it accepts the login and an email only shows when one is sent.",
    "zh-cn": "容器可以连接邮件服务器。\n它是否接受登录和邮件，要实际发送一封才知道。",
  },
  noConnection: {
    en: "This release can't connect without sending an email.\nIt says {words}.",
    "zh-cn": "此版本无法只连接而不发送邮件。\n它的回答：{words}。",
  },
  unread: {
    en: "The container's answer isn't recognized, so this test can't tell.\nIt says {words}.",
    "zh-cn": "无法识别容器的回答，因此本测试无法判断。\n它的回答：{words}。",
  },
  askApi: {
    en: "This adapter uses the provider's web API; only a real email shows whether it works.",
    "zh-cn": "此适配器使用服务商的 Web API；只有实际发送一封邮件才知道是否可用。",
  },
  subject: { en: "Test email from Plausible", "zh-cn": "Plausible 测试邮件" },
  body: {
    en: "This test email was sent by Plausible Mail through your own Plausible, the way it sends invitations. You can delete it.",
    "zh-cn": "这封测试邮件由 Plausible Mail 通过您自己的 Plausible 发送，方式与邀请邮件相同。您可以删除它。",
  },
} as const satisfies Record<string, MessageTemplate>;

export const containerText = (key: keyof typeof texts, values: Readonly<Record<string, Value>> = {}) =>
  message(texts[key], values);
