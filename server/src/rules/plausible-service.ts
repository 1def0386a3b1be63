import type { Project, Service } from "../compose/project.js";
import type { Message, MessageTemplate } from "../messages.js";
import { deliveryOf } from "../plausible/delivery.js";
import { mailerOf } from "../plausible/mailer.js";
import type { AdapterName, Container, Release, ReleaseChoice, Setting } from "../plausible/types.js";
import { isReadBy, variableNamed } from "../plausible/variables.js";
import { relayOf } from "./relay.js";
import type { PlausibleService, ServiceVariable } from "./rule.js";

const assumedRelease: MessageTemplate = { en: "{name} (assumed)", "zh-cn": "{name}（推定）" };

/**
 * A compose service as a release of Plausible sees it. `adapter`: what to assume where `MAILER_ADAPTER` is a bare name
 * that nothing sets; the release's default unless given.
 */
export function plausibleService(
  project: Project,
  service: Service,
  choice: ReleaseChoice,
  assumed: { readonly adapter?: AdapterName } = {},
): PlausibleService {
  const { release } = choice;
  const variable = (name: string) => variableOf(service, release, name);
  const { adapter, adapterAssumed } = adapterOf(release, variable("MAILER_ADAPTER"), assumed.adapter);
  const smtp = (adapter !== null && release.smtp[adapter as keyof typeof release.smtp]) || null;
  const container = containerOf(service);
  const mailer = mailerOf(release, container);
  const reads = (name: string) => {
    const fact = variableNamed(name);
    return fact !== null && fact !== undefined && isReadBy(fact, release, adapter);
  };
  return {
    project,
    service,
    choice,
    releaseName: releaseNameOf(choice),
    adapter,
    adapterAssumed,
    smtp,
    mailer,
    delivery: deliveryOf(release, container, mailer),
    extraConfig: reads("EXTRA_CONFIG_PATH") && variable("EXTRA_CONFIG_PATH").state !== "absent" && !service.incomplete,
    variable,
    reads,
    relay: relayOf(project, service, smtp, variable("SMTP_HOST_ADDR")),
  };
}

function releaseNameOf({ release, assumed }: ReleaseChoice): string | Message {
  return assumed ? { template: assumedRelease, values: { name: release.name } } : release.name;
}

function adapterOf(
  release: Release,
  written: ServiceVariable,
  assumed: AdapterName | undefined,
): Pick<PlausibleService, "adapter" | "adapterAssumed"> {
  if (written.state === "absent") return { adapter: release.defaultAdapter, adapterAssumed: false };
  if (written.state === "value") {
    return { adapter: release.adapters.find((name) => name === written.value) ?? null, adapterAssumed: false };
  }
  const bare = written.secretFile === undefined && written.unseen !== true && written.composed === null;
  return bare && written.unresolved.length > 0
    ? { adapter: assumed ?? release.defaultAdapter, adapterAssumed: true }
    : { adapter: null, adapterAssumed: false };
}

/** The folder in which the release looks for files named as variables; null: not known. */
function configDir(service: Service): string | null {
  const set = service.environment.get("CONFIG_DIR");
  if (set === undefined) return service.incomplete ? null : "/run/secrets";
  return set.state === "value" ? set.value.replace(/\/+$/, "") : null;
}

function variableOf(service: Service, release: Release, name: string): ServiceVariable {
  if (release.readsSecretFiles) {
    const file = secretFileOf(service, name);
    if (file !== null) {
      const { content, at, declared } = file;
      const value = content !== null && release.trimsSecretFiles ? content.trim() : content;
      return { state: value === null ? "unknown" : "value", name, value, secretFile: { at, declared } };
    }
  }
  const variable = service.environment.get(name);
  if (variable !== undefined) return variable;
  return service.incomplete ? { state: "unknown", name, value: null, unseen: true } : { state: "absent", name };
}

function secretFileOf(service: Service, name: string) {
  const folder = configDir(service);
  if (folder !== null) return service.mounts.get(`${folder}/${name}`) ?? null;
  // The folder is not known, so a file of that name anywhere may be it: there, but its text decides nothing.
  for (const [path, mount] of service.mounts) if (path.endsWith(`/${name}`)) return { ...mount, content: null };
  return null;
}

/** The container as the files alone decide it, for the mailer's model. */
export function containerOf(service: Service): Container {
  return {
    environment(name): Setting {
      const variable = service.environment.get(name);
      if (variable === undefined) return service.incomplete ? { state: "unknown" } : { state: "absent" };
      if (variable.state === "value") return { state: "value", value: variable.value };
      return { state: "unknown", present: variable.composed !== null };
    },
    secretFile(name): Setting {
      const file = secretFileOf(service, name);
      if (file === null) return { state: "absent" };
      return file.content === null ? { state: "unknown", present: true } : { state: "value", value: file.content };
    },
  };
}
