import type { Location } from "../base/text.js";
import { containerProject } from "../compose/container/container-project.js";
import { isUnseen } from "../compose/env-files/env-variables.js";
import type { Project, Service, Variable } from "../compose/types.js";
import { type ComposedService, composedText } from "../instance/composed.js";
import { variableNamed } from "../plausible/tables/variables.js";
import { isSecretName } from "../secrets/secret-names.js";
import { noSecrets, type Secrets, secretsOf } from "../secrets/secrets.js";
import type { InspectedContainer } from "./inspected.js";

/** A variable of a container that is not what the files give it. Secrets are `***`. */
export interface EnvironmentDifference {
  readonly variable: string;
  /** Null: not there. */
  readonly files: string | null;
  readonly container: string | null;
  readonly secret: boolean;
  /** The text that gives it; where the files have none, the service's name. */
  readonly at: Location;
}

/**
 * Where the environment of a running container differs from what Compose would put into it now. What the image or the engine
 * sets is no difference: of names that the files do not have, those of Plausible count.
 */
export function compareEnvironment(
  { service }: ComposedService,
  { container }: InspectedContainer,
  secrets: Secrets,
): readonly EnvironmentDifference[] {
  const inside = containerProject("/docker-inspect.json", "", [container]);
  const shown = new Shown(secrets, inside, service);
  const found: EnvironmentDifference[] = [];
  const theirs = inside.services[0]?.environment ?? new Map<string, Variable>();
  for (const variable of service.environment.values()) {
    if (isUnseen(variable)) continue;
    const ours = composedText(variable);
    const other = theirs.get(variable.name);
    const running = other === undefined ? null : composedText(other);
    if (ours !== running) found.push(shown.difference(variable.name, variable, other));
  }
  for (const [name, variable] of theirs) {
    if (!service.environment.has(name) && variableNamed(name) !== null) found.push(shown.difference(name, undefined, variable));
  }
  return found;
}

/** How the two sides of a difference are shown: a secret of either side is hidden in both. */
class Shown {
  readonly #files: Secrets;
  readonly #inside: Secrets;
  readonly #service: Service;

  constructor(files: Secrets, inside: Project, service: Service) {
    this.#files = files;
    this.#inside = files === noSecrets ? noSecrets : secretsOf(inside);
    this.#service = service;
  }

  difference(name: string, ours: Variable | undefined, theirs: Variable | undefined): EnvironmentDifference {
    const files = this.#text(ours, this.#files);
    const container = this.#text(theirs, this.#inside);
    const masked = files.masked || container.masked;
    return {
      variable: ours === undefined ? name : this.#files.name(ours),
      files: files.text,
      container: container.text,
      secret: isSecretName(name) || masked,
      at: ours?.origin.at ?? ours?.declared.at ?? this.#service.nameAt,
    };
  }

  #text(variable: Variable | undefined, own: Secrets): { readonly text: string | null; readonly masked: boolean } {
    const text = variable === undefined ? null : composedText(variable);
    if (variable === undefined || text === null) return { text: null, masked: false };
    const other = own === this.#files ? this.#inside : this.#files;
    const shown = other.quoted(own.variable(variable, text));
    return { text: shown, masked: shown !== text };
  }
}
