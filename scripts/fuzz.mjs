// Random projects and random edits through the language server and the command line (docs/reliability.md says what must hold).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fillSection } from "./bench/sections.mjs";
import { CommandLines } from "./fuzz/command-lines.mjs";
import { Editors } from "./fuzz/editors.mjs";
import { examples } from "./fuzz/examples.mjs";
import { makeCase } from "./fuzz/make-case.mjs";
import { Tally } from "./fuzz/tally.mjs";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string" },
    case: { type: "string" },
    failures: { type: "string", default: "10" },
    write: { type: "boolean", default: false },
  },
});
const seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
const only = values.case === undefined ? null : Number(values.case);
const folder = mkdtempSync(join(tmpdir(), "plausible-mail-fuzz-"));
const tally = new Tally(seed, Number(values.failures));
const editors = new Editors(folder);
const commandLines = new CommandLines(folder);

console.log(`seed ${seed}`);
try {
  if (only === null) for (const { made, failure } of await commandLines.suite()) tally.fail(made, failure);
  const texts = examples();
  const end = Date.now() + Number(values.seconds) * 1_000;
  for (let number = only ?? 0; Date.now() < end && !tally.isFull; number += 1) {
    // Who repeats one case wants to know after which of its changes it begins to fail.
    const made = { ...makeCase(folder, texts, seed, number), everyChange: only !== null };
    tally.count(made);
    for (const failure of await editors.check(made)) tally.fail(made, failure);
    tally.took(made.longest);
    for (const { made: blamed, failure } of await commandLines.check(made, only !== null)) tally.fail(blamed, failure);
    if (only !== null) break;
  }
  for (const { made, failure } of await commandLines.finish()) tally.fail(made, failure);
} finally {
  await editors.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(tally.summary());
if (values.write) fillSection("docs/reliability.md", "fuzz", tally.summary());
process.exitCode = tally.failed ? 1 : 0;
