import pc from "picocolors";
import { type Language, textOf } from "../../messages.js";
import type { Step, StepStatus, TestReport } from "../../smtp/types.js";
import type { Io, Surroundings } from "../io.js";
import { say, statusSigns, stepNames } from "../messages.js";
import { pad, printable, width, wrap } from "../text.js";

type Colours = ReturnType<typeof pc.createColors>;

/** One step as it comes: sign, name, what happened, and how long it took. */
export function stepLine({ step, status, ms, detail }: Step, language: Language, colour: boolean, columns: number): string {
  const colours = pc.createColors(colour);
  const names = Math.max(...Object.values(stepNames).map((name) => width(name[language])));
  const label = `${paint(status, colours)(statusSigns[status])} ${pad(stepNames[step][language], names)}  `;
  const indent = " ".repeat(names + 4);
  const time = ms > 0 ? colours.dim(` ${ms} ms`) : "";
  const lines = wrap(printable(textOf(detail, language)), Math.max(40, Math.min(columns, 100) - names - 4));
  return label + lines.join(`\n${indent}`) + time;
}

function paint(status: StepStatus, colours: Colours): (text: string) => string {
  if (status === "ok") return colours.green;
  if (status === "failed") return colours.red;
  return status === "warning" ? colours.yellow : colours.dim;
}

/** The verdict: would mail leave, why not, what to do. */
export function testText(
  report: TestReport,
  { send }: { readonly send?: boolean },
  { language, colour, quiet }: Surroundings,
  io: Io,
): void {
  const colours = pc.createColors(colour.stdout);
  const { verdict } = report;
  if (report.steps.length > 0 && !quiet) io.stderr.write("\n");
  io.stdout.write(`${colours.bold(headline(verdict.wouldDeliver, send === true, language, colours))}\n`);
  const channel =
    verdict.channel === null
      ? null
      : `${say(language, verdict.channel.tls ? "encrypted" : "unencrypted")}${say(language, "and")}${say(language, verdict.channel.authenticated ? "authenticated" : "unauthenticated")}`;
  const rows: (readonly [string, string | null])[] = [
    [say(language, "why"), verdict.cause],
    [say(language, "variable"), verdict.variable],
    [say(language, "rule"), verdict.rule],
    [say(language, "advice"), textOf(verdict.advice, language)],
    [say(language, "logLine"), verdict.logLine ?? (verdict.wouldDeliver === false ? say(language, "logNothing") : null)],
    [say(language, "second"), verdict.secondOpinion === null ? null : textOf(verdict.secondOpinion, language)],
    [say(language, "channel"), channel],
  ];
  const names = Math.max(...rows.map(([name]) => width(name)));
  const columns = Math.min(io.stdout.columns, 100) - names - 4;
  for (const [name, text] of rows) {
    if (text === null || text === "") continue;
    wrap(printable(text.trimEnd()), columns).forEach((line, index) => {
      io.stdout.write(`  ${colours.dim(pad(index === 0 ? name : "", names))}  ${line}\n`);
    });
  }
}

function headline(wouldDeliver: boolean | null, sent: boolean, language: Language, colours: Colours): string {
  if (wouldDeliver === null) return colours.yellow(`? ${say(language, "cannotTell")}`);
  if (!wouldDeliver) return colours.red(`✖ ${say(language, "wouldFail")}`);
  return colours.green(`✔ ${say(language, sent ? "delivered" : "wouldDeliver")}`);
}
