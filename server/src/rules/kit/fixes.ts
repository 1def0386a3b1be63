import { codes, type Message, type MessageTemplate } from "../../base/messages.js";
import type { TextEdit } from "../../base/text.js";
import { addEntries, addEntry, passThrough, removeEntry, renameEntry, setValue, unquoteValue } from "../../compose/edit/edit.js";
import { setInDotenv } from "../../compose/edit/secret.js";
import type { Entry, EnvFile, EnvStatement, Project, Service } from "../../compose/types.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { type EnvironmentVariable, isPlaced, type ServiceVariable } from "../../instance/service-variable.js";
import {
  bareSetting,
  type Effect,
  envFileSetting,
  readElsewhere,
  type SettingAfter,
  settingsEffect,
} from "../../instance/what-if.js";
import { literalOf, loseCredential } from "./lost-credentials.js";
import type { Fix } from "./types.js";

const titles = {
  set: { en: "Set `{name}` to `{value}`", "zh-cn": "将 `{name}` 设为 `{value}`" },
  add: { en: "Add `{entry}`", "zh-cn": "添加 `{entry}`" },
  addAll: { en: "Add `{names}`", "zh-cn": "添加 `{names}`" },
  remove: { en: "Remove `{name}`", "zh-cn": "删除 `{name}`" },
  rename: { en: "Rename to `{name}`", "zh-cn": "重命名为 `{name}`" },
  dotenv: { en: "Set `{names}` in `.env`", "zh-cn": "在 `.env` 中设置 `{names}`" },
  passThrough: { en: "Take `{name}` from the environment", "zh-cn": "改为从环境传入 `{name}`" },
  bare: {
    en: "Use a bare name, and set `{name}` in `.env`",
    "zh-cn": "只写变量名，并在 `.env` 中设置 `{name}`",
  },
  unquote: { en: "Remove the quotes", "zh-cn": "去掉值两端的引号" },
} satisfies Record<string, MessageTemplate>;

export interface NewVariable {
  readonly name: string;
  /** Null: a bare name, which passes on what the shell or `.env` has. */
  readonly value: string | null;
}

/** Edits that make one fix together; null where any of them cannot be made, or where they would overlap. */
export function fix(
  title: MessageTemplate,
  values: Message["values"],
  parts: readonly (readonly TextEdit[] | null)[],
  automatic: boolean,
  effect?: Effect,
): Fix | null {
  const edits: TextEdit[] = [];
  for (const part of parts) {
    if (part === null) return null;
    for (const edit of part) edits.push(edit);
  }
  const joined = joinInsertions(edits);
  if (joined.length === 0 || overlap(joined)) return null;
  return { title: { template: title, values }, edits: joined, automatic, ...(effect === undefined ? {} : { effect }) };
}

/** Writes the value where it stands. */
export function setVariable(view: PlausibleInstance, variable: ServiceVariable, value: string, automatic = true): Fix | null {
  const { name } = variable;
  return fix(titles.set, { name, value }, [setEdits(view, variable, value)], automatic, settingsEffect([name, { text: value }]));
}

/** The value written where it stands, or a new entry beside `near` where there is none. */
export function setOrAdd(
  view: PlausibleInstance,
  variable: ServiceVariable,
  value: string,
  near: Entry | null,
  automatic = true,
): Fix | null {
  if (variable.state !== "absent") return setVariable(view, variable, value, automatic);
  return addVariable(view, { name: variable.name, value }, near, automatic);
}

export function setEdits({ project }: PlausibleInstance, variable: ServiceVariable, value: string): readonly TextEdit[] | null {
  if (!isPlaced(variable) || variable.secretFile !== undefined) return null;
  return setValue(project, variable, value);
}

/** A new entry beside `near`, else in the service's environment. */
export function addVariable(view: PlausibleInstance, added: NewVariable, near: Entry | null, automatic = false): Fix | null {
  const entry = added.value === null ? added.name : `${added.name}=${added.value}`;
  return fix(titles.add, { entry }, [addEdits(view, added, near)], automatic, effectOf(view, [added]));
}

/** Several new entries at one place, in their order, under a title of their own or one that names them. */
export function addVariables(
  view: PlausibleInstance,
  added: readonly NewVariable[],
  near: Entry | null,
  title: { readonly template: MessageTemplate; readonly values: Message["values"] } | null = null,
): Fix | null {
  const edits = addEntries(view.project, view.service, added, near ?? undefined);
  const names = codes(added.map(({ name }) => name));
  return fix(title?.template ?? titles.addAll, title?.values ?? { names }, [edits], false, effectOf(view, added));
}

