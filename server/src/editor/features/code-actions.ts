import {
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type Diagnostic,
  type Position,
} from "vscode-languageserver-types";
import type { RuleId } from "../../base/ids.js";
import { type Message, type MessageTemplate, message, plainText } from "../../base/messages.js";
import type { FilePath, Span, TextEdit } from "../../base/text.js";
import type { Project } from "../../compose/types.js";
import { automaticEdits, preferredFix } from "../../lint/automatic-edits.js";
import type { Checked } from "../session/session.js";
import type { ShownFinding } from "../session/test-findings.js";
import { codeOf, diagnosticOf } from "./diagnostics.js";
import { freshKeyCommand } from "./fresh-key.js";
import type { Presentation } from "./presentation.js";
import { SuppressionEdits } from "./suppress.js";

/** The command with which a client shows the page of a rule, where it has one. */
export const openDocsCommand = "plausibleMail.openDocs";

/** The command with which a client asks for provider and login, and writes the settings. */
export const setUpMailCommand = "plausibleMail.setUpMail";

/** What these find is cured by setting up mail as a whole. */
const curedBySetup: readonly (RuleId | null)[] = ["no-relay", "mail-required"];

/** The kind of the action that applies every fix which needs no decision. */
export const fixAllKind = "source.fixAll.plausibleMail";

const titles = {
  fixAll: { en: "Fix all auto-fixable Plausible Mail problems", "zh-cn": "修复所有可自动修复的 Plausible Mail 问题" },
  fixRule: { en: "Fix all {count} problems of `{rule}` in this file", "zh-cn": "修复此文件中 `{rule}` 的全部 {count} 个问题" },
  setUp: { en: "Set up mail…", "zh-cn": "设置邮件…" },
  openDocs: { en: "Open the documentation of `{rule}`", "zh-cn": "打开 `{rule}` 的文档" },
  suppressInFile: { en: "Ignore `{rule}` in this file", "zh-cn": "在此文件中忽略 `{rule}`" },
  suppress: { en: "Ignore `{rule}` on this line", "zh-cn": "在此行忽略 `{rule}`" },
} satisfies Record<string, MessageTemplate>;

/**
 * What can be done about the findings in a span of a file: an action for each fix, the first of a finding marked
 * preferred; a comment that suppresses the finding; and, when asked for by kind, fix-all.
 */
export function codeActions(
  projects: readonly Checked[],
  path: FilePath,
  span: Span,
  context: CodeActionContext,
  present: Presentation,
): CodeAction[] {
  const { only } = context;
  const actions: CodeAction[] = [];
  const seen = new Set<RuleId>();
  const suppressing = new Map<Project, SuppressionEdits>();
  if (only === undefined || only.some((kind) => includes(kind, CodeActionKind.QuickFix))) {
    for (const { finding, project } of findingsAt(projects, path)) {
      if (finding.at.start <= span.end && span.start <= finding.at.end) {
        const edits = suppressing.get(project) ?? new SuppressionEdits(project);
        suppressing.set(project, edits);
        actions.push(...quickFixes(finding, edits, context, present));
        if (finding.rule !== null && !seen.has(finding.rule)) {
          seen.add(finding.rule);
          actions.push(...ruleActions(finding.rule, projects, path, context, present));
        }
      }
    }
  }
  // Unasked it would stand in every menu; it is for "fix all" and for actions on save.
  if (only?.some((kind) => includes(kind, fixAllKind))) actions.push(...fixAll(projects, path, present));
  return actions;
}

/** Whether an asked kind is a kind or one of those above it: `source.fixAll` includes `source.fixAll.plausibleMail`. */
function includes(asked: string, kind: string): boolean {
  return asked === "" || asked === kind || kind.startsWith(`${asked}.`);
}

function quickFixes(
  finding: ShownFinding,
  suppressing: SuppressionEdits,
  context: CodeActionContext,
  present: Presentation,
): CodeAction[] {
  const { language } = present.facts;
  const { project } = suppressing;
  const diagnostic = diagnosticOf(finding, project, present);
  if (diagnostic === null) return [];
  const diagnostics = [context.diagnostics.find((shown) => isSame(shown, diagnostic)) ?? diagnostic];
  const action = (title: string, edits: readonly TextEdit[], preferred: boolean): CodeAction[] => {
    const made = present.actionFor(project, edits, title);
    if (made === null) return [];
    return [{ title, kind: CodeActionKind.QuickFix, diagnostics, ...(preferred ? { isPreferred: true } : {}), ...made }];
  };
  const suppressions = suppressionsOf(finding, suppressing);
  return [
    ...finding.fixes.flatMap((fix, index) => {
      const title = plainText(fix.title, language);
      return fix.freshKey === undefined
        ? action(title, fix.edits, index === 0)
        : freshKeyAction(title, finding, diagnostics, present);
    }),
    ...setUpAction(finding, diagnostics, present),
    ...suppressions.flatMap(({ title, edit }) => action(plainText(title, language), [edit], false)),
  ];
}

