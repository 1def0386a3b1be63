import type { Language } from "../../base/messages.js";
import { relativePath } from "../../base/paths.js";
import type { FilePath, Location } from "../../base/text.js";
import { isUnseen } from "../../compose/env-files/env-variables.js";
import type { Project, Service } from "../../compose/types.js";
import { type Comparison, placeOf } from "../../containers/compare-mailer.js";
import { type RunningComparison, sameAsRunning } from "../../containers/compare-running.js";
import { type ComposedService, composedConfigDir, composedText } from "../../instance/composed.js";
import type { Mailer } from "../../plausible/mailer/model.js";
import type { AdapterName } from "../../plausible/types.js";
import { madeOf } from "../../secrets/origins.js";
import type { Secrets } from "../../secrets/secrets.js";
import { certainLine } from "../../smtp/verdict/log-line.js";
import type { OtherImage } from "../as-image.js";
import type { Asides } from "../explain-extras.js";
import type { CannotWork } from "../io.js";
import { type ChosenProject, errorWords } from "../project.js";
import { jsonPlace } from "./lint-json.js";
import { deadTextOf } from "./unread-variables.js";
import { changeText } from "./upgrade.js";

/** `explain --format json`, schema version 1. */
export function explainJson(
  { project, plausible }: ChosenProject,
  others: readonly Service[],
  asides: Asides,
  secrets: Secrets,
  language: Language,
  cwd: FilePath,
) {
  const refused = project.errors.length > 0;
  const words = errorWords(project, cwd);
  return {
    schemaVersion: 1,
    files: [...new Set([...project.request.composeFiles, ...project.files.keys()])]
      .filter((file) => project.files.has(file))
      .map((file) => relativePath(cwd, file)),
    errors: project.errors.map((error) => ({
      message: secrets.quoted(words.text(error)),
      ...jsonPlace(error.at, project.files, cwd),
    })),
    services: refused
      ? []
      : [
          ...plausible.map((composed) => ({
            ...jsonPlausible(composed, secrets, cwd),
            ...jsonOtherImage(asides.otherImages.get(composed), secrets, language, cwd),
            ...jsonComparison(composed, asides.comparisons.get(composed), cwd),
          })),
          ...others.map((service) => jsonOther(project, service, secrets, cwd)),
        ],
  };
}

/** The same shape where there is no project to explain. */
export function explainFailure(reason: CannotWork) {
  return { schemaVersion: 1, files: [], errors: [{ message: reason.compose, file: null, range: null }], services: [] };
}

function jsonPlausible(composed: ComposedService, secrets: Secrets, cwd: FilePath) {
  const { project, service, choice } = composed;
  return {
    ...jsonService(project, service, secrets, cwd),
    version: { value: choice.release.name, assumed: choice.assumed, reason: choice.reason },
    mailer: jsonMailer(composed, secrets),
    delivery: jsonDelivery(composed, secrets),
    unread: deadTextOf(composed).map(({ name }) => secrets.text(name)),
  };
}

function jsonOtherImage(other: OtherImage | undefined, secrets: Secrets, language: Language, cwd: FilePath) {
  if (other === undefined) return {};
  const { was, changes } = other;
  return {
    as: {
      from: {
        image: was.service.image === null ? null : secrets.text(was.service.image.text),
        version: { value: was.choice.release.name, assumed: was.choice.assumed, reason: was.choice.reason },
      },
      changes: changes.map((change) => ({
        kind: change.kind,
        message: changeText(change, other, secrets, language),
        variable: change.variable,
        subject: change.subject,
        from: change.from === null ? null : secrets.quoted(change.from),
        to: change.to === null ? null : secrets.quoted(change.to),
        write: change.write,
        ...jsonPlace(placeOf(change.variable, was), was.project.files, cwd),
      })),
    },
  };
}

function jsonComparison({ project }: ComposedService, comparison: Comparison | RunningComparison | undefined, cwd: FilePath) {
  if (comparison === undefined) return {};
  const { differences } = comparison;
  return {
    compared: {
      same: differences === null ? null : differences.length === 0,
      differences: (differences ?? []).map(({ path, variable, files, container, secret, at }) => ({
        key: path,
        variable,
        files,
        container,
        secret,
        ...jsonPlace(at, project.files, cwd),
      })),
      ...("environment" in comparison ? jsonRunning(comparison, project, cwd) : {}),
    },
  };
}

/** What a container that runs shows beside its mailer. */
function jsonRunning(comparison: RunningComparison, project: Project, cwd: FilePath) {
  const { container, count, environment, image, reasons, fault } = comparison;
  return {
    same: sameAsRunning(comparison),
    container,
    containers: count,
    image,
    environment: {
      differences: environment.map(({ variable, files, container: running, secret, at }) => ({
        variable,
        files,
        container: running,
        secret,
        ...jsonPlace(at, project.files, cwd),
      })),
    },
    reasons,
    failure: fault === null ? null : fault.kind,
  };
}

