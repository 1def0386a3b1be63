import { once } from "../base/once.js";
import { baseOf } from "../base/paths.js";
import type { Location, SourceText } from "../base/text.js";
import { placesOf } from "../base/text-search.js";
import type { Entry, EnvFile, Project, Service, Variable } from "../compose/types.js";
import { variableNamed } from "../plausible/tables/variables.js";
import { isFolder, SecretOrigins } from "./origins.js";
import { isPublicText } from "./public-texts.js";
import { isSecretName } from "./secret-names.js";
import { isUnmistakable, longestFirst, secretPairs } from "./secret-texts.js";
import { formsOf, strayPlaces } from "./stray-secrets.js";

/** The secret texts of a project and where they stand: under their names, and the same texts elsewhere. */
export class FoundSecrets {
  readonly origins: SecretOrigins;
  readonly #project: Project;
  readonly #services: readonly Service[];
  readonly #texts = new Set<string>();
  readonly #places: Location[] = [];

  constructor(project: Project, services: readonly Service[]) {
    this.#project = project;
    this.#services = services;
    this.origins = new SecretOrigins(project, services);
    this.#readEnvFiles([...project.dotenv, ...services.flatMap(({ envFiles }) => envFiles)]);
    for (const service of services) {
      for (const variable of service.environment.values()) this.#readVariable(variable);
      this.#readMounts(service);
    }
    this.#readElsewhere();
    this.#readShell();
  }

  /** The texts, in the forms in which they may be met. */
  get texts(): ReadonlySet<string> {
    return this.#texts;
  }

  /** Where they stand in the files. */
  get places(): readonly Location[] {
    return this.#places;
  }

