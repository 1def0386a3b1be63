import type { Message, MessageTemplate } from "../base/messages.js";
import { once } from "../base/once.js";
import type { Location } from "../base/text.js";
import type { Project, Service, Variable } from "../compose/types.js";
import { configDirOf } from "../plausible/boot/config-dir.js";
import { trimmed } from "../plausible/boot/reader.js";
import { deliveryOf } from "../plausible/mailer/delivery.js";
import { mailerOf } from "../plausible/mailer/mailer.js";
import { senderSetting } from "../plausible/mailer/sender.js";
import { adaptersThatRead, isReadBy, variableNamed, variables } from "../plausible/tables/variables.js";
import type { AdapterName, Container, Release, ReleaseChoice, Setting } from "../plausible/types.js";
import { malformedEntries } from "./malformed-entries.js";
import type { PlausibleInstance } from "./plausible-instance.js";
import { relayOf } from "./relay.js";
import type { ServiceVariable } from "./service-variable.js";
import { readerOfVariables, settingsUnder } from "./settings.js";
import { textOfVariable } from "./value.js";

const assumedRelease: MessageTemplate = { en: "{name} (assumed)", "zh-cn": "{name}（假定）" };

/**
 * A compose service as a release of Plausible sees it. `adapter`: what to assume where `MAILER_ADAPTER` is a bare name
 * that nothing sets; the release's default unless given.
 */
export function buildInstance(
  project: Project,
  service: Service,
  choice: ReleaseChoice,
  assumed: { readonly adapter?: AdapterName } = {},
): PlausibleInstance {
  const { release } = choice;
  const seen = whatIsSeen(project, service);
  const variable = (name: string) => variableOf(seen, release, name);
  const { adapter, adapterAssumed, adapterUnset } = adapterOf(release, variable, assumed.adapter);
  const smtp = (adapter !== null && release.smtp[adapter as keyof typeof release.smtp]) || null;
  const container = containerOfSeen(seen);
  const lines = once(() => countLines(project, service));
  const mailer = mailerOf(release, container);
  const reads = (name: string) => {
    const fact = variableNamed(name);
    if (fact === null) return false;
    // Under an adapter that is not known only what every adapter reads is certainly read.
    return adapter === null ? adaptersThatRead(fact, release)?.length === 0 : isReadBy(fact, release, adapter);
  };
  const read = readerOfVariables(variable);
  const settings = smtp === null ? null : settingsUnder({ read }, smtp);
  return {
    project,
    service,
    choice,
    releaseName: releaseNameOf(choice),
    adapter,
    adapterAssumed,
    adapterUnset,
    smtp,
    settings,
    sender: senderSetting(release, read),
    read,
    container,
    mailer,
    delivery: deliveryOf(mailer),
    extraConfig: reads("EXTRA_CONFIG_PATH") && !["absent", "unseen"].includes(stateOf(variable("EXTRA_CONFIG_PATH"))),
    configDir: seen.configDir,
    variable,
    linesOf: (name) => ({ own: lines().own.get(name) ?? 0, inEnvFiles: lines().inEnvFiles.has(name) }),
    reads,
    readsMail: (name) => variableNamed(name)?.mail === true && reads(name),
    mayReadMail(name) {
      const fact = variableNamed(name);
      return fact?.mail === true && isReadBy(fact, release, adapter ?? release.defaultAdapter);
    },
    relay: relayOf(project, service, settings),
  };
}

function releaseNameOf({ release, assumed }: ReleaseChoice): string | Message {
  return assumed ? { template: assumedRelease, values: { name: release.name } } : release.name;
}

/** The settings that only SMTP adapters read. */
const smtpNames = variables.flatMap(({ name, mail }) => (mail && name.startsWith("SMTP_") ? [name] : []));

function adapterOf(
  release: Release,
  variable: (name: string) => ServiceVariable,
  assumed: AdapterName | undefined,
): Pick<PlausibleInstance, "adapter" | "adapterAssumed" | "adapterUnset"> {
  const written = variable("MAILER_ADAPTER");
  const known = { adapterAssumed: false, adapterUnset: false };
  if (written.state === "absent") return { ...known, adapter: release.defaultAdapter };
  if (written.state === "value") return { ...known, adapter: release.adapters.find((name) => name === written.value) ?? null };
  const bare = written.secretFile === undefined && written.unseen !== true && written.composed === null;
  if (!bare || written.unresolved.length === 0) return { ...known, adapter: null };
  // Whoever sets up SMTP and leaves the adapter to the shell means the one that the release takes by itself.
  const setsUpSmtp = smtpNames.some((name) => (textOfVariable(variable(name)) ?? "") !== "");
  return { adapter: assumed ?? release.defaultAdapter, adapterAssumed: !setsUpSmtp, adapterUnset: true };
}

/**
 * Tells of a name that the environment lacks whether it may be in the container all the same. An entry that Compose
 * refuses (`X=${Y:?}` where nothing sets Y) is in no environment, and will be on the day that the project starts.
 */
