import { textOf } from "../../src/base/messages.js";
import type { Location } from "../../src/base/text.js";
import type { Project } from "../../src/compose/types.js";
import { composedContainer } from "../../src/instance/composed.js";
import { mailDelivery } from "../../src/instance/mail-delivery.js";
import type { PlausibleInstance } from "../../src/instance/plausible-instance.js";
import type { Analysis } from "../../src/lint/analysis.js";
import { mailerOf } from "../../src/plausible/mailer/mailer.js";
import type { BootError } from "../../src/plausible/types.js";
import type { Finding, Fix } from "../../src/rules/kit/types.js";
import { isSecretName } from "../../src/secrets/secret-texts.js";

/** A project before and after a fix, as its files alone decide it, and as they do in a shell that sets nothing. */
export interface BeforeAndAfter {
  readonly before: Analysis;
  readonly after: Analysis;
  readonly beforeInShell: Analysis;
  readonly afterInShell: Analysis;
}

/**
 * What a fix, applied alone, does to a project that no fix may do; empty where it does no harm. No fix makes Compose
 * refuse the project or a service that boots refuse to boot, loses a user name, password or key, or brings in a name by
 * `${NAME}` that nothing sets. A preferred or only fix never makes mail impossible, and any other one that takes a value
 * away names it.
 */
export function harmOf(finding: Finding, fix: Fix, { before, after, beforeInShell, afterInShell }: BeforeAndAfter): string[] {
  const main = finding.fixes[0] === fix || finding.fixes.length === 1;
  return [
    ...refusals(before, after),
    ...[...pairs(before, after), ...pairs(beforeInShell, afterInShell)].flatMap(([was, is]) => [
      ...bootHarm(was, is),
      ...(main ? deliveryHarm(was, is) : []),
    ]),
    // A command in the place of a key was no key that anybody has; the title says what a new one breaks.
    ...(fix.freshKey === undefined ? lostCredentials(before, after) : []),
    ...unsetReferences(before, after),
    ...(main ? [] : lostValues(before, after, fix)),
  ];
}

function refusals(before: Analysis, after: Analysis): string[] {
  const known = new Set(before.project.errors.map(({ message }) => message));
  return after.project.errors.filter(({ message }) => !known.has(message)).map(({ message }) => `Compose refuses: ${message}`);
}

function pairs(before: Analysis, after: Analysis): [PlausibleInstance, PlausibleInstance][] {
  return before.services.flatMap((was) => {
    const is = after.services.find(({ service }) => service.name === was.service.name);
    return is === undefined ? [] : [[was, is]];
  });
}

function bootHarm(before: PlausibleInstance, { mailer: is }: PlausibleInstance): string[] {
  const was = before.mailer;
  if (was.outcome === "refuses-to-boot" || is.outcome !== "refuses-to-boot") return [];
  return was.outcome === "unknown" && refusesAllTheSame(before, was.unknown, is.error)
    ? []
    : [`refuses to boot: ${is.error.message}`];
}

/**
 * Whether the service refuses to boot in the same way without the names that leave it open: what a fix brought to light
 * by taking one of them away was there before.
 */
function refusesAllTheSame({ project, service, choice }: PlausibleInstance, open: readonly string[], error: BootError): boolean {
  if (error.variable === null || open.includes(error.variable)) return false;
  const container = composedContainer(project, service);
  const environment = (name: string) => (open.includes(name) ? { state: "absent" as const } : container.environment(name));
  const mailer = mailerOf(choice.release, { ...container, environment });
  return mailer.outcome === "refuses-to-boot" && mailer.error.message === error.message;
}

/** Of a service that does not boot as it is, the mail that it would send if it did. */
function deliveryHarm(before: PlausibleInstance, after: PlausibleInstance): string[] {
  const boots = before.mailer.outcome !== "refuses-to-boot";
  const [was, is] = [before, after].map((view) => (boots ? view.delivery : mailDelivery(view)));
  if (!was || !is || impossible(was) !== null) return [];
  const why = impossible(is);
  return why === null ? [] : [`no mail can be sent: ${why}`];
}

function impossible({ certainFailure, tls }: NonNullable<PlausibleInstance["delivery"]>): string | null {
  return certainFailure?.exception ?? (tls === "impossible" ? "TLS cannot work" : null);
}

