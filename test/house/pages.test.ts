import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const read = (name: string) => readFileSync(join(root, name), "utf8");
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .map((name) => `docs/${name.replaceAll("\\", "/")}`)
    .filter((name) => name.endsWith(".md")),
  "client/README.md",
];

test("every relative link and picture leads to a file of the repository", () => {
  const dead = pages.flatMap((page) => {
    const text = read(page).replace(/```[\s\S]*?```/g, "");
    // The page of the marketplace is shown as if it stood at the root.
    const folder = page === "client/README.md" ? "." : dirname(page);
    return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = ""]) => target)
      .filter((target) => !/^(?:https?:|mailto:|#)/.test(target))
      .filter((target) => !existsSync(join(root, folder, target.replace(/#.*$/, ""))))
      .map((target) => `${page}: ${target}`);
  });
  assert.deepEqual(dead, []);
});

test("the README is short, its first screen has the two commands of a clone, and its Chinese twin has the same parts", () => {
  const [english, chinese] = [read("README.md"), read("README.zh-cn.md")];
  for (const text of [english, chinese]) {
    const lines = text.split("\n");
    assert.ok(lines.length <= 120);
    const screen = lines.slice(0, 30).join("\n");
    assert.match(screen, /npm ci && npm start/);
    assert.match(screen, /npm ci && npm test/);
  }
  const parts = (text: string) =>
    text
      .split("\n")
      .filter((line) => /^(?:#|\||- |```|!\[)/.test(line))
      .map((line) => line.replace(/^(#+|\||- |```|!\[).*$/, "$1"));
  assert.deepEqual(parts(chinese), parts(english));
  const rules = (text: string) => [...text.matchAll(/rules\/([\w-]+)\.md/g)].map(([, id]) => id);
  assert.deepEqual(rules(chinese), rules(english));
});
