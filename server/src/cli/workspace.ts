import { type MessageTemplate, message } from "../base/messages.js";
import { baseOf, folderOf, isWithin, relativePath } from "../base/paths.js";
import type { FilePath } from "../base/text.js";
import { findProject } from "../compose/project/discover.js";
import { isFragment } from "../compose/project/fragments.js";
import type { ComposeCache } from "../compose/project/project-files.js";
import { configFor } from "./config.js";
import { refuseForeign } from "./foreign-files.js";
import { CannotWork, type Io } from "./io.js";
import { cannot } from "./refusals.js";

/** The compose files of one project, in the order in which Compose reads them. */
export interface Group {
  readonly composeFiles: readonly FilePath[];
  /** One of its files was given by name, so everything about it is worth saying. */
  readonly named: boolean;
}

/** Names that the search takes for compose files; the content decides. */
export const composeFileName = "{compose,docker-compose,stack,docker-stack}*.{yml,yaml}";

const composePatterns = [`**/${composeFileName}`];

const messages = {
  nothing: {
    en: "{path}: no compose file in this folder or below it",
    "zh-cn": "{path}：此文件夹及其下没有 compose 文件",
  },
  ignored: {
    en: "{path}: no compose file in this folder or below it, except for those that .gitignore leaves out (such as {file}); give a file by name to check it",
    "zh-cn": "{path}：此文件夹及其下没有 compose 文件，被 .gitignore 排除的除外（例如 {file}）；请直接给出文件名来检查",
  },
} satisfies Record<string, MessageTemplate>;

/**
 * The projects that the paths of `lint` mean, each once.
 *
 * A file is its own project, but a default file goes with its override, and a file whose services have neither image
 * nor build joins the default project of its folder: alone it would mean nothing.
 */
export async function groupsOf(paths: readonly string[], io: Io, cache: ComposeCache): Promise<Group[]> {
  const found = new Map<FilePath, boolean>();
  for (const path of paths) {
    const at = io.absolute(path);
    const content = io.files.read(at);
    if (content.kind === "missing") throw cannot("noFileOrFolder", { path });
    if (content.kind !== "directory") {
      if (content.kind === "unreadable") throw cannot("unreadable", { path, reason: content.reason });
      refuseForeign(path, baseOf(at), content.text);
      found.set(at, true);
      continue;
    }
    const { config, folder } = configFor(at, io);
    const further =
      folder === at
        ? await io.search(at, config.files)
        : (await io.search(folder, config.files)).filter((file) => isWithin(file, at));
    const files = [...(await io.search(at, composePatterns)), ...further];
    if (files.length === 0) throw await nothingIn(path, at, io);
    for (const file of files) if (!found.has(file)) found.set(file, false);
  }
  return groupsAmong(found, io, cache);
}

/** Why a search found nothing: there is nothing, or git ignores it. */
async function nothingIn(path: string, folder: FilePath, io: Io): Promise<CannotWork> {
  const [file] = await io.search(folder, composePatterns, { ignored: true });
  if (file === undefined) return new CannotWork(message(messages.nothing, { path }));
  return new CannotWork(message(messages.ignored, { path, file: relativePath(io.cwd, file) }));
}

/** Compose files as projects; the value says whether a file was given by name. */
export function groupsAmong(found: ReadonlyMap<FilePath, boolean>, io: Io, cache: ComposeCache): Group[] {
  const groups = new Map<string, { composeFiles: FilePath[]; named: boolean }>();
  const add = (key: string, composeFiles: readonly FilePath[], named: boolean) => {
    const before = groups.get(key);
    const files = [...(before?.composeFiles ?? [])];
    for (const file of composeFiles) if (!files.includes(file)) files.push(file);
    groups.set(key, { composeFiles: files, named: named || before?.named === true });
  };
  for (const [file, named] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const folder = folderOf(file);
    const standard = findProject(io.files, folder, { searchParents: false });
    if (standard?.includes(file)) add(folder, standard, named);
    else if (standard !== null && isFragment(io.files, file, cache)) add(folder, [...standard, file], named);
    else add(file, [file], named);
  }
  return [...groups.values()];
}
