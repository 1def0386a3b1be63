// `npm run coverage`: runs the tests (or those whose paths are given) and tells how much of each folder of server/src they
// reach, and which files they reach least. Lines are those of the compiled files: node's own table (20.20) gives up on
// some source maps. What the bundled programs run, in processes of their own, is not counted.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
/** Files below this share of their lines are named. */
const few = 0.8;

const raw = mkdtempSync(join(tmpdir(), "plausible-mail-coverage-"));
const run = spawnSync(process.execPath, [join(root, "scripts/test.mjs"), "--build", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, NODE_V8_COVERAGE: raw },
});
try {
  print(measure());
} finally {
  rmSync(raw, { recursive: true, force: true });
}
process.exitCode = run.status ?? 1;

/** What any process ran of each file: its text, which signs of it ran, and which functions did. */
function measure() {
  const files = new Map();
  for (const name of readdirSync(raw)) {
    for (const { url, functions } of JSON.parse(readFileSync(join(raw, name), "utf8")).result) {
      const path = /\/server\/out\/src\/(.*)\.js$/.exec(url)?.[1];
      if (path === undefined || path.endsWith(".test")) continue;
      if (!files.has(path)) {
        const text = readFileSync(fileURLToPath(url), "utf8");
        files.set(path, { path, text, ran: new Uint8Array(text.length), functions: new Map() });
      }
      add(files.get(path), functions);
    }
  }
  return [...files.values()].map(count);
}

function add(file, functions) {
  const ran = new Uint8Array(file.text.length);
  for (const { functionName, ranges } of functions) {
    // An inner range comes after the one around it, and says more.
    for (const { startOffset, endOffset, count } of ranges) ran.fill(count > 0 ? 1 : 0, startOffset, endOffset);
    const [{ startOffset, count }] = ranges;
    const key = `${functionName} ${startOffset}`;
    file.functions.set(key, file.functions.get(key) || count > 0);
  }
  for (let at = 0; at < ran.length; at += 1) file.ran[at] |= ran[at];
}

function count({ path, text, ran, functions }) {
  let lines = 0;
  let reached = 0;
  let start = 0;
  for (const line of text.split("\n")) {
    if (/\w/.test(line) && !/^\s*(\/\/|\/?\*)/.test(line)) {
      lines += 1;
      if (ran.subarray(start, start + line.length).includes(1, line.search(/\S/))) reached += 1;
    }
    start += line.length + 1;
  }
  const called = [...functions.values()].filter(Boolean).length;
  return { path, lines, reached, functions: functions.size, called };
}

function print(files) {
  const folders = new Map();
  for (const file of files) {
    const folder = dirname(file.path).replace(/^rules\/(?!kit).*/, "rules/<id>");
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  console.log(`\n${row("folder", "files", "lines", "functions")}`);
  for (const [folder, list] of [...folders].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(summary(folder, list));
  console.log(summary("all", files));
  const low = files.filter(({ lines, reached }) => reached < few * lines);
  if (low.length > 0) console.log(`\nBelow ${100 * few} % of their lines:`);
  for (const { path, lines, reached } of low.sort((a, b) => a.reached / a.lines - b.reached / b.lines))
    console.log(`${percent(reached, lines)}  ${path}.ts`);
}

function summary(name, files) {
  const sum = (key) => files.reduce((total, file) => total + file[key], 0);
  return row(name, String(files.length), percent(sum("reached"), sum("lines")), percent(sum("called"), sum("functions")));
}

function percent(part, whole) {
  return `${(whole === 0 ? 100 : (100 * part) / whole).toFixed(1)} %`.padStart(8);
}

function row(name, ...cells) {
  return `${name.padEnd(24)}${cells.map((cell) => cell.padStart(11)).join("")}`;
}
