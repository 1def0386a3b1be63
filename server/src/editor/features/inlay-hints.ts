import { type InlayHint, InlayHintKind, type InlayHintLabelPart } from "vscode-languageserver-types";
import { listed, type Message, type MessageTemplate, message, plainText } from "../../base/messages.js";
import { baseOf } from "../../base/paths.js";
import type { FilePath, Location, Span } from "../../base/text.js";
import type { EnvStatement, Project, Variable } from "../../compose/types.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { portMode } from "../../plausible/tables/providers.js";
import { variableNamed } from "../../plausible/tables/variables.js";
import { isSecretName } from "../../secrets/secret-names.js";
import { mask } from "../../secrets/secret-texts.js";
import type { Checked } from "../session/session.js";
import { isNamedAnywhere } from "./name-uses.js";
import type { Presentation } from "./presentation.js";

/** `on`: what every value becomes; `problems`: only what does not arrive, or does nothing. */
export type InlayHintMode = "on" | "problems" | "off";

const texts = {
  value: { en: "= {value}", "zh-cn": "= {value}" },
  place: { en: " ({place})", "zh-cn": "（{place}）" },
  empty: { en: "= (empty)", "zh-cn": "=（空）" },
  notSet: { en: "not set", "zh-cn": "未设置" },
  notKnown: { en: "not known here", "zh-cn": "此处未知" },
  notUsed: { en: "not used with {adapter}", "zh-cn": "{adapter} 不使用" },
  mustBe: { en: "⚠ must be {value} on {port}", "zh-cn": "⚠ 端口 {port} 须为 {value}" },
  taken: { en: "→ {services}", "zh-cn": "→ {services}" },
  takenAs: { en: "→ {services} ({names})", "zh-cn": "→ {services}（{names}）" },
  nobody: { en: "→ nobody", "zh-cn": "→ 无人使用" },
} satisfies Record<string, MessageTemplate>;

/** What stands for a secret beside a line; as long for every one. */
const dots = "••••••";

/** A value is shown so far. */
const longestShown = 60;

/** Services beyond so many are looked at only where their own text is seen. */
const fewServices = 20;

/**
 * What becomes of a line, at its end: of a bare name and of `${…}` the value with its place, and where the container gets
 * nothing, or Plausible reads nothing; in `.env` who takes it. Only for the lines of `range`.
 */
export function inlayHints(
  projects: readonly Checked[],
  path: FilePath,
  range: Span,
  mode: InlayHintMode,
  present: Presentation,
): InlayHint[] {
  if (mode === "off") return [];
  const hints = new Map<number, InlayHint>();
  for (const checked of projects) {
    const add = (at: Location, parts: readonly InlayHintLabelPart[]) => {
      const end = present.rangeOf(checked.analysis.project, at)?.end;
      if (end === undefined || hints.has(at.end)) return;
      hints.set(at.end, { position: end, label: [...parts], kind: InlayHintKind.Type, paddingLeft: true });
    };
    for (const view of viewsIn(checked, path, range)) hintsOfService(view, checked, path, range, mode, present, add);
    hintsOfDotenv(checked, path, range, mode, present, add);
  }
  return [...hints].sort(([a], [b]) => a - b).map(([, hint]) => hint);
}

type Add = (at: Location, parts: readonly InlayHintLabelPart[]) => void;

function isSeen(at: Location, path: FilePath, range: Span): boolean {
  return at.file === path && at.start <= range.end && range.start <= at.end;
}

/** The Plausible services that may have a line in the range: an anchor stands outside of their own text. */
function viewsIn({ analysis }: Checked, path: FilePath, range: Span): readonly PlausibleInstance[] {
  const { plausible } = analysis;
  const isNear = ({ texts: places }: (typeof plausible)[number]) => places.some((at) => isSeen(at, path, range));
  const near = plausible.length <= fewServices ? plausible : plausible.filter(isNear);
  return near.flatMap((service) => analysis.viewOf(service) ?? []);
}

function hintsOfService(
  view: PlausibleInstance,
  checked: Checked,
  path: FilePath,
  range: Span,
  mode: InlayHintMode,
  present: Presentation,
  add: Add,
): void {
  for (const variable of view.service.environment.values()) {
    const { at } = variable.declared;
    if (!isSeen(at, path, range)) continue;
    const parts = problemParts(view, variable, checked, present) ?? (mode === "on" ? valueParts(view, variable, present) : null);
    if (parts !== null) add(at, parts);
  }
}

/** What is wrong with a line, in three words; null where nothing is that can be said so. */
function problemParts(
  view: PlausibleInstance,
  variable: Variable,
  { findings }: Checked,
  present: Presentation,
): readonly InlayHintLabelPart[] | null {
  const say = (template: MessageTemplate, values: Message["values"] = {}) => [
    { value: plainText(message(template, values), present.facts.language) },
  ];
  const { name } = variable;
  const fact = variableNamed(name);
  if (fact?.mail === true && view.adapter !== null && !view.reads(name)) return say(texts.notUsed, { adapter: view.adapter });
  if (
    name === "SMTP_HOST_SSL_ENABLED" &&
    findings.some((one) => one.rule === "tls-port-mismatch" && one.service === view.service.name)
  ) {
    const wanted = wantedFlag(view);
    if (wanted !== null) return say(texts.mustBe, wanted);
  }
  if (variable.state !== "unknown") return null;
  if (!isAllSeen(view)) return say(texts.notKnown);
  return variable.unresolved.length > 0 ? say(texts.notSet) : null;
}

