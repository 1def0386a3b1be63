// What is wanted of each figure, as ratios.
import { figure, us } from "./tables.mjs";

/** @type {{ text: string, atMost: number, of: (results: Map<string, any>) => number | null }[]} */
const goals = [
  { text: "edit p95 at 60 lines, compared with the fastest other server", atMost: 0.5, of: against("edits-60-lines", "p95") },
  { text: "edit p95 at 1,000 services of which one is a Plausible, the same", atMost: 0.05, of: against("edits-1000", "p95") },
  { text: "edit p95 at 1,000 Plausibles, the same", atMost: 0.05, of: against("edits-all-1000", "p95") },
  {
    text: "our edit p95 at 10,000 services of which one is a Plausible, compared with that at 1,000",
    atMost: 1.5,
    of: growth("edits-10000", "edits-1000"),
  },
  {
    text: "our edit p95 at 10,000 Plausibles, compared with that at 1,000",
    atMost: 1.5,
    of: growth("edits-all-10000", "edits-all-1000"),
  },
  {
    text: "start to first diagnostics at 60 lines, compared with the fastest other server",
    atMost: 0.8,
    of: against("edits-60-lines", "first"),
  },
  { text: "memory at 60 lines, compared with the smallest other server", atMost: 1, of: against("edits-60-lines", "rss") },
  { text: "memory at 1,000 services, the same", atMost: 1, of: against("edits-1000", "rss") },
  { text: "`lint` of 60 lines, compared with `node -e 0`", atMost: 2.5, of: commands("cli-60-lines", "node -e 0") },
  { text: "`lint` of many small projects, compared with dclint", atMost: 0.1, of: commands("cli-files", "dclint") },
];

/** @returns {{ text: string, atMost: number, ratio: number | null, reached: boolean | null }[]} */
export function judgedGoals(results) {
  return goals.map(({ text, atMost, of }) => {
    const ratio = of(results);
    return { text, atMost, ratio, reached: ratio === null ? null : ratio <= atMost };
  });
}

/**
 * Who had not even started at the limit counts with the limit: it needs at least that. Of edits the limit says nothing, as it is for
 * a scenario as a whole: who did not get to them is not compared.
 */
function against(scenario, key) {
  return (results) => {
    const servers = results.get(scenario)?.servers ?? [];
    const of = (server) => figure(server, key) ?? (key === "first" ? server.over : null);
    const ours = servers.filter(({ name }) => name === us).map(of)[0] ?? null;
    const others = servers
      .filter(({ name }) => name !== us)
      .map(of)
      .filter((value) => value !== null);
    return ours === null || others.length === 0 ? null : ours / Math.min(...others);
  };
}

function growth(large, small) {
  return (results) => {
    const [a, b] = [large, small].map((name) => {
      const server = results.get(name)?.servers.find(({ name: each }) => each === us);
      return server === undefined ? null : (figure(server, "p95") ?? server.over);
    });
    return a === null || b === null ? null : a / b;
  };
}

function commands(scenario, other) {
  return (results) => {
    const of = (name) => results.get(scenario)?.commands.find((each) => each.name === name)?.p50;
    return results.has(scenario) ? of(us) / of(other) : null;
  };
}
