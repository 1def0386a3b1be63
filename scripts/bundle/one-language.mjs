// Texts for users stand beside each other in the sources, `{ en: "…", "zh-cn": "…" }`. Who reads one language need not load the
// other one, so a program can be bundled with one of each such pair.
import { readFileSync } from "node:fs";
import { parseSync, Visitor } from "oxc-parser";

/** The names by which the sources tell the languages apart. */
export const languages = ["en", "zh-cn"];

/**
 * A source without what its objects that have every language have in another one.
 * @param {string} source TypeScript
 * @param {string} language the one that stays
 * @returns {string}
 */
export function inOneLanguage(source, language) {
  const { program, errors } = parseSync("source.ts", source);
  if (errors.length > 0) throw new Error(errors[0].message);
  const cuts = [];
  new Visitor({
    ObjectExpression({ properties }) {
      const names = properties.map(nameOf);
      if (!languages.every((name) => names.includes(name))) return;
      properties.forEach((property, at) => {
        if (!languages.includes(names[at]) || names[at] === language) return;
        // With the comma behind it, or before it where it is the last one.
        const next = properties[at + 1];
        cuts.push(next === undefined ? [properties[at - 1].end, property.end] : [property.start, next.start]);
      });
    },
  }).visit(program);
  cuts.sort((a, b) => a[0] - b[0]);
  let end = 0;
  let kept = "";
  for (const [from, to] of cuts) {
    if (to <= end) continue; // within one that is cut already
    kept += source.slice(end, from);
    end = to;
  }
  return kept + source.slice(end);
}

/** Null: none that can be told before the program runs. */
function nameOf(property) {
  if (property.type !== "Property" || property.computed) return null;
  return property.key.type === "Identifier" ? property.key.name : String(property.key.value);
}

/**
 * The same for all of a program's own sources.
 * @param {string} language
 * @returns {import("esbuild").Plugin}
 */
export function oneLanguage(language) {
  return {
    name: "one-language",
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => ({
        contents: inOneLanguage(readFileSync(path, "utf8"), language),
        loader: "ts",
      }));
    },
  };
}
