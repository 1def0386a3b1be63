import { type Message, type MessageTemplate, message } from "../../base/messages.js";
import { tlsTexts } from "../../instance/delivery-texts.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import type { Delivery } from "../../plausible/mailer/model.js";
import { isSecretName } from "../../secrets/secret-names.js";
import { shownValue } from "../../secrets/secret-texts.js";

const texts = {
  refuses: { en: "Plausible refuses to start: {error}", "zh-cn": "Plausible 拒绝启动：{error}" },
  refusesQuietly: { en: "Plausible refuses to start because of it.", "zh-cn": "Plausible 因此拒绝启动。" },
  fails: { en: "no email can be sent: {error}", "zh-cn": "无法发送任何邮件：{error}" },
  direct: { en: "email goes straight to the recipient's own mail server", "zh-cn": "邮件直接发往收件人自己的邮件服务器" },
  relay: { en: "email goes to `{host}:{port}` ({tls})", "zh-cn": "邮件发往 `{host}:{port}`（{tls}）" },
  login: { en: "signs in as `{user}`", "zh-cn": "以 `{user}` 登录" },
  loginUnseen: { en: "signs in; the user name is not visible here", "zh-cn": "会登录；此处看不到用户名" },
  noLogin: { en: "doesn't sign in", "zh-cn": "不登录" },
  sender: { en: "the sender is `{address}`", "zh-cn": "发件人是 `{address}`" },
  adapter: { en: "email is sent by `{adapter}`", "zh-cn": "由 `{adapter}` 发送邮件" },
} satisfies Record<string, MessageTemplate>;

type Aspect = "relay" | "login" | "sender" | "adapter";

const aspects: Readonly<Record<string, Aspect>> = {
  SMTP_HOST_ADDR: "relay",
  SMTP_HOST_PORT: "relay",
  SMTP_HOST_SSL_ENABLED: "relay",
  SMTP_MX_LOOKUPS_ENABLED: "relay",
  SMTP_MIDDLEBOX_COMP_MODE: "relay",
  SMTP_USER_NAME: "login",
  SMTP_USER_PWD: "login",
  MAILER_EMAIL: "sender",
  MAILER_NAME: "sender",
  BASE_URL: "sender",
  MAILER_ADAPTER: "adapter",
};

/** What a variable brings about in this service, as far as it is certain; null where nothing is. */
export function consequenceOf(view: PlausibleInstance, name: string): Message | null {
  const { mailer, delivery } = view;
  if (mailer.outcome === "refuses-to-boot") {
    if (mailer.error.variable !== name) return null;
    // The exception quotes the value.
    return isSecretName(name)
      ? message(texts.refusesQuietly)
      : message(texts.refuses, { error: shownValue(name, mailer.error.message) });
  }
  if (delivery === null || view.extraConfig) return null;
  const failure = delivery.certainFailure;
  if (failure?.variable === name && !isSecretName(name))
    return message(texts.fails, { error: shownValue(name, failure.exception) });
  const aspect = aspects[name];
  // Where an address is written, or the release has one of its own, the sender does not follow from `BASE_URL`.
  if (name === "BASE_URL" && !isSenderMadeOfBaseUrl(delivery, view)) return null;
  return aspect === undefined ? null : describe(aspect, delivery, view);
}

function isSenderMadeOfBaseUrl({ decidedBy }: Delivery, { choice }: PlausibleInstance): boolean {
  return decidedBy.mailFrom?.by === "default" && choice.release.defaultSender.domain === null;
}

function describe(
  aspect: Aspect,
  { client, host, port, auth, mailFrom, tls: mode }: Delivery,
  view: PlausibleInstance,
): Message | null {
  const speaksSmtp = client === "mua" || client === "gen_smtp";
  if (aspect === "adapter") return view.adapter === null ? null : message(texts.adapter, { adapter: view.adapter });
  if (aspect === "sender") return mailFrom === "" ? null : message(texts.sender, { address: mailFrom });
  if (!speaksSmtp) return null;
  if (aspect === "relay") {
    if (host === null) return message(texts.direct);
    return message(texts.relay, { host, port: port ?? "?", tls: message(tlsTexts[mode]) });
  }
  if (auth === null) return message(texts.noLogin);
  return auth.username === null ? message(texts.loginUnseen) : message(texts.login, { user: auth.username });
}
