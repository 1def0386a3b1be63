import type { Message, MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf, shownText, textOfVariable } from "../../instance/value.js";
import { refusalsBesideMail } from "../../plausible/boot/boot-checks.js";
import { asksForKey, isExampleHost, isForAPerson } from "../../plausible/tables/placeholder.js";
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
  key: {
    en: "`{name}` is still a template's placeholder. {effect} Set it to the output of `{command}`.",
    "zh-cn": "`{name}` 仍是模板中的占位符。{effect}请将其设为 `{command}` 的输出。",
  },
  known: {
    en: "Whoever knows the template can sign in to Plausible {release} as anyone.",
    "zh-cn": "知道该模板的人可以冒充任何人登录 Plausible {release}。",
  },
  links: {
    en: "Links in mail from Plausible {release} lead to it.",
    "zh-cn": "Plausible {release} 邮件中的链接会指向它。",
  },
  shown: {
    en: "Recipients of mail from Plausible {release} see it as it is.",
    "zh-cn": "Plausible {release} 的收件人会原样看到它。",
  },
} satisfies Record<string, MessageTemplate>;

/** What the boot needs beside mail, with the command that makes it; null: only the user knows it. */
const besideMail: ReadonlyMap<string, string | null> = new Map([
  ["BASE_URL", null],
  ["SECRET_KEY_BASE", "openssl rand -base64 48"],
  ["TOTP_VAULT_KEY", "openssl rand -base64 32"],
]);

/** A setting that a template left for the user to fill in. */
export const placeholderValue: Rule = {
  meta: {
    id: "placeholder-value",
    severity: "warning",
    summary: {
      en: "A setting still has the placeholder of a template.",
      "zh-cn": "设置仍是模板中的占位符。",
    },
    fixable: false,
    turn: "placeholder",
  },
  messages,
  check(view, report) {
    for (const { name, kind, mail, secret } of variables) {
      const command = besideMail.get(name);
      if (!view.reads(name) || (mail ? view.extraConfig : command === undefined)) continue;
      const variable = view.variable(name);
      const text = textOfVariable(variable);
      if (text === null || !isPlaced(variable)) continue;
      const isHost = mail && (kind === "host" || kind === "url") && isExampleHost(text) && !isNamedHere(view, name);
      if (!isHost && !isLeftOver(name, text)) continue;
      report({
        variable: name,
        at: placeOf(variable),
        message: isHost ? messages.host : command ? messages.key : secret ? messages.secret : messages.finding,
        values: {
          name,
          value: secret ? "" : shownText(text),
          release: view.releaseName,
          effect: mail ? effectOf(view, name) : effectBesideMail(view, name),
          command: command ?? "",
        },
        related: relatedTo(view.service, variable),
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
  if (besideMail.has(name)) return asksForKey(text);
  return isForAPerson(name === "MAILGUN_DOMAIN" ? `mail@${text}` : text);
}

function effectOf(view: PlausibleInstance, name: string): Message {
  const template = name === "MAILER_NAME" ? messages.shown : effects[effectOn(view, name)];
  return { template, values: { release: view.releaseName } };
}

/** What the text itself does: the release takes it as it is. */
function effectBesideMail(view: PlausibleInstance, name: string): Message {
  const refusals = refusalsBesideMail(view.choice.release, view.container);
  const refused = refusals.some(({ variable }) => variable === name);
  const template = refused ? effects.boot : name === "BASE_URL" ? messages.links : messages.known;
  return { template, values: { release: view.releaseName } };
}

/** Whether the project itself gives that name to a container. */
function isNamedHere({ relay }: PlausibleInstance, name: string): boolean {
  return name === "SMTP_HOST_ADDR" && relay.state === "host" && relay.place === "project";
}
