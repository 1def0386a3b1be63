// Writes docs/performance.md and its picture from what was measured last.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { judgedGoals } from "./goals.mjs";
import { growthPicture } from "./picture.mjs";
import { bounds, introduction, scenarioTexts, sizes, triedInVain } from "./prose.mjs";
import { mb, ms, size, times } from "./statistics.mjs";
import { beside, commandRows, explainRows, markdown, serverRows } from "./tables.mjs";

const docs = fileURLToPath(new URL("../../docs/", import.meta.url));
const picture = "images/growth.svg";

/** @param {Map<string, any>} results by scenario */
export function writePerformance(results) {
  mkdirSync(join(docs, "images"), { recursive: true });
  writeFileSync(join(docs, picture), growthPicture(results));
  writeFileSync(join(docs, "performance.md"), performancePage(results));
  console.log(`\nWrote docs/performance.md and docs/${picture}.`);
}

function performancePage(results) {
  const fill = (text) => text.replace(/\{([\w-]+)\.([^.}]+)(?:\.(best|ratio))?\}/g, (_, ...parts) => figureText(results, parts));
  const list = (texts) => texts.map((text) => `- ${fill(text)}\n`).join("");
  const optional = (title, texts) => (texts.length === 0 ? "" : `\n## ${title}\n\n${list(texts)}`);
  const sections = Object.keys(scenarioTexts)
    .map((name) => section(name, results.get(name)))
    .join("\n");
  return `<!-- Written by \`npm run bench -- --write\` from scripts/bench; do not edit. -->
# How fast it is

\`npm run bench\` repeats every figure of this page; \`npm run bench -- edits-1000\` one part of it.

${fill(introduction)}

${provenance(results)}

![The time of an edit over the number of services](${picture})

## What is wanted

${goalTable(results)}
## What was measured

${sections}${optional("What bounds each figure", bounds)}${optional("What was tried in vain", triedInVain)}${optional("How large it is", sizes)}`;
}

function provenance(results) {
  const places = new Set(
    [...results.values()].map(({ machine, node, date, commit }) => `${date}, commit ${commit}, Node ${node}, ${machine}`),
  );
  return `Measured: ${[...places].join("; ")}.`;
}

function goalTable(results) {
  const word = (reached) => (reached === null ? "not measured" : reached ? "reached" : "**not reached**");
  const lines = judgedGoals(results).map(({ text, atMost, ratio, reached }) => [
    text,
    `≤ ${times(atMost)}`,
    times(ratio),
    word(reached),
  ]);
  return markdown([["ratio", "wanted", "measured", ""], ...lines]);
}

function section(name, result) {
  const title = `### ${scenarioTexts[name]}\n\n`;
  if (result === undefined) return `${title}Not measured.\n`;
  if (result.kind === "edits") {
    const [first] = result.servers;
    return `${title}${result.lines.toLocaleString("en")} lines, ${size(result.bytes)}; ${first.edits} edits.\n\n${markdown(serverRows(result))}`;
  }
  if (result.kind === "explain") return `${title}${markdown(explainRows(result))}`;
  const made = result.made === false ? " of real projects" : "";
  const count = result.files === 1 ? "" : `${result.files} files${made}.\n\n`;
  return `${title}${count}${markdown(commandRows(result))}`;
}

/** What stands in the place of `{scenario.figure.what}`. */
function figureText(results, [scenario, key, what]) {
  const result = results.get(scenario);
  if (result === undefined) return "(not measured)";
  if (result.commands !== undefined) return ms(result.commands.find(({ name }) => name === key).p50);
  const { ours, best, ratio } = beside(result.servers, key);
  if (what === "ratio") return times(ratio);
  return (key === "rss" ? mb : ms)(what === "best" ? best : ours);
}
