import pc from "picocolors";
import { type Language, plainText, quotedText } from "../../base/messages.js";
import { statusSigns } from "../../base/status-signs.js";
import type { Diagnosis, DoctorStep } from "../../doctor/diagnosis.js";
import { doctorStepNames, say } from "../../doctor/doctor-texts.js";
import { pad, printable, width, wrap } from "../terminal/text.js";

/** One step as it comes: sign, name, what it came to, and what it rests on. */
export function doctorStepText(
  { step, status, summary, lines, block }: DoctorStep,
  language: Language,
  colour: boolean,
  columns: number,
): string {
  const colours = pc.createColors(colour);
  const paint = {
    ok: colours.green,
    failed: colours.red,
    warning: colours.yellow,
    unknown: colours.yellow,
    skipped: colours.dim,
  }[status];
  const names = Math.max(...Object.values(doctorStepNames).map((name) => width(name[language])));
  const indent = " ".repeat(names + 4);
  const room = Math.max(40, Math.min(columns, 100) - names - 4);
  const part = (text: string) => wrap(printable(text), room).join(`\n${indent}`);
  const first = `${paint(statusSigns[status])} ${pad(doctorStepNames[step][language], names)}  ${part(quotedText(summary, language))}\n`;
  const further = [
    ...lines.map((line) => part(quotedText(line, language))),
    ...(block === null ? [] : block.split("\n").map(printable)),
  ];
  return first + further.map((text) => `${indent}${colours.dim(text)}\n`).join("");
}

/** The verdict, and the one next step. */
export function doctorText({ verdict }: Diagnosis, language: Language, colour: boolean, columns: number): string {
  const colours = pc.createColors(colour);
  const { wouldDeliver, summary, next } = verdict;
  const sign = wouldDeliver === null ? "?" : wouldDeliver ? "✔" : "✖";
  const paint = wouldDeliver === null ? colours.yellow : wouldDeliver ? colours.green : colours.red;
  const room = Math.min(columns, 100);
  const headline = wrap(printable(`${sign} ${quotedText(summary, language)}`), room).join("\n  ");
  const label = plainText(say("next"), language);
  const rest = wrap(printable(quotedText(next, language)), room - width(label) - 2).join(`\n${" ".repeat(width(label) + 2)}`);
  return `\n${paint(colours.bold(headline))}\n${colours.bold(label)}  ${rest}\n`;
}
