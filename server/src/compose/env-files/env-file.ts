import type { FileContent } from "../../base/files.js";
import type { EnvFileOptions, EnvFileParse } from "../env-statements.js";
import type { EnvFileFault, OwnLimit } from "../reasons.js";
import type { EnvFile } from "../types.js";
import { goQuote } from "../yaml/go-text.js";
import { readDotenvText } from "./dotenv-grammar.js";
import { lineEnd, readRaw } from "./raw-grammar.js";

/**
 * Reads `.env` or an env file as Docker Compose does (compose-go's dotenv package; for `raw` the key-value reader of
 * the docker CLI). Nothing here decides what a bare name inherits: its statement has no value.
 *
 * A bare name in the last line, without a line break after it, is read as a value without a name, as Compose reads it.
 */
export function parseEnvFile<Origin>(text: string, options: EnvFileOptions<Origin>): EnvFileParse<Origin> {
  const refused = encodingError(text, options);
  if (refused !== null)
    return { statements: [], limits: [], error: { fault: refused, at: { file: options.file, start: 0, end: lineEnd(text, 0) } } };
  return options.format === "raw" ? readRaw(text, options) : readDotenvText(text, options);
}

/** Why Compose cannot take the bytes of a file for text; null when it can. */
function encodingError<Origin>(
  text: string,
  { encoding = "utf-8", format = "dotenv" }: EnvFileOptions<Origin>,
): EnvFileFault | null {
  if (encoding === "utf-8" || (encoding === "lossy" && format === "dotenv")) return null;
  if (format === "raw") {
    const bad = encoding === "utf-16" ? 0 : Math.max(text.indexOf("\ufffd"), 0);
    return { kind: "invalid-bytes", line: text.slice(0, bad).split("\n").length };
  }
  return { kind: "utf-16", firstLine: utf16FirstLine(text) };
}

/** The bytes of the first line as `%q` shows them, in the usual little-endian form; Compose stumbles over the byte order mark. */
function utf16FirstLine(text: string): string {
  const bytes = [0xff, 0xfe];
  for (let at = text.startsWith("\ufeff") ? 1 : 0; at < text.length && text[at] !== "\n"; at += 1) {
    const code = text.charCodeAt(at);
    bytes.push(code & 0xff, code >> 8);
  }
  return bytes
    .map((byte) => (byte < 0x80 ? goQuote(String.fromCharCode(byte)).slice(1, -1) : `\\x${byte.toString(16)}`))
    .join("");
}

/** The characters of the largest env file that is read: all variables of a process together have at most 2 MB on Linux. */
const largestEnvFile = 1024 * 1024;

/** What stands at a path, as an env file. */
export function asEnvFile(content: FileContent): FileContent {
  if (content.kind !== "text" || content.text.length <= largestEnvFile) return content;
  return { kind: "unreadable", reason: "larger than 1 MB", tooLarge: true };
}

/**
 * Why this program does not read a file that Compose, run here or by another user, may well read; null: it would, or Compose
 * cannot either.
 * @param size the limit of a file of this kind
 */
export function limitOf<Size extends OwnLimit>(content: FileContent, size: Size): Size | "unseen" | "denied" | null {
  if (content.kind !== "unreadable") return null;
  if (content.unseen === true) return "unseen";
  if (content.denied === true) return "denied";
  return content.tooLarge === true ? size : null;
}

/** Whether nothing of the file is unread. */
export function isAllRead<Origin>({ error, limits }: EnvFileParse<Origin>): boolean {
  return error === null && limits.every(({ limit }) => limit !== "names");
}

/** The state of an env file that has no text; a folder is a file that cannot be read. */
export function unreadState(content: Exclude<FileContent, { readonly kind: "text" }>): EnvFile["state"] {
  if (content.kind === "unreadable") return content.irregular === true ? "irregular" : "unreadable";
  return content.kind === "missing" ? "missing" : "unreadable";
}
