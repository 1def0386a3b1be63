import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../docs/rules/", import.meta.url));

/** The compose files that the pages of the rules show: every mistake that we know, and how it is put right. */
export function examples() {
  const pages = readdirSync(folder).filter((name) => name.endsWith(".md"));
  return pages.flatMap((name) => {
    const blocks = readFileSync(join(folder, name), "utf8").matchAll(/^```yaml[^\n]*\n([\s\S]*?)^```/gm);
    return [...blocks].map(([, text]) => text).filter((text) => text.includes("services:"));
  });
}
