import { type Hover, MarkupKind } from "vscode-languageserver-types";
import {
  code,
  codes,
  link,
  listed,
  type Mask,
  type Message,
  type MessageTemplate,
  markdown,
  message,
  plainText,
  type Value,
} from "../../base/messages.js";
import { baseOf } from "../../base/paths.js";
import type { FilePath, Location } from "../../base/text.js";
import type { EnvStatement, Project, Variable } from "../../compose/types.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import type { VariableFact } from "../../plausible/tables/variable-fact.js";
import { defaultOf, variableNamed } from "../../plausible/tables/variables.js";
import type { Checked } from "../session/session.js";
import type { ShownFinding } from "../session/test-findings.js";
import { consequenceOf } from "./consequence.js";
import type { Presentation } from "./presentation.js";

const texts = {
  heading: { en: "{name}{service} · Plausible {release}{adapter}", "zh-cn": "{name}{service} · Plausible {release}{adapter}" },
  ofService: { en: " · {services}", "zh-cn": " · {services}" },
  fault: { en: "✗ {clause}", "zh-cn": "✗ {clause}" },
  default: { en: "Default: {value}", "zh-cn": "默认值：{value}" },
  noDefault: { en: "No default", "zh-cn": "没有默认值" },
  effective: { en: "In the container: {value}{origin}", "zh-cn": "容器中的值：{value}{origin}" },
  secretFile: { en: "From a file in `CONFIG_DIR`: {value}", "zh-cn": "来自 `CONFIG_DIR` 中的文件：{value}" },
  unresolved: {
    en: "{names}: not set in these files (your shell may set it).",
    "zh-cn": "{names}：这些文件中未设置（您的 shell 可能会设置）。",
  },
  unknown: {
    en: "Unknown: its source can't be read here.",
    "zh-cn": "未知：此处无法读取其来源。",
  },
  notPassed: {
    en: "Service `{service}` doesn't get it: add it to its `environment`. A line in `.env` alone doesn't reach the container.",
    "zh-cn": "服务 `{service}` 得不到它：请添加到其 `environment`。仅写在 `.env` 中不会进入容器。",
  },
  notRead: { en: "Plausible {release} doesn't read it{adapter}.", "zh-cn": "Plausible {release} 不读取它{adapter}。" },
  withAdapter: { en: " with `{adapter}`", "zh-cn": "（使用 `{adapter}` 时）" },
  byAdapter: { en: " · `{adapter}`", "zh-cn": " · `{adapter}`" },
  from: { en: " ({place})", "zh-cn": " ({place})" },
  leadsTo: { en: "→ {consequence}", "zh-cn": "→ {consequence}" },
  empty: { en: "empty", "zh-cn": "空" },
  more: { en: "{count} more services take it.", "zh-cn": "另有 {count} 个服务使用它。" },
} satisfies Record<string, MessageTemplate>;

/** A hover is read at a glance: of a line that more services take, only that they do is told. */
const mostServices = 20;

/**
 * What a variable means and what becomes of it: meaning, default of this release and adapter, the value that the
 * container gets with its origin, and what that causes. Null where no variable of Plausible's stands. Shows no secret.
 */
export function hover(projects: readonly Checked[], path: FilePath, offset: number, present: Presentation): Hover | null {
  for (const { analysis, findings } of projects) {
    /** What is told, with the services that it is told of. */
    const parts = new Map<string, { readonly heading: (services: readonly string[]) => string; readonly services: string[] }>();
    const hits = analysis.services.flatMap((view) => {
      const hit = hitOf(view, path, offset);
      const fact = hit === null ? null : variableNamed(hit.name);
      return hit === null || fact === null ? [] : [{ view, hit, fact }];
    });
    // A value that one service takes and another doesn't is the value of the one.
    const place = hits.map(({ hit }) => hit.place).reduce<Location | null>(narrower, null);
    const here = hits.filter(({ hit }) => hit.place.start === place?.start && hit.place.end === place.end);
    for (const { view, hit, fact } of here.slice(0, mostServices)) {
      const { body, heading } = describe(view, hit, fact, findings, present);
      const known = parts.get(body) ?? { heading, services: [] };
      known.services.push(view.service.name);
      parts.set(body, known);
    }
    // Where all services get the same, nobody needs their names.
    const several = parts.size > 1 || here.length < hits.length;
    const paragraphs = [...parts].map(([body, { heading, services }]) => `${heading(several ? services : [])}\n\n${body}`);
    const more = here.length - mostServices;
    if (more > 0) paragraphs.push(show(message(texts.more, { count: more }), present));
    const range = place === null ? null : present.rangeOf(analysis.project, place);
    if (range !== null) return { contents: contentOf(paragraphs.join("\n\n---\n\n"), present), range };
  }
  return null;
}

interface Hit {
  readonly name: string;
  readonly place: Location;
  /** Null: it stands in a file of the project, but the container does not get it. */
  readonly variable: Variable | null;
}