function unseenNames(project: Project, service: Service): (name: string) => boolean {
  if (service.incomplete || hasUnseenFolder(service)) return () => true;
  // What is only written wrongly is meant to be there: one mistake is not also a missing variable.
  const refused = new Set(malformedEntries(project, service).flatMap(({ names }) => names));
  for (const name of service.unseenNames) refused.add(name);
  for (const { at: place } of service.errors) {
    const source = project.files.get(place.file);
    const line = source?.lineAt(place.start) ?? 0;
    const text = source?.text.slice(source.lineStart(line), source.lineEnd(line)) ?? "";
    const [, name] = /^\s*(?:-\s+)?["']?([A-Za-z_][\w.-]*)["']?\s*[=:]/.exec(text) ?? [];
    // What cannot be told from its line may be any name; a section that is refused as a whole holds any.
    if (name === undefined || name === "environment") return () => true;
    refused.add(name);
  }
  // `command: sh -c "export X=…; …"` sets what no environment shows.
  let command: string | null = null;
  const isAssigned = (name: string) => {
    command ??= service.commandLine.join(" ");
    return command.includes(`${name}=`);
  };
  return (name) => refused.has(name) || isAssigned(name);
}

/** Whether a folder or volume that nobody looks into lies where the release looks for files named as variables. */
function hasUnseenFolder({ environment, mounts }: Service): boolean {
  const folder = configDirOf(settingIn(environment.get("CONFIG_DIR"), () => false));
  if (folder === null) return false; // an unknown folder is told of elsewhere
  return [...mounts].some(
    ([path, { kind }]) => kind === "volume" && (folder === path || folder.startsWith(path === "/" ? path : `${path}/`)),
  );
}

function stateOf(variable: ServiceVariable): "value" | "absent" | "unknown" | "unseen" {
  return variable.state === "unknown" && variable.unseen === true ? "unseen" : variable.state;
}

/** A service, and what its files leave open. */
interface Seen {
  readonly service: Service;
  /** Whether a name that the environment lacks may be in the container all the same. */
  readonly unseen: (name: string) => boolean;
  /** The folder in which the release looks for files named as variables; null: not known. */
  readonly configDir: string | null;
}

function whatIsSeen(project: Project, service: Service): Seen {
  const unseen = unseenNames(project, service);
  const configDir = configDirOf(settingIn(service.environment.get("CONFIG_DIR"), () => unseen("CONFIG_DIR")));
  return { service, unseen, configDir };
}

/** What the environment offers under a name, as the files alone decide it. */
function settingIn(variable: Variable | undefined, mayBeThere: () => boolean): Setting {
  if (variable === undefined) return mayBeThere() ? { state: "unknown" } : { state: "absent" };
  if (variable.state === "value") return { state: "value", value: variable.value };
  return { state: "unknown", present: variable.composed !== null };
}

function variableOf(seen: Seen, release: Release, name: string): ServiceVariable {
  if (release.readsSecretFiles) {
    const file = secretFileOf(seen, name);
    if (file !== null) {
      const { content, at, declared } = file;
      const value = content !== null && release.trimsSecretFiles ? trimmed(content) : content;
      const place = at === null || content === null ? at : withoutBlanks(at, content);
      return {
        state: value === null ? "unknown" : "value",
        name,
        value,
        secretFile: { at: place, declared, ...(file.found === undefined ? {} : { found: file.found }) },
      };
    }
  }
  const variable = seen.service.environment.get(name);
  if (variable !== undefined) return variable;
  return seen.unseen(name) ? { state: "unknown", name, value: null, unseen: true } : { state: "absent", name };
}

/** The text of a file without the blanks and line breaks around it. */
function withoutBlanks(at: Location, content: string): Location {
  const text = trimmed(content);
  const start = at.start + content.indexOf(text);
  return { ...at, start, end: start + text.length };
}

function secretFileOf({ service, configDir }: Seen, name: string) {
  if (service.mounts.size === 0) return null; // as almost everywhere, and asked hundreds of times
  if (configDir !== null) return service.mounts.get(`${configDir}/${name}`) ?? null;
  // The folder is not known, so a file of that name anywhere may be it: there, but its text decides nothing.
  for (const [path, mount] of service.mounts) if (path.endsWith(`/${name}`)) return { ...mount, content: null };
  return null;
}

/** The container as the files alone decide it, for the mailer's model. */
export function containerOf(project: Project, service: Service): Container {
  return containerOfSeen(whatIsSeen(project, service));
}

function containerOfSeen(seen: Seen): Container {
  return {
    environment: (name) => settingIn(seen.service.environment.get(name), () => seen.unseen(name)),
    secretFile(name): Setting {
      const file = secretFileOf(seen, name);
      if (file === null) return { state: "absent" };
      return file.content === null ? { state: "unknown", present: true } : { state: "value", value: file.content };
    },
  };
}

/** Counted once for all that ask: a service may have thousands. */
function countLines({ files }: Project, { environmentSections, envFiles }: Service) {
  const own = new Map<string, number>();
  for (const { key } of environmentSections.flatMap(({ entries }) => entries)) {
    const name = files.get(key.file)?.slice(key.start, key.end) ?? "";
    own.set(name, (own.get(name) ?? 0) + 1);
  }
  return { own, inEnvFiles: new Set(envFiles.flatMap(({ statements }) => statements.map(({ name }) => name))) };
}
