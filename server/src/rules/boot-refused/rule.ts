import type { MessageTemplate } from "../../base/messages.js";
import { onOneLine } from "../../base/scan.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced } from "../../instance/service-variable.js";
import { knownText, shownText } from "../../instance/value.js";
import { refusalsBesideMail } from "../../plausible/boot/boot-checks.js";
import { asksForKey } from "../../plausible/tables/placeholder.js";
import { variableNamed } from "../../plausible/tables/variables.js";
import type { BootRefusal } from "../../plausible/types.js";
import { relatedTo } from "../kit/related-line.js";
import type { Problem, Rule } from "../kit/types.js";
import { adviceMessages, adviceOf, cureOf, placeToChange } from "./cures.js";
import { missingFrom } from "./missing.js";

const messages = {
  boot: {
    en: "`{setting}` stops Plausible {release}, which refuses to boot: {log}. {advice}",
    "zh-cn": "`{setting}` 使 Plausible {release} 拒绝启动：{log}。{advice}",
  },
  "earlier-commands": {
    en: "`{setting}` stops `db createdb` and `db migrate` of Plausible {release}, which know no such word: {log}. {advice}",
    "zh-cn": "`{setting}` 会使 Plausible {release} 的 `db createdb` 和 `db migrate` 出错停止，它们不认识这个词：{log}。{advice}",
  },
  logger: {
    en: "`{setting}` is no level of the logger, which stops Plausible {release} as it boots: {log}. {advice}",
    "zh-cn": "`{setting}` 不是日志级别，日志组件会使 Plausible {release} 在启动时停止：{log}。{advice}",
  },
  missing: {
    en: "Nothing brings `{setting}` into this container, and Plausible {release} refuses to boot without it: {log}. {advice}",
    "zh-cn": "没有任何内容把 `{setting}` 带入此容器，而缺少它 Plausible {release} 拒绝启动：{log}。{advice}",
  },
  misspelt: {
    en: "This is not `{setting}`, without which Plausible {release} refuses to boot: {log}. Rename it.",
    "zh-cn": "这不是 `{setting}`，而缺少它 Plausible {release} 拒绝启动：{log}。请重命名。",
  },
  inDotenv: {
    en: "`{name}` is set here, but service `{service}` does not pass it on",
    "zh-cn": "此处设置了 `{name}`，但服务 `{service}` 没有传入它",
  },
  ...adviceMessages,
} satisfies Record<string, MessageTemplate>;

/** A variable beside mail for which the release refuses to boot. */
export const bootRefused: Rule = {
  meta: {
    id: "boot-refused",
    severity: "error",
    summary: {
      en: "Plausible refuses to boot for a setting that has nothing to do with mail.",
      "zh-cn": "Plausible 因一个与邮件无关的设置而拒绝启动。",
    },
    fixable: true,
    turn: "form",
  },
  messages,
  check(view, report) {
    for (const refusal of refusalsBesideMail(view.choice.release, view.container)) {
      const problem = problemOf(view, refusal);
      if (problem !== null) report(problem);
    }
  },
};

function problemOf(view: PlausibleInstance, refusal: BootRefusal): Problem | null {
  const variable = view.variable(refusal.variable);
  const log = shownLog(refusal);
  if (variable.state === "absent") return missingProblem(view, refusal, log);
  const text = knownText(variable);
  const secret = variableNamed(variable.name)?.secret === true;
  if (text === null || !isPlaced(variable) || (secret && asksForKey(text))) return null;
  const { advice, fixes } = cureOf(view, refusal, variable, text);
  return {
    variable: variable.name,
    at: placeToChange(view, variable),
    message: messages[refusal.when],
    values: { setting: secret && text !== "" ? variable.name : `${variable.name}=${shownText(text)}`, log, advice },
    related: relatedTo(view.service, variable),
    fixes,
  };
}

function missingProblem(view: PlausibleInstance, refusal: BootRefusal, log: string): Problem | null {
  const { variable: name } = refusal;
  const missing = missingFrom(view, name);
  if (missing === null) return null;
  const { at, inDotenv, misspelt, fix } = missing;
  const related = { template: messages.inDotenv, values: { name, service: view.service.name } };
  return {
    variable: name,
    at,
    message: misspelt ? messages.misspelt : messages.missing,
    values: {
      setting: name,
      log,
      advice: inDotenv === null ? adviceOf(refusal) : { template: messages.passOn, values: { entry: `${name}=\${${name}}` } },
    },
    related: inDotenv === null ? [] : [{ at: inDotenv, message: related }],
    fixes: [fix],
  };
}

/** The line of the log, in one line. Of a key it quotes a character that is none of base64; not here. */
function shownLog({ log, variable }: BootRefusal): string {
  const line = onOneLine(log.trim());
  const shown = variableNamed(variable)?.secret === true ? line.replace(/found: .*/, "found: ***") : line;
  // The sentence around it has its own full stop.
  return `“${shown.replace(/\.$/, "")}”`;
}
