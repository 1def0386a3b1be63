import type { RuleId } from "../base/ids.js";
import type { SourceText } from "../base/text.js";
import type { Finding, Suppression } from "../rules/kit/types.js";

// A comment begins a line or follows a blank, in YAML and in env files alike.
const comment = /(?:^|[ \t])(#[ \t]*plausible-mail-disable-(next-line|file)[ \t]+([^\r\n]*))/gm;

const word = /plausible-mail-disable-/;

/** The suppressions of a compose file or env file. */
export function suppressionsOf(file: string, source: SourceText): Suppression[] {
  if (!source.hasLine(word)) return [];
  return [...source.text.matchAll(comment)].map((match) => {
    const [whole, text = "", scope, tail = ""] = match;
    const start = match.index + whole.length - text.length;
    const [ids = "", ...reason] = tail.split(/(?:^|[ \t])--[ \t]/);
    const words = [...ids.matchAll(/[^\s,]+/g)];
    const base = start + text.length - tail.length;
    return {
      scope: scope === "file" ? "file" : "next-line",
      rules: words.map(([id]) => id),
      places: words.map(({ 0: id, index }) => ({ file, start: base + index, end: base + index + id.length })),
      reason: reason.length === 0 ? null : reason.join(" -- ").trim(),
      at: { file, start, end: start + text.trimEnd().length },
      line: scope === "file" ? null : source.lineAt(start) + 1,
    };
  });
}

/** What the comments of a project silence. A comment speaks of the file it stands in. */
export class Silencing {
  readonly #sources: ReadonlyMap<string, SourceText>;
  /** By rule and file, those of the whole file and those of each line. */
  readonly #byRule = new Map<string, Map<number | null, Suppression[]>>();

  constructor(suppressions: readonly Suppression[], sources: ReadonlyMap<string, SourceText>) {
    this.#sources = sources;
    for (const suppression of suppressions) {
      for (const rule of new Set(suppression.rules)) {
        const lines = entry(this.#byRule, keyOf(rule, suppression.at.file), () => new Map<number | null, Suppression[]>());
        entry(lines, suppression.line, () => []).push(suppression);
      }
    }
  }

  /** Findings that no comment silences; and the comments that silenced one, with the rules that they silenced. */
  of(findings: readonly Finding[]): {
    readonly findings: readonly Finding[];
    readonly used: ReadonlyMap<Suppression, ReadonlySet<RuleId>>;
  } {
    const used = new Map<Suppression, Set<RuleId>>();
    if (this.#byRule.size === 0) return { findings, used };
    const kept = findings.filter(({ rule, at: { file, start } }) => {
      const lines = this.#byRule.get(keyOf(rule, file));
      const line = lines === undefined ? undefined : this.#sources.get(file)?.lineAt(start);
      const by = [...(lines?.get(null) ?? []), ...(line === undefined ? [] : (lines?.get(line) ?? []))];
      for (const suppression of by) entry(used, suppression, () => new Set<RuleId>()).add(rule);
      return by.length === 0;
    });
    return { findings: kept, used };
  }
}

const keyOf = (rule: string, file: string) => `${rule} ${file}`;

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
