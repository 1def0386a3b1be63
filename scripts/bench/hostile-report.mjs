// Runs the hostile inputs that are asked for, and tells how they went.
import { hostileInputs } from "../../test/out/support/hostile-inputs.js";
import { goal, doors as knownDoors, runHostile } from "./hostile.mjs";
import { fillSection } from "./sections.mjs";
import { mb, ms } from "./statistics.mjs";
import { markdown } from "./tables.mjs";

/**
 * @param {{ parts: string[], doors: string[], limit: { milliseconds: number, computing: boolean }, write: boolean }} asked
 * @returns {Promise<number>} the exit status: 1 where one was killed or crashed, showed a secret or a stack
 */
export async function benchHostile({ parts, doors, limit, write }) {
  const unknown = doors.find((door) => !(door in knownDoors));
  const inputs = hostileInputs.filter(({ name }) => parts.length === 0 || parts.some((part) => name.includes(part)));
  if (unknown !== undefined || inputs.length === 0) {
    console.error(
      unknown === undefined ? `bench: no hostile input is called like ${parts.join(", ")}` : `bench: no door "${unknown}"`,
    );
    return 2;
  }
  const results = [];
  for (const input of inputs) {
    const made = await runHostile(input, doors, limit);
    for (const result of made) console.log(line(result));
    results.push(...made);
  }
  const failed = results.filter(({ faults }) => faults.length > 0);
  console.log(
    `\n${inputs.length} inputs, ${results.length} runs: ${results.length - failed.length} passed, ${failed.length} did not.`,
  );
  if (write) fillSection("docs/reliability.md", "hostile", page(inputs.length, results, limit));
  return failed.some(({ faults }) => faults.some((fault) => /^killed|^crash|^secret|^trace/.test(fault))) ? 1 : 0;
}

function line({ input, door, ms: time, cpu, highest, faults }) {
  const computed = cpu === null ? "" : ` (${ms(cpu)} of computing)`;
  return `${faults.length === 0 ? "ok  " : "FAIL"} ${input} ${door}: ${ms(time)}${computed}, ${mb(highest)} ${faults.join(", ")}`.trimEnd();
}

function page(inputs, results, limit) {
  const timeOf = ({ ms: time, cpu }) => (limit.computing && cpu !== null ? cpu : time);
  const failed = results.filter(({ faults }) => faults.length > 0).sort((a, b) => timeOf(b) - timeOf(a));
  const longest = [...results].sort((a, b) => timeOf(b) - timeOf(a)).slice(0, 10);
  const most = [...results].sort((a, b) => b.highest - a.highest).slice(0, 5);
  const row = (result) => [result.input, result.door, ms(timeOf(result)), mb(result.highest), result.faults.join(", ") || "–"];
  const measured = limit.computing ? "computing" : "time";
  const table = (list) => markdown([["input", "door", measured, "memory", "what is wrong"], ...list.map(row)]);
  const reached =
    failed.length === 0
      ? "All of them passed."
      : `${results.length - failed.length} passed; these did not (a process is killed after ${ms(limit.milliseconds)} or at ${mb(goal.bytes)}):\n\n${table(failed)}`;
  const others = [...longest, ...most.filter((each) => !longest.includes(each))].filter((each) => !failed.includes(each));
  const rest =
    others.length === 0 ? "" : `\n\nOf those that passed, the longest and those that need the most memory:\n\n${table(others)}`;
  return `${inputs} inputs, each through ${new Set(results.map(({ door }) => door)).size} doors, ${results.length} processes. ${reached}${rest}`;
}
