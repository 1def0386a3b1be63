import type { Range, WorkspaceEdit } from "vscode-languageserver-types";
import type { Files } from "../../base/files.js";
import { type Message, type MessageTemplate, message, plainText } from "../../base/messages.js";
import { baseOf, folderOf, joinPath } from "../../base/paths.js";
import type { FilePath, Location, TextEdit } from "../../base/text.js";
import { isComposeFileName } from "../../compose/project/discover.js";
import type { Project } from "../../compose/types.js";
import type { Checked } from "../session/session.js";
import { bareEntries, nameRangeAt, usesOf } from "./name-uses.js";
import type { Presentation } from "./presentation.js";
import { sharedNameAt } from "./references.js";

const texts = {
  notOurs: {
    en: "Only names that `.env` sets can be renamed: the others are Plausible's or Compose's own.",
    "zh-cn": "只能重命名 `.env` 中设置的名称：其他名称属于 Plausible 或 Compose。",
  },
  invalid: {
    en: "A name has letters, digits and underscores, and doesn't begin with a digit.",
    "zh-cn": "名称只能包含字母、数字和下划线，且不能以数字开头。",
  },
  taken: { en: "`{name}` is set or used already.", "zh-cn": "`{name}` 已被设置或使用。" },
  elsewhere: {
    en: "`{file}` may use this name too. Open that file first, then rename.",
    "zh-cn": "`{file}` 可能也使用此名称。请先打开该文件，再重命名。",
  },
  braces: {
    en: "An entry in braces or quotes can't be renamed. Put it on a line of its own first.",
    "zh-cn": "无法重命名花括号或引号中的条目。请先将其单独写成一行。",
  },
} satisfies Record<string, MessageTemplate>;

/** Names that Compose and Docker read themselves. */
const reserved = /^(?:COMPOSE|DOCKER|BUILDX)_/;

/** Why nothing is renamed, as a sentence for the user. */
export interface Refused {
  readonly refused: string;
}

/**
 * The name under the cursor, if it is one that `.env` sets: that one may be called anything. Null where no project of the
 * file has a Plausible: what stands there is for others to rename.
 */
export function prepareRename(
  projects: readonly Checked[],
  path: FilePath,
  offset: number,
  present: Presentation,
): Range | Refused | null {
  const ours = projects.filter(({ analysis }) => analysis.plausible.length > 0);
  for (const { analysis } of ours) {
    const { project } = analysis;
    const name = sharedNameAt(project, path, offset);
    if (name === null || reserved.test(name) || usesOf(project, name).set.length === 0) continue;
    const at = nameRangeAt(project, path, offset, name);
    if (at !== null) return present.rangeOf(project, at);
  }
  return ours.length === 0 ? null : refusal(present, texts.notOurs);
}

function refusal(present: Presentation, template: MessageTemplate, values: Message["values"] = {}): Refused {
  return { refused: plainText(message(template, values), present.facts.language) };
}

/** An edit, or why there is none. */
export type Renamed = { readonly edit: WorkspaceEdit } | Refused;

/**
 * Gives a name of `.env` another one, wherever it is set and used. A bare name of `environment` is the container's own, so
 * it keeps it and takes its value from the new one: `- SMTP_USER_PWD` becomes `- SMTP_USER_PWD=${NEW}`.
 */
export function rename(
  projects: readonly Checked[],
  path: FilePath,
  offset: number,
  newName: string,
  files: Files,
  present: Presentation,
): Renamed {
  const refuse = (template: MessageTemplate, values?: Message["values"]) => refusal(present, template, values);
  if (!/^[A-Za-z_]\w*$/.test(newName)) return refuse(texts.invalid);
  const ours = projects.filter(({ analysis }) => analysis.plausible.length > 0);
  const first = ours[0]?.analysis.project;
  const name = first === undefined ? null : sharedNameAt(first, path, offset);
  if (first === undefined || name === null || reserved.test(name)) return refuse(texts.notOurs);
  if (newName === name) return { edit: { changes: {} } };
  const edits = new Map<string, { project: Project; edit: TextEdit }>();
  for (const { analysis } of ours) {
    const { project } = analysis;
    const { set, used } = usesOf(project, name);
    if (set.length === 0) return refuse(texts.notOurs);
    const there = usesOf(project, newName);
    if (reserved.test(newName) || there.set.length + there.used.length > 0) return refuse(texts.taken, { name: newName });
    const other = otherFile(project, ours, name, files);
    if (other !== null) return refuse(texts.elsewhere, { file: baseOf(other) });
    for (const edit of editsFor(project, name, newName, [...set, ...used])) {
      if (edit === null) return refuse(texts.braces);
      edits.set(`${edit.file}:${edit.start}`, { project, edit });
    }
  }
  const all = [...edits.values()];
  const edit = present.workspaceEdit(
    mergedFiles(ours.map(({ analysis }) => analysis.project)),
    all.map((one) => one.edit),
  );
  return edit === null ? refuse(texts.notOurs) : { edit };
}

/** A project with the texts of several: edits point into them by their paths. */
function mergedFiles(projects: readonly Project[]): Project {
  const [first] = projects;
  const files = new Map(projects.flatMap((project) => [...project.files]));
  return { ...(first as Project), files };
}

/** Another compose file of the folder that reads the same `.env`, has the name, and is in none of these projects. */
function otherFile(project: Project, projects: readonly Checked[], name: string, files: Files): FilePath | null {
  const known = new Set(projects.flatMap(({ analysis }) => [...analysis.project.files.keys()]));
  for (const { path } of project.dotenv) {
    const folder = folderOf(path);
    for (const file of files.list?.(folder) ?? []) {
      const other = joinPath(folder, file);
      if (!isComposeFileName(file) || known.has(other)) continue;
      const content = files.read(other);
      if (content.kind === "text" && content.text.includes(name)) return other;
    }
  }
  return null;
}

function editsFor(project: Project, name: string, newName: string, places: readonly Location[]): (TextEdit | null)[] {
  const bare = new Map(bareEntries(project, name).map((entry) => [`${entry.key.file}:${entry.key.start}`, entry]));
  return places.map((at) => {
    const entry = bare.get(`${at.file}:${at.start}`);
    if (entry === undefined) return { ...at, newText: newName };
    const value = `\${${newName}}`;
    if (entry.flow) return null;
    if (entry.form === "list-item") return { file: at.file, start: at.end, end: at.end, newText: `=${value}` };
    if (entry.form === "env-line") return { file: at.file, start: at.end, end: at.end, newText: `=${value}` };
    const rest = project.files.get(at.file)?.slice(at.end) ?? "";
    const [colon] = /^["']?[ \t]*:/.exec(rest) ?? [];
    if (colon === undefined) return null;
    const end = at.end + colon.length;
    return { file: at.file, start: end, end, newText: ` ${value}` };
  });
}
