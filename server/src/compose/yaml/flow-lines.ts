import { Lexer } from "yaml";
import { endOfDoubleQuoted, endOfSingleQuoted } from "../../base/scan.js";
import type { YamlNode, YamlProblem } from "./nodes.js";

/** Stands for a colon that is part of a text between brackets, until the text is parsed. */
const textColon = "\ue03a";

/**
 * The text as our parser must see it to read what go-yaml reads, which reads the files for Compose; each character stays in its
 * place. Single carriage returns and the next-line character break lines; between brackets a
 * colon without a blank before a comma or a bracket is part of the text: `{A:, B}` has no value for a name `A:`; and a tag
 * goes on over commas and square brackets up to a blank.
 */
export function asGoYaml(written: string): string {
  const text = written.replace(/\r(?!\n)|\u0085/g, "\n");
  if (!/[[{]/.test(text) || !/:[,[\]{}]|(?<![^\s,[\]{}])[^\s,[\]{}!]*![^\s,[\]{}]*[,[\]]/.test(text) || text.includes(textColon))
    return text;
  let depth = 0;
  let result = "";
  // Whether the last token is a text without quotes, or the blanks after one.
  let afterPlain = false;
  let nextIsPlain = false;
  let inTag = false;
  for (const token of new Lexer().lex(text)) {
    // The lexer marks documents and plain texts with control characters that are not in the text.
    if (/^[\x02\x18\x1f]$/.test(token)) {
      nextIsPlain = token === "\x1f";
      continue;
    }
    const isBlank = /^[ \t]+$/.test(token);
    // The lexer puts an empty text between a tag and a comma.
    inTag = depth > 0 && (nextIsPlain ? inTag && token === "" : token.startsWith("!") || (inTag && /^[,[\]]$/.test(token)));
    if (nextIsPlain) result += token;
    else if (inTag)
      result += token.replace(/[,[\]]/, "x"); // the tag means nothing any more, whatever its letters
    else if (token === "[" || token === "{") {
      depth += 1;
      result += token;
    } else if (token === "]" || token === "}") {
      depth = Math.max(depth - 1, 0);
      result += token;
    } else if (token === ":" && afterPlain && depth > 0 && ",[]{}".includes(text[result.length + 1] ?? " ")) result += textColon;
    else result += token;
    afterPlain = nextIsPlain || (isBlank && afterPlain);
    nextIsPlain = false;
  }
  return result.length === text.length ? result : text;
}

/**
 * The same text with brackets on one line where lines between them are indented less than our parser wants, or with tabs; go-yaml
 * does not look at indentation there. Each character stays in its place. Null where there are no such brackets.
 */
export function joinFlows(text: string): string | null {
  let joined = text;
  for (let round = 0; round < 10; round += 1) {
    const start = brokenFlow(joined);
    const end = start === null ? null : endOfFlow(joined, start);
    if (start === null || end === null) break;
    joined = joined.slice(0, start) + oneLine(joined.slice(start, end)) + joined.slice(end);
  }
  return joined === text ? null : joined;
}

/** Where brackets begin that the lexer gives up before they are closed. */
function brokenFlow(text: string): number | null {
  let at = 0;
  let depth = 0;
  let start = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === "\x18" && depth > 0) return start;
    if (/^[\x02\x18\x1f]$/.test(token)) continue;
    if (token === "[" || token === "{") {
      if (depth === 0) start = at;
      depth += 1;
    } else if (token === "]" || token === "}") depth = Math.max(depth - 1, 0);
    at += token.length;
  }
  return null;
}

/** A comment, a bracket, or other characters; a quote that begins a quoted text is none of them. */
const flowPart = /(?<=\s)#[^\n]*|[[\]{}]|[^"'[\]{}#]+|[\s\S]/y;

/** The parts of a text between brackets: quoted texts, comments, brackets, other characters. */
function* flowParts(text: string, start: number): Generator<string> {
  let isUnclosed = false;
  for (let at = start; at < text.length; ) {
    let end = -1;
    if (text[at] === "'") end = endOfSingleQuoted(text, at);
    else if (text[at] === '"' && !isUnclosed) {
      end = endOfDoubleQuoted(text, at);
      isUnclosed = end === -1;
    }
    if (end === -1) {
      flowPart.lastIndex = at;
      flowPart.test(text);
      end = flowPart.lastIndex;
    }
    yield text.slice(at, end);
    at = end;
  }
}

function endOfFlow(text: string, start: number): number | null {
  let depth = 0;
  let at = start;
  for (const part of flowParts(text, start)) {
    if (part === "[" || part === "{") depth += 1;
    else if (part === "]" || part === "}") depth -= 1;
    at += part.length;
    if (depth === 0) return at;
  }
  return null;
}

function oneLine(flow: string): string {
  let result = "";
  for (const part of flowParts(flow, 0)) {
    const isQuoted = part.length > 1 && (part.startsWith('"') || part.startsWith("'"));
    const isComment = part.startsWith("#") && /\s$/.test(flow.slice(Math.max(result.length - 1, 0), result.length));
    result += isQuoted ? part : isComment ? " ".repeat(part.length) : part.replace(/[\n\r\t]/g, " ");
  }
  return result;
}

/** A parsed text with the colons that `asGoYaml` hid. */
export function withColons(text: string): string {
  return text.includes(textColon) ? text.replaceAll(textColon, ":") : text;
}

/** What go-yaml does not accept between brackets: a question mark ends a text there, and nothing may follow. */
export function flowProblem(node: YamlNode, close: "]" | "}"): YamlProblem[] {
  if (node.kind !== "scalar" || node.style !== "plain" || node.text.indexOf("?") < 1) return [];
  return [{ start: node.start, end: node.end, fault: { kind: "other", words: `did not find expected ',' or '${close}'` } }];
}
