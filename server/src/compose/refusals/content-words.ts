import type { Reason } from "../reasons.js";
import { goQuote } from "../yaml/go-text.js";

/** How Compose ends what it says of a project that contradicts itself. */
export const invalidProject = (what: string) => `${what}: invalid compose project`;

/** What does not go together. */
export function conflictWords(reason: Reason): string | null {
  const { kind } = reason;
  switch (kind) {
    case "distinct-values":
      return invalidProject(
        `services.${reason.service}: can't set distinct values on ${reason.keys.map((key) => `'${key}'`).join(" and ")}`,
      );
    case "container-name-and-replicas":
      // Compose has the two in the wrong order.
      return invalidProject(
        `services.${reason.key}: can't set container_name and ${reason.service} as container name must be unique`,
      );
    case "two-dockerfiles":
      return invalidProject(`service ${goQuote(reason.service)} declares mutualy exclusive dockerfile and dockerfile_inline`);
    case "platform-not-built":
      return invalidProject(`service.build.platforms MUST include service.platform ${goQuote(reason.platform)}`);
    case "no-watch-target":
      return invalidProject(`services.${reason.service}.develop.watch: target is required for non-rebuild actions`);
    case "mounted-twice":
      return `${reason.path}: target ${reason.target} already mounted as ${reason.first}`;
    case "count-and-ids":
      return `${reason.path}: "count" and "device_ids" attributes are exclusive`;
    case "external-and":
      return `${reason.path}: conflicting parameters "external" and ${goQuote(reason.key)} specified`;
    case "two-external-names":
      return `${reason.path}: name and external.name conflict; only use name`;
    default:
      return null;
  }
}

/** What stands in its place and cannot be used. */
export function contentWords(reason: Reason): string | null {
  switch (reason.kind) {
    case "several-sources":
      return `${reason.path}: ${reason.sources.join("|")} attributes are mutually exclusive`;
    case "no-source":
      return `${reason.path}: one of ${reason.sources.join("|")} must be set`;
    case "secret-without-source":
      return invalidProject(`secret ${goQuote(reason.name)} must declare either \`file\` or \`environment\``);
    case "healthcheck-test":
      return 'healthcheck.test must start either by "CMD", "CMD-SHELL" or "NONE"';
    case "network-mode-and-networks":
      return invalidProject(`service ${reason.service} declares mutually exclusive \`network_mode\` and \`networks\``);
    case "negative":
      return `${reason.path}: must be greater than or equal to 0`;
    case "ssh-key":
      return `invalid ssh key ${goQuote(reason.text)}`;
    case "address":
      return `${reason.path}: invalid ip address: ${reason.text}`;
    case "blank-watch-path":
      return `${reason.path}: value can't be blank`;
    case "context-without-value":
      return `${reason.path}: invalid value ${reason.text}, expected key=value`;
    case "crash":
      return `panic: interface conversion: interface {} is ${reason.type === "<nil>" ? "nil" : reason.type}, not ${reason.wanted}`;
    case "project-name":
      return `invalid project name ${goQuote(reason.name)}: must consist only of lowercase alphanumeric characters, hyphens, and underscores as well as start with a letter or number`;
    default:
      return null;
  }
}
