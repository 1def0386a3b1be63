import type { MessageTemplate } from "../../base/messages.js";
import { onOneLine } from "../../base/scan.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced } from "../../instance/service-variable.js";
import { shownText, textOfVariable } from "../../instance/value.js";
import { refusalsBesideMail } from "../../plausible/boot/boot-checks.js";
import { asksForKey, isPlaceholder } from "../../plausible/tables/placeholder.js";
import { variableNamed } from "../../plausible/tables/variables.js";
import type { BootRefusal } from "../../plausible/types.js";
import { relatedTo } from "../kit/related-line.js";
import type { Problem, Rule } from "../kit/types.js";
import { wrongBeginning } from "./address-beginning.js";
import { adviceMessages, adviceOf, cureOf, placeToChange } from "./cures.js";
import { missingFrom, missingTitles } from "./missing.js";
import { tooLong, tooLongMessages } from "./too-long.js";

const messages = {
  boot: {
    en: "`{setting}` keeps Plausible from starting. {advice}\nPlausible {release} refuses to start and logs {log}.",
    "zh-cn": "`{setting}` 使 Plausible 无法启动。{advice}\nPlausible {release} 拒绝启动，日志为 {log}。",
  },
  untried: {
    en: "`{setting}` probably keeps Plausible from starting. {advice}\nPlausible {release} doesn't know this word. It refuses to start and logs {log}, or takes the word for `true`.",
    "zh-cn":
      "`{setting}` 很可能使 Plausible 无法启动。{advice}\nPlausible {release} 不认识这个词：它会拒绝启动，日志为 {log}，或者把它当作 `true`。",
  },
  "earlier-commands": {
    en: "`{setting}` stops `db createdb` and `db migrate`. {advice}\nThese commands run before Plausible {release} starts, and don't know this word: {log}.",
    "zh-cn":
      "`{setting}` 会使 `db createdb` 和 `db migrate` 出错停止。{advice}\n这两个命令在 Plausible {release} 启动之前运行，不认识这个词：{log}。",
  },
  logger: {
    en: "`{setting}` is not a log level, which keeps Plausible from starting. {advice}\nThe logger of Plausible {release} stops with {log}.",
    "zh-cn": "`{setting}` 不是日志级别，使 Plausible 无法启动。{advice}\nPlausible {release} 的日志组件会停止：{log}。",
  },
  missing: {
    en: "Set `{setting}`: Plausible needs it. {advice}\nWithout it, Plausible {release} refuses to start and logs {log}.",
    "zh-cn": "请设置 `{setting}`：Plausible 需要它。{advice}\n没有它，Plausible {release} 拒绝启动，日志为 {log}。",
  },
  missingHere: {
    en: "Set `{setting}`: Plausible needs it. {advice}\nThese files don't set it. Unless it is set elsewhere, Plausible {release} refuses to start and logs {log}.",
    "zh-cn":
      "请设置 `{setting}`：Plausible 需要它。{advice}\n这些文件没有设置它。除非在别处设置了它，否则 Plausible {release} 拒绝启动，日志为 {log}。",
  },
  misspelt: {
    en: "Rename `{wrong}` to `{setting}`: without `{setting}` Plausible doesn't start.\nPlausible {release} doesn't read `{wrong}`. It refuses to start and logs {log}.",
    "zh-cn":
      "请将 `{wrong}` 重命名为 `{setting}`：缺少 `{setting}` Plausible 无法启动。\nPlausible {release} 不读取 `{wrong}`，会拒绝启动，日志为 {log}。",
  },
  otherFile: {
    en: "Mount the secret as `{folder}/{setting}`: Plausible doesn't read `{wrong}`.\nPlausible {release} only reads a file with exactly that name. Without `{setting}` it refuses to start and logs {log}.",
    "zh-cn":
      "请将机密文件挂载为 `{folder}/{setting}`：Plausible 不读取 `{wrong}`。\nPlausible {release} 只读取与此同名的文件。缺少 `{setting}` 时它会拒绝启动，日志为 {log}。",
  },
  inDotenv: {
    en: "`{name}` is set here, but isn't passed to service `{service}`",
    "zh-cn": "此处设置了 `{name}`，但服务 `{service}` 没有传入它",
  },
  ...adviceMessages,
  ...missingTitles,
  ...tooLongMessages,
} satisfies Record<string, MessageTemplate>;

/** A variable beside mail for which the release refuses to boot. */
export const bootRefused: Rule = {
  meta: {
    id: "boot-refused",
    severity: "error",
    summary: {
      en: "Plausible refuses to start because of a setting that has nothing to do with email.",
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
    const beginning = wrongBeginning(view);
    if (beginning !== null) report(beginningProblem(beginning));
    for (const problem of tooLong(view)) report(problem);
  },
};

function problemOf(view: PlausibleInstance, refusal: BootRefusal): Problem | null {
  const variable = view.variable(refusal.variable);
  const log = shownLog(refusal);
  if (variable.state === "absent") return missingProblem(view, refusal, log);
  const text = textOfVariable(variable);
  const secret = variableNamed(variable.name)?.secret === true;
  // Of a placeholder another rule speaks, or nobody: a program may fill it in.
  if (text === null || !isPlaced(variable) || isPlaceholder(text) || (secret && asksForKey(text))) return null;
  const { advice, fixes } = cureOf(view, refusal, variable, text);
  return {
    variable: variable.name,
    at: placeToChange(view, variable),
    ...(refusal.certain ? {} : { severity: "warning" }),
    message: refusal.certain ? messages[refusal.when] : messages.untried,
    values: { setting: secret && text !== "" ? variable.name : `${variable.name}=${shownText(text)}`, log, advice },
    related: relatedTo(view.service, variable),
    fixes,
  };
}

function beginningProblem({ refusal, text, at, fix }: NonNullable<ReturnType<typeof wrongBeginning>>): Problem {
  const { variable } = refusal;
  const values = { setting: `${variable}=${shownText(text)}`, log: shownLog(refusal), advice: adviceOf(refusal) };
  return { variable, at, message: messages.boot, values, fixes: [fix] };
}

function missingProblem(view: PlausibleInstance, refusal: BootRefusal, log: string): Problem | null {
  const { variable: name } = refusal;
  const missing = missingFrom(view, name);
  if (missing === null) return null;
  const { at, inDotenv, wrong, fix, certain } = missing;
  const related = { template: messages.inDotenv, values: { name, service: view.service.name } };
  const passOn = { template: messages.passOn, values: { entry: `${name}=\${${name}}` } };
  const values = { setting: name, log, advice: inDotenv === null ? adviceOf(refusal) : passOn };
  if (wrong !== null) {
    const message = wrong.kind === "name" ? messages.misspelt : messages.otherFile;
    return { variable: name, at, message, values: { ...values, wrong: wrong.name, folder: view.configDir ?? "" }, fixes: [fix] };
  }
  return {
    variable: name,
    at,
    ...(certain ? {} : { severity: "info" }),
    message: certain ? messages.missing : messages.missingHere,
    values,
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
