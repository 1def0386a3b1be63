import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { TextDocument } from "vscode-languageserver-textdocument";
import { randomChange } from "../../test/out/fuzz/edits.js";
import { Random } from "../../test/out/fuzz/random.js";
import { randomProject, suiteProject } from "../../test/out/fuzz/texts.js";
import { yamlSuite } from "../../test/out/fuzz/yaml-suite.js";

/**
 * @typedef {{ number: number, folder: string, file: string, before: string,
 *   changes: import("vscode-languageserver/node").TextDocumentContentChangeEvent[], texts: string[], after: string,
 *   places: import("vscode-languageserver/node").Position[] }} Case
 *   `before` is the text that is opened, `texts` what each change makes of it, `after` the last of them; `places` to ask about
 */

/**
 * One case: the same for the same seed and number. Its files are written, with the text as it is after all changes.
 * @returns {Case}
 */
export function makeCase(home, examples, seed, number) {
  const random = new Random(seed + Math.imul(number, 0x9e3779b1));
  // In turn a text of the YAML test suite, from another one on for each seed, and a project made by chance.
  const turn = (seed + number / 2) % yamlSuite.length;
  const project = number % 2 === 0 ? suiteProject(yamlSuite[turn].text, random) : randomProject(examples, random);
  const folder = join(home, `p${number}`);
  const before = project["compose.yml"];
  const document = TextDocument.create("", "", 0, before);
  const changes = [];
  const texts = [];
  for (let left = 1 + random.below(8); left > 0; left -= 1) {
    changes.push(randomChange(document, random));
    texts.push(document.getText());
  }
  const after = document.getText();
  for (const [name, text] of Object.entries({ ...project, "compose.yml": after })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const places = [0, 1, 2].map(() => document.positionAt(random.below(after.length + 1)));
  return { number, folder, file: join(folder, "compose.yml"), before, changes, texts, after, places };
}
