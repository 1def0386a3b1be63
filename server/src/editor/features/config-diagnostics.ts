import { type CodeAction, CodeActionKind, type Diagnostic, DiagnosticSeverity } from "vscode-languageserver-types";
import { type Language, type MessageTemplate, message, plainText } from "../../base/messages.js";
import { baseOf } from "../../base/paths.js";
import type { Span } from "../../base/text.js";
import { type ConfigError, configErrorText, configFileName, parseConfig } from "../../lint/config.js";
import type { OpenDocument } from "../session/documents.js";
import { diagnosticSource } from "./diagnostics.js";
import type { Presentation } from "./presentation.js";

const rename: MessageTemplate = { en: "Change to `{meant}`", "zh-cn": "改为 `{meant}`" };

/** What is wrong with an open `.plausible-mail.yml`, under the key that it speaks of; nothing for any other document. */
export function configDiagnostics(document: OpenDocument, language: Language): Diagnostic[] {
  return errorsOf(document).map((error) => toDiagnostic(document, error, language));
}

/** The key that was probably meant, in the place of one that does not exist. */
export function configActions(document: OpenDocument, span: Span, present: Presentation): CodeAction[] {
  return errorsOf(document).flatMap((error) => {
    const { at, meant } = error;
    if (at === null || meant === null || at.start > span.end || span.start > at.end) return [];
    const { uri } = document;
    const edits = [{ range: document.positions.rangeOf(at), newText: meant }];
    const edit = present.facts.versionedEdits
      ? { documentChanges: [{ textDocument: { uri, version: document.version }, edits }] }
      : { changes: { [uri]: edits } };
    const title = plainText(message(rename, { meant }), present.facts.language);
    const diagnostics = [toDiagnostic(document, error, present.facts.language)];
    return [{ title, kind: CodeActionKind.QuickFix, isPreferred: true, diagnostics, edit }];
  });
}

function errorsOf(document: OpenDocument): readonly ConfigError[] {
  if (baseOf(document.path) !== configFileName) return [];
  const parsed = parseConfig(document.text);
  return parsed.ok ? [] : parsed.errors;
}

function toDiagnostic({ positions }: OpenDocument, error: ConfigError, language: Language): Diagnostic {
  return {
    range: positions.rangeOf(error.at ?? { start: 0, end: 0 }),
    severity: DiagnosticSeverity.Error,
    source: diagnosticSource,
    message: plainText(configErrorText(error), language),
  };
}
