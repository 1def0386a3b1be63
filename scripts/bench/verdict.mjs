// What may be said of one run with a hostile input.
import { hostileCanary } from "../../test/out/support/hostile-inputs.js";

/**
 * @param {string} door
 * @param {{ status?: number | null, failed?: unknown, killed: string | null, ms: number, highest: number, stdout: string, stderr: string,
 *   quiet: boolean, pretty?: boolean, findings?: number, outside?: boolean }} run
 * @param {{ milliseconds: number, bytes: number }} goal
 * @returns {string[]} the faults, none where it passed
 */
export function judge(door, run, goal) {
  const said = `${run.stdout}\n${run.stderr}`;
  const faults = [
    ...(said.includes(hostileCanary) ? ["secret"] : []),
    ...(/\n\s+at .+:\d+:\d+|RangeError|Maximum call stack|heap out of memory/.test(said) ? ["trace"] : []),
  ];
  if (run.killed !== null) return [`killed (${run.killed})`, ...faults];
  if (hasCrashed(door, run)) return ["crash", ...faults];
  if (run.ms >= goal.milliseconds) faults.push("slow");
  if (run.highest >= goal.bytes) faults.push("memory");
  if (run.outside) faults.push("range");
  if (!run.quiet && isSilent(door, run)) faults.push("silent");
  return faults;
}

function hasCrashed(door, { failed, status, stdout, stderr, pretty }) {
  if (door === "server") return failed !== null;
  if (![0, 1, 2].includes(status)) return true;
  // The words with which an exception ends that nobody foresaw.
  if (stderr.includes("a mistake of this program")) return true;
  return parsed(stdout) === null && stderr.trim() === "" && !pretty;
}

/** Every input holds something to find, or something that cannot be read: either is told. */
function isSilent(door, { stdout, stderr, findings, pretty }) {
  if (door === "server") return findings === 0;
  if (pretty) return stdout.trim() === "";
  const answer = parsed(stdout);
  if (answer === null) return stderr.trim() === "";
  if (door === "lint") return answer.findings.length === 0 && answer.failures.length === 0;
  if (door === "explain") return answer.services.length === 0 && answer.errors.length === 0 && stderr.trim() === "";
  return answer.answers.length === 0 && answer.unknown.count === 0 && answer.failure === null;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
