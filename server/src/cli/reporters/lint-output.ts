import { listed } from "../../base/messages.js";
import type { Io } from "../io.js";
import type { LintReport } from "../lint-report.js";
import { cannot } from "../refusals.js";
import { lintJson } from "./lint-json.js";
import { lintPretty } from "./lint-pretty.js";
import type { ReportContext } from "./report-context.js";

/** What a report can be written as. */
export const lintFormats = ["pretty", "json", "sarif", "github", "junit", "gitlab"] as const;

export type LintFormat = (typeof lintFormats)[number];

/** A file that a report goes to. */
export interface LintOutput {
  readonly format: LintFormat;
  readonly file: string;
}

const endings: readonly (readonly [RegExp, LintFormat])[] = [
  [/\.sarif$/i, "sarif"],
  [/\.xml$/i, "junit"],
  [/\.json$/i, "json"],
];

/** `report.sarif`, `gitlab:code-quality.json`; a drive letter is no format. */
export function outputNamed(text: string): LintOutput {
  const colon = text.indexOf(":");
  const named = lintFormats.find((format) => format === text.slice(0, Math.max(colon, 0)));
  if (named !== undefined && colon < text.length - 1) return { format: named, file: text.slice(colon + 1) };
  const [, format] = endings.find(([ending]) => ending.test(text)) ?? [];
  if (format === undefined) throw cannot("outputFormat", { text, formats: listed(lintFormats) });
  return { format, file: text };
}

/** A report as text; each format is loaded where it is asked for. */
export async function rendered(format: LintFormat, report: LintReport, context: ReportContext): Promise<string> {
  switch (format) {
    case "pretty":
      return prettyText(report, context);
    case "json":
      return `${JSON.stringify({ ...lintJson(report, context.surroundings.language, context.io.cwd), ...context.more }, null, 2)}\n`;
    case "sarif":
      return (await import("./lint-sarif.js")).lintSarif(report, context);
    case "github":
      return (await import("./lint-github.js")).lintGithub(report, context);
    case "junit":
      return (await import("./lint-junit.js")).lintJunit(report, context);
    case "gitlab":
      return (await import("./lint-gitlab.js")).lintGitlab(report, context);
  }
}

/** The page of a terminal, in a file: without colours. */
function prettyText(report: LintReport, { io, surroundings }: ReportContext): string {
  const parts: string[] = [];
  const stdout: Io["stdout"] = { write: (text) => void parts.push(text), terminal: false, columns: 80 };
  lintPretty(report, { ...surroundings, colour: { stdout: false, stderr: false } }, { ...io, stdout });
  return parts.join("");
}
