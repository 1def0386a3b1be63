import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver-types";
import { baseOf } from "../../base/paths.js";
import { placesOf, standsAlone } from "../../base/text-search.js";
import { configFileName, parseConfig } from "../../lint/config.js";
import type { OpenDocument } from "../session/documents.js";
import { diagnosticSource } from "./diagnostics.js";

/** What is wrong with an open `.plausible-mail.yml`, under the key that it speaks of; nothing for any other document. */
export function configDiagnostics(document: OpenDocument): Diagnostic[] {
  if (baseOf(document.path) !== configFileName) return [];
  const parsed = parseConfig(document.text, configFileName);
  if (parsed.ok) return [];
  const [, line, key, message] = /^[^:]*(?::(\d+))?: (?:([\w.-]+): )?(.*)$/s.exec(parsed.error) ?? [];
  const { start, end } = spanOf(document.text, line === undefined ? null : Number(line) - 1, key?.split(".").at(-1) ?? null);
  return [
    {
      range: document.positions.rangeOf({ start, end }),
      severity: DiagnosticSeverity.Error,
      source: diagnosticSource,
      message: key === undefined ? (message ?? parsed.error) : `${key}: ${message}`,
    },
  ];
}

function keyAt(text: string, key: string): number {
  for (const at of placesOf(key, text)) {
    const isWhole = standsAlone(
      text,
      at,
      at,
      (sign) => /[\w-]/.test(sign),
      () => false,
    );
    if (isWhole && /^["']?\s*:/.test(text.slice(at + key.length))) return at;
  }
  return -1;
}

/** A line, or a key of the file, or its first line. */
function spanOf(text: string, line: number | null, key: string | null): { start: number; end: number } {
  const found = key === null ? -1 : keyAt(text, key);
  if (line === null && key !== null && found !== -1) return { start: found, end: found + key.length };
  const lines = text.split("\n");
  const start = lines.slice(0, line ?? 0).reduce((sum, each) => sum + each.length + 1, 0);
  return { start, end: start + (lines[line ?? 0]?.trimEnd().length ?? 0) };
}
