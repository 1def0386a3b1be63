import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { TextDocument } from "vscode-languageserver-textdocument";
import { randomChange } from "../../test/out/fuzz/edits.js";
import { Random } from "../../test/out/fuzz/random.js";
import { randomDotenv, randomProject, suiteProject } from "../../test/out/fuzz/texts.js";
import { yamlSuite } from "../../test/out/fuzz/yaml-suite.js";

/**
 * @typedef {{ file: string, language: string, before: string,
 *   changes: import("vscode-languageserver/node").TextDocumentContentChangeEvent[], texts: string[], after: string,
 *   places: import("vscode-languageserver/node").Position[] }} Typed
 *   `before` is the text that is opened, `texts` what each change makes of it, `after` the last of them; `places` to ask about
 * @typedef {Typed & { number: number, folder: string, dotenv: Typed | null }} Case
 *   a compose file that is typed, and the `.env` beside it where that is typed as well
 */

/**
 * One case: the same for the same seed and number. Its files are written, with the texts as they are after all changes.
 * @returns {Case}
 */
export function makeCase(home, examples, seed, number) {
  const random = new Random(seed + Math.imul(number, 0x9e3779b1));
  // In turn a text of the YAML test suite, from another one on for each seed, and a project made by chance.
  const turn = (seed + number / 2) % yamlSuite.length;
  const project = number % 2 === 0 ? suiteProject(yamlSuite[turn].text, random) : randomProject(examples, random);
  const folder = join(home, `p${number}`);
  const compose = typed(join(folder, "compose.yml"), "dockercompose", project["compose.yml"], random);
  // The secrets of a project stand in an env file that nobody types in: there nothing can move them to where they are none.
  const dotenv = random.chance(0.4) ? typed(join(folder, ".env"), "dotenv", randomDotenv(random), random) : null;
  const files = { ...project, "compose.yml": compose.after, ...(dotenv === null ? {} : { ".env": dotenv.after }) };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return { ...compose, number, folder, dotenv };
}

/** Some changes of a text, as they are typed one after the other. @returns {Typed} */
function typed(file, language, before, random) {
  const document = TextDocument.create("", "", 0, before);
  const changes = [];
  const texts = [];
  for (let left = 1 + random.below(8); left > 0; left -= 1) {
    changes.push(randomChange(document, random));
    texts.push(document.getText());
  }
  const after = document.getText();
  const places = [0, 1, 2].map(() => document.positionAt(random.below(after.length + 1)));
  return { file, language, before, changes, texts, after, places };
}