/** Asks for the provider first, where the fixes offer a few of them; not preferred, as it writes nothing at once. */
function setUpAction({ rule, at, service }: ShownFinding, diagnostics: Diagnostic[], present: Presentation): CodeAction[] {
  const { setsUpMail, language } = present.facts;
  if (!setsUpMail || service === null || !curedBySetup.includes(rule)) return [];
  const title = titles.setUp[language];
  const command = { title, command: setUpMailCommand, arguments: [present.uriOf(at.file), service] };
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics, command }];
}

/** A key is made when the user asks for it: the action holds none, and a client that is shown it never sees one. */
function freshKeyAction(
  title: string,
  { at, service, variable }: ShownFinding,
  diagnostics: Diagnostic[],
  present: Presentation,
): CodeAction[] {
  if (!present.facts.appliesEdits || service === null || variable === null) return [];
  const command = { title, command: freshKeyCommand, arguments: [present.uriOf(at.file), service, variable] };
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics, command }];
}

/** A test is not silenced by a comment but by the next test. */
function suppressionsOf(finding: ShownFinding, edits: SuppressionEdits): { readonly title: Message; readonly edit: TextEdit }[] {
  const { rule } = finding;
  if (rule === null) return [];
  const onLine = edits.onLine({ ...finding, rule });
  const inFile = edits.inFile({ ...finding, rule });
  return [
    ...(onLine === null ? [] : [{ title: message(titles.suppress, { rule }), edit: onLine }]),
    ...(inFile === null ? [] : [{ title: message(titles.suppressInFile, { rule }), edit: inFile }]),
  ];
}

/** What can be done about a rule: its page, and its preferred fixes all over the file where there are several. */
function ruleActions(
  rule: RuleId,
  projects: readonly Checked[],
  path: FilePath,
  { diagnostics: shown }: CodeActionContext,
  present: Presentation,
): CodeAction[] {
  const { language, opensDocs } = present.facts;
  const kind = CodeActionKind.QuickFix;
  const diagnostics = shown.filter(({ code }) => code === rule);
  const actions: CodeAction[] = [];
  for (const { analysis, findings } of projects) {
    const own = findings.filter(
      (finding) => finding.rule === rule && finding.at.file === path && preferredFix(finding).length > 0,
    );
    const edits = own.length < 2 ? [] : automaticEdits(own);
    const edit = edits.length === 0 ? null : present.workspaceEdit(analysis.project, edits);
    if (edit === null) continue;
    actions.push({ title: plainText(message(titles.fixRule, { rule, count: own.length }), language), kind, diagnostics, edit });
    break;
  }
  if (opensDocs) {
    const title = plainText(message(titles.openDocs, { rule }), language);
    actions.push({ title, kind, diagnostics, command: { title, command: openDocsCommand, arguments: [rule] } });
  }
  return actions;
}

function isSame(a: Diagnostic, b: Diagnostic): boolean {
  return (
    a.code === b.code &&
    isSamePlace(a.range.start, b.range.start) &&
    isSamePlace(a.range.end, b.range.end) &&
    a.message === b.message
  );
}

function isSamePlace(a: Position, b: Position): boolean {
  return a.line === b.line && a.character === b.character;
}

function fixAll(projects: readonly Checked[], path: FilePath, present: Presentation): CodeAction[] {
  for (const { analysis, findings } of projects) {
    const edits = automaticEdits(findings.filter(({ at }) => at.file === path));
    const edit = edits.length === 0 ? null : present.workspaceEdit(analysis.project, edits);
    if (edit !== null) return [{ title: titles.fixAll[present.facts.language], kind: fixAllKind, edit }];
  }
  return [];
}

/** The findings of a file, each once, also where several projects share it. */
export function findingsAt(projects: readonly Checked[], path: FilePath): { finding: ShownFinding; project: Project }[] {
  const seen = new Map<number, ShownFinding[]>();
  const found: { finding: ShownFinding; project: Project }[] = [];
  for (const { analysis, findings } of projects) {
    const { project } = analysis;
    for (const finding of findings) {
      if (finding.at.file !== path) continue;
      const there = seen.get(finding.at.start);
      if (there === undefined) seen.set(finding.at.start, [finding]);
      else if (there.some((other) => saysTheSame(other, finding))) continue;
      else there.push(finding);
      found.push({ finding, project });
    }
  }
  return found;
}

/** Of two findings that begin at one place. */
function saysTheSame(a: ShownFinding, b: ShownFinding): boolean {
  return a.at.end === b.at.end && a.variable === b.variable && codeOf(a) === codeOf(b);
}
