// The pages of the documentation that the extension shows, in one file: 140 of them would be a third of its size.
import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Path in the repository → text, as JSON. The two languages of a page stand beside each other, as a package is compressed. */
export function pagesInOneFile() {
  const folders = ["docs/rules", "docs/zh-cn/rules"];
  const rules = folders.flatMap((folder) => readdirSync(`${root}${folder}`).map((name) => `${folder}/${name}`));
  const paths = [...rules.filter((path) => path.endsWith(".md")), "docs/test-smtp.md", "docs/test-smtp.zh-cn.md"];
  paths.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return JSON.stringify(Object.fromEntries(paths.map((path) => [path, readFileSync(`${root}${path}`, "utf8")])));
}

const key = (path) => `${basename(path)} ${path}`;