/** What new entries bring into the container. */
export function effectOf({ project }: PlausibleInstance, added: readonly NewVariable[]): Effect {
  return settingsEffect(
    ...added.map(({ name, value }) => [name, value === null ? bareSetting(project, name) : settingOf(value)] as const),
  );
}

/** What a service gets of an env file that it loads from now on, where it has none of its own; `freed`: names whose own lines go. */
export function loadedEffect({ service }: PlausibleInstance, { statements }: EnvFile, freed: readonly string[] = []): Effect {
  const news = statements.filter(({ name }) => !service.environment.has(name) || freed.includes(name));
  return settingsEffect(
    ...news.flatMap(({ name, value, unresolved }) => {
      if (value === null) return [];
      return [[name, unresolved.length > 0 ? "unseen" : { text: value }] as const];
    }),
  );
}

/** A value as it is written: what a reference gives is not looked up. */
function settingOf(written: string): SettingAfter {
  return written.includes("$") ? "unseen" : { text: written };
}

/** Names set in `.env` (or the last `--env-file`), which is made where it is missing; null where it cannot be read. */
export function addDotenv(
  { project, service }: { readonly project: Project; readonly service?: Service },
  added: readonly { name: string; value: string }[],
): Fix | null {
  const names = codes(added.map(({ name }) => name));
  const lines = added.map(({ name, value }) => ({ name, text: value }));
  return fix(
    titles.dotenv,
    { names },
    added.map(({ name, value }) => setInDotenv(project, name, value)),
    false,
    service === undefined ? undefined : settingsEffect(...readElsewhere(service, lines)),
  );
}

export function addEdits(
  { project, service }: PlausibleInstance,
  added: NewVariable,
  near: Entry | null,
): readonly TextEdit[] | null {
  return addEntry(project, service, near === null ? added : { ...added, near });
}

/** Takes the variable out of the container. */
export function removeVariable(view: PlausibleInstance, variable: ServiceVariable, automatic = true): Fix | null {
  return fix(titles.remove, { name: variable.name }, [removeEdits(view, variable)], automatic, removalEffect(view, variable));
}

/** The entry that brings the variable in, removed; null also where a user name, password or key would be lost with it. */
export function removeEdits({ project }: PlausibleInstance, variable: ServiceVariable): readonly TextEdit[] | null {
  if (!isPlaced(variable) || variable.secretFile !== undefined) return null;
  return removeLine(project, variable.declared);
}

/** What is left of a variable whose entry goes: nothing, unless another line or file has it too. */
function removalEffect(view: PlausibleInstance, variable: ServiceVariable): Effect {
  const { name } = variable;
  const { own, inEnvFiles } = view.linesOf(name);
  if (own > 1) return settingsEffect([name, "unseen"]);
  if (!inEnvFiles) return settingsEffect([name, null]);
  const isOurs = isPlaced(variable) && variable.secretFile === undefined;
  return settingsEffect([name, isOurs ? envFileSetting(view.service, name, variable.declared) : "unseen"]);
}

/** An entry removed with its line; null also where a user name, password or key would be lost with it. */
export function removeLine(project: Project, entry: Entry): readonly TextEdit[] | null {
  return loseCredential(project, [entry]) ? null : removeEntry(project, entry);
}

export function renameVariable(view: PlausibleInstance, variable: ServiceVariable, name: string): Fix | null {
  if (!isPlaced(variable) || variable.secretFile !== undefined) return null;
  const text = variable.state === "value" ? variable.value : null;
  const moved: SettingAfter = text === null ? "unseen" : { text };
  const effect = settingsEffect([variable.name, null], [name, moved]);
  return fix(titles.rename, { name }, [renameEntry(view.project, variable.declared, name)], true, effect);
}

/** A line of `.env` under another name, which a bare name of the service asks for. */
export function renameInDotenv({ project, service }: PlausibleInstance, statement: EnvStatement, name: string): Fix | null {
  const { value, unresolved } = statement;
  const given = value === null || unresolved.length > 0 ? "unseen" : { text: value };
  const passed = service.environment.has(name) ? settingsEffect([name, given]) : settingsEffect();
  return fix(titles.rename, { name }, [renameEntry(project, statement.entry, name)], true, passed);
}

