// What a report of StrykerJS comes to.
import { isOwn } from "./tests.mjs";

const noticedAs = ["Killed", "Timeout", "RuntimeError"];
const missedAs = ["Survived", "NoCoverage"];

/** How many changes there are, how many were tried, how many of these were noticed, and how many of them by the folder's own tests. */
export function scoreOf(report, part) {
  const testNames = new Map(Object.values(report.testFiles).flatMap(({ tests }) => tests.map(({ id, name }) => [id, name])));
  const all = Object.values(report.files).flatMap(({ mutants }) => mutants.filter(({ status }) => status !== "Ignored"));
  const noticed = all.filter(({ status }) => noticedAs.includes(status));
  const missed = all.filter(({ status }) => missedAs.includes(status));
  const own = noticed.filter(({ killedBy = [] }) => killedBy.some((id) => isOwn(testNames.get(id) ?? "", part)));
  return { of: all.length, tried: noticed.length + missed.length, noticed: noticed.length, own: own.length };
}

/** The changes that no test noticed, as `secrets/edits.js:12:3 === → !==` with the text before and after. */
export function survivorsOf(report) {
  return Object.entries(report.files).flatMap(([file, { source, mutants }]) =>
    mutants
      .filter(({ status }) => missedAs.includes(status))
      .map(({ location, replacement, status }) => {
        const at = `${file.replace("server/out/src/", "")}:${location.start.line}:${location.start.column}`;
        return `${status === "Survived" ? "survived" : "never run"} ${at}  ${oneLine(textAt(source, location))}  →  ${oneLine(replacement)}`;
      }),
  );
}

function textAt(source, { start, end }) {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines[lines.length - 1].slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join("\n");
}

function oneLine(text) {
  const line = text.replace(/\s+/g, " ");
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}

export function lineOf({ of, tried, noticed, own }) {
  if (tried === 0) return "nothing to change";
  return `${noticed} of ${tried} noticed (${told(noticed, tried)}), ${own} by its own tests; there are ${of} changes`;
}

export function tableOf(scores) {
  const rows = Object.entries(scores).sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = rows.map(([part, { of, tried, noticed, own, sample, seed }]) => {
    const drawn = sample === null ? "all" : `${tried}, seed ${seed}`;
    return `| \`${part}\` | ${of} | ${drawn} | ${own} | ${noticed} | ${told(noticed, tried)} |`;
  });
  const head = "| what is changed | changes there are | tried | noticed by its own tests | by any | that is |";
  return [head, "|---|---:|---:|---:|---:|---:|", ...lines].join("\n");
}

/** A share, and between what the share of all changes lies with 95 % (Wilson's interval). */
function told(count, all) {
  const z = 1.96;
  const share = count / all;
  const middle = (share + z ** 2 / (2 * all)) / (1 + z ** 2 / all);
  const half = (z * Math.sqrt((share * (1 - share)) / all + z ** 2 / (4 * all ** 2))) / (1 + z ** 2 / all);
  const percent = (value) => (Math.max(0, Math.min(1, value)) * 100).toFixed(0);
  return `${(share * 100).toFixed(1)} %, ${percent(middle - half)}–${percent(middle + half)} %`;
}
