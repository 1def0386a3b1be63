import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { TextDocument } from "vscode-languageserver-textdocument";
import { memoryFiles } from "#server/base/files.js";
import { plainText } from "#server/base/messages.js";
import { findingsAt } from "#server/editor/features/code-actions.js";
import { MadeDiagnostics } from "#server/editor/features/made-diagnostics.js";
import { Presentation } from "#server/editor/features/presentation.js";
import { ConfigSource } from "#server/editor/session/config-source.js";
import { OpenDocument } from "#server/editor/session/documents.js";
import { Session } from "#server/editor/session/session.js";
import { modernClient } from "#server-testing/editor.js";
import { runs } from "#server-testing/runs.js";
import { randomChange } from "./edits.js";
import { Random } from "./random.js";
import { type FuzzProject, randomProject } from "./texts.js";

const folder = "/srv/stats/";

/** The compose files that the pages of the rules show. */
const examples = readdirSync("docs/rules").flatMap((name) => {
  const blocks = readFileSync(`docs/rules/${name}`, "utf8").matchAll(/^```yaml[^\n]*\n([\s\S]*?)^```/gm);
  return [...blocks].flatMap(([, text = ""]) => (text.includes("services:") ? [text] : []));
});

/** An editor in which the files of a project are open. */
class Editor {
  readonly #session: Session;
  readonly #present: Presentation;
  readonly #diagnostics: MadeDiagnostics;

  constructor(files: Readonly<Record<string, string>>) {
    this.#session = new Session(
      memoryFiles({}),
      new ConfigSource(
        () => ({}),
        () => {},
      ),
    );
    this.#present = new Presentation(modernClient, (path) => this.#session.document(path));
    this.#diagnostics = new MadeDiagnostics(this.#present);
    for (const [name, text] of Object.entries(files)) {
      const languageId = /\.ya?ml$/.test(name) ? "dockercompose" : "dotenv";
      this.#session.open(new OpenDocument(`file://${folder}${name}`, languageId, 1, text, "utf-16"));
    }
  }

  change(name: string, changes: Parameters<OpenDocument["update"]>[0]): void {
    const document = this.#session.document(`${folder}${name}`) ?? assert.fail(name);
    document.update(changes, document.version + 1);
    this.#session.changed(document);
  }

  text(name: string): string {
    return this.#session.document(`${folder}${name}`)?.text ?? assert.fail(name);
  }

  /** All that is shown of each file, with what its fixes would write. */
  shown(): unknown {
    return this.#session
      .documents()
      .map(({ path }) =>
        findingsAt(this.#session.projectsAt(path), path).map(({ finding, project }) => [
          this.#diagnostics.of(finding, project),
          finding.fixes.map(({ title, edits }) => [plainText(title, "en"), this.#present.workspaceEdit(project, edits)]),
        ]),
      );
  }
}

/** Types in a project, and looks at it now and then, as an editor does that waits for a pause. */
function typeIn(project: FuzzProject, random: Random, what: string): number {
  const editor = new Editor(project);
  const texts: Record<string, string> = { ...project };
  editor.shown();
  const edits = 1 + random.below(12);
  for (let edit = 0; edit < edits; edit += 1) {
    const name = random.chance(0.85) ? "compose.yml" : random.of(Object.keys(project));
    const document = TextDocument.create("", "", 0, texts[name] ?? "");
    const changes = Array.from({ length: random.chance(0.9) ? 1 : 3 }, () => randomChange(document, random));
    texts[name] = document.getText();
    editor.change(name, changes);
    assert.equal(editor.text(name), texts[name], `${what}, edit ${edit}: the text`);
    if (random.chance(0.2)) continue;
    const shown = versionless(editor.shown());
    const fresh = versionless(new Editor(texts).shown());
    if (shown !== fresh) assert.deepEqual(JSON.parse(shown), JSON.parse(fresh), `${what}, edit ${edit}`);
  }
  return edits;
}

const versionless = (shown: unknown) => JSON.stringify(shown, (key, value) => (key === "version" ? null : value));

test("after any edits of real-looking projects an editor shows what it shows of the same texts freshly opened", () => {
  const { numRuns, seed } = runs(60);
  let edits = 0;
  for (let number = 0; number < numRuns; number += 1) {
    const random = new Random(seed + Math.imul(number, 0x9e3779b1));
    edits += typeIn(randomProject(examples, random), random, `seed ${seed}, case ${number}`);
  }
  if (process.env.PLAUSIBLE_MAIL_TESTS === "deep") console.log(`${edits} edits`);
});
