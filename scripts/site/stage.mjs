// The pages of the site: docs/ as it is, with the addresses that the site gives them.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { home } from "../release/manifest.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const docs = path.join(root, "docs");

/** Where VitePress reads the pages: all of it is made by this script. */
export const pages = path.join(root, "site/pages");

/** What stands above an example of a rule's page. */
const labels = {
  en: { bad: "reported", "bad automatic": "reported, with an automatic fix", good: "not reported", fixed: "after the first fix" },
  "zh-cn": { bad: "会报告", "bad automatic": "会报告，可自动修复", good: "不会报告", fixed: "应用第一个修复之后" },
};

/** Writes every page of docs/ into the folder of pages, which is emptied first. */
export function stageDocs() {
  rmSync(pages, { recursive: true, force: true });
  cpSync(path.join(root, "client/icon.png"), path.join(pages, "public/icon.png"));
  cpSync(path.join(docs, "images"), path.join(pages, "images"), { recursive: true });
  for (const name of readdirSync(docs, { recursive: true, encoding: "utf8" })) {
    const source = name.replaceAll("\\", "/");
    if (source.endsWith(".md")) writePage(pageOf(source), staged(source, readFileSync(path.join(docs, source), "utf8")));
  }
}

/** Pages that exist in one language alone are told in the other, as the menu of languages leads there. */
export function writeMissing() {
  const names = readdirSync(pages, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"));
  for (const name of names.filter((one) => one.endsWith(".md"))) {
    const isChinese = name.startsWith("zh-cn/");
    const other = isChinese ? name.slice("zh-cn/".length) : `zh-cn/${name}`;
    if (names.includes(other)) continue;
    const [, title = name] = /^# (.+)$/m.exec(readFileSync(path.join(pages, name), "utf8")) ?? [];
    const words = isChinese ? `This page is in Chinese only: [${title}](/${name})` : `此页面只有英文版：[${title}](/${name})`;
    writePage(other, `---\nsearch: false\n---\n\n# ${title}\n\n${words}\n`);
  }
}

/** Writes one page. @param {string} page below the folder of pages */
export function writePage(page, text) {
  const file = path.join(pages, page);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** `rules/README.md` → `rules/index.md`, `test-smtp.zh-cn.md` → `zh-cn/test-smtp.md`. */
export function pageOf(source) {
  const page = source.replace(/(^|\/)README\.md$/, "$1index.md");
  return page.endsWith(".zh-cn.md") ? `zh-cn/${page.slice(0, -".zh-cn.md".length)}.md` : page;
}

function staged(source, text) {
  const language = pageOf(source).startsWith("zh-cn/") ? "zh-cn" : "en";
  let isCode = false;
  const lines = text.split("\n").map((line) => {
    const fence = /^```(.*)$/.exec(line);
    if (fence !== null) isCode = !isCode;
    if (fence !== null && isCode) return opening(fence[1], language);
    return isCode ? line : withLinks(line, source);
  });
  return lines.join("\n");
}

/** The first line of a block of code, with a label where it is an example of a rule. */
function opening(info, language) {
  const [written = "", kind, ...rest] = info.split(" ");
  const shown = written === "env" || written === "txt" ? "ini" : written;
  const label = labels[language][`${kind} ${rest[0]}`] ?? labels[language][kind];
  if (label === undefined) return `\`\`\`${shown}`;
  const file = rest.find((word) => word.startsWith("file="))?.slice("file=".length);
  const name = file ?? (written === "env" ? ".env" : "compose.yml");
  return `<p class="example ${kind}"><code>${name}</code> ${label}</p>\n\n\`\`\`${shown}`;
}

/** Links between pages by the site's addresses; links to anything else of the repository lead to where it is published. */
function withLinks(line, source) {
  return line.replace(/\]\(([^)\s]+)\)/g, (link, target) => {
    if (/^(?:[a-z]+:|#)/.test(target)) return link;
    const [file, anchor] = target.split("#");
    const below = path.posix.join(path.posix.dirname(source), file);
    const hash = anchor === undefined ? "" : `#${anchor}`;
    if (below.startsWith("../")) return `](${published(below.slice(3), source)}${hash})`;
    if (below.startsWith("images/")) return `](/${below})`;
    return `](/${pageOf(below.endsWith("/") ? `${below}README.md` : below)}${hash})`;
  });
}

function published(file, source) {
  if (!existsSync(path.join(root, file))) throw new Error(`docs/${source} leads to ${file}, which is not there`);
  return `${home}/blob/main/${file}`;
}
