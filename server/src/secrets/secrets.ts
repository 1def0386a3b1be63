import { once } from "../base/once.js";
import { baseOf } from "../base/paths.js";
import type { FilePath, Location, SourceText, Span, TextEdit } from "../base/text.js";
import { placesOf } from "../base/text-search.js";
import type { Entry, Origin, Project, Service, UnknownVariable, Variable } from "../compose/types.js";
import { variableOfKey } from "../plausible/mailer/mailer-term.js";
import { variableNamed } from "../plausible/tables/variables.js";
import type { AdapterName, ElixirTerm } from "../plausible/types.js";
import { SecretOrigins, type SecretParts } from "./origins.js";
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
import { formsOf, isUsualName, strayPlaces } from "./stray-secrets.js";

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
  text(text: string): string;
  /** What Plausible or Compose says: they may quote any value. */
  quoted(message: string): string;
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
  const origins = new SecretOrigins(project, services);
  const { texts, places } = collect(project, services, origins);
  const shown = once(() =>
    shownTexts(services, (variable) => isSecretName(variable.name) || origins.of(variable).parts.length > 0),
  );
  const isHidden = (text: string) => !isPlaceholderOfSecret(text) && !shown().has(text);
  const all = longestFirst(texts);
  const sure = all.filter((secret) => isUnmistakable(secret) && isHidden(secret));
  // What other variables take from a secret is hidden in our own words too, however short it is.
  const passedOn = once(() =>
    longestFirst(passedOnIn(services, origins)).filter((secret) => isTellable(secret) && isHidden(secret)),
  );
  // Where something is wrong with a line, no value may have come of it.
  const stray = once(() => strayPlaces(project, services, isSecretName));
  const strayTexts = once(() => [...new Set(stray().map((at) => textAt(project, at)))].flatMap(formsOf));
  const written = once(() => longestFirst(new Set([...texts, ...writtenSecrets(project), ...strayTexts()])));
  // A placeholder is still to be filled in: an edit that writes one for the user shows nothing.
  const secretsInEdits = once(() => written().filter((secret) => !isPlaceholderOfSecret(secret)));
  const linesSeen = new Map<string, readonly Span[]>();
  const hide = hider(sure);
  const hideOwn = once(() => hider([...sure, ...passedOn()]));
  const hideTellable = once(() =>
    hider(written().filter((secret) => (isUnmistakable(secret) || isTellable(secret)) && isHidden(secret))),
  );
  const value = (name: string, text: string) => {
    if (text === "") return text; // shows nothing, and explains much
    return isSecretName(name) ? mask : withoutUserInfo(hide(text));
  };
  /** A text by the secret parts of what it is made of. */
  const byParts = (text: string, of: readonly SecretParts[], names: readonly string[]) => {
    if (text === "") return text;
    if (of.some((each) => each.whole && each.parts.some((part) => part.includes(text)))) return mask;
    if (texts.has(text) && !isPublicText(text, names)) return mask;
    // User info goes where it stands: in `postgres://postgres:postgres@db` the scheme is none.
    const bare = withoutUserInfo(text);
    return hide(hiderOfParts(of.flatMap(({ taken, parts }) => (bare === text ? parts : taken)))(bare));
  };
  return {
    value,
    variable: (variable, text) => byParts(text, [origins.of(variable)], [variable.name]),
    made(text, service, names) {
      if (names.some(isSecretName)) return text === "" ? text : mask;
      const variables = names.flatMap((name) => service.environment.get(name) ?? []);
      return byParts(
        text,
        variables.map((variable) => origins.of(variable)),
        names,
      );
    },
    unresolved({ name, unresolved, origin }) {
      if (!isSecretName(name) && !isSecretName(originName(project, origin) ?? "")) return unresolved;
      const written = textAt(project, origin.at).trim();
      if (/^\$\w+$/.test(written)) return unresolved;
      return unresolved.map((each) => (written.includes(`$${each}`) ? mask : each));
    },
    name({ name, declared: { key, value } }) {
      if (value !== null && /^[A-Za-z_]\w*$/.test(name)) return name;
      if (
        !isUsualName(name) &&
        stray().some((place) => place.file === key.file && place.start <= key.start && key.end <= place.end)
      )
        return mask;
      const [, bare, sign] = /^([\w.-]+)([:=\s])/.exec(name) ?? [];
      if (bare !== undefined && isSecretName(bare)) return `${bare}${sign === "=" ? sign : ":"}${mask}`;
      const source = project.files.get(key.file);
      if (source === undefined) return name;
      const start = source.lineStart(source.lineAt(key.start));
      const line = { start, end: source.lineEnd(source.lineAt(key.start)) };
      const pairs = [...secretPairs(line, source.text.slice(line.start, line.end))];
      return pairs.some((pair) => pair.start <= key.start && key.start < pair.end) ? mask : name;
    },
    text: (text) => withoutUserInfo(hideOwn()(text)),
    quoted: (message) => withoutUserInfo(hideTellable()(withoutPairs(message))),
    term(term, service, adapter, path = "") {
      if (typeof term === "string") {
        const name = variableOfKey(path, adapter);
        if (name === null || term === "") return value(path.slice(path.lastIndexOf(".") + 1), term);
        return this.made(term, service, [name]);
      }
      if (Array.isArray(term)) return term.map((item: ElixirTerm) => this.term(item, service, adapter, path));
      if (typeof term !== "object" || term === null) return term;
      return Object.fromEntries(
        Object.entries(term).map(([key, item]) => [key, this.term(item, service, adapter, path === "" ? key : `${path}.${key}`)]),
      );
    },
    inLine(file, line, text) {
      // A line with many findings is asked for again for each of them.
      const key = `${line.start} ${file}`;
      const known = linesSeen.get(key);
      if (known !== undefined) return known;
      const isIn = (place: Location) => place.file === file && place.start < line.end && place.end > line.start;
      const own = [...places.filter(isIn), ...stray().filter(isIn)];
      const spans = [...own, ...secretPairs(line, text), ...occurrences(line, text, sure)];
      spans.sort((a, b) => a.start - b.start);
      linesSeen.set(key, spans);
      return spans;
    },
    edits(edits, files) {
      const result: TextEdit[] = [];
      for (const edit of edits) {
        const source = files.get(edit.file);
        const line = source?.lineAt(edit.start) ?? 0;
        const beside = source === undefined ? "" : source.text.slice(source.lineStart(line), source.lineEnd(line));
        const onPair = secretPairs({ start: 0, end: beside.length }, beside).next().done === false;
        const near =
          onPair || places.some((place) => place.file === edit.file && place.start <= edit.end && place.end >= edit.start);
        const named = [...secretPairs({ start: 0, end: edit.newText.length }, edit.newText)];
        const isOne = texts.has(edit.newText.trim()); // a file of its own for it
        const needles = near || isOne || named.length > 0 ? secretsInEdits() : sure;
        const parts = aroundSecrets(edit, source?.text.slice(edit.start, edit.end) ?? "", needles);
        if (parts === null) return null;
        for (const part of parts) result.push(part);
      }
      return result;
    },
  };
}

