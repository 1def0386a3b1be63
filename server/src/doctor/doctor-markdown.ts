import { type Language, type Message, markdown, message, plainText } from "../base/messages.js";
import { statusSigns } from "../base/status-signs.js";
import type { Diagnosis } from "./diagnosis.js";
import { doctorStepNames, say } from "./doctor-texts.js";

/** `doctor --format markdown`: for an issue, or a document in an editor. */
export function doctorMarkdown({ service, release, steps, verdict }: Diagnosis, language: Language): string {
  const words = (told: Message) => plainText(told, language);
  const sign = verdict.wouldDeliver === null ? "?" : verdict.wouldDeliver ? "✔" : "✖";
  const head = [
    `# ${words(say("title"))}`,
    `${sign} **${markdown(verdict.summary, language)}**`,
    `**${words(say("next"))}:** ${markdown(verdict.next, language)}`,
    `${words(say("of", { service, release }))}`,
  ];
  const parts = steps.flatMap(({ step, status, summary, lines, block }) => [
    `## ${statusSigns[status]} ${markdown(message(doctorStepNames[step]), language)}`,
    markdown(summary, language),
    ...(lines.length === 0 ? [] : [lines.map((line) => `- ${markdown(line, language).replaceAll("\n", " ")}`).join("\n")]),
    ...(block === null ? [] : [fenced(block)]),
  ]);
  return `${[...head, ...parts, `*${words(say("foot"))}*`].join("\n\n")}\n`;
}

/** A text in a fence that it cannot close. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}elixir\n${text}\n${fence}`;
}
