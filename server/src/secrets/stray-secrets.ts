import { baseOf } from "../base/paths.js";
import type { Location, Span } from "../base/text.js";
import { isEnvFileName } from "../compose/project/discover.js";
import type { Project, Service } from "../compose/types.js";

/** Whether a name's value is never shown. */
type IsSecretName = (name: string) => boolean;

/**
 * Texts that may be a secret although no name stands before them: a line of an env file that is alone and looks like no
 * name, and what stands below the name of a secret in an `environment` map. Such lines that follow each other are one place.
 */
export function strayPlaces(project: Project, services: readonly Service[], isSecret: IsSecretName): Location[] {
  const loaded = [...project.dotenv, ...services.flatMap(({ envFiles }) => envFiles)];
  const envFiles = new Set(loaded.map(({ path }) => path));
  return [...project.files].flatMap(([file, { text }]) => {
    const spans = envFiles.has(file) || isEnvFileName(baseOf(file)) ? lonelyLines(text) : linesBelowSecrets(text, isSecret);
    return [...joined(spans, text)].map(({ start, end }) => ({ file, start, end }));
  });
}

/** Spans with nothing but blanks between them as one: a file may have millions of such lines. */
function* joined(spans: Iterable<Span>, text: string): Generator<Span> {
  let open: { start: number; end: number } | null = null;
  for (const { start, end } of spans) {
    if (open !== null && text.slice(open.end, start).trim() === "") open.end = end;
    else {
      if (open !== null) yield open;
      open = { start, end };
    }
  }
  if (open !== null) yield open;
}

/** Whether people call variables so; a lonely text of other letters is more likely a password that has lost its name. */
export function isUsualName(name: string): boolean {
  return /^(?:[A-Z_][A-Z0-9_]*|(?:https?|ftp|no|all)_proxy)$/.test(name);
}

function* lonelyLines(text: string): Generator<Span> {
  for (const { start, end } of linesOf(text)) {
    const line = text.slice(start, end);
    if (line === "" || line.startsWith("#") || /[=:]/.test(line)) continue;
    if (!isUsualName(line.replace(/^export\s+/, ""))) yield { start, end };
  }
}

const environmentKey = /^(?:- +)?["']?environment["']? *:(?: +&[\w-]+)? *(?:#.*)?$/;
/** A key without a value on its line, or with the header of a text of many lines. */
const emptyKey = /^["']?([\w.-]+)["']? *:(?: +[|>][-+\d]*)? *(?:#.*)?$/;

function* linesBelowSecrets(text: string, isSecret: IsSecretName): Generator<Span> {
  let environment = -1;
  let secret = -1;
  for (const { start, end, indent } of linesOf(text)) {
    const line = text.slice(start, end);
    if (line === "" || line.startsWith("#")) continue;
    if (secret !== -1 && indent > secret) {
      yield { start, end };
      continue;
    }
    // At the level of the name itself only what is no name.
    const isBeside = indent === secret && !/^["']?[A-Za-z_]\w*["']?\s*:/.test(line);
    secret = -1;
    if (isBeside) yield { start, end };
    if (indent <= environment) environment = -1;
    if (environmentKey.test(line)) environment = indent;
    else if (environment !== -1 && isSecret(emptyKey.exec(line)?.[1] ?? "")) secret = indent;
  }
}

/** The lines of a text without the blanks around them. */
function* linesOf(text: string): Generator<Span & { readonly indent: number }> {
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const indent = line.length - line.trimStart().length;
    yield { start: index + indent, end: index + Math.max(line.trimEnd().length, indent), indent };
  }
}

/** The forms in which such a text may come back: whole, and what stands before and behind a colon, without dash and quotes. */
export function formsOf(line: string): string[] {
  const bare = line.replace(/^[-?]\s+/, "");
  const colon = /:(?:\s|$)/.exec(bare)?.index ?? -1;
  const [key, value] = colon === -1 ? ["", ""] : [bare.slice(0, colon).trimEnd(), bare.slice(colon + 1).trimStart()];
  return [line, bare, key, value].flatMap((text) => [text, text.replace(/^["']|["']$/g, "")]).filter((text) => text !== "");
}
