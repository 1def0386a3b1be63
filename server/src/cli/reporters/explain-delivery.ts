import { hostAndPort } from "../../base/host-and-port.js";
import { type Language, type Message, type MessageTemplate, message, quotedText } from "../../base/messages.js";
import type { ComposedService } from "../../instance/composed.js";
import { tlsTexts } from "../../instance/delivery-texts.js";
import type { DecidedField, Delivery, DeliveryTls } from "../../plausible/mailer/model.js";
import { madeOf } from "../../secrets/origins.js";
import { certainLine } from "../../smtp/verdict/log-line.js";
import { printable } from "../terminal/text.js";
import { say } from "./explain-messages.js";
import { heading, type Printer, table } from "./printer.js";

const texts = {
  client: { en: "Sent by", "zh-cn": "发送方式" },
  server: { en: "Mail server", "zh-cn": "邮件服务器" },
  tls: { en: "Encryption", "zh-cn": "加密" },
  login: { en: "Login", "zh-cn": "登录" },
  ehlo: { en: "Name in EHLO", "zh-cn": "EHLO 名称" },
  sender: { en: "Sender", "zh-cn": "发件人" },
  api: { en: "{provider}'s API", "zh-cn": "{provider} 的 API" },
  nothing: { en: "nothing: no email is sent", "zh-cn": "无：不发送邮件" },
  unverified: { en: "{tls} (certificate not verified)", "zh-cn": "{tls}（不验证证书）" },
  none: { en: "none", "zh-cn": "无" },
  port: { en: "Port", "zh-cn": "端口" },
  mx: { en: "MX lookup", "zh-cn": "MX 查询" },
  verifies: { en: "Certificate verified", "zh-cn": "验证证书" },
  yes: { en: "yes", "zh-cn": "是" },
  no: { en: "no", "zh-cn": "否" },
  fails: { en: "No email can be sent: {reason}", "zh-cn": "无法发送任何邮件：{reason}" },
  log: { en: "Plausible's log then shows:", "zh-cn": "此时 Plausible 的日志显示：" },
  noLog: { en: "Plausible's log doesn't show this failure", "zh-cn": "Plausible 的日志不会显示此失败" },
  unseen: { en: "(not visible here)", "zh-cn": "（此处看不到）" },
} satisfies Record<string, MessageTemplate>;

const clients: Readonly<Record<Delivery["client"], Message>> = {
  mua: message({ en: "Mua", "zh-cn": "Mua" }),
  gen_smtp: message({ en: "gen_smtp", "zh-cn": "gen_smtp" }),
  postmark: message(texts.api, { provider: "Postmark" }),
  mailgun: message(texts.api, { provider: "Mailgun" }),
  mandrill: message(texts.api, { provider: "Mandrill" }),
  sendgrid: message(texts.api, { provider: "SendGrid" }),
  none: message(texts.nothing),
};

const fieldTexts: Readonly<Record<DecidedField, MessageTemplate>> = {
  client: texts.client,
  host: texts.server,
  port: texts.port,
  mxLookup: texts.mx,
  tls: texts.tls,
  verifiesCertificate: texts.verifies,
  auth: texts.login,
  ehlo: texts.ehlo,
  mailFrom: texts.sender,
};

/** What a reader calls a field of the delivery. */
export function fieldText(field: DecidedField, language: Language): string {
  return quotedText(message(fieldTexts[field]), language);
}

/** What a reader calls a value of such a field, which is told as a text. */
export function fieldValue(field: DecidedField, value: string, language: Language): string {
  const show = (text: Message) => quotedText(text, language);
  if (field === "client") return show(clients[value as Delivery["client"]]);
  if (field === "tls") return show(message(tlsTexts[value as DeliveryTls]));
  if (field === "mxLookup" || field === "verifiesCertificate") return show(message(value === "true" ? texts.yes : texts.no));
  return value;
}

/** What the adapter does then, and why it cannot, where that is certain. */
export function deliveryPart(delivery: Delivery, { service, choice }: ComposedService, printer: Printer): void {
  const { language, colours, secrets } = printer;
  printer.line();
  heading(say(language, "delivery"), printer);
  table(rowsOf(delivery, service, printer), printer);
  if (delivery.certainFailure === null) return;
  const reason = printable(secrets.quoted(delivery.certainFailure.exception));
  printer.line(`  ${colours.red(quotedText(message(texts.fails, { reason }), language))}`);
  const logLine = certainLine({ logsFailure: choice.release.logsFailure, delivery });
  printer.line(`  ${quotedText(message(logLine === null ? texts.noLog : texts.log), language)}`);
  for (const line of logLine === null ? [] : secrets.quoted(logLine).split("\n"))
    printer.line(`    ${printable(line)}`.trimEnd());
}

function rowsOf(
  delivery: Delivery,
  service: ComposedService["service"],
  { language, secrets }: Printer,
): (readonly [string, string])[] {
  const show = (text: Message) => quotedText(text, language);
  const word = (text: MessageTemplate) => show(message(text));
  const { client, auth, ehlo, mailFrom } = delivery;
  const login = (given: NonNullable<Delivery["auth"]>) => {
    const username = given.username === null ? word(texts.unseen) : secrets.made(given.username, service, madeOf.username);
    const password = given.password === null ? word(texts.unseen) : secrets.value("password", given.password);
    return `${username}, ${password} (${given.mechanisms.join(", ")})`;
  };
  const sender = [word(texts.sender), secrets.made(mailFrom, service, madeOf.sender)] as const;
  const sent = [word(texts.client), show(clients[client])] as const;
  if (client !== "mua" && client !== "gen_smtp") return [sent, sender];
  const host = delivery.host === null ? null : secrets.made(delivery.host, service, madeOf.host);
  const where = host === null ? say(language, "directDelivery") : hostAndPort(host, delivery.port);
  const mode = message(tlsTexts[delivery.tls]);
  const isUnverified = delivery.tls !== "none" && !delivery.verifiesCertificate;
  return [
    sent,
    [word(texts.server), `${where}${delivery.mxLookup ? " (MX)" : ""}`],
    [word(texts.tls), show(isUnverified ? message(texts.unverified, { tls: mode }) : mode)],
    [word(texts.login), auth === null ? word(texts.none) : login(auth)],
    ...(ehlo === null ? [] : [[word(texts.ehlo), secrets.made(ehlo, service, madeOf.sender)] as const]),
    sender,
  ];
}
