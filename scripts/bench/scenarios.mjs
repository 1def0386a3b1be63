/** What is measured where nothing else is asked for. */
export const allScenarios = [
  "edits-60-lines",
  "edits-1000",
  "edits-10000",
  "edits-all-1000",
  "edits-all-10000",
  "edits-env-1000",
  "edits-env-10000",
  "cli-60-lines",
  "cli-files",
  "explain-1000",
];

/**
 * What a name stands for; null where it stands for nothing.
 * @returns {{ kind: "edits", shape: { services: number, plausible: "one" | "all", values: "inline" | "env" } } | { kind: "cli-60" | "cli-files" | "explain" } | null}
 */
export function scenarioOf(name) {
  if (name === "cli-60-lines") return { kind: "cli-60" };
  if (name === "explain-1000") return { kind: "explain" };
  if (name === "cli-files") return { kind: "cli-files" };
  // Four services are sixty lines.
  if (name === "edits-60-lines") return { kind: "edits", shape: { services: 4, plausible: "one", values: "inline" } };
  const [, which, services] = /^edits-(all-|env-)?(\d+)$/.exec(name) ?? [];
  if (services === undefined || Number(services) === 0) return null;
  const shape = {
    services: Number(services),
    plausible: which === undefined ? "one" : "all",
    values: which === "env-" ? "env" : "inline",
  };
  return { kind: "edits", shape };
}
