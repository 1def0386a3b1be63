import {
  type CompletionItem,
  CompletionItemTag,
  type CompletionList,
  InsertTextFormat,
  InsertTextMode,
  type Range,
} from "vscode-languageserver-types";
import type { RuleId } from "../../base/ids.js";
import { message, plainText } from "../../base/messages.js";
import { baseOf } from "../../base/paths.js";
import type { FilePath, SourceText } from "../../base/text.js";
import { yamlScalar } from "../../compose/edit/quoting.js";
import { configFileName } from "../../lint/config.js";
import type { Presentation } from "../features/presentation.js";
import type { OpenDocument } from "../session/documents.js";
import { isEnvDocument } from "../session/projects.js";
import type { Session } from "../session/session.js";
import { configCompletion } from "./config-keys.js";
import { type CursorLine, cursorLine, type Spot, spotInCompose, spotInEnvFile } from "./cursor-line.js";
import { flowPart } from "./flow-part.js";
import { imageTags } from "./image-tags.js";
import { namesFor, namesForEnvFile } from "./names.js";
import { presetsFor } from "./presets.js";
import { formHere, type Reached, servicesReached } from "./reached.js";
import { references } from "./references.js";
import type { CompletionClient, Say, Suggestion, Suggestions } from "./suggestion.js";
import { suppressedRules } from "./suppressed-rules.js";
import { valuesOf } from "./values.js";

/** What a completion is asked of. */
export interface CompletionRequest {
  readonly session: Session;
  readonly document: OpenDocument;
  readonly offset: number;
  readonly present: Presentation;
  readonly client: CompletionClient;
}

/** The characters after which an editor asks by itself. */
export const triggerCharacters = ["-", "=", ":", "_", "{"];

const nothing: CompletionList = { isIncomplete: false, items: [] };

/**
 * Names and values for the cursor's line, where it belongs to a Plausible service or to an env file of its project; tags
 * of its image; rules in a comment that suppresses them. Nothing anywhere else.
 */
export function completion(request: CompletionRequest): CompletionList {
  const { document, offset, present, client } = request;
  const say: Say = (template, values) => plainText(message(template, values ?? {}), present.facts.language);
  const suggested = suggestionsAt(request, document.source, offset, say);
  if (suggested === null || suggested.items.length === 0) return nothing;
  const found = fromItsSign(suggested, document.source);
  const range = document.positions.rangeOf(found);
  const width = String(found.items.length).length;
  const items = found.items.map((item, index) => toItem(item, range, String(index).padStart(width, "0"), client));
  return { isIncomplete: false, items };
}

