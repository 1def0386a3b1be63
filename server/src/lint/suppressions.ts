import type { RuleId } from "../base/ids.js";
import type { SourceText } from "../base/text.js";
import type { Finding, Suppression } from "../rules/kit/types.js";

// A comment begins a line or follows a blank, in YAML and in env files alike.
const comment = /(?:^|[ \t])(#[ \t]*plausible-mail-disable-(next-line|file)[ \t]+([^\r\n]*))/gm;

/** The suppressions of a compose file or env file. */
export function suppressionsOf(file: string, source: SourceText): Suppression[] {
  if (!source.text.includes("plausible-mail-disable-")) return [];
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

/** Findings that no comment silences; and the comments that silenced one, with the rules that they silenced. A comment speaks of the file it stands in. */
export function suppress(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  sources: ReadonlyMap<string, SourceText>,
): { readonly findings: Finding[]; readonly used: ReadonlyMap<Suppression, ReadonlySet<RuleId>> } {
  const used = new Map<Suppression, Set<RuleId>>();
  if (suppressions.length === 0) return { findings: [...findings], used };
  const byKey = new Map<string, Suppression[]>();
  for (const suppression of suppressions) {
    for (const rule of new Set(suppression.rules)) append(byKey, keyOf(rule, suppression.at.file, suppression.line), suppression);
  }
  const kept = findings.filter(({ rule, at: { file, start } }) => {
    const line = byKey.size === 0 ? undefined : sources.get(file)?.lineAt(start);
    const ofFile = byKey.get(keyOf(rule, file, null)) ?? [];
    const ofLine = line === undefined ? [] : (byKey.get(keyOf(rule, file, line)) ?? []);
    for (const by of [ofFile, ofLine])
      for (const suppression of by) used.set(suppression, (used.get(suppression) ?? new Set()).add(rule));
    return ofFile.length + ofLine.length === 0;
  });
  return { findings: kept, used };
}

const keyOf = (rule: string, file: string, line: number | null) => `${rule} ${line ?? ""} ${file}`;

function append(lists: Map<string, Suppression[]>, key: string, suppression: Suppression): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [suppression]);
  else list.push(suppression);
}
