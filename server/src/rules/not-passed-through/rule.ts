import { codes, type MessageTemplate } from "../../base/messages.js";
import { baseOf } from "../../base/paths.js";
import { addEnvFile } from "../../compose/edit/env-file.js";
import type { EnvFile, EnvStatement } from "../../compose/types.js";
import { isTaken } from "../../instance/dotenv-names.js";
import { entryNear } from "../../instance/entry-near.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { addVariable, addVariables, fix, loadedEffect, removeEdits } from "../kit/fixes.js";
import type { Fix, Rule } from "../kit/types.js";

const messages = {
  dotenv: {
    en: "Add `{name}` to the `environment` of service `{service}`.\n`{file}` sets it, but a container gets nothing from `{file}` by default, so Plausible {release} runs without it. A bare `{name}` passes the value through.",
    "zh-cn":
      "请将 `{name}` 添加到服务 `{service}` 的 `environment`。\n`{file}` 设置了它，但容器不会自动得到 `{file}` 的内容，Plausible {release} 因此得不到该值。只写变量名 `{name}` 即可传入。",
  },
  file: {
    en: "Add `env_file: {file}` to service `{service}`.\nNothing loads `{file}`, so Plausible {release} doesn't get its mail settings (`{names}`). You can also move them to `.env` and pass them through.",
    "zh-cn":
      "请为服务 `{service}` 添加 `env_file: {file}`。\n没有任何地方加载 `{file}`，Plausible {release} 得不到其中的邮件设置（`{names}`）。也可以把它们移到 `.env` 并传入。",
  },
  related: {
    en: "service `{service}` doesn't get it",
    "zh-cn": "服务 `{service}` 得不到它",
  },
  fixFile: { en: "Load `{file}` in service `{service}`", "zh-cn": "在服务 `{service}` 中加载 `{file}`" },
} satisfies Record<string, MessageTemplate>;

/** The env file of Plausible's own set-up until 2.1.1: left over after an update, nothing reads it any more. */
const formerName = "plausible-conf.env";

/** Mail settings in a file from which Plausible gets nothing. */
export const notPassedThrough: Rule = {
  meta: {
    id: "not-passed-through",
    severity: "warning",
    summary: {
      en: "A mail setting is in an env file, but never reaches Plausible.",
      "zh-cn": "邮件设置写在环境文件中，却从未传给 Plausible。",
    },
    fixable: true,
    yieldsTo: {
      onVariable: ["wrong-service"],
    },
  },
  messages,
  check(view, report) {
    const { project, service } = view;
    const related = [{ at: service.nameAt, message: { template: messages.related, values: { service: service.name } } }];
    for (const [name, statement] of settingsOf(project.dotenv)) {
      if (!isMissing(view, name) || isOtherHalf(view, name) || isTaken(view.project, name)) continue;
      const { file } = statement.entry.key;
      report({
        variable: name,
        at: statement.entry.key,
        message: messages.dotenv,
        values: { name, file: baseOf(file), service: service.name },
        related,
        fixes: [passOn(view, name)],
      });
    }
    for (const file of project.envFilesBeside) {
      const former = baseOf(file.path) === formerName;
      const lost = [...settingsOf([file])].filter(([name]) => isMissing(view, name) || (former && isUnset(view, name)));
      const [first] = lost;
      if (first === undefined || lost.length < 2) continue;
      const names = lost.map(([name]) => name);
      report({
        variable: null,
        at: first[1].entry.key,
        message: messages.file,
        values: { file: baseOf(file.path), names: codes(names), service: service.name },
        related,
        fixes: [loadFile(view, file, names)],
      });
    }
  },
};

/** What files set to something, by name; the last one counts. */
function settingsOf(files: readonly EnvFile[]): Map<string, EnvStatement> {
  const settings = new Map<string, EnvStatement>();
  for (const { statements } of files) {
    for (const statement of statements) if (statement.value !== null) settings.set(statement.name, statement);
  }
  // An empty line of a template asks for nothing.
  for (const [name, { value }] of settings) if (value === "") settings.delete(name);
  return settings;
}

function isMissing(view: PlausibleInstance, name: string): boolean {
  return view.readsMail(name) && view.variable(name).state === "absent";
}

/** A bare name that nothing sets. */
function isUnset(view: PlausibleInstance, name: string): boolean {
  if (!view.readsMail(name)) return false;
  const variable = view.service.environment.get(name);
  return variable?.state === "unknown" && variable.composed === null && variable.unresolved.length > 0;
}

/** One credential where the other reaches the container: of that `half-credentials` speaks, and shows this line. */
function isOtherHalf(view: PlausibleInstance, name: string): boolean {
  const other = { SMTP_USER_NAME: "SMTP_USER_PWD", SMTP_USER_PWD: "SMTP_USER_NAME" }[name];
  if (other === undefined || view.smtp === null || view.extraConfig) return false;
  const variable = view.variable(other);
  return variable.state === "value" && variable.value !== "";
}

function passOn(view: PlausibleInstance, name: string): Fix | null {
  const other = { SMTP_USER_NAME: "SMTP_USER_PWD", SMTP_USER_PWD: "SMTP_USER_NAME" }[name];
  const near = entryNear(view, ["SMTP_HOST_ADDR", "SMTP_HOST_PORT", "SMTP_USER_NAME", "SMTP_USER_PWD", "MAILER_EMAIL"]);
  const place = near?.form === "env-line" ? null : near;
  // One credential alone is the next mistake: both or neither.
  if (other !== undefined && isMissing(view, other) && settingsOf(view.project.dotenv).has(other)) {
    const both = [
      { name: "SMTP_USER_NAME", value: null },
      { name: "SMTP_USER_PWD", value: null },
    ];
    const added = addVariables(view, both, place);
    return added === null ? null : { ...added, automatic: true };
  }
  return addVariable(view, { name, value: null }, place, true);
}

/** The file loaded, and the bare names gone that would hide what it gives. */
function loadFile(view: PlausibleInstance, file: EnvFile, names: readonly string[]): Fix | null {
  const { path } = file;
  const hiding = names.flatMap((name) => {
    const variable = view.service.environment.get(name);
    return variable === undefined ? [] : [variable];
  });
  const entries = view.service.environmentSections.reduce((count, section) => count + section.entries.length, 0);
  if (hiding.length > 0 && hiding.length >= entries) return null;
  const edits = [addEnvFile(view.project, view.service, path), ...hiding.map((variable) => removeEdits(view, variable))];
  const effect = loadedEffect(view, file, names);
  return fix(messages.fixFile, { file: baseOf(path), service: view.service.name }, edits, false, effect);
}
