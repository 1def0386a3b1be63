// Parts of a page that a script writes, between two comments, in a page that people write.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->` of a page. */
export function fillSection(page, name, text) {
  const path = join(root, page);
  const old = readFileSync(path, "utf8");
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [old.indexOf(start), old.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${page} has no section ${name}`);
  writeFileSync(path, `${old.slice(0, from + start.length)}\n${text.trim()}\n${old.slice(to)}`);
}
