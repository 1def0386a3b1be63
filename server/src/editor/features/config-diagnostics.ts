import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver-types";
import { baseOf } from "../../base/paths.js";
import { configFileName, parseConfig } from "../../lint/config.js";
import type { OpenDocument } from "../session/documents.js";
import { diagnosticSource } from "./diagnostics.js";

/** What is wrong with an open `.plausible-mail.yml`, under the key that it speaks of; nothing for any other document. */
export function configDiagnostics(document: OpenDocument): Diagnostic[] {
  if (baseOf(document.path) !== configFileName) return [];
  const parsed = parseConfig(document.text);
  if (parsed.ok) return [];
  const { keys, reason, at } = parsed.error;
  return [
    {
      range: document.positions.rangeOf(at ?? { start: 0, end: 0 }),
      severity: DiagnosticSeverity.Error,
      source: diagnosticSource,
      message: keys.length === 0 ? reason : `${keys.join(".")}: ${reason}`,
    },
  ];
}