/** The variable under the cursor: by its entry, by the text that gives its value, or by a statement that nothing takes up. */
function hitOf(view: PlausibleInstance, path: FilePath, offset: number): Hit | null {
  const covers = (place: Location | null): place is Location =>
    place !== null && place.file === path && place.start <= offset && offset <= place.end;
  let best: Hit | null = null;
  const consider = (hit: Hit) => {
    if (best === null || narrower(best.place, hit.place) === hit.place) best = hit;
  };
  for (const variable of view.service.environment.values()) {
    const { declared, origin, name } = variable;
    for (const place of [declared.at, origin.entry?.at ?? null, origin.at])
      if (covers(place)) consider({ name, place, variable });
  }
  if (best !== null) return best;
  for (const { name, entry } of statementsOf(view.project))
    if (covers(entry.at)) consider({ name, place: entry.at, variable: null });
  return best;
}

/** The shorter one of two places, else the first. */
function narrower(one: Location | null, other: Location): Location {
  return one !== null && one.end - one.start <= other.end - other.start ? one : other;
}

function statementsOf({ dotenv }: Project): readonly EnvStatement[] {
  return dotenv.flatMap(({ statements }) => statements);
}

interface Described {
  /** `services`: those that it is told of, where others get something else; empty: all. */
  readonly heading: (services: readonly string[]) => string;
  readonly body: string;
}

function describe(
  view: PlausibleInstance,
  { name, place, variable }: Hit,
  fact: VariableFact,
  findings: readonly ShownFinding[],
  present: Presentation,
): Described {
  const quoted: Mask = (text) => present.secretsOf(view.project, view.service.name).quoted(text);
  const { adapter, releaseName: release } = view;
  const lines: string[] = [];
  if (!view.reads(name)) {
    const withAdapter = adapter === null ? "" : message(texts.withAdapter, { adapter });
    lines.push(show(message(texts.notRead, { release, adapter: withAdapter }), present));
  } else {
    const value = defaultOf(fact, view.choice.release, adapter);
    // What a boot needs has no default that one could rely on.
    if (value !== null) lines.push(show(message(texts.default, { value: code(value) }), present));
    else if (!neededToBoot.includes(name)) lines.push(show(message(texts.noDefault), present));
  }
  lines.push(show(effective(view, name, variable, present), present));
  const consequence = view.reads(name) ? consequenceOf(view, name) : null;
  if (consequence !== null) lines.push(show(message(texts.leadsTo, { consequence }), present, quoted));
  // The editor shows a finding with the hover where it stands; at the other lines of the variable nothing would.
  const fault = findings.find((one) => isFaultElsewhere(one, view.service.name, name, place));
  if (fault !== undefined) {
    const [clause = ""] = plainText(fault.message, present.facts.language, quoted).split("\n");
    lines.push(show(message(texts.fault, { clause }), present));
  }
  // What every adapter reads says nothing of the one in force.
  const byAdapter =
    adapter === null || fact.readBy.every((one) => one.adapter === null) ? "" : message(texts.byAdapter, { adapter });
  return {
    heading: (services) =>
      show(
        message(texts.heading, {
          name: [{ kind: "strong", text: name }],
          service: services.length === 0 ? "" : message(texts.ofService, { services: listed(services) }),
          release,
          adapter: byAdapter,
        }),
        present,
      ),
    body: [show(message(fact.meaning), present), lines.map((line) => `- ${line}`).join("\n")].join("\n\n"),
  };
}

/** What Plausible does not start without, in every release that checks it. */
const neededToBoot = ["BASE_URL", "SECRET_KEY_BASE"];

function isFaultElsewhere({ variable, service, severity, at }: ShownFinding, of: string, name: string, place: Location): boolean {
  if (variable !== name || service !== of || severity !== "error") return false;
  return at.file !== place.file || at.end < place.start || at.start > place.end;
}

function effective(view: PlausibleInstance, name: string, variable: Variable | null, present: Presentation): Message {
  const secrets = present.secretsOf(view.project, view.service.name);
  const masked = (value: string) => (variable === null ? secrets.value(name, value) : secrets.variable(variable, value));
  const shown = (value: string): Value => (value === "" ? message(texts.empty) : code(masked(value).replace(/[\r\n]+/g, "⏎")));
  const inForce = view.variable(name);
  if (inForce.state !== "absent" && inForce.secretFile !== undefined)
    return message(texts.secretFile, { value: inForce.value === null ? "…" : shown(inForce.value) });
  if (variable === null) {
    return inForce.state === "absent" ? message(texts.notPassed, { service: view.service.name }) : message(texts.unknown);
  }
  if (variable.state === "value") {
    const origin = originOf(view.project, variable.origin.at, present);
    return message(texts.effective, { value: shown(variable.value), origin });
  }
  if (variable.unresolved.length === 0) return message(texts.unknown);
  return message(texts.unresolved, { names: codes(secrets.unresolved(variable)) });
}

/** ` (.env:3)`, which leads there. */
function originOf(project: Project, at: Location | null, present: Presentation): Value {
  const range = at === null ? null : present.rangeOf(project, at);
  if (at === null || range === null) return "";
  const line = range.start.line + 1;
  return message(texts.from, { place: link(`${baseOf(at.file)}:${line}`, `${present.uriOf(at.file)}#L${line}`) });
}

/** A text as the client shows hovers: Markdown, or plain. */
function show(text: Message, { facts }: Presentation, mask?: Mask): string {
  return (facts.markdownHover ? markdown : plainText)(text, facts.language, mask);
}

function contentOf(value: string, { facts }: Presentation): Hover["contents"] {
  return { kind: facts.markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText, value };
}
