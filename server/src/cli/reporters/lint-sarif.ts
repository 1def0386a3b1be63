import type { Fix, Log, PhysicalLocation, Region, ReportingDescriptor, Result, Run, Location as SarifLocation } from "sarif";
import type { RuleId } from "../../base/ids.js";
import { type Language, type Message, markdown, plainText, quotedText } from "../../base/messages.js";
import { pathBelow } from "../../base/paths.js";
import type { FilePath, Location, SourceText } from "../../base/text.js";
import { rules } from "../../rules/index.js";
import type { Severity } from "../../rules/kit/severity.js";
import { identitiesOf } from "../identities.js";
import type { LintReport, ReportedFinding } from "../lint-report.js";
import { lineHashOf } from "./primary-hash.js";
import { type ReportContext, shownMessage } from "./report-context.js";
import { placeIn } from "./report-places.js";

const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  info: "note",
  hint: "note",
};

/** SARIF 2.1.0, as code scanning of forges takes it. */
export async function lintSarif(report: LintReport, context: ReportContext): Promise<string> {
  const ids = [...new Set(report.findings.map(({ finding }) => finding.rule))].sort();
  const identities = identitiesOf(report.findings, context.root);
  const marks = await context.io.writer();
  const results = report.findings.map((reported): Result => {
    const hash = lineHashOf(reported, (path) => marks.hasMark(path), context.io.files);
    return {
      ...resultOf(reported, ids, context),
      partialFingerprints: {
        ...(hash === null ? {} : { primaryLocationLineHash: hash }),
        "plausibleMail/v1": identities.get(reported) ?? "",
      },
    };
  });
  const run: Run = {
    tool: {
      driver: {
        name: "plausible-mail",
        fullName: `plausible-mail ${context.version}`,
        version: context.version,
        semanticVersion: context.version,
        rules: ids.map((id) => descriptorOf(id, context)),
      },
    },
    language: context.surroundings.language === "zh-cn" ? "zh-CN" : "en",
    columnKind: "utf16CodeUnits",
    invocations: [
      {
        executionSuccessful: report.failures.length === 0,
        exitCode: context.status,
        toolExecutionNotifications: [
          ...report.failures.map((text) => ({ level: "error" as const, message: { text } })),
          ...report.notes.map((text) => ({ level: "note" as const, message: { text } })),
        ],
      },
    ],
    results,
  };
  const log: Log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptorOf(id: RuleId, { io, surroundings: { language } }: ReportContext): ReportingDescriptor {
  const { severity, summary } = rules[id].meta;
  const text = quotedText({ template: summary, values: {} }, language);
  const page = pageOf(id, language, (name) => io.readDoc(name));
  return {
    id,
    name: id.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text },
    fullDescription: { text: (page === null ? null : firstParagraph(page)) ?? text },
    ...(page === null ? {} : { help: { text, markdown: page } }),
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: ["email", "configuration"], precision: "high", "problem.severity": problemSeverity(severity) },
  };
}

function pageOf(id: RuleId, language: Language, read: (name: string) => string | null): string | null {
  const page = (language === "zh-cn" ? read(`docs/zh-cn/rules/${id}.md`) : null) ?? read(`docs/rules/${id}.md`);
  return page === null ? null : page.replace(/^<!--.*-->\s*/, "");
}

/** The first paragraph after the heading that is plain prose, without its marks. */
function firstParagraph(page: string): string | null {
  const first = page.split(/\n{2,}/).find((part) => part !== "" && !/^(?:#|```|<|\||- )/.test(part));
  return first === undefined ? null : first.replace(/[`*]/g, "").replace(/\n/g, " ").trim();
}

function problemSeverity(severity: Severity): string {
  return severity === "error" || severity === "warning" ? severity : "recommendation";
}

function resultOf(reported: ReportedFinding, ids: readonly RuleId[], context: ReportContext): Result {
  const { finding, files } = reported;
  const { language } = context.surroundings;
  const secrets = reported.secrets();
  const mask = rules[finding.rule].meta.speaksOfComposeErrors ? secrets.quoted : secrets.text;
  const variable = finding.variable === null ? null : secrets.text(finding.variable);
  const name = variable ?? finding.service;
  const path = ["services", finding.service, ...(variable === null ? [] : ["environment", variable])].join(".");
  const logical =
    name === null
      ? {}
      : { logicalLocations: [{ name, kind: "member", ...(finding.service === null ? {} : { fullyQualifiedName: path }) }] };
  const physical = (at: Location) => ({ physicalLocation: physicalLocation(files, at, context.root) });
  const related = finding.related.map(({ at, message }, index): SarifLocation => {
    return { id: index + 1, ...physical(at), message: { text: secrets.text(quotedText(message, language)) } };
  });
  const fixes = fixesOf(reported, context);
  return {
    ruleId: finding.rule,
    ruleIndex: ids.indexOf(finding.rule),
    level: levels[finding.severity],
    message: { text: shownMessage(reported, context), markdown: markdown(finding.message, language, mask) },
    locations: [{ ...physical(finding.at), ...logical }],
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    ...(fixes.length === 0 ? {} : { fixes }),
    properties: { severity: finding.severity, service: finding.service, variable },
  };
}

function fixesOf({ finding, files, secrets: secretsOf }: ReportedFinding, context: ReportContext): Fix[] {
  const secrets = secretsOf();
  const title = (message: Message) => secrets.text(plainText(message, context.surroundings.language));
  return finding.fixes.flatMap((fix): Fix[] => {
    // Edits that could only be shown with a secret in them are not shown; the editor has them.
    const edits = secrets.edits(fix.edits, files);
    if (edits === null || edits.length === 0) return [];
    const paths = [...new Set(edits.map(({ file }) => file))];
    const artifactChanges = paths.map((path) => ({
      artifactLocation: artifactLocation(path, context.root),
      replacements: edits
        .filter(({ file }) => file === path)
        .map((edit) => ({ deletedRegion: region(files, edit), insertedContent: { text: edit.newText } })),
    }));
    return [{ description: { text: title(fix.title) }, artifactChanges }];
  });
}

function physicalLocation(files: ReadonlyMap<FilePath, SourceText>, at: Location, root: FilePath): PhysicalLocation {
  return { artifactLocation: artifactLocation(at.file, root), region: region(files, at) };
}

function region(files: ReadonlyMap<FilePath, SourceText>, at: Location): Region {
  return { ...placeIn(files, at) };
}

/** Relative to the root of the repository, as code scanning needs it; a file outside of it has its whole address. */
function artifactLocation(path: FilePath, root: FilePath): { uri: string; uriBaseId?: string } {
  const below = pathBelow(root, path);
  const encoded = (text: string) => text.split("/").map(segment).join("/");
  if (below !== null) return { uri: encoded(below), uriBaseId: "%SRCROOT%" };
  return { uri: `file://${path.startsWith("/") ? "" : "/"}${encoded(path)}` };
}

function segment(text: string): string {
  // Half of a pair, which a name on Windows may have, is no character.
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/g, (half, at: number) => wholePair(text, at, half)));
}

function wholePair(text: string, at: number, half: string): string {
  const isHigh = half <= "\udbff";
  const other = text[isHigh ? at + 1 : at - 1] ?? "";
  return (isHigh ? /[\udc00-\udfff]/ : /[\ud800-\udbff]/).test(other) ? half : "\ufffd";
}
