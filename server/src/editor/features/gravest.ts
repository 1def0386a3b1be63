import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver-types";
import { type Language, type MessageTemplate, message, plainText } from "../../base/messages.js";
import { severities } from "../../rules/kit/severity.js";
import type { ShownFinding } from "../session/test-findings.js";
import { diagnosticSource } from "./diagnostics.js";

/**
 * How many diagnostics of one file are shown. Nobody reads more of them at once, and each edit sends all of them anew: a
 * thousand take an editor longer to read than the edit took to check. Code actions know every finding all the same.
 */
export const mostDiagnostics = 250;

const leftOut: MessageTemplate = {
  en: "Only the most severe problems in this file are shown.\nThey are {shown} of {count}. Fix some of them to see the others.",
  "zh-cn": "仅显示此文件中最严重的问题。\n共 {count} 个，显示 {shown} 个。修复其中一些后，将显示其余问题。",
};

/** The gravest findings of a file, as many as are shown, in their order; of those that are alike the first ones. */
export function gravest<T extends { readonly finding: ShownFinding }>(findings: readonly T[]): readonly T[] {
  if (findings.length <= mostDiagnostics) return findings;
  const kept = new Set<T>();
  for (const severity of severities) {
    for (const one of findings) if (one.finding.severity === severity && kept.size < mostDiagnostics) kept.add(one);
  }
  return findings.filter((one) => kept.has(one));
}

/** What tells of findings that are not shown, at the top of their file. */
export function leftOutDiagnostic(count: number, language: Language): Diagnostic {
  const start = { line: 0, character: 0 };
  return {
    range: { start, end: start },
    severity: DiagnosticSeverity.Information,
    source: diagnosticSource,
    message: plainText(message(leftOut, { shown: mostDiagnostics, count }), language),
  };
}
