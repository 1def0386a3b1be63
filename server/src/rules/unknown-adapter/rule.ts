import { codes, type MessageTemplate } from "../../base/messages.js";
import { nearest } from "../../base/nearest.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced } from "../../instance/service-variable.js";
import { knownText, placeOf, shownText } from "../../instance/value.js";
import { type AdapterName, adapterNames } from "../../plausible/types.js";
import { removeVariable, setVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  unknown: {
    en: "Set `MAILER_ADAPTER` to `{meant}`: `{value}` isn't an adapter.\nPlausible {release} refuses to start with it.",
    "zh-cn": "请将 `MAILER_ADAPTER` 设为 `{meant}`：`{value}` 不是有效的适配器。\nPlausible {release} 会因它拒绝启动。",
  },
  default: {
    en: "`{value}` isn't an adapter. Remove the line to use `{meant}`.\nPlausible {release} refuses to start with it. It knows these adapters: `{all}`.",
    "zh-cn":
      "`{value}` 不是有效的适配器。请删除该行以使用 `{meant}`。\nPlausible {release} 会因它拒绝启动。可用的适配器：`{all}`。",
  },
} satisfies Record<string, MessageTemplate>;

/** A `MAILER_ADAPTER` that no release knows. */
export const unknownAdapter: Rule = {
  meta: {
    id: "unknown-adapter",
    severity: "error",
    summary: {
      en: "`MAILER_ADAPTER` names an adapter that doesn't exist, so Plausible doesn't start.",
      "zh-cn": "`MAILER_ADAPTER` 指定了不存在的适配器，Plausible 无法启动。",
    },
    fixable: true,
    turn: "form",
  },
  messages,
  check(view, report) {
    const variable = view.variable("MAILER_ADAPTER");
    const value = knownText(variable);
    if (value === null || !isPlaced(variable) || (adapterNames as readonly string[]).includes(value)) return;
    const { defaultAdapter, adapters } = view.choice.release;
    const meant = meantBy(view, value);
    report({
      variable: variable.name,
      at: placeOf(variable),
      message: meant === null ? messages.default : messages.unknown,
      values: { value: shownText(value), meant: meant ?? defaultAdapter, all: codes(adapters) },
      related: relatedTo(view.service, variable),
      fixes:
        meant === null
          ? [removeVariable(view, variable, false)]
          : [setVariable(view, variable, meant), meant === defaultAdapter ? removeVariable(view, variable) : null],
    });
  },
};

/** The adapter of this release that a text was meant for: by its last word, or by its letters. */
function meantBy({ choice: { release } }: PlausibleInstance, text: string): AdapterName | null {
  const words = text.trim().replace(/["'`]/g, "").toLowerCase();
  const smtp = release.adapters.includes("Bamboo.Mua") ? "Bamboo.Mua" : "Bamboo.SMTPAdapter";
  const bare = words
    .replace(/^elixir\./, "")
    .replace(/^bamboo\.?/, "")
    .replace(/[._-]?adapter$/, "")
    .replace(/[ ._-]/g, "");
  const known: Readonly<Record<string, AdapterName>> = {
    mua: smtp,
    // An SMTP adapter was meant: the one that this release is best served with.
    smtp,
    smtps: smtp,
    gensmtp: smtp,
    swooshadapterssmtp: smtp,
    mail: smtp,
    postmark: "Bamboo.PostmarkAdapter",
    mailgun: "Bamboo.MailgunAdapter",
    mandrill: "Bamboo.MandrillAdapter",
    mailchimp: "Bamboo.MandrillAdapter",
    sendgrid: "Bamboo.SendGridAdapter",
    local: "Bamboo.LocalAdapter",
    test: "Bamboo.TestAdapter",
  };
  const meant = known[bare] ?? nearest(text.trim(), adapterNames);
  return release.adapters.find((name) => name === meant) ?? null;
}