/** Whether every file is seen that may set a name; one that is not there sets none. */
function isAllSeen({ project, service }: PlausibleInstance): boolean {
  return [...project.dotenv, ...service.envFiles].every(({ state }) => state === "read" || state === "missing");
}

/** What the TLS flag has to say for the port in force; null where that is not known. */
function wantedFlag({ settings }: PlausibleInstance): { value: string; port: number } | null {
  if (settings === null || settings.relay.kind !== "host" || settings.port.kind !== "known") return null;
  const mode = portMode(settings.relay.host, settings.port.port);
  return mode === null ? null : { value: String(mode === "implicit"), port: settings.port.port };
}

/** `= smtp.eu.mailgun.org (.env:8)`; null where the value stands in the line itself. */
function valueParts(view: PlausibleInstance, variable: Variable, present: Presentation): readonly InlayHintLabelPart[] | null {
  const { declared, origin, state } = variable;
  if (state !== "value") return null;
  const written = declared.value;
  const isHere = origin.at !== null && written !== null && origin.at.file === written.file && origin.at.start >= written.start;
  const text = written === null ? "" : (view.project.files.get(written.file)?.slice(written.start, written.end) ?? "");
  if (isHere && !/\$\{?[A-Za-z_]/.test(text)) return null;
  if (declared.form === "env-line" && isHere) return null;
  const { language } = present.facts;
  const shown = shownValue(view, variable, variable.value, present);
  const value = plainText(shown === "" ? message(texts.empty) : message(texts.value, { value: shown }), language);
  const parts: InlayHintLabelPart[] = [{ value: shown === dots ? shown : value }];
  const place = isHere ? null : origin.at;
  const range = place === null ? null : present.rangeOf(view.project, place);
  if (place !== null && range !== null) {
    const name = `${baseOf(place.file)}:${range.start.line + 1}`;
    parts.push(leadingOn(message(texts.place, { place: name }), declared.key, view.project, present));
  }
  return parts;
}

/** A part that a click follows: an editor goes to the definition of what stands at the location, not to the location. */
function leadingOn(said: Message, at: Location, project: Project, present: Presentation): InlayHintLabelPart {
  const value = plainText(said, present.facts.language);
  const range = present.rangeOf(project, at);
  return range === null ? { value } : { value, location: { uri: present.uriOf(at.file), range } };
}

function shownValue(view: PlausibleInstance, variable: Variable, value: string, present: Presentation): string {
  if (value === "") return "";
  const secrets = present.secretsOf(view.project, view.service.name);
  const masked = secrets.variable(variable, value);
  if (isSecretName(variable.name) || masked === mask) return dots;
  const line = masked.replace(/[\r\n]+/g, "⏎");
  return line.length > longestShown ? `${line.slice(0, longestShown - 1)}…` : line;
}

function hintsOfDotenv(
  { analysis }: Checked,
  path: FilePath,
  range: Span,
  mode: InlayHintMode,
  present: Presentation,
  add: Add,
): void {
  const { project } = analysis;
  const seen = project.dotenv
    .filter((file) => file.path === path)
    .flatMap(({ statements }) => statements.filter(({ entry }) => isSeen(entry.at, path, range)));
  if (seen.length === 0 || analysis.plausible.length === 0) return;
  const takers = takersOf(analysis.services);
  for (const statement of seen) {
    const parts = takenParts(statement, takers, project, mode, present);
    if (parts !== null) add(statement.entry.at, parts);
  }
}

/** Who takes a line of `.env`: by where the line begins, the service and the name that it has there. */
function takersOf(views: readonly PlausibleInstance[]): ReadonlyMap<string, { service: string; name: string }[]> {
  const takers = new Map<string, { service: string; name: string }[]>();
  for (const { service } of views) {
    for (const { name, origin } of service.environment.values()) {
      if (origin.kind !== "dotenv" || origin.entry === null) continue;
      const key = `${origin.entry.at.file}:${origin.entry.at.start}`;
      takers.set(key, [...(takers.get(key) ?? []), { service: service.name, name }]);
    }
  }
  return takers;
}

function takenParts(
  { name, entry }: EnvStatement,
  takers: ReturnType<typeof takersOf>,
  project: Project,
  mode: InlayHintMode,
  present: Presentation,
): readonly InlayHintLabelPart[] | null {
  const { language } = present.facts;
  const taking = takers.get(`${entry.at.file}:${entry.at.start}`) ?? [];
  if (taking.length > 0) {
    if (mode !== "on") return null;
    const services = listed([...new Set(taking.map((one) => one.service))]);
    const names = [...new Set(taking.map((one) => one.name).filter((other) => other !== name))];
    const said =
      names.length === 0 ? message(texts.taken, { services }) : message(texts.takenAs, { services, names: listed(names) });
    return [leadingOn(said, entry.key, project, present)];
  }
  // What Compose and Docker read themselves is no matter of the files; nobody could ever take a line without a name.
  if (name === "" || /^(?:COMPOSE|DOCKER|BUILDX)_/.test(name) || isNamedAnywhere(project, name)) return null;
  return [{ value: plainText(message(texts.nobody), language) }];
}
