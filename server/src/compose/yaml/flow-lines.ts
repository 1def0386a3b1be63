import { Lexer } from "yaml";
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
  if (!/[[{]/.test(text) || !/:[,[\]{}]|![^\s,[\]{}]*[,[\]]/.test(text) || text.includes(textColon)) return text;
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

/** A quoted text, a comment, a bracket, or other characters. */
const flowPart = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^']|'')*'|(?<=\s)#[^\n]*|[[\]{}]|[^"'[\]{}#]+|[\s\S]/y;

function endOfFlow(text: string, start: number): number | null {
  let depth = 0;
  flowPart.lastIndex = start;
  for (let part = flowPart.exec(text); part !== null; part = flowPart.exec(text)) {
    if (part[0] === "[" || part[0] === "{") depth += 1;
    else if (part[0] === "]" || part[0] === "}") depth -= 1;
    if (depth === 0) return flowPart.lastIndex;
  }
  return null;
}

function oneLine(flow: string): string {
  return flow.replace(/"(?:[^"\\]|\\[\s\S])*"|'(?:[^']|'')*'|(?<=\s)#[^\n]*|[\n\r\t]/g, (part) =>
    part.startsWith('"') || part.startsWith("'") ? part : " ".repeat(part.length),
  );
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