function jsonOther(project: Project, service: Service, secrets: Secrets, cwd: FilePath) {
  return Object.assign(jsonService(project, service, secrets, cwd), { version: null, mailer: null, delivery: null });
}

function jsonService(project: Project, service: Service, secrets: Secrets, cwd: FilePath) {
  const environment: [name: string, variable: unknown][] = [];
  const unset: string[] = [];
  for (const variable of service.environment.values()) {
    const value = composedText(variable);
    if (value === null && !isUnseen(variable)) {
      unset.push(secrets.name(variable));
      continue;
    }
    const { origin, declared, envFileAt } = variable;
    const shown = value === null ? null : secrets.variable(variable, value);
    const unresolved = variable.state === "unknown" && variable.unresolved.length > 0 ? secrets.unresolved(variable) : undefined;
    environment.push([
      secrets.name(variable),
      {
        value: shown,
        ...(unresolved === undefined ? {} : { unresolved }),
        origin: jsonOrigin(project, origin.kind, origin.at, cwd),
        declared: jsonPlace(envFileAt ?? declared.at, project.files, cwd),
      },
    ]);
  }
  return {
    service: service.name,
    image: service.image === null ? null : secrets.text(service.image.text),
    environment: Object.fromEntries(environment), // a name may be `__proto__`
    unset,
    secrets: secretFiles(project, service, cwd),
  };
}

function jsonOrigin(project: Project, kind: string, at: Location | null, cwd: FilePath) {
  return at === null ? { kind, file: null, range: null } : { kind, ...jsonPlace(at, project.files, cwd) };
}

/** The files in `CONFIG_DIR`, by name. */
function secretFiles(project: Project, service: Service, cwd: FilePath) {
  const folder = `${composedConfigDir(service)}/`;
  const files: Record<string, unknown> = {};
  for (const [path, mount] of service.mounts) {
    const name = path.startsWith(folder) ? path.slice(folder.length) : "";
    if (name === "" || name.includes("/")) continue;
    const { kind, at, declared } = mount;
    files[name] = { origin: jsonOrigin(project, kind, at, cwd), declared: jsonPlace(declared, project.files, cwd) };
  }
  return files;
}

function jsonMailer({ mailer, service }: ComposedService, secrets: Secrets) {
  if (mailer.outcome === "unknown")
    return { outcome: "unknown", unknown: mailer.unknown, error: null, config: null, mailerEmail: null };
  if (mailer.outcome === "refuses-to-boot") {
    const { type, message, variable } = mailer.error;
    return {
      outcome: mailer.outcome,
      error: { type, message: secrets.quoted(message), variable },
      config: null,
      mailerEmail: null,
    };
  }
  const config = secrets.term(mailer.config, service, mailer.config.adapter as AdapterName);
  return { outcome: mailer.outcome, error: null, config, mailerEmail: jsonEmail(mailer.mailerEmail, service, secrets) };
}

function jsonDelivery({ delivery, choice, service }: ComposedService, secrets: Secrets) {
  if (delivery === null) return null;
  const { client, host, port, mxLookup, tls, verifiesCertificate, auth, ehlo, mailFrom, certainFailure } = delivery;
  return {
    client,
    host: host === null ? null : secrets.made(host, service, madeOf.host),
    port,
    mxLookup,
    tls,
    verifiesCertificate,
    auth:
      auth === null
        ? null
        : {
            username: auth.username === null ? null : secrets.made(auth.username, service, madeOf.username),
            password: auth.password === null ? null : secrets.value("password", auth.password),
            mechanisms: auth.mechanisms,
          },
    ehlo: ehlo === null ? null : secrets.made(ehlo, service, madeOf.sender),
    mailFrom: secrets.made(mailFrom, service, madeOf.sender),
    certainFailure: certainFailure === null ? null : secrets.quoted(certainFailure.exception),
    logLine: quotedOrNull(certainLine({ logsFailure: choice.release.logsFailure, delivery }), secrets),
  };
}

function jsonEmail(email: Booted["mailerEmail"], service: Service, secrets: Secrets) {
  if (email === null) return null;
  if (typeof email === "string") return secrets.made(email, service, madeOf.sender);
  return {
    name: secrets.made(email.name, service, madeOf.senderName),
    address: secrets.made(email.address, service, madeOf.sender),
  };
}

type Booted = Extract<Mailer, { outcome: "boots" }>;

function quotedOrNull(text: string | null, secrets: Secrets): string | null {
  return text === null ? null : secrets.quoted(text);
}
