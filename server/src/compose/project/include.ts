import type { FileContent } from "../../base/files.js";
import { folderOf, resolvePath } from "../../base/paths.js";
import type { FilePath, Location } from "../../base/text.js";
import type { Context } from "../context.js";
import { limitOf } from "../env-files/env-file.js";
import type { Lookup } from "../interpolate.js";
import { interpolatedText, mayBeOther } from "../layers.js";
import type { Reason, Refusal, ReportRefusal } from "../reasons.js";
import type { Origin } from "../types.js";
import type { ComposeDocument } from "../yaml/document.js";
import { goQuote } from "../yaml/go-text.js";
import { goTypeOf } from "../yaml/go-types.js";
import { itemsOf, locationOf, type View, valueAt } from "../yaml/placed-nodes.js";

/** An item of `include`: files that are loaded like a project of their own. */
export interface Include {
  /** The first is the main file, the others are laid over it. */
  readonly paths: readonly FilePath[];
  readonly directory: FilePath;
  /** Undefined: `.env` in the directory. */
  readonly envFiles: readonly { readonly path: FilePath; readonly declared: Location }[] | undefined;
  readonly at: Location;
}

export interface Includes {
  readonly items: readonly Include[];
  /** Whether an item leads to where we do not look: another host, a name that nothing sets. */
  readonly unseen: boolean;
}

/** Where the text of an `include` stands. */
export interface Includer {
  /** The folder from which its paths count. */
  readonly directory: FilePath;
  readonly lookup: Lookup<Origin>;
}

/** What a document includes, in order. Items without a path include nothing, as in Compose. */
export function includesOf(
  document: ComposeDocument,
  { directory, lookup }: Includer,
  context: Context,
  report: ReportRefusal,
): Includes {
  const items: Include[] = [];
  let unseen = false;
  for (const [index, { value }] of itemsOf(document.section("include")).entries()) {
    if (value === null) continue;
    const refuse = (key: string, why: string, at: View) => {
      unseen = true;
      const problem = { path: `[${index}]${key}`, why };
      report({ reason: { kind: "decoding", problems: [problem] }, at: locationOf(at), service: null });
    };
    const type = goTypeOf(value.node);
    if (type === "<nil>") continue;
    if (type !== "string" && value.node.kind !== "map") {
      refuse("", `expected a map or struct, got ${goQuote(type === "[]interface {}" ? "slice" : type)}`, value);
      continue;
    }
    const texts = (key: string, view: View | null) => {
      const found = textsIn(view, lookup);
      if ("wrong" in found) refuse(`.${key}`, `invalid type ${found.wrong} for string list`, view as View);
      return "wrong" in found ? [] : found.texts;
    };
    const paths = texts("path", type === "string" ? value : valueAt(value, "path"));
    const envFiles = texts("env_file", valueAt(value, "env_file"));
    const given = interpolatedText(valueAt(value, "project_directory"), lookup);
    const [first] = paths;
    if (first === undefined) continue;
    const all = [...paths, ...envFiles, ...(given === null ? [] : [given])];
    const isOpen = all.some((text) => mayBeOther(text, context.seesProcess));
    if (isOpen || paths.some(({ text }) => isRemote(text))) {
      unseen = true;
      continue;
    }
    const files = paths.map(({ text }) => resolvePath(directory, text));
    items.push({
      paths: files,
      directory: given === null || given.text === "" ? folderOf(files[0] ?? directory) : resolvePath(directory, given.text),
      envFiles:
        envFiles.length === 0
          ? undefined
          : envFiles.map(({ text, at }) => ({ path: resolvePath(directory, text), declared: at })),
      at: first.at,
    });
  }
  return { items, unseen };
}

/** Git and OCI references, which Compose fetches. */
const isRemote = (path: string) => /^[a-z+]+:\/\/|^oci:|^git@|\.git\b/.test(path);

type ListedTexts = { readonly texts: readonly NonNullable<ReturnType<typeof interpolatedText>>[] } | { readonly wrong: string };

/** One text or a list of texts; null is nothing. */
function textsIn(view: View | null, lookup: Lookup<Origin>): ListedTexts {
  if (view === null) return { texts: [] };
  const type = goTypeOf(view.node);
  if (type === "<nil>") return { texts: [] };
  if (type !== "string" && view.node.kind !== "sequence") return { wrong: type };
  const views = type === "string" ? [view] : itemsOf(view).map(({ value }) => value);
  if (views.some((each) => each === null || goTypeOf(each.node) !== "string")) return { wrong: "[]interface {}" };
  return { texts: views.flatMap((each) => interpolatedText(each, lookup) ?? []) };
}

/** Why Compose cannot open a file. */
export function absent(path: FilePath, content: FileContent): Reason {
  const limit = limitOf(content, "size");
  if (limit !== null) return { kind: "beyond-limit", limit, path };
  const state = content.kind === "text" ? "missing" : content.kind;
  return { kind: "no-file", path, asked: "compose-file", state, why: content.kind === "unreadable" ? content.reason : "" };
}

/** Why Compose cannot open what a document includes. */
export function missingIncludes(document: ComposeDocument, includer: Includer, context: Context): Refusal[] {
  const found: Refusal[] = [];
  const { items } = includesOf(document, includer, context, (refusal) => void found.push(refusal));
  for (const { paths, at } of items) {
    for (const path of paths) {
      const content = context.read(path);
      if (content.kind !== "text") found.push({ reason: absent(path, content), at, service: null });
    }
  }
  return found;
}
