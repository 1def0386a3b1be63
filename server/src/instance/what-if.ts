import type { Entry, EnvStatement, Project, Service, UnknownVariable, Variable } from "../compose/types.js";
import { deliveryOf } from "../plausible/mailer/delivery.js";
import { type MailerOptions, mailerOf } from "../plausible/mailer/mailer.js";
import type { Delivery, Mailer } from "../plausible/mailer/model.js";
import { portMode } from "../plausible/tables/providers.js";
import type { Container, Release, Setting } from "../plausible/types.js";
import type { PlausibleInstance } from "./plausible-instance.js";

/** What an edit makes of a service. */
export interface Effect {
  /** The variables of the container that change: to a text, or to nothing. */
  readonly settings: ReadonlyMap<string, SettingAfter>;
  /** Another release than the service's own. */
  readonly release?: Release;
}

/** A text; null: the container has no such variable; "unseen" stands for a text that is not known. */
export type SettingAfter = { readonly text: string } | null | "unseen";

/** The effect of settings alone. */
export function settingsEffect(...settings: readonly (readonly [string, SettingAfter])[]): Effect {
  return { settings: new Map(settings) };
}

/** What a bare name brings into the container: the text that `.env` gives it, or nothing. */
export function bareSetting({ dotenv }: Project, name: string): SettingAfter {
  return settingOf(dotenv.flatMap(({ statements }) => statements).findLast((one) => one.name === name && one.value !== null));
}

/** What the env files of a service give a variable of which its `environment` says nothing; `without`: a line that goes. */
export function envFileSetting({ envFiles }: Service, name: string, { at: gone }: Entry): SettingAfter {
  if (envFiles.some(({ state }) => state !== "read")) return "unseen";
  const isLeft = ({ at }: Entry) => at.file !== gone.file || at.start !== gone.start;
  const lines = envFiles.flatMap(({ statements }) => statements);
  return settingOf(lines.findLast((one) => one.name === name && isLeft(one.entry)));
}

/** The last line of a variable; a bare one takes its text from elsewhere. */
function settingOf(last: EnvStatement | undefined): SettingAfter {
  if (last === undefined) return null;
  return last.value === null || last.unresolved.length > 0 ? "unseen" : { text: last.value };
}

/**
 * What other variables of the container take from lines that come into `.env`: `HTTPS_PORT=${SMTP_USER_PWD}` reads what is
 * meant for `SMTP_USER_PWD`.
 */
export function readElsewhere(
  { environment }: Service,
  lines: readonly { readonly name: string; readonly text: string }[],
): (readonly [string, SettingAfter])[] {
  if (lines.length === 0) return [];
  return [...environment.values()].flatMap((variable) => {
    if (variable.state !== "unknown") return [];
    const { name, unresolved, composed } = variable;
    const read = lines.find((line) => line.name !== name && unresolved.includes(line.name));
    if (read === undefined) return [];
    // Between other texts the line is not the whole of it.
    return [[name, composed === "" ? { text: read.text } : "unseen"] as const];
  });
}

/**
 * Whether an edit turns a service that boots into one that refuses to boot, makes mail impossible that may have been
 * possible, or leads it past the mail server of its project; as the files alone decide it, and in a shell that sets
 * nothing. Of a service that does not boot as it is, mail alone is asked: the rest of its settings may come from another
 * file, or be put right next.
 */
export function breaks(view: PlausibleInstance, effect: Effect): boolean {
  const { release } = view.choice;
  const files = view.container;
  const newRelease = effect.release ?? release;
  for (const { container, was } of shellsOf(view)) {
    if (worsens(was, () => answer(newRelease, withSettings(container, effect)))) return true;
  }
  if (hasRelayBeside(view) && isDirect(answer(newRelease, withSettings(files, effect)))) return true;
  if (view.mailer.outcome !== "refuses-to-boot") return false;
  // Where the edit is about the address itself, a sender that follows from it is no matter of the edit.
  const hasAddress = files.environment("BASE_URL").state !== "absent" && !effect.settings.has("BASE_URL");
  const ofMail = (of: Release, container: Container) =>
    answer(of, hasAddress ? container : withoutBaseUrl(container), { mailOnly: true });
  return worsens(ofMail(release, files), () => ofMail(newRelease, withSettings(files, effect)));
}

