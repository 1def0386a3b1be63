// The figures as rows, for the terminal and for the pages.
import { mb, ms, size, times } from "./statistics.mjs";

/** Our own name in the results. */
export const us = "plausible-mail";

const rows = [
  { key: "first", label: "start → first diagnostics", show: ms },
  { key: "open", label: "open → first diagnostics", show: ms },
  { key: "p50", label: "edit, p50", show: ms },
  { key: "p95", label: "edit, p95", show: ms },
  { key: "rss", label: "memory after the edits", show: mb },
];

/** Fewer edits than this before the limit are no distribution. */
const enough = 10;

/**
 * The best of the others for a figure, and how much of it we need.
 * @returns {{ ours: number | null, best: number | null, ratio: number | null }}
 */
export function beside(servers, key) {
  const of = (server) => figure(server, key);
  const ours = of(servers.find(({ name }) => name === us));
  const others = servers.filter(({ name }) => name !== us).map(of);
  const known = others.filter((value) => value !== null);
  const best = known.length === 0 ? null : Math.min(...known);
  return { ours, best, ratio: ours === null || best === null ? null : ours / best };
}

/** A figure, or null where the server did not get so far. */
export function figure(server, key) {
  if ((key === "p50" || key === "p95") && server.edits < enough) return null;
  return server[key];
}

/** The table of a scenario with servers: a line of cells for each figure. */
export function serverRows({ servers, idle }) {
  const header = ["", ...servers.map(({ name }) => name), "ratio to the best other"];
  const lines = rows.map(({ key, label, show }) => [
    label,
    ...servers.map((server) => cell(server, key, show)),
    times(beside(servers, key).ratio),
  ]);
  const ours = servers.find(({ name }) => name === us);
  const rest = servers.slice(1).map(() => "");
  const { best } = beside(servers, "p95");
  if (idle?.p95 != null)
    lines.push([
      "edit, p95, of a server that checks nothing",
      ms(idle.p95),
      ...rest,
      times(best === null ? null : idle.p95 / best),
    ]);
  if (ours.env !== undefined)
    lines.push(["edit of .env, p95", ms(ours.env.p95), ...servers.slice(1).map(() => "does not read it"), "–"]);
  return [header, ...lines];
}

function cell(server, key, show) {
  const value = figure(server, key);
  if (value !== null) return show(value);
  return server.over === null ? "–" : `> ${ms(server.over)}`;
}

/** The table of a scenario with command lines. */
export function commandRows({ commands }) {
  const ours = commands.find(({ name }) => name === us);
  return [
    ["", "p50", "p95", `${us} needs`],
    ...commands.map(({ name, p50, p95 }) => [name, ms(p50), ms(p95), name === us ? "" : `${times(ours.p50 / p50)} of it`]),
  ];
}

/** The table of `explain` beside a parse by `yaml`. */
export function explainRows({ first, warm }) {
  const row = (label, { explain, yaml }) => [label, ms(explain), ms(yaml), times(explain / yaml)];
  return [["", "explain", "yaml's parse", "ratio"], row("first in its process", first), row("warmed up", warm)];
}

export function printExplain(name, result) {
  console.log(`\n${name}`);
  print(explainRows(result));
}

export function printServers(name, result) {
  console.log(`\n${name}: ${result.lines} lines, ${size(result.bytes)}`);
  print(serverRows(result));
}

export function printCommands(name, result) {
  console.log(`\n${name}: ${result.files} file${result.files === 1 ? "" : "s"}`);
  print(commandRows(result));
}

function print(table) {
  const widths = table[0].map((_, column) => Math.max(...table.map((line) => line[column].length)));
  for (const line of table) console.log(`  ${line.map((each, column) => each.padEnd(widths[column])).join("  ")}`.trimEnd());
}

/** A table in Markdown. */
export function markdown([header, ...lines]) {
  const row = (cells) => `| ${cells.join(" | ")} |\n`;
  return `${row(header)}|${header.map((_, column) => (column === 0 ? "---|" : "---:|")).join("")}\n${lines.map(row).join("")}`;
}
