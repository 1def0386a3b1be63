import { type Diagnostic, DiagnosticSeverity, type Location as LspLocation, type Range } from "vscode-languageserver-types";
import { type Message, plainText } from "../../base/messages.js";
import type { Location } from "../../base/text.js";
import type { Project } from "../../compose/types.js";
import { variableNamed } from "../../plausible/tables/variables.js";
import { rules } from "../../rules/index.js";
import type { Severity } from "../../rules/kit/severity.js";
import type { ShownFinding } from "../session/test-findings.js";
import type { Presentation } from "./presentation.js";

/** The `source` of every diagnostic. */
export const diagnosticSource = "plausible-mail";

/** What a diagnostic carries in `data`, so that a client can tell two findings of one rule apart. */
export interface DiagnosticData {
  readonly rule: string;
  readonly service: string;
  readonly variable: string | null;
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/**
 * A finding as LSP shows it; null when its file is no part of the project any more.
 *
 * `{rule: "port-25", severity: "warning", at, …}` → `{range, severity: 2, source: "plausible-mail", code: "port-25", message, …}`
 */
export function diagnosticOf(finding: ShownFinding, project: Project, present: Presentation): Diagnostic | null {
  const { relatedInformation, codeDescription, docs } = present.facts;
  const range = present.rangeOf(project, finding.at) ?? beginningAt(finding.at);
  if (range === null) return null;
  const code = codeOf(finding);
  const data: DiagnosticData = { rule: code, service: finding.service ?? "", variable: variableIn(finding, project, present) };
  const textIn = (message: Message) => textFor(finding, message, project, present);
  const related = finding.related.flatMap(({ at, message }) => {
    const location = locationOf(project, at, present);
    return location === null ? [] : [{ location, message: textIn(message) }];
  });
  return {
    range,
    severity: severities[finding.severity],
    source: diagnosticSource,
    code,
    ...(codeDescription && docs !== null ? { codeDescription: { href: `${docs}${pageOf(finding)}` } } : {}),
    message: textIn(finding.message),
    ...(relatedInformation && related.length > 0 ? { relatedInformation: related } : {}),
    data,
  };
}

/** The beginning of a file that has one whatever its text is, as that of one that is too large to be read. */
function beginningAt({ start, end }: Location): Range | null {
  return start === 0 && end === 0 ? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } : null;
}

/** The rule, or the cause that a test found. */
export function codeOf(finding: ShownFinding): string {
  return finding.rule ?? `test-smtp/${finding.cause}`;
}

/** Whether the text of a finding is the same as long as its message is the same object. */
export function keepsText({ rule }: ShownFinding): boolean {
  return rule !== null && rules[rule].meta.speaksOfComposeErrors !== true;
}

function textFor(finding: ShownFinding, message: Message, project: Project, present: Presentation): string {
  const { rule, service } = finding;
  if (keepsText(finding)) return present.textOfRule(message, project, service);
  const secrets = present.secretsOf(project, service);
  // Compose's own words may quote any line.
  return plainText(message, present.facts.language, rule === null ? secrets.text : secrets.quoted);
}

/** The name of the variable, without what interpolation may have put into it of a secret. */
function variableIn({ variable, service }: ShownFinding, project: Project, present: Presentation): string | null {
  if (variable === null || variableNamed(variable) !== null) return variable;
  return present.secretsOf(project, service).text(variable);
}

/** From the folder of the rules' pages. */
function pageOf(finding: ShownFinding): string {
  return finding.rule === null ? `../test-smtp.md#${finding.cause}` : `${finding.rule}.md`;
}

function locationOf(project: Project, at: Location, present: Presentation): LspLocation | null {
  const range = present.rangeOf(project, at);
  return range === null ? null : { uri: present.uriOf(at.file), range };
}