function suggestionsAt(request: CompletionRequest, source: SourceText, offset: number, say: Say): Suggestions | null {
  const { session, document } = request;
  const { path } = document;
  const line = cursorLine(source, offset);
  const before = line.text.slice(0, line.column);
  if (baseOf(path) === configFileName) return configCompletion(source, line, say);
  if (/(?:^|[ \t])#/.test(before)) return suppressions(request, source, line, say);
  if (isEnvDocument(path, document.languageId) || isLoadedEnvFile(session, path)) return inEnvFile(request, source, line, say);
  const tags = imageTags(line, say);
  if (tags !== null) return tags;
  const flow = flowPart(line);
  const inFlow = flow !== null;
  const entry = flow ?? line;
  const spot = spotInCompose(entry, flow?.form ?? formHere(source, line), inFlow);
  if (spot === null) return null;
  const reached = servicesReached(session, path, source, entry, spot.form, inFlow);
  const [first] = reached;
  if (first === undefined) return null;
  if (spot.kind === "value") return valuesAt(request, first, spot, entry, inFlow, say);
  // A preset is a block of lines.
  const items = inFlow ? namesFor(reached, spot, say) : namesAndPresets(request, reached, spot, line, source, say);
  return { start: spot.start, end: spot.end, items };
}

function namesAndPresets(
  { document, present, client }: CompletionRequest,
  reached: readonly Reached[],
  spot: Extract<Spot, { kind: "name" }>,
  { indent }: CursorLine,
  { eol }: SourceText,
  say: Say,
): readonly Suggestion[] {
  const [first] = reached;
  if (first === undefined) return [];
  const place = { uri: present.uriOf(document.path), indent, eol, appliesEdits: client.appliesEdits };
  const presets = client.snippets ? presetsFor(first, spot, place, say) : [];
  return [...namesFor(reached, spot, say), ...presets];
}

function valuesAt(
  { present }: CompletionRequest,
  { view }: Reached,
  spot: Extract<Spot, { kind: "value" }>,
  line: CursorLine,
  flow: boolean,
  say: Say,
): Suggestions {
  const secrets = present.secretsOf(view.project, view.service.name);
  const referenced = references(view.project, secrets, line);
  if (referenced !== null && line.start + line.column > spot.start) return referenced;
  const typed = spot.form === "map-pair" && spot.quote === "";
  const written = (text: string) => (typed ? yamlScalar(text, { flow, typed: true }) : text);
  const values = valuesOf(view, spot.name, say).map((item) => ({
    ...item,
    newText: `${spot.lead}${item.snippet === true ? item.newText : written(item.newText)}`,
    filter: item.filter ?? item.label,
  }));
  const own = references(view.project, secrets, { start: spot.start, text: "$", column: 1 });
  const wanted = (own?.items ?? []).filter(({ label }) => label === `\${${spot.name}}`);
  const items = [...values, ...wanted.map((item) => ({ ...item, newText: `${spot.lead}${item.newText}` }))];
  return { start: spot.start, end: spot.end, items };
}

function inEnvFile({ session, document }: CompletionRequest, source: SourceText, line: CursorLine, say: Say): Suggestions | null {
  const spot = spotInEnvFile(line);
  if (spot === null) return null;
  const reached = servicesReached(session, document.path, source, line, "env-line", false);
  if (spot.kind === "name") {
    return { start: spot.start, end: spot.end, items: namesForEnvFile(reached, document.path, spot, say) };
  }
  for (const { view } of reached) {
    const variable = containerName(view, document.path, spot.name);
    if (variable !== null) return { start: spot.start, end: spot.end, items: valuesOf(view, variable, say) };
  }
  return null;
}

/** The variable of the container that a line of an env file gives: its own name, or the one that takes it whole. */
function containerName({ service }: Reached["view"], path: FilePath, name: string): string | null {
  if (service.envFiles.some((file) => file.path === path)) return name;
  for (const variable of service.environment.values()) {
    if (variable.state === "unknown" && variable.unresolved.length === 1 && variable.unresolved[0] === name) return variable.name;
  }
  return null;
}

/** Env files whose name does not tell, which an open project reads. */
function isLoadedEnvFile(session: Session, path: FilePath): boolean {
  if (/\.ya?ml$/i.test(baseOf(path))) return false;
  return session.projectsAt(path).some(({ analysis }) => {
    return analysis.plausible.some(({ envFiles }) => envFiles.some((file) => file.path === path));
  });
}

function suppressions({ session, document: { path } }: CompletionRequest, source: SourceText, line: CursorLine, say: Say) {
  if (!line.text.includes("plausible-mail-disable-")) return null;
  const projects = session.projectsAt(path).filter(({ analysis }) => analysis.plausible.length > 0);
  if (projects.length === 0) return null;
  const findings = projects.flatMap((project) => project.findings).filter(({ at }) => at.file === path);
  const reported = (number: number | null) => {
    const here = number === null ? findings : findings.filter(({ at }) => source.lineAt(at.start) === number);
    return here.flatMap(({ rule }): RuleId[] => (rule === null ? [] : [rule]));
  };
  return suppressedRules(line, source.lineAt(line.start), reported, say);
}

/**
 * Behind a dash or a colon that lacks its blank: the sign becomes part of what is replaced. Editors compare what is typed
 * with the text from there on, and the blank that the user types next is in no name.
 */
function fromItsSign(found: Suggestions, source: SourceText): Suggestions {
  const start = found.start - 1;
  const sign = start < 0 ? "" : source.slice(start, found.start);
  if ((sign !== "-" && sign !== ":") || !found.items.every(({ newText }) => newText.startsWith(" "))) return found;
  const items = found.items.map((item) => ({
    ...item,
    newText: `${sign}${item.newText}`,
    filter: `${sign} ${item.filter ?? item.label}`,
  }));
  return { ...found, start, items };
}

function toItem(item: Suggestion, range: Range, sortText: string, client: CompletionClient): CompletionItem {
  const { label, kind, detail, newText, snippet, filter, ignored, preselect, about, command } = item;
  return {
    label,
    kind,
    sortText,
    textEdit: { range, newText },
    ...(detail === "" ? {} : { detail }),
    ...(filter === undefined ? {} : { filterText: filter }),
    // The text has its indentation already.
    ...(snippet === true ? { insertTextFormat: InsertTextFormat.Snippet, insertTextMode: InsertTextMode.asIs } : {}),
    ...(ignored === true && client.tags ? { tags: [CompletionItemTag.Deprecated] } : {}),
    ...(preselect === true ? { preselect } : {}),
    ...(command === undefined ? {} : { command }),
    ...(about === undefined ? {} : { data: about }),
  };
}
