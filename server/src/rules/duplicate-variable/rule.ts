import type { MessageTemplate } from "../../base/messages.js";
import { baseOf } from "../../base/paths.js";
import type { Entry, EnvironmentSection, EnvStatement, Variable } from "../../compose/types.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { referencesOf, textAt } from "../../instance/references.js";
import { fix, removeLine, removeVariable } from "../kit/fixes.js";
import type { Fix, Rule } from "../kit/types.js";

const messages = {
  twice: {
    en: "`{name}` appears twice here. Remove the one you don't mean.\nDocker Compose silently uses the last one, so Plausible {release} never sees this one.",
    "zh-cn": "`{name}` 在此出现两次。请删除多余的一个。\nDocker Compose 会静默使用最后一个，Plausible {release} 看不到此处的值。",
  },
  bareLast: {
    en: "Remove the bare `{name}` further down: it overrides this value.\nNothing here sets it, so Plausible {release} runs without `{name}`.",
    "zh-cn":
      "请删除下方单独的变量名 `{name}`：它会覆盖此处的值。\n没有任何地方为它设置值，Plausible {release} 因此得不到 `{name}`。",
  },
  hides: {
    en: "Remove `{name}` here: it hides the value in `{file}`.\nNothing sets the bare name, so Plausible {release} runs without `{name}`. Once it's removed, the env file's value is used.",
    "zh-cn":
      "请删除此处的 `{name}`：它遮住了 `{file}` 中的值。\n没有任何地方为此变量名设置值，Plausible {release} 因此得不到 `{name}`。删除后即使用环境文件中的值。",
  },
  hidesEmpty: {
    en: "Remove `{name}` here: it hides the value in `{file}`.\nIt refers to a name that nothing sets (`env_file` doesn't fill in `${…}`), so Plausible {release} gets an empty value. Once it's removed, the env file's value is used.",
    "zh-cn":
      "请删除此处的 `{name}`：它遮住了 `{file}` 中的值。\n它引用了一个没有设置的名称（`env_file` 不会填充 `${…}`），Plausible {release} 得到空值。删除后即使用环境文件中的值。",
  },
  winner: { en: "this one is used", "zh-cn": "使用的是这一处" },
  hidden: { en: "this value is hidden", "zh-cn": "此值被遮住" },
  fixThis: { en: "Remove this `{name}`", "zh-cn": "删除此处的 `{name}`" },
  fixOther: { en: "Remove the other `{name}`", "zh-cn": "删除另一处 `{name}`" },
} satisfies Record<string, MessageTemplate>;

/** Two entries for one variable, of which one is without effect. */
export const duplicateVariable: Rule = {
  meta: {
    id: "duplicate-variable",
    severity: "warning",
    summary: {
      en: "A variable is set twice, and one of the two has no effect.",
      "zh-cn": "变量设置了两次，其中一次不起作用。",
    },
    fixable: true,
  },
  messages,
  check(view, report) {
    for (const section of view.service.environmentSections) {
      if (section.form !== "list") continue;
      for (const [name, entries] of repeated(view, section)) {
        const winner = entries.at(-1) as Entry;
        const variable = view.service.environment.get(name);
        const bare = variable !== undefined && isUnset(variable) && variable.declared.at.start === winner.at.start;
        const valued = entries.filter(({ value }) => value !== null);
        for (const loser of entries.slice(0, -1)) {
          // Of several bare names none is a loss.
          if (bare && loser.value === null && valued.length > 0) continue;
          const removeLoser = remove(view, messages.fixThis, loser, name);
          const removeWinner = remove(view, messages.fixOther, winner, name);
          report({
            variable: name,
            at: { ...loser.key, end: Math.max(loser.key.end, loser.value?.end ?? 0) },
            message: bare && loser.value !== null ? messages.bareLast : messages.twice,
            values: { name },
            related: [{ at: winner.key, message: { template: messages.winner, values: {} } }],
            fixes: bare && loser.value !== null ? [removeWinner, manual(removeLoser)] : [removeLoser, manual(removeWinner)],
          });
        }
      }
    }
    for (const [name, variable] of view.service.environment) {
      if (variable.state !== "unknown" || !view.reads(name)) continue;
      if (!isUnset(variable) && !isOwnReference(view, variable)) continue;
      const hidden = valueInEnvFile(view, name);
      if (hidden === null) continue;
      report({
        variable: name,
        at: variable.composed === null ? variable.declared.key : (variable.origin.at ?? variable.declared.key),
        message: variable.composed === null ? messages.hides : messages.hidesEmpty,
        values: { name, file: baseOf(hidden.entry.at.file) },
        related: [{ at: hidden.entry.key, message: { template: messages.hidden, values: {} } }],
        fixes: [removeVariable(view, variable), manual(remove(view, messages.fixOther, hidden.entry, name))],
      });
    }
  },
};

/** The entries of a list by their names, where a name that Plausible reads comes more than once. */
function repeated(view: PlausibleInstance, { entries }: EnvironmentSection): Map<string, Entry[]> {
  const byName = new Map<string, Entry[]>();
  for (const entry of entries) {
    const name = textAt(view.project, entry.key);
    if (!view.reads(name)) continue;
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [entry]);
    else known.push(entry);
  }
  for (const [name, { length }] of byName) if (length < 2) byName.delete(name);
  return byName;
}

/** A bare name in the compose file that nothing sets: it takes the variable out of the container. */
function isUnset({ state, declared, ...rest }: Variable): boolean {
  return (
    state === "unknown" && declared.form !== "env-line" && declared.value === null && "composed" in rest && rest.composed === null
  );
}

/** `K=${K}` where nothing sets K: whoever wrote it thought that the env file serves it. */
function isOwnReference({ project }: PlausibleInstance, variable: Variable): boolean {
  if (variable.declared.form === "env-line") return false;
  const [reference, ...more] = referencesOf(project, variable);
  return reference?.name === variable.name && more.length === 0 && variable.state === "unknown" && variable.composed === "";
}

function valueInEnvFile({ service }: PlausibleInstance, name: string): EnvStatement | null {
  const statements = service.envFiles.flatMap((file) => file.statements);
  return statements.findLast((statement) => statement.name === name && statement.value !== null) ?? null;
}

function remove({ project }: PlausibleInstance, title: MessageTemplate, entry: Entry, name: string): Fix | null {
  return fix(title, { name }, [removeLine(project, entry)], true);
}

function manual(made: Fix | null): Fix | null {
  return made === null ? null : { ...made, automatic: false };
}
