import { once } from "../base/once.js";
import { PlaceIndex } from "../base/sorted.js";
import type { FilePath, Location, SourceText, Span, TextEdit } from "../base/text.js";
import type { Project, Service, UnknownVariable, Variable } from "../compose/types.js";
import { variableOfKey } from "../plausible/mailer/mailer-term.js";
import { variableNamed } from "../plausible/tables/variables.js";
import type { AdapterName, ElixirTerm } from "../plausible/types.js";
import { FoundSecrets } from "./found-secrets.js";
import type { SecretParts } from "./origins.js";
import { isPlaceholderOfSecret, isPublicText, shownTexts } from "./public-texts.js";
import { isSecretName } from "./secret-names.js";
import {
  hider,
  hiderOfParts,
  isTellable,
  isUnmistakable,
  longestFirst,
  mask,
  occurrences,
  secretPairs,
  withoutPairs,
  withoutUserInfo,
} from "./secret-texts.js";
import { isUsualName } from "./stray-secrets.js";

/** Hides the secrets of one project in whatever is shown of it. */
export interface Secrets {
  /** A value under a name of which no more is known. */
  value(name: string, value: string): string;
  /** A variable's value: all of it by its name and those that it comes from, what it takes of others, and user info. */
  variable(variable: Variable, value: string): string;
  /** A text that Plausible makes of these variables of a service, masked as they are. */
  made(text: string, service: Service, names: readonly string[]): string;
  /** The names that nothing sets, of which a value is unknown: in `a$bc` of a password, `bc` is meant as a part of it. */
  unresolved(variable: UnknownVariable): readonly string[];
  /** A name as the file has it; in `- SMTP_USER_PWD:secret`, and after a quote that ends too early, more than a name is one. */
  name(variable: Variable): string;
  /** A text of ours, which quotes no secret by itself: only what is surely one is hidden. */
  readonly text: (text: string) => string;
  /** What Plausible or Compose says: they may quote any value. */
  readonly quoted: (message: string) => string;
  /** The configuration of the mailer of a service, or what stands at a path of it (`auth.username`). */
  term(term: ElixirTerm, service: Service, adapter: AdapterName | null, path?: string): ElixirTerm;
  /** The parts of one line of a file that must not be shown. */
  inLine(file: FilePath, line: Span, text: string): readonly Span[];
  /** Edits that do the same without showing a secret; null when there are none. */
  edits(edits: readonly TextEdit[], files: ReadonlyMap<FilePath, SourceText>): readonly TextEdit[] | null;
}

/** `--show-secrets`. */
export const noSecrets: Secrets = {
  value: (_name, value) => value,
  variable: (_variable, value) => value,
  made: (text) => text,
  unresolved: ({ unresolved }) => unresolved,
  name: ({ name }) => name,
  text: (text) => text,
  quoted: (text) => text,
  term: (term) => term,
  inLine: () => [],
  edits: (edits) => edits,
};

/**
 * The secrets of a project: what stands under their names, and the same texts elsewhere.
 *
 * @param services where they are looked for, beside `.env`; all of them are read unless given
 */
export function secretsOf(project: Project, services: readonly Service[] = project.services): Secrets {
  return new ProjectSecrets(project, services);
}

class ProjectSecrets implements Secrets {
  readonly #project: Project;
  readonly #services: readonly Service[];
  readonly #found: FoundSecrets;
  readonly #sure: readonly string[];
  readonly #hide: (text: string) => string;
  readonly #linesSeen = new Map<string, readonly Span[]>();

  constructor(project: Project, services: readonly Service[]) {
    this.#project = project;
    this.#services = services;
    this.#found = new FoundSecrets(project, services);
    this.#sure = longestFirst(this.#found.texts).filter((secret) => isUnmistakable(secret) && this.#isHidden(secret));
    this.#hide = hider(this.#sure);
  }