  /** Where something is wrong with a line, so that a secret may have lost its name. */
  readonly stray = once(() => strayPlaces(this.#project, this.#services, isSecretName));

  /** Every text that may be a secret, also where Compose makes nothing of it; the longest first. */
  readonly written = once(() => {
    const lines = new Set<string>();
    for (const at of this.stray()) for (const line of this.textAt(at).split(/[\r\n]+/)) lines.add(line.trim());
    return longestFirst(new Set([...this.#texts, ...writtenSecrets(this.#project), ...[...lines].flatMap(formsOf)]));
  });

  /** What variables of harmless names take from secret ones; the longest first. */
  readonly passedOn = once(() => {
    const harmless = this.#variables().filter(({ name }) => !isSecretName(name));
    return longestFirst(new Set(harmless.flatMap((variable) => this.#tellingParts(variable))));
  });

  /** What stands at a place of the project; "" where there is none. */
  textAt(at: Location | null): string {
    return this.origins.textAt(at);
  }

  #readEnvFiles(files: readonly EnvFile[]): void {
    for (const statements of new Set(files.map((file) => file.statements))) {
      for (const { name, value, entry } of statements) {
        if (!isSecretName(name)) continue;
        this.#addText(value ?? "");
        this.#addPlace(entry.value);
      }
    }
  }

  #readVariable(variable: Variable): void {
    const { name, declared, origin } = variable;
    this.#addEntry(declared);
    for (const at of [origin.at, declared.value]) for (const text of defaultsIn(this.textAt(at))) this.#addText(text);
    for (const part of this.#tellingParts(variable)) this.#addText(part);
    // A key `SMTP_USER_PWD=secret` of a map.
    const equals = name.indexOf("=");
    if (equals !== -1 && isSecretName(name.slice(0, equals))) this.#addText(name.slice(equals + 1));
    if (!isSecretName(name)) return;
    this.#addText(shownText(variable));
    if (variable.state === "value" || variable.composed !== null) this.#addPlace(origin.at); // else it is the bare name
  }

  #readMounts({ mounts }: Service): void {
    for (const [path, { content, at }] of mounts) {
      if (!isSecretName(baseOf(path))) continue; // everything lies under `/run/secrets`
      this.#addText(content ?? "");
      this.#addPlace(at);
    }
  }

  /** The same text elsewhere, and what other variables take from a secret. */
  #readElsewhere(): void {
    for (const variable of this.#variables()) {
      const text = shownText(variable);
      const same = this.#texts.has(text) && !isPublicText(text, [variable.name]) ? [text] : [];
      for (const at of [variable.origin.at, variable.declared.value]) {
        if (at === null) continue;
        for (const part of [...this.#tellingParts(variable), ...same]) {
          for (const start of placesOf(part, this.textAt(at)))
            this.#places.push({ file: at.file, start: at.start + start, end: at.start + start + part.length });
        }
      }
    }
  }

  #readShell(): void {
    for (const [name, value] of this.#project.request.processEnvironment ?? []) {
      // `PWD` is the current folder, and other paths give nothing away either.
      if (isSecretName(name) && isUnmistakable(value) && !isFolder(value)) this.#addText(value);
    }
  }

  #variables(): Variable[] {
    return this.#services.flatMap(({ environment }) => [...environment.values()]);
  }

  /** User info of a database is often a word like `postgres`, of which texts are full. */
  #tellingParts(variable: Variable): readonly string[] {
    const { parts, taken } = this.origins.of(variable);
    const isMail = variableNamed(variable.name)?.mail === true;
    return parts.filter((part) => isMail || taken.includes(part) || isUnmistakable(part));
  }

  #addText(text: string): void {
    if (onlyRefers(text.trim())) return;
    const bare = text.trim().replace(/^(["'])(.*)\1$/s, "$2");
    if (bare !== "") for (const form of [text, text.trim(), bare]) this.#texts.add(form); // a pair of quotes hides nothing
  }

  #addPlace(at: Location | null): void {
    if (at === null) return;
    this.#places.push(at);
    this.#addText(this.textAt(at)); // may differ from the value: quotes, `$$`, escapes
  }

  #addEntry(entry: Entry | null): void {
    if (entry !== null && isSecretName(this.textAt(entry.key))) this.#addPlace(entry.value);
  }
}

/**
 * Whether a text only says where the secret stands: `${X}`, also in quotes, with a question or an empty default, and `$X` where
 * the name is surely one, as no password is written like that.
 */
function onlyRefers(text: string): boolean {
  return /^(["']?)(?:\$\{\w+(?::?\?[^{}]*|:?-)?\}|\$[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\1$/.test(text);
}

function shownText(variable: Variable): string {
  return (variable.state === "value" ? variable.value : variable.composed) ?? "";
}

/** What stands behind the names of secrets in the files, also where Compose makes nothing of it. */
function writtenSecrets({ files }: Project): string[] {
  return [...files.values()].flatMap((source) => {
    let known = writtenIn.get(source);
    if (known === undefined) {
      known = [...new Set(secretsWrittenIn(source.text))];
      writtenIn.set(source, known);
    }
    return known;
  });
}

/** An editor asks about one service after the other, and each time the text is the same. */
const writtenIn = new WeakMap<SourceText, readonly string[]>();

function* secretsWrittenIn(text: string): Generator<string> {
  for (const raw of text.split(/\r\n|\r|\n/)) {
    for (const { start, end } of secretPairs({ start: 0, end: raw.length }, raw)) {
      const rest = raw.slice(start, end);
      if (onlyRefers(rest)) continue;
      // Also without the quotes, without what is a sign to YAML, and what stands behind a quote that ends too early.
      yield* [rest, withoutSigns(rest), rest.replace(/^(["']).*?\1\s*/, "")].filter((part) => part !== "");
    }
  }
}

/** Without quotes and what is a sign to YAML before a text, and without the quotes behind it. */
function withoutSigns(text: string): string {
  let end = text.length;
  while (end > 0 && /["']/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end).replace(/^["'*&!|>]+/, "");
}

/** What stands in for a secret that nothing sets: `${SMTP_PASSWORD:-hunter2}`. */
function defaultsIn(text: string): readonly string[] {
  return [...text.matchAll(/\$\{(\w+):?[-+]([^{}]*)/g)].flatMap(([, name = "", word = ""]) => (isSecretName(name) ? [word] : []));
}