/** What stands behind the names of secrets in the files, also where Compose makes nothing of it. */
function* writtenSecrets({ files }: Project): Generator<string> {
  for (const { text } of files.values()) {
    for (const raw of text.split(/\r\n|\r|\n/)) {
      for (const { start, end } of secretPairs({ start: 0, end: raw.length }, raw)) {
        const rest = raw.slice(start, end);
        if (/^\$\{\w+\}$/.test(rest)) continue; // only says where the secret stands
        // Also without the quotes, without what is a sign to YAML, and what stands behind a quote that ends too early.
        yield* [rest, withoutSigns(rest), rest.replace(/^(["']).*?\1\s*/, "")].filter((text) => text !== "");
      }
    }
  }
}

/** Without quotes and what is a sign to YAML before a text, and without the quotes behind it. */
function withoutSigns(text: string): string {
  let end = text.length;
  while (end > 0 && /["']/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end).replace(/^["'*&!|>]+/, "");
}

interface Collected {
  readonly texts: ReadonlySet<string>;
  readonly places: readonly Location[];
}

/** The name under which a value stands where it comes from. */
function originName(project: Project, { entry }: Origin): string | null {
  return entry === null ? null : textAt(project, entry.key);
}

function textAt(project: Project, at: Location | null): string {
  return at === null ? "" : (project.files.get(at.file)?.text.slice(at.start, at.end) ?? "");
}

function collect(project: Project, services: readonly Service[], origins: SecretOrigins): Collected {
  const texts = new Set<string>();
  const places: Location[] = [];
  const source = (at: Location | null) => textAt(project, at);
  const addText = (text: string) => {
    if (/^\$\{\w+\}$/.test(text.trim())) return; // only says where the secret stands
    const bare = text.trim().replace(/^(["'])(.*)\1$/s, "$2");
    if (bare !== "") for (const form of [text, text.trim(), bare]) texts.add(form); // a pair of quotes hides nothing
  };
  const addPlace = (at: Location | null) => {
    if (at === null) return;
    places.push(at);
    addText(source(at)); // may differ from the value: quotes, `$$`, escapes
  };
  const addEntry = (entry: Entry | null) => {
    if (entry !== null && isSecretName(source(entry.key))) addPlace(entry.value);
  };
  const envFiles = [...project.dotenv, ...services.flatMap((service) => service.envFiles)];
  for (const statements of new Set(envFiles.map((file) => file.statements))) {
    for (const { name, value, entry } of statements) {
      if (!isSecretName(name)) continue;
      addText(value ?? "");
      addPlace(entry.value);
    }
  }
  for (const service of services) {
    for (const variable of service.environment.values()) {
      const { declared, origin } = variable;
      addEntry(declared);
      if (origin.entry !== declared) addEntry(origin.entry);
      for (const at of [origin.at, declared.value]) for (const text of defaultsIn(source(at))) addText(text);
      for (const part of tellingParts(variable, origins)) addText(part);
      // A key `SMTP_USER_PWD=secret` of a map.
      const equals = variable.name.indexOf("=");
      if (equals !== -1 && isSecretName(variable.name.slice(0, equals))) addText(variable.name.slice(equals + 1));
      if (!isSecretName(variable.name)) continue;
      addText((variable.state === "value" ? variable.value : variable.composed) ?? "");
      if (variable.state === "value" || variable.composed !== null) addPlace(variable.origin.at); // else it is the bare name
    }
    for (const [path, { content, at }] of service.mounts) {
      if (!isSecretName(baseOf(path))) continue; // everything lies under `/run/secrets`
      addText(content ?? "");
      addPlace(at);
    }
  }
  // The same text elsewhere, and what other variables take from a secret.
  for (const variable of services.flatMap(({ environment }) => [...environment.values()])) {
    const text = (variable.state === "value" ? variable.value : variable.composed) ?? "";
    const same = texts.has(text) && !isPublicText(text, [variable.name]) ? [text] : [];
    for (const at of [variable.origin.at, variable.declared.value]) {
      if (at === null) continue;
      for (const part of [...tellingParts(variable, origins), ...same]) {
        for (const start of placesOf(part, source(at)))
          places.push({ file: at.file, start: at.start + start, end: at.start + start + part.length });
      }
    }
  }
  for (const [name, value] of project.request.processEnvironment ?? []) {
    // `PWD` is the current folder, and other paths give nothing away either.
    if (isSecretName(name) && isUnmistakable(value) && !/^([A-Za-z]:)?[\\/]/.test(value)) addText(value);
  }
  return { texts, places };
}

/** What stands in for a secret that nothing sets: `${SMTP_PASSWORD:-hunter2}`. */
function defaultsIn(text: string): readonly string[] {
  if (!text.includes("${")) return [];
  return [...text.matchAll(/\$\{(\w+):?[-+]([^{}]*)/g)].flatMap(([, name = "", word = ""]) => (isSecretName(name) ? [word] : []));
}

/** What variables of harmless names take from secret ones. */
function passedOnIn(services: readonly Service[], origins: SecretOrigins): ReadonlySet<string> {
  const variables = services.flatMap(({ environment }) => [...environment.values()]);
  return new Set(variables.filter(({ name }) => !isSecretName(name)).flatMap((variable) => tellingParts(variable, origins)));
}

/** User info of a database is often a word like `postgres`, of which texts are full. */
function tellingParts(variable: Variable, origins: SecretOrigins): readonly string[] {
  const { parts, taken } = origins.of(variable);
  const isMail = variableNamed(variable.name)?.mail === true;
  return parts.filter((part) => isMail || taken.includes(part) || isUnmistakable(part));
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
