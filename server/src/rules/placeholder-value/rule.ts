import type { Message, MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf, shownText, textOfVariable } from "../../instance/value.js";
import { isExampleHost, isForAPerson } from "../../plausible/tables/placeholder.js";
import { variables } from "../../plausible/tables/variables.js";
import { effectOn, effects } from "../kit/effects-of-text.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  finding: {
    en: "`{name}={value}` is a template's placeholder. {effect} Write your own value.",
    "zh-cn": "`{name}={value}` 是模板中的占位符。{effect}请填写您自己的值。",
  },
  secret: {
    en: "`{name}` only holds a template's placeholder. {effect} Write your own value.",
    "zh-cn": "`{name}` 的内容只是模板中的占位符。{effect}请填写您自己的值。",
  },
  host: {
    en: "`{name}={value}` is the host of an example, where nobody takes mail: every mail of Plausible {release} fails. Write the one that your mail provider names.",
    "zh-cn":
      "`{name}={value}` 是示例中的主机，那里没有邮件服务器：Plausible {release} 的每封邮件都会失败。请填写邮件服务商给出的主机名。",
  },
  shown: {
    en: "Recipients of mail from Plausible {release} see it as it is.",
    "zh-cn": "Plausible {release} 的收件人会原样看到它。",
  },
} satisfies Record<string, MessageTemplate>;

/** A mail setting that a template left for the user to fill in. */
export const placeholderValue: Rule = {
  meta: {
    id: "placeholder-value",
    severity: "warning",
    summary: {
      en: "A mail setting still has the placeholder of a template.",
      "zh-cn": "邮件设置仍是模板中的占位符。",
    },
    fixable: false,
    turn: "placeholder",
  },
  messages,
  check(view, report) {
    if (view.extraConfig) return;
    for (const { name, kind, mail, secret } of variables) {
      if (!mail || !view.reads(name)) continue;
      const variable = view.variable(name);
      const text = textOfVariable(variable);
      if (text === null || !isPlaced(variable)) continue;
      const isHost = (kind === "host" || kind === "url") && isExampleHost(text) && !isNamedHere(view, name);
      if (!isHost && !isForAPerson(name === "MAILGUN_DOMAIN" ? `mail@${text}` : text)) continue;
      report({
        variable: name,
        at: placeOf(variable),
        message: isHost ? messages.host : secret ? messages.secret : messages.finding,
        values: { name, value: secret ? "" : shownText(text), release: view.releaseName, effect: effectOf(view, name) },
        related: relatedTo(view.service, variable),
      });
    }
  },
};

function effectOf(view: PlausibleInstance, name: string): Message {
  const template = name === "MAILER_NAME" ? messages.shown : effects[effectOn(view, name)];
  return { template, values: { release: view.releaseName } };
}

/** Whether the project itself gives that name to a container. */
function isNamedHere({ relay }: PlausibleInstance, name: string): boolean {
  return name === "SMTP_HOST_ADDR" && relay.state === "host" && relay.place === "project";
}
