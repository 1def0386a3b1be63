import type { TestSmtpResult, TestSmtpStep } from "../../../server/src/protocol.js";
import { listed } from "./in-words.js";

const signs: Readonly<Record<TestSmtpStep["status"], string>> = { ok: "✔", failed: "✖", warning: "▲", skipped: "·" };

/** What a test came to: the verdict first, then how it came about. The server has masked the secrets. */
export function reportText({ verdict, search, steps, transcript, notes, alternatives }: TestSmtpResult): string {
  const said = [verdict.advice, search?.advice, verdict.secondOpinion, verdict.logLine];
  const walked = steps.map(({ name, status, ms, detail }) => `${signs[status]} ${name} (${Math.round(ms)} ms): ${detail}`);
  const tried = alternatives.map(({ lines, detail }) => `${listed(lines)}: ${detail}`);
  const parts = [said.filter((line) => line !== null && line !== undefined), walked, tried, transcript, notes];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join("\n"))
    .join("\n\n")}\n`;
}
