import type { Service } from "../compose/types.js";
import { companionOf, isRelay } from "../plausible/tables/companions.js";
import { isPlausibleImage } from "../plausible/tables/images.js";
import { variables } from "../plausible/tables/variables.js";

/**
 * What others ask about a service. Each part is read when the first one asks. Nothing of it has a place, and it holds
 * nothing else of its project, so that it serves the next version of the texts while those of the service are the same.
 */
export class ServiceFacts {
  #names: readonly string[] | null = null;
  #image: string | null = null;
  #companion: ReturnType<typeof companionOf> | undefined;
  #relay: boolean | null = null;
  #takesMail: boolean | null = null;
  #waitsFor: readonly string[] | null = null;
  #envFiles: readonly string[] | null = null;
  #attachedTo: readonly string[] | null = null;
  #setsMail: boolean | null = null;
  #plausible: boolean | null = null;

  /** The names by which others reach it, in lower case. */
  names(service: Service): readonly string[] {
    this.#names ??= (mayHave(service, otherNames) ? service.network.names : [service.name]).map((name) => name.toLowerCase());
    return this.#names;
  }

  /** The part that its image plays beside Plausible. */
  companion(service: Service): ReturnType<typeof companionOf> {
    if (this.#companion === undefined) this.#companion = companionOf(this.#imageOf(service));
    return this.#companion;
  }

  /** Whether it takes mail from containers and hands it on. */
  isRelay(service: Service): boolean {
    this.#relay ??= isRelay(this.#imageOf(service));
    return this.#relay;
  }

  /** Whether it takes mail, as far as image or name tells. */
  takesMail(service: Service): boolean {
    if (this.#takesMail === null) {
      const image = this.#imageOf(service).toLowerCase();
      this.#takesMail = this.companion(service) === "mail-server" || mailImage.test(image) || mailName.test(service.name);
    }
    return this.#takesMail;
  }

  /** Whether its image is one of Plausible's own. */
  isPlausible(service: Service): boolean {
    this.#plausible ??= isPlausibleImage(this.#imageOf(service));
    return this.#plausible;
  }

  /** The services that its `depends_on` names. */
  waitsFor(service: Service): readonly string[] {
    this.#waitsFor ??= mayHave(service, dependsOnKey) ? service.dependsOn.map(({ name }) => name) : nothing;
    return this.#waitsFor;
  }

  /** The paths of its env files. */
  envFiles(service: Service): readonly string[] {
    this.#envFiles ??= mayHave(service, envFileKey) ? service.envFiles.map(({ path }) => path) : nothing;
    return this.#envFiles;
  }

  /** The service whose network it shares, where there is one. */
  attachedTo(service: Service): readonly string[] {
    this.#attachedTo ??= mayHave(service, networkModeKey) ? attachedTo(service) : nothing;
    return this.#attachedTo;
  }

  /** Whether its environment has a mail variable of Plausible's. An env file may come to have one without a change of these texts. */
  setsMail(service: Service): boolean {
    if (this.envFiles(service).length > 0) return setsMail(service);
    this.#setsMail ??= setsMail(service);
    return this.#setsMail;
  }

  /** Whether it has one, or may come to have one without a change of its texts. */
  maySetMail(service: Service): boolean {
    return this.envFiles(service).length > 0 || this.setsMail(service);
  }

  #imageOf({ image }: Service): string {
    this.#image ??= image?.text ?? "";
    return this.#image;
  }
}

const nothing: readonly never[] = [];
const facts = new WeakMap<object, ServiceFacts>();

/** The facts of a service; made once for all versions in which it is the same. */
export function factsOf({ identity }: Service): ServiceFacts {
  const known = facts.get(identity);
  if (known !== undefined) return known;
  const fresh = new ServiceFacts();
  facts.set(identity, fresh);
  return fresh;
}

/** By an alias, or by an escape in its name, a key may be there without standing there. */
const indirect = "[*\\\\]";
const otherNames = keyIn("container_name|hostname|aliases");
const envFileKey = keyIn("env_file");
const networkModeKey = keyIn("network_mode");
const dependsOnKey = keyIn("depends_on");

/** An expression for texts that may have a key: to read a service costs more than to look for a word in it. */
export function keyIn(key: string): RegExp {
  return new RegExp(`${key}|${indirect}`);
}

/** Whether a service may have a key that is looked for with `keyIn`. */
export function mayHave({ blocks }: Service, key: RegExp): boolean {
  return blocks.some(({ block }) => block.matches(key));
}

function attachedTo({ network: { mode } }: Service): readonly string[] {
  return mode?.startsWith("service:") ? [mode.slice("service:".length)] : nothing;
}

const mailNames = variables.filter(({ mail }) => mail).map(({ name }) => name);

function setsMail({ environment }: Service): boolean {
  return mailNames.some((name) => environment.has(name));
}

const mailImage =
  /(^|[/_-])(smtp|postfix|exim4?|opensmtpd|mailpit|mailhog|maildev|mailcatcher|mailserver|docker-mailserver|postal|stalwart|haraka|mailu)([:@/_-]|$)/;
const mailName = /^(mail|smtp|postfix|mailserver|mailpit|mailhog)$/;
