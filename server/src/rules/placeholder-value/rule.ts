import type { Message, MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf, shownText, textOfVariable } from "../../instance/value.js";
import { refusalsBesideMail } from "../../plausible/boot/boot-checks.js";
import { asksForKey, isExampleHost, isForAPerson } from "../../plausible/tables/placeholder.js";
import { essentialNames, variables } from "../../plausible/tables/variables.js";
import { effectOn, effects } from "../kit/effects-of-text.js";
import { commandForKey, freshKeyFix, freshKeyTitles } from "../kit/fresh-key.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  finding: {
    en: "Replace the placeholder `{value}` in `{name}` with your own value.\n{effect}",
    "zh-cn": "请将 `{name}` 中的占位符 `{value}` 替换为您自己的值。\n{effect}",
  },
  secret: {
    en: "Replace the placeholder in `{name}` with your own value.\n{effect}",
    "zh-cn": "请将 `{name}` 中的占位符替换为您自己的值。\n{effect}",
  },
  host: {
    en: "Replace the example host `{value}` in `{name}` with your mail server.\nNo mail server is there, so every email of Plausible {release} fails. Use the host that your mail provider names.",
    "zh-cn":
      "请将 `{name}` 中的示例主机 `{value}` 替换为您的邮件服务器。\n那里没有邮件服务器，Plausible {release} 的每封邮件都会失败。请使用邮件服务商给出的主机名。",
  },
  key: {
    en: "Replace the placeholder in `{name}` with the output of `{command}`.\n{effect}",
    "zh-cn": "请将 `{name}` 中的占位符替换为 `{command}` 的输出。\n{effect}",
  },
  known: {
    en: "Anyone who knows the template can sign in to Plausible {release} as any user.",
    "zh-cn": "知道该模板的人可以冒充任何人登录 Plausible {release}。",
  },
  links: {
    en: "Links in emails from Plausible {release} point to it.",
    "zh-cn": "Plausible {release} 邮件中的链接会指向它。",
  },
  shown: {
    en: "Recipients of emails from Plausible {release} see it as it is.",
    "zh-cn": "Plausible {release} 的收件人会原样看到它。",
  },
  ...freshKeyTitles,
} satisfies Record<string, MessageTemplate>;

/** A setting that a template left for the user to fill in. */
export const placeholderValue: Rule = {
  meta: {
    id: "placeholder-value",
    severity: "warning",
    summary: {
      en: "A setting still has the placeholder of a template.",
      "zh-cn": "设置仍是模板中的占位符。",
    },
    fixable: true,
    turn: "placeholder",
  },
  messages,
  check(view, report) {
    const refused = new Set(refusalsOf(view));
    for (const { name, kind, mail, secret } of variables) {
      const command = commandForKey(name);
      if (!view.reads(name) || (!mail && !essentialNames.includes(name) && !refused.has(name))) continue;
      // What stops the boot cannot be cured by EXTRA_CONFIG_PATH, which is read after it.
      if (mail && view.extraConfig && effectOn(view, name) !== "boot") continue;
      const variable = view.variable(name);
      const text = textOfVariable(variable);
      if (text === null || !isPlaced(variable)) continue;
      const isHost = mail && (kind === "host" || kind === "url") && isExampleHost(text) && !isNamedHere(view, name);
      if (!isHost && !isLeftOver(name, text)) continue;
      report({
        variable: name,
        at: placeOf(variable),
        message: isHost ? messages.host : command !== null ? messages.key : secret ? messages.secret : messages.finding,
        values: {
          name,
          value: secret ? "" : shownText(text),
          release: view.releaseName,
          effect: mail ? effectOf(view, name) : effectBesideMail(view, name),
          command: command ?? "",
        },
        related: relatedTo(view.service, variable),
        fixes: [freshKeyFix(view, variable)],
      });
    }
  },
};

/** Whether a person was to replace the text. Of an address only its host tells. */
function isLeftOver(name: string, text: string): boolean {
  if (name === "BASE_URL") {
    const host = /^(?:https?:\/\/)?([^/:?#]+)/i.exec(text)?.[1] ?? "";
    return isForAPerson(text) || isForAPerson(host) || isForAPerson(`mail@${host}`);
  }
  if (essentialNames.includes(name)) return asksForKey(text);
  return isForAPerson(name === "MAILGUN_DOMAIN" ? `mail@${text}` : text);
}

function effectOf(view: PlausibleInstance, name: string): Message {
  const template = name === "MAILER_NAME" ? messages.shown : effects[effectOn(view, name)];
  return { template, values: { release: view.releaseName } };
}

/** What the text itself does: the release takes it as it is. */
function effectBesideMail(view: PlausibleInstance, name: string): Message {
  const template = refusalsOf(view).includes(name) ? effects.boot : name === "BASE_URL" ? messages.links : messages.known;
  return { template, values: { release: view.releaseName } };
}

/** The variables beside mail for which the release refuses to boot. */
function refusalsOf({ choice, container }: PlausibleInstance): readonly string[] {
  return refusalsBesideMail(choice.release, container).map(({ variable }) => variable);
}

/** Whether the project itself gives that name to a container. */
function isNamedHere({ relay }: PlausibleInstance, name: string): boolean {
  return name === "SMTP_HOST_ADDR" && relay.state === "host" && relay.place === "project";
}