interface Written {
  readonly name: string;
  readonly text: string;
  readonly place: string;
}

/** Every value that the files of a project give a name, as it is written. */
function writtenIn(project: Project): Written[] {
  const at = ({ file, start, end }: Location) => project.files.get(file)?.text.slice(start, end) ?? "";
  const entries = [
    ...project.services.flatMap(({ environmentSections }) => environmentSections.flatMap((section) => section.entries)),
    ...project.services.flatMap(({ envFiles }) => envFiles.flatMap(({ statements }) => statements.map(({ entry }) => entry))),
    // An env file that nothing loads keeps a text for its owner too.
    ...[...project.dotenv, ...project.envFilesBeside].flatMap(({ statements }) => statements.map(({ entry }) => entry)),
  ];
  const mounts = project.services.flatMap(({ mounts }) => [...mounts]);
  return [
    ...entries.flatMap(({ key, value }) =>
      value === null ? [] : [{ name: at(key), text: at(value), place: `${value.file}:${value.start}` }],
    ),
    ...mounts.map(([path, { content }]) => ({ name: path.split("/").at(-1) ?? "", text: content ?? "", place: path })),
  ];
}

/** The text alone, without what fixes may change around it: quotes, blanks, escapes, a comment; the scheme of an address. */
function core(text: string): string {
  return text.replace(/[\s\\"'“”‘’$\u200b\u00a0]/g, "");
}

function isCredential(name: string): boolean {
  return (isSecretName(name) && !/_FILE$/.test(name)) || /(^|_)(USER|LOGIN)(_?NAME)?$/i.test(name);
}

function lostCredentials({ project }: Analysis, after: Analysis): string[] {
  const left = writtenIn(after.project).map(({ text }) => core(text));
  // A user name that is the same for everybody, written by a fix that says so, takes the place of one that is refused.
  const logins = new Set(after.services.flatMap(({ relay }) => (relay.state === "host" ? (relay.provider?.login ?? []) : [])));
  return writtenIn(project).flatMap(({ name, text }) => {
    if (!isCredential(name)) return [];
    const literal = core(text.replace(/\$\{\w+(:?\?[^}]*|:?[-+])?\}?|\$[A-Za-z_]\w*/g, "").replace(/\}$/, ""));
    if (!/[A-Za-z0-9]/.test(literal) || placeholder.test(text) || /^[#/]/.test(literal)) return [];
    if (left.some((other) => other.includes(literal) || (other.length > 2 && literal.includes(other)))) return [];
    if (/USER|LOGIN/i.test(name) && left.some((other) => logins.has(other))) return [];
    return [`loses ${name}=${text}`];
  });
}

const placeholder = /^["']?(<.*>|.*(change|replace)-?me.*|your.*)["']?$/i;

function unsetReferences(before: Analysis, { project }: Analysis): string[] {
  const set = new Set(project.dotenv.flatMap(({ statements }) => statements.map(({ name }) => name)));
  const references = (of: Project) =>
    // In `.env` a dollar sign may stand between quotes, or in a secret's file mean itself.
    [...of.files].flatMap(([path, { text }]) =>
      !of.request.composeFiles.includes(path)
        ? []
        : [...text.matchAll(/(?<!\$)\$\{?([A-Za-z_]\w*)/g)].map(([, name = ""]) => `${path} ${name}`),
    );
  const known = new Set(references(before.project));
  return references(project)
    .filter((one) => !known.has(one) && !set.has(one.split(" ").at(-1) ?? ""))
    .map((one) => `brings in $${one.split(" ").at(-1)}, which nothing sets`);
}

function lostValues({ project }: Analysis, after: Analysis, fix: Fix): string[] {
  const title = textOf(fix.title, "en");
  const left = writtenIn(after.project);
  return writtenIn(project).flatMap(({ name, text }) => {
    const kept = left.some((other) => other.name === name || core(other.text).includes(core(text)));
    const literal = text.replace(/\$\{?\w+\}?/g, "").trim();
    return kept || literal === "" || title.includes(name) || /^Remove/.test(title) ? [] : [`takes ${name}=${text} away unsaid`];
  });
}
