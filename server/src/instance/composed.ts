import { isOfUnreadDotenv, isUnseen } from "../compose/env-files/env-variables.js";
import type { Project, Service, Variable } from "../compose/types.js";
import { configDirOf, defaultConfigDir } from "../plausible/boot/config-dir.js";
import { bytesBeyondLimit } from "../plausible/boot/process-limit.js";
import { deliveryOf } from "../plausible/mailer/delivery.js";
import { mailerOf } from "../plausible/mailer/mailer.js";
import type { Delivery, Mailer } from "../plausible/mailer/model.js";
import { smtpFactsOf } from "../plausible/mailer/port-choices.js";
import { isTemplate } from "../plausible/tables/placeholder.js";
import type { Container, ReleaseChoice, Setting } from "../plausible/types.js";
import type { PlausibleInstance } from "./plausible-instance.js";
import { type KnownServices, releaseOf } from "./recognise.js";

/**
 * A Plausible service with the environment that Compose really composes for it: what nothing sets is `""` where `${X}`
 * stands, and absent for a bare name. Rules have three states instead; `explain` and Test SMTP answer for this run.
 */
export interface ComposedService {
  readonly project: Project;
  readonly service: Service;
  readonly choice: ReleaseChoice;
  readonly mailer: Mailer;
  /** Null when the release refuses to boot, or when that is not known. */
  readonly delivery: Delivery | null;
}

/** The service as it would run now; null when it is not Plausible. */
export function composedService(project: Project, service: Service, known: KnownServices): ComposedService | null {
  const choice = releaseOf(project, service, known);
  if (choice === null) return null;
  const mailer = mailerOf(choice.release, composedContainer(project, service));
  return { project, service, choice, mailer, delivery: deliveryOf(mailer) };
}

/**
 * A service as the rules see it, but with a delivery that can be tried, where names that nothing sets leave it open. They
 * are taken as unset. Where such a container would not boot, nothing is made of what is missing, as it may be set where
 * nobody looks: half a login then has another half that is not seen.
 */
export function composedView(view: PlausibleInstance): PlausibleInstance {
  if (view.delivery !== null || view.mailer.outcome !== "unknown") return view;
  const { release } = view.choice;
  const container = composedContainer(view.project, view.service);
  const mailers = [
    mailerOf(release, container, { mailOnly: true }),
    mailerOf(release, withLoginUnseen(container, view), { mailOnly: true, unknownIsSet: true }),
  ];
  for (const mailer of mailers) {
    const delivery = deliveryOf(mailer);
    if (delivery?.certainFailure === null) return { ...view, mailer, delivery, smtp: smtpFactsOf(release, delivery.client) };
  }
  return view;
}

const login: readonly string[] = ["SMTP_USER_NAME", "SMTP_USER_PWD"];

function withLoginUnseen(container: Container, view: PlausibleInstance): Container {
  const isUnset = (name: string) => login.includes(name) && view.variable(name).state === "unknown";
  return {
    ...container,
    environment: (name) => (isUnset(name) ? { state: "unknown", present: true } : container.environment(name)),
  };
}

/** The text that Compose gives a variable; null: it stays out of the container. */
export function composedText(variable: Variable): string | null {
  return variable.state === "value" ? variable.value : variable.composed;
}

/** Whether a bare name takes its value from a `.env` that was not read, and may not be in it. */
function mayBeAbsent({ declared, origin }: Variable): boolean {
  return isOfUnreadDotenv(origin) && declared.value === null;
}

/** The folder in which Plausible looks for files named as variables, without a slash at its end. */
export function composedConfigDir(service: Service): string {
  const set = service.environment.get("CONFIG_DIR");
  const text = set === undefined ? null : composedText(set);
  return configDirOf(text === null ? { state: "absent" } : { state: "value", value: text }) ?? defaultConfigDir;
}

/** Whether env files that Compose can do without are all that is missing. */
function lacksOnlyOptionalFiles({ envFiles }: Service): boolean {
  const missing = envFiles.filter(({ state }) => state !== "read");
  return missing.length > 0 && missing.every(({ state, required }) => state === "missing" && !required);
}

/** The container as Compose would make it with the environment that it was shown. */
export function composedContainer(project: Project, service: Service): Container {
  const folder = composedConfigDir(service);
  const complete = !service.incomplete || (project.errors.length === 0 && lacksOnlyOptionalFiles(service));
  return {
    environment(name): Setting {
      const variable = service.environment.get(name);
      // A missing env file is an error of the project; nothing is made up for it here.
      if (variable === undefined) return { state: complete && !service.unseenNames.includes(name) ? "absent" : "unknown" };
      if (isUnseen(variable)) return mayBeAbsent(variable) ? { state: "unknown" } : { state: "unknown", present: true };
      const value = composedText(variable);
      if (value === null) return { state: "absent" };
      return isTemplate(value) ? { state: "unknown", present: true } : { state: "value", value };
    },
    secretFile(name): Setting {
      const mount = service.mounts.get(`${folder}/${name}`);
      if (mount === undefined) return { state: "absent" };
      return mount.content === null ? { state: "unknown", present: true } : { state: "value", value: mount.content };
    },
    tooLong() {
      for (const variable of service.environment.values()) {
        const value = isUnseen(variable) ? null : composedText(variable);
        if (value !== null && !isTemplate(value) && bytesBeyondLimit(variable.name, value) !== null) return variable.name;
      }
      return null;
    },
  };
}
