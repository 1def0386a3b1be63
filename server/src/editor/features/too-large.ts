import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver-types";
import { largestFile } from "../../base/files.js";
import { type MessageTemplate, message, plainText } from "../../base/messages.js";
import { baseOf } from "../../base/paths.js";
import { isComposeFileName } from "../../compose/project/discover.js";
import { mentionsPlausibleImage } from "../../plausible/tables/images.js";
import type { OpenDocument } from "../session/documents.js";
import { diagnosticSource } from "./diagnostics.js";
import type { Presentation } from "./presentation.js";

const tooLarge: MessageTemplate = {
  en: "This file isn't checked: it is larger than 16 MB.\nSplit it: `include` takes further compose files, and each is checked up to that size.",
  "zh-cn": "此文件超过 16 MB，未作检查。\n请将其拆分：`include` 可引入其他 compose 文件，每个文件在此大小以内都会检查。",
};

/** That an open compose file with Plausible in it is not read at all, in its first line; nothing for any other document. */
export function tooLargeDiagnostics(document: OpenDocument, { facts }: Presentation): Diagnostic[] {
  const { path, languageId, source, positions } = document;
  if (source.length <= largestFile) return [];
  const isYaml = languageId === "dockercompose" || languageId === "yaml" || isComposeFileName(baseOf(path));
  if (!isYaml || !mentionsPlausibleImage(source.text)) return [];
  return [
    {
      range: positions.rangeOf({ start: 0, end: source.lineEnd(0) }),
      severity: DiagnosticSeverity.Warning,
      source: diagnosticSource,
      code: "compose-error",
      ...(facts.codeDescription && facts.docs !== null ? { codeDescription: { href: `${facts.docs}compose-error.md` } } : {}),
      message: plainText(message(tooLarge), facts.language),
    },
  ];
}