  readonly #shown = once(() => {
    const { origins } = this.#found;
    return shownTexts(this.#services, (variable) => isSecretName(variable.name) || origins.of(variable).parts.length > 0);
  });

  #isHidden(text: string): boolean {
    return !isPlaceholderOfSecret(text) && !this.#shown().has(text);
  }

  /** What other variables take from a secret is hidden in our own words too, however short it is. */
  readonly #hideOwn = once(() => {
    const passedOn = this.#found.passedOn().filter((secret) => isTellable(secret) && this.#isHidden(secret));
    return hider([...this.#sure, ...passedOn]);
  });

  readonly #hideTellable = once(() => {
    const isTold = (secret: string) => (isUnmistakable(secret) || isTellable(secret)) && this.#isHidden(secret);
    return hider(this.#found.written().filter(isTold));
  });

  readonly #places = once(() => new PlaceIndex(this.#found.places));
  readonly #strayPlaces = once(() => new PlaceIndex(this.#found.stray()));

  /** A placeholder is still to be filled in: an edit that writes one for the user shows nothing. */
  readonly #inEdits = once(() => this.#found.written().filter((secret) => !isPlaceholderOfSecret(secret)));

  value(name: string, text: string): string {
    if (text === "") return text; // shows nothing, and explains much
    return isSecretName(name) ? mask : withoutUserInfo(this.#hide(text));
  }

  variable(variable: Variable, text: string): string {
    return this.#byParts(text, [this.#found.origins.of(variable)], [variable.name]);
  }

  made(text: string, service: Service, names: readonly string[]): string {
    if (names.some(isSecretName)) return text === "" ? text : mask;
    const variables = names.flatMap((name) => service.environment.get(name) ?? []);
    const parts = variables.map((variable) => this.#found.origins.of(variable));
    return this.#byParts(text, parts, names);
  }

  /** A text by the secret parts of what it is made of. */
  #byParts(text: string, of: readonly SecretParts[], names: readonly string[]): string {
    if (text === "") return text;
    if (of.some(({ parts }) => parts.some((part) => part.includes(text)))) return mask;
    if (this.#found.texts.has(text) && !isPublicText(text, names)) return mask;
    // User info goes where it stands: in `postgres://postgres:postgres@db` the scheme is none.
    const bare = withoutUserInfo(text);
    return this.#hide(hiderOfParts(of.flatMap(({ taken, parts }) => (bare === text ? parts : taken)))(bare));
  }

  unresolved({ name, unresolved, origin }: UnknownVariable): readonly string[] {
    const source = origin.entry === null ? "" : this.#found.textAt(origin.entry.key);
    if (!isSecretName(name) && !isSecretName(source)) return unresolved;
    const written = this.#found.textAt(origin.at).trim();
    if (/^\$\w+$/.test(written)) return unresolved;
    return unresolved.map((each) => (written.includes(`$${each}`) ? mask : each));
  }

  name(variable: Variable): string {
    // Interpolation may have made a secret a part of it.
    return variableNamed(variable.name) === null ? this.text(this.#writtenName(variable)) : variable.name;
  }

  #writtenName({ name, declared: { key, value } }: Variable): string {
    if (value !== null && /^[A-Za-z_]\w*$/.test(name)) return name;
    const isStray = ({ file, start, end }: Location) => file === key.file && start <= key.start && key.end <= end;
    if (!isUsualName(name) && this.#found.stray().some(isStray)) return mask;
    const [, bare, sign] = /^([\w.-]+)([:=\s])/.exec(name) ?? [];
    if (bare !== undefined && isSecretName(bare)) return `${bare}${sign === "=" ? sign : ":"}${mask}`;
    const source = this.#project.files.get(key.file);
    if (source === undefined) return name;
    const start = source.lineStart(source.lineAt(key.start));
    const line = { start, end: source.lineEnd(source.lineAt(key.start)) };
    const pairs = [...secretPairs(line, source.slice(line.start, line.end))];
    return pairs.some((pair) => pair.start <= key.start && key.start < pair.end) ? mask : name;
  }

  // These two are handed on by themselves, to what renders messages.
  readonly text = (text: string): string => withoutUserInfo(this.#hideOwn()(text));

  readonly quoted = (message: string): string => withoutUserInfo(this.#hideTellable()(withoutPairs(message)));

  term(term: ElixirTerm, service: Service, adapter: AdapterName | null, path = ""): ElixirTerm {
    if (typeof term === "string") {
      const name = variableOfKey(path, adapter);
      if (name === null || term === "") return this.value(path.slice(path.lastIndexOf(".") + 1), term);
      return this.made(term, service, [name]);
    }
    if (Array.isArray(term)) return term.map((item: ElixirTerm) => this.term(item, service, adapter, path));
    if (typeof term !== "object" || term === null) return term;
    const below = (key: string) => (path === "" ? key : `${path}.${key}`);
    return Object.fromEntries(Object.entries(term).map(([key, item]) => [key, this.term(item, service, adapter, below(key))]));
  }

  inLine(file: FilePath, line: Span, text: string): readonly Span[] {
    // A line with many findings is asked for again for each of them.
    const key = `${line.start} ${file}`;
    const known = this.#linesSeen.get(key);
    if (known !== undefined) return known;
    const isIn = (place: Location) => place.start < line.end && place.end > line.start;
    const onLine = ({ start, end }: Span) => ({ start: Math.max(start, line.start), end: Math.min(end, line.end) });
    const at = { file, ...line };
    const own = [...this.#places().touching(at).filter(isIn), ...this.#strayPlaces().touching(at).filter(isIn).map(onLine)];
    const spans = [...own, ...secretPairs(line, text), ...occurrences(line, text, this.#sure)];
    spans.sort((a, b) => a.start - b.start);
    this.#linesSeen.set(key, spans);
    return spans;
  }

  edits(edits: readonly TextEdit[], files: ReadonlyMap<FilePath, SourceText>): readonly TextEdit[] | null {
    const result: TextEdit[] = [];
    for (const edit of edits) {
      const source = files.get(edit.file);
      const needles = this.#mayTouchSecret(edit, source) ? this.#inEdits() : this.#sure;
      const parts = aroundSecrets(edit, source?.text.slice(edit.start, edit.end) ?? "", needles);
      if (parts === null) return null;
      for (const part of parts) result.push(part);
    }
    return result;
  }

  /** Whether an edit stands beside a secret, or writes under the name of one: then even a short text may be it. */
  #mayTouchSecret({ file, start, end, newText }: TextEdit, source: SourceText | undefined): boolean {
    const line = source?.lineAt(start) ?? 0;
    const beside = source === undefined ? "" : source.slice(source.lineStart(line), source.lineEnd(line));
    const hasPair = (text: string) => secretPairs({ start: 0, end: text.length }, text).next().done === false;
    const isNear = this.#places().touching({ file, start, end }).length > 0;
    const isOne = this.#found.texts.has(newText.trim()); // a file of its own for it
    return hasPair(beside) || isNear || isOne || hasPair(newText);
  }
}

/** One edit as several that leave a secret untouched where it stands in the old text and in the new one. */
function aroundSecrets(edit: TextEdit, old: string, needles: readonly string[]): TextEdit[] | null {
  const secret = needles.find((needle) => edit.newText.includes(needle));
  if (secret === undefined) return [edit];
  const before = old.indexOf(secret);
  if (before === -1 || secret.length < 2) return null;
  const after = edit.newText.indexOf(secret);
  const parts = [
    { ...edit, end: edit.start + before, newText: edit.newText.slice(0, after) },
    { ...edit, start: edit.start + before + secret.length, newText: edit.newText.slice(after + secret.length) },
  ].filter(({ start, end, newText }) => end > start || newText !== "");
  return parts.some(({ newText }) => needles.some((needle) => newText.includes(needle))) ? null : parts;
}