/** `- K="v"` becomes `- "K=v"`; elsewhere the inner quotes go. The title never shows the value, which may be a secret. */
export function unquoteVariable(view: PlausibleInstance, variable: ServiceVariable, entry: Entry): Fix | null {
  const inner = variable.state === "value" && variable.value !== null ? variable.value.slice(1, -1) : null;
  const edits = unquoteValue(view.project, entry) ?? (inner === null ? null : setEdits(view, variable, inner));
  const effect = settingsEffect([variable.name, inner === null ? "unseen" : { text: inner }]);
  return fix(titles.unquote, { name: variable.name }, [edits], true, effect);
}

/** `K="v"` in an env file becomes `K=v`, which Compose reads in the same way where nothing in it needs quotes. */
export function bareLine(name: string, { value }: Entry): Fix | null {
  if (value === null) return null;
  const opening = { ...value, end: value.start + 1, newText: "" };
  const closing = { ...value, start: value.end - 1, newText: "" };
  return fix(titles.unquote, { name }, [[opening, closing]], true);
}

/**
 * Makes an empty variable an unset one: the empty line in `.env` or an env file goes; `K=${K}` becomes a bare `K`;
 * anything else leaves the container.
 *
 * @param automatic false where the user must give a value after it
 */
export function unsetVariable(view: PlausibleInstance, variable: ServiceVariable, automatic = true): (Fix | null)[] {
  if (!isPlaced(variable) || variable.secretFile !== undefined) return [];
  const { project } = view;
  const { declared, origin, name } = variable;
  const stands = origin.entry;
  const elsewhere = stands !== null && (stands.at.file !== declared.at.file || stands.at.start !== declared.at.start);
  const remove = removeVariable(view, variable, automatic);
  if (declared.form === "env-line") return [remove];
  const removeThere = elsewhere && origin.kind === "dotenv" ? removeEntry(project, stands) : null;
  // A bare name hands on the empty text of `.env`: the line there is what sets it.
  if (declared.value === null)
    return [fix(titles.remove, { name }, [removeThere], automatic, settingsEffect([name, null])) ?? remove];
  const bare = bareEdits(project, declared);
  if (!refersOnlyToItself(view, variable)) {
    // The bare name asks for another name than the reference did: the user has to rename it where it is set.
    return [manual(remove), fix(titles.bare, { name }, [bare], false, settingsEffect([name, bareSetting(project, name)]))];
  }
  const parts = removeThere === null ? [bare] : [bare, removeThere];
  const after = removeThere === null ? bareSetting(project, name) : null;
  return [fix(titles.passThrough, { name }, parts, automatic, settingsEffect([name, after])), manual(remove)];
}

/**
 * `K=${…}` becomes a bare `K`; in an env file, where a bare name means something else, the line goes. Null where a text
 * of the value's own would be lost: no title says so.
 */
export function passVariableThrough(view: PlausibleInstance, variable: EnvironmentVariable): Fix | null {
  const { declared, name } = variable;
  if (declared.form === "env-line") return removeVariable(view, variable, false);
  const own = refersOnlyToItself(view, variable);
  const effect = settingsEffect([name, bareSetting(view.project, name)]);
  return fix(own ? titles.passThrough : titles.bare, { name }, [bareEdits(view.project, declared)], false, effect);
}

/** `K=${K}` becomes a bare `K`; null where the value has a text of its own. */
function bareEdits(project: Project, entry: Entry): readonly TextEdit[] | null {
  return literalOf(project, entry) === "" ? passThrough(project, entry) : null;
}

function manual(made: Fix | null): Fix | null {
  return made === null ? null : { ...made, automatic: false };
}

/** Whether a value as written names nothing but its own variable (`K=${K}`, `K=${K:-}`), or nothing at all (`K=`). */
function refersOnlyToItself({ project }: PlausibleInstance, { declared, name }: EnvironmentVariable): boolean {
  if (declared.value === null) return true;
  const { file, start, end } = declared.value;
  const text = project.files.get(file)?.slice(start, end) ?? "";
  const names = [...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map((match) => match[1]);
  return names.every((referred) => referred === name);
}

/** Insertions at one place made one, so that every editor applies them in the same order. */
function joinInsertions(edits: readonly TextEdit[]): TextEdit[] {
  const joined: TextEdit[] = [];
  for (const edit of edits) {
    const twin = joined.findIndex(
      ({ file, start, end }) => file === edit.file && start === edit.start && end === edit.end && start === end,
    );
    const there = joined[twin];
    if (there === undefined) joined.push(edit);
    else joined[twin] = { ...there, newText: there.newText + edit.newText };
  }
  return joined;
}

function overlap(edits: readonly TextEdit[]): boolean {
  return edits.some((a, i) => edits.some((b, j) => i < j && a.file === b.file && a.start < b.end && b.start < a.end));
}
