import type { MessageTemplate } from "../../base/messages.js";
import { entryNear } from "../../instance/entry-near.js";
import { isMislaid } from "../../instance/mislaid.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced } from "../../instance/service-variable.js";
import { howMissing, isUnsetInFiles } from "../../instance/unset-name.js";
import { certainlySet, placeOf } from "../../instance/value.js";
import type { Provider } from "../../plausible/tables/provider.js";
import { providers } from "../../plausible/tables/providers.js";
import { variables } from "../../plausible/tables/variables.js";
import { askedEdits, askedEffect, toBeReplaced, type WantedVariable } from "../kit/asked-variables.js";
import { fix } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  withoutMx: {
    en: "`SMTP_HOST_ADDR` is missing, so email hardly ever arrives.\nWithout a mail server Plausible {release} connects to port 25 of each recipient's domain itself, not of the mail server that the domain names (MX). Set `SMTP_HOST_ADDR`, `SMTP_HOST_PORT`, `SMTP_USER_NAME` and `SMTP_USER_PWD`.",
    "zh-cn":
      "缺少 `SMTP_HOST_ADDR`，邮件几乎无法送达。\n没有邮件服务器时，Plausible {release} 会直接连接每个收件人域名本身的 25 端口，而不是该域名指定的邮件服务器（MX）。请设置 `SMTP_HOST_ADDR`、`SMTP_HOST_PORT`、`SMTP_USER_NAME` 和 `SMTP_USER_PWD`。",
  },
  withMx: {
    en: "`SMTP_HOST_ADDR` is missing, so email hardly ever arrives.\nWithout a mail server Plausible {release} delivers straight to each recipient's mail server on port 25, which most hosting providers block and most recipients distrust. Set `SMTP_HOST_ADDR`, `SMTP_HOST_PORT`, `SMTP_USER_NAME` and `SMTP_USER_PWD`.",
    "zh-cn":
      "缺少 `SMTP_HOST_ADDR`，邮件几乎无法送达。\n没有邮件服务器时，Plausible {release} 会直接投递到每个收件人邮件服务器的 25 端口，多数主机商会封锁该端口，多数收件方也不信任此类邮件。请设置 `SMTP_HOST_ADDR`、`SMTP_HOST_PORT`、`SMTP_USER_NAME` 和 `SMTP_USER_PWD`。",
  },
  unset: {
    en: "`SMTP_HOST_ADDR` isn't set in these files, so email hardly ever arrives.\nUnless your shell sets it, Plausible {release} connects to port 25 of each recipient's domain instead of a mail server. Set `SMTP_HOST_ADDR`, `SMTP_HOST_PORT`, `SMTP_USER_NAME` and `SMTP_USER_PWD` in `.env`.",
    "zh-cn":
      "这些文件没有设置 `SMTP_HOST_ADDR`，邮件几乎无法送达。\n除非您的 shell 设置了它，否则 Plausible {release} 会直接连接每个收件人域名的 25 端口，而不是邮件服务器。请在 `.env` 中设置 `SMTP_HOST_ADDR`、`SMTP_HOST_PORT`、`SMTP_USER_NAME` 和 `SMTP_USER_PWD`。",
  },
  ownServer: { en: "a mail server", "zh-cn": "邮件服务器" },
  here: { en: "Add {provider}, to be filled in", "zh-cn": "添加{provider}，值待填写" },
  inDotenv: { en: "Add {provider}, with the login in `{file}`", "zh-cn": "添加{provider}，登录信息放在 `{file}`" },
  inNewDotenv: {
    en: "Add {provider}, with the login in a new `{file}`",
    "zh-cn": "添加{provider}，登录信息放在新建的 `{file}`",
  },
  onlyDotenv: { en: "Set {provider} in `{file}`", "zh-cn": "在 `{file}` 中设置{provider}" },
  passedOn: { en: "Add {provider}, with the login from `{file}`", "zh-cn": "添加{provider}，登录信息取自 `{file}`" },
} satisfies Record<string, MessageTemplate>;

/** The providers that are offered: those with one host for everyone, by their rows in the table. */
const offered = ["Brevo", "Gmail", "Mailgun", "Mailgun EU", "Postmark", "Resend", "SendGrid"];
const presets: readonly Provider[] = providers.filter(({ name }) => offered.includes(name));

/** `Bamboo.Mua` without a relay. */
export const noRelay: Rule = {
  meta: {
    id: "no-relay",
    severity: "warning",
    summary: {
      en: "No mail server is set, so email goes straight to each recipient's domain and hardly ever arrives.",
      "zh-cn": "未设置邮件服务器，邮件会直接发往每个收件人的域名，几乎无法送达。",
    },
    fixable: true,
    yieldsTo: {
      inService: [
        "credentials-without-relay",
        "not-passed-through",
        // A key that asks for another adapter: no relay is meant.
        "missing-api-key",
      ],
      // The login is there, and goes to everybody's server.
      onVariable: ["unresolved-variable"],
    },
  },
  messages,
  check(view, report) {
    const { smtp, settings } = view;
    if (smtp === null || view.extraConfig) return;
    // SMTPAdapter falls back to a host named `mail`, and is never without one.
    const isUnset = smtp.defaultHost === null && isUnsetInFiles(view, "SMTP_HOST_ADDR");
    if ((settings?.relay.kind !== "direct" && !isUnset) || isMislaid(view, "SMTP_HOST_ADDR")) return;
    const set = variables.filter(({ name, mail }) => mail && view.reads(name) && certainlySet(view.variable(name)));
    const shown = ["SMTP_HOST_PORT", "MAILER_ADAPTER", "SMTP_USER_NAME", "SMTP_HOST_SSL_ENABLED"]
      .map((name) => view.variable(name))
      .find((variable) => variable.state === "value");
    const host = view.variable("SMTP_HOST_ADDR");
    const found = shown ?? host;
    const placed = isPlaced(found) ? found : null;
    report({
      variable: "SMTP_HOST_ADDR",
      at: placed === null ? view.service.nameAt : placeOf(placed),
      severity: isUnset || set.length === 0 ? "info" : "warning",
      message: isUnset ? messages.unset : smtp.directMxLookup ? messages.withMx : messages.withoutMx,
      related: placed === null ? [] : relatedTo(view.service, placed),
      fixes: [null, ...presets].map((preset) => relayBlock(view, preset)),
    });
  },
};

/** The four lines of a relay, without those that are there already; the user gives the values that are not known. */
function relayBlock(view: PlausibleInstance, preset: Provider | null) {
  const wanted = (name: string, value: string | null | undefined): WantedVariable =>
    value == null ? { name, sample: toBeReplaced } : { name, value };
  const block = [
    wanted("SMTP_HOST_ADDR", preset?.hosts[0]),
    wanted("SMTP_HOST_PORT", "587"),
    wanted("SMTP_USER_NAME", preset?.login),
    wanted("SMTP_USER_PWD", null),
  ];
  const missing = block.filter(({ name }) => howMissing(view, name) !== null);
  const near = entryNear(view, ["SMTP_HOST_PORT", "MAILER_ADAPTER", "SMTP_USER_NAME", "MAILER_EMAIL"]);
  const made = askedEdits(view, missing, near);
  if (made === null) return null;
  const provider = preset?.name ?? { template: messages.ownServer, values: {} };
  return fix(messages[made.place], { provider, file: made.file }, [made.edits], false, askedEffect(view, missing));
}
