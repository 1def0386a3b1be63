import { addEntry, passThrough, removeEntry, renameEntry, setValue, unquoteValue } from "../compose/edit.js";
import type { Entry } from "../compose/project.js";
import type { TextEdit } from "../compose/text.js";
import type { Message, MessageTemplate } from "../messages.js";
import type { Fix, PlausibleService, ServiceVariable } from "./rule.js";
import { isPlaced } from "./value.js";

const titles = {
  set: { en: "Set `{name}` to `{value}`", "zh-cn": "将 `{name}` 设为 `{value}`" },
  add: { en: "Add `{entry}`", "zh-cn": "添加 `{entry}`" },
  addAll: { en: "Add `{names}`", "zh-cn": "添加 `{names}`" },
  remove: { en: "Remove `{name}`", "zh-cn": "删除 `{name}`" },
  rename: { en: "Rename to `{name}`", "zh-cn": "重命名为 `{name}`" },
  passThrough: { en: "Leave `{name}` unset when nothing sets it", "zh-cn": "无人赋值时让 `{name}` 保持未设置" },
  unquote: { en: "Keep the quotes out of the value", "zh-cn": "不让引号进入变量值" },
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
): Fix | null {
  const edits: TextEdit[] = [];
  for (const part of parts) {
    if (part === null) return null;
    edits.push(...part);
  }
  const joined = joinInsertions(edits);
  if (joined.length === 0 || overlap(joined)) return null;
  return { title: { template: title, values }, edits: joined, automatic };
}

/** Writes the value where it stands. */
export function setVariable(view: PlausibleService, variable: ServiceVariable, value: string, automatic = true): Fix | null {
  return fix(titles.set, { name: variable.name, value }, [setEdits(view, variable, value)], automatic);
}

/** The value written where it stands, or a new entry beside `near` where there is none. */
export function setOrAdd(
  view: PlausibleService,
  variable: ServiceVariable,
  value: string,
  near: Entry | null,
  automatic = true,
): Fix | null {
  if (variable.state !== "absent") return setVariable(view, variable, value, automatic);
  return addVariable(view, { name: variable.name, value }, near, automatic);
}

export function setEdits({ project }: PlausibleService, variable: ServiceVariable, value: string): readonly TextEdit[] | null {
  if (!isPlaced(variable) || variable.secretFile !== undefined) return null;
  return setValue(project, variable, value);
}

/** A new entry beside `near`, else in the service's environment. */
export function addVariable(view: PlausibleService, added: NewVariable, near: Entry | null, automatic = false): Fix | null {
  const entry = added.value === null ? added.name : `${added.name}=${added.value}`;
  return fix(titles.add, { entry }, [addEdits(view, added, near)], automatic);
}

/** Several new entries, in their order. */
export function addVariables(view: PlausibleService, added: readonly NewVariable[], near: Entry | null): Fix | null {
  const parts = added.map((variable) => addEdits(view, variable, near));
  return fix(titles.addAll, { names: added.map(({ name }) => name).join("`, `") }, parts, false);
}

export function addEdits(
  { project, service }: PlausibleService,
  added: NewVariable,
  near: Entry | null,
): readonly TextEdit[] | null {
  return addEntry(project, service, near === null ? added : { ...added, near });
}

/** Takes the variable out of the container. */
export function removeVariable(view: PlausibleService, variable: ServiceVariable, automatic = true): Fix | null {
  return fix(titles.remove, { name: variable.name }, [removeEdits(view, variable)], automatic);
}

/** The entry that brings the variable in, removed. */
export function removeEdits({ project }: PlausibleService, variable: ServiceVariable): readonly TextEdit[] | null {
  if (!isPlaced(variable) || variable.secretFile !== undefined) return null;
  return removeEntry(project, variable.declared);
}

export function renameVariable(view: PlausibleService, variable: ServiceVariable, name: string): Fix | null {
  if (!isPlaced(variable) || variable.secretFile !== undefined) return null;
  return fix(titles.rename, { name }, [renameEntry(view.project, variable.declared, name)], true);
}

/** `- K="v"` becomes `- "K=v"`. */
export function unquoteVariable(view: PlausibleService, variable: ServiceVariable, entry: Entry): Fix | null {
  return fix(titles.unquote, { name: variable.name }, [unquoteValue(view.project, entry)], true);
}

/**
 * Makes an empty variable an unset one, by the smallest edit that does it: the empty line in `.env` or an env file goes;
 * `K=${K}` becomes a bare `K`; anything else leaves the container.
 */
export function unsetVariable(view: PlausibleService, variable: ServiceVariable): (Fix | null)[] {
  if (!isPlaced(variable) || variable.secretFile !== undefined) return [];
  const { project } = view;
  const { declared, origin, name } = variable;
  const remove = removeVariable(view, variable);
  const stands = origin.entry;
  const elsewhere = stands !== null && (stands.at.file !== declared.at.file || stands.at.start !== declared.at.start);
  if (declared.value === null) {
    // A bare name hands on the empty text of `.env`: the line there is what sets it.
    return [elsewhere ? fix(titles.remove, { name }, [removeEntry(project, stands)], true) : null, remove];
  }
  if (declared.form === "env-line") return [remove];
  const bare = passThrough(project, declared);
  if (bare === null) return [remove];
  const parts = elsewhere && origin.kind === "dotenv" ? [bare, removeEntry(project, stands)] : [bare];
  return [fix(titles.passThrough, { name }, parts, true), remove];
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
