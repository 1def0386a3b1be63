import { baseOf } from "../../base/paths.js";
import type { Location, TextEdit } from "../../base/text.js";
import type { Mount, Project } from "../../compose/types.js";
import { textAt } from "../../instance/references.js";

/** Where a mount's name stands in the compose file, and what would give it another one. */
export interface MountName {
  readonly at: Location;
  /** Null: the text is not written as is (a reference, an alias of it). */
  rename(name: string): TextEdit[] | null;
}

/** Finds the last part of a mount's path in the text that mounts it: `- name`, `source`/`target` pairs, `SOURCE:TARGET`. */
export function mountNameOf(project: Project, path: string, { declared, kind }: Mount): MountName {
  const base = baseOf(path);
  const text = textAt(project, declared);
  const part = (start: number, length: number): Location => ({
    file: declared.file,
    start: declared.start + start,
    end: declared.start + start + length,
  });
  const replaced = (start: number): MountName => {
    const at = part(start, base.length);
    return { at, rename: (name) => [{ ...at, newText: name }] };
  };
  const target = /\b(?:target|dst)["']?:[ \t]*["']?([^\s"',}]+)/.exec(text);
  if (target?.[1]?.endsWith(base) === true) return replaced(target.index + target[0].length - base.length);
  if (kind === "volume") {
    const short = text.indexOf(`:${path}`);
    return short === -1 ? { at: declared, rename: () => null } : replaced(short + 1 + path.length - base.length);
  }
  const source = /\bsource["']?:[ \t]*(["']?)([^\s"',}]+)\1/.exec(text);
  if (source !== null && source[2] === base) {
    const end = source.index + source[0].length;
    const flow = text.startsWith("{");
    const at = part(end - base.length - (source[1]?.length ?? 0), base.length);
    const insert = (name: string): TextEdit[] => {
      const before = flow ? ", " : `${lineBreak(project, declared)}${indentOf(project, declared)}`;
      return [{ ...part(end, 0), newText: `${before}target: ${name}` }];
    };
    return { at, rename: insert };
  }
  if (text.replace(/^(["'])(.*)\1$/, "$2") !== base) return { at: declared, rename: () => null };
  const item = (name: string): TextEdit[] => {
    const inBlock = /^[ \t]*-[ \t]+$/.test(lineBefore(project, declared));
    const newText = inBlock
      ? `source: ${text}${lineBreak(project, declared)}${indentOf(project, declared)}target: ${name}`
      : `{source: ${text}, target: ${name}}`;
    return [{ ...declared, newText }];
  };
  return { at: declared, rename: item };
}

function lineBefore(project: Project, { file, start }: Location): string {
  const text = project.files.get(file)?.text ?? "";
  return text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
}

/** Blanks as wide as what stands before a place in its line. */
function indentOf(project: Project, at: Location): string {
  return " ".repeat(lineBefore(project, at).length);
}

function lineBreak(project: Project, { file }: Location): string {
  return project.files.get(file)?.eol ?? "\n";
}