/** Whether the mail goes to a server of this project: a later release has no default that leads there. */
function hasRelayBeside({ relay }: PlausibleInstance): boolean {
  return relay.state === "host" && relay.place === "project";
}

/** Whether every mail goes to the recipient's own domain, where hardly one arrives. */
function isDirect({ delivery }: AssumedOutcome): boolean {
  return delivery !== null && (delivery.client === "mua" || delivery.client === "gen_smtp") && delivery.host === null;
}

function worsens(was: AssumedOutcome, after: () => AssumedOutcome): boolean {
  if (was.mailer.outcome === "refuses-to-boot") return false;
  const is = after();
  return is.mailer.outcome === "refuses-to-boot" || (fails(is) && !fails(was));
}

interface AssumedOutcome {
  readonly mailer: Mailer;
  readonly delivery: Delivery | null;
}

function answer(release: Release, container: Container, options: MailerOptions = {}): AssumedOutcome {
  const mailer = mailerOf(release, container, options);
  return { mailer, delivery: deliveryOf(mailer) };
}

/** The container with an address of its own that is not seen: a sender may follow from it. */
function withoutBaseUrl(container: Container): Container {
  return {
    environment: (name) => (name === "BASE_URL" ? { state: "unknown", present: true } : container.environment(name)),
    secretFile: (name) => container.secretFile(name),
  };
}

function fails({ mailer, delivery }: AssumedOutcome): boolean {
  if (mailer.outcome === "refuses-to-boot") return true;
  return delivery !== null && (delivery.certainFailure !== null || delivery.tls === "impossible" || isMismatched(delivery));
}

/** Whether the port is known to be opened the other way. */
function isMismatched({ host, port, tls }: Delivery): boolean {
  const mode = host === null || port === null ? null : portMode(host, port);
  return mode !== null && (tls === "implicit" || tls === "starttls-if-offered") && (tls === "implicit") !== (mode === "implicit");
}

function withSettings(container: Container, { settings }: Effect): Container {
  return {
    environment(name): Setting {
      const after = settings.get(name);
      if (after === undefined) return container.environment(name);
      if (after === null) return { state: "absent" };
      return after === "unseen" ? { state: "unknown", present: true } : { state: "value", value: after.text };
    },
    secretFile: (name) => container.secretFile(name),
  };
}

/** The container as a shell of `docker compose` makes it, and what comes of it. */
interface Shell {
  readonly container: Container;
  readonly was: AssumedOutcome;
}

/** Each service has several fixes, all of which are asked of the same shells. */
const shells = new WeakMap<PlausibleInstance, readonly Shell[]>();

function shellsOf(view: PlausibleInstance): readonly Shell[] {
  let found = shells.get(view);
  if (found === undefined) {
    const empty = inEmptyShell(view);
    const asFilesSay = { container: view.container, was: view };
    found = empty === null ? [asFilesSay] : [asFilesSay, { container: empty, was: answer(view.choice.release, empty) }];
    shells.set(view, found);
  }
  return found;
}

/** The container where the shell sets none of the names that no file sets; null where there are no such names. */
function inEmptyShell({ service, container }: PlausibleInstance): Container | null {
  if (![...service.environment.values()].some(isOpen)) return null;
  return {
    environment(name): Setting {
      const variable = service.environment.get(name);
      if (!isOpen(variable)) return container.environment(name);
      return variable.composed === null ? { state: "absent" } : { state: "value", value: variable.composed };
    },
    secretFile: (name) => container.secretFile(name),
  };
}

function isOpen(variable: Variable | undefined): variable is UnknownVariable {
  return variable?.state === "unknown" && variable.unresolved.length > 0;
}
