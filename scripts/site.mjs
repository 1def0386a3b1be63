// Makes the site in `site/dist`: the documentation, and the playground as a page of it. `--base /plausible-mail/`: the
// folder that it is published in. The sources must be compiled.
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "vitepress";
import { buildPlayground } from "./playground.mjs";
import { generatedPages } from "./site/generated.mjs";
import { homePage } from "./site/home.mjs";
import { pages, stageDocs, writeMissing, writePage } from "./site/stage.mjs";

const root = fileURLToPath(new URL("../site", import.meta.url));

/**
 * Builds the site; a dead link between its pages fails.
 * @param {{ base?: string }} [options] `base`: the folder of the address, with `/` at both ends
 */
export async function buildSite({ base = "/" } = {}) {
  stageDocs();
  for (const language of ["en", "zh-cn"]) {
    const folder = language === "en" ? "" : "zh-cn/";
    for (const [name, text] of generatedPages(language)) writePage(`${folder}${name}`, text);
    writePage(`${folder}index.md`, homePage(language, existsSync(path.join(pages, `${folder}guide.md`))));
  }
  writeMissing();
  await build(root, { base });
  return { out: path.join(root, "dist"), playground: await buildPlayground() };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { base: { type: "string", default: "/" } } });
  const { out } = await buildSite(values);
  console.log(out);
}
