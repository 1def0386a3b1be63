import { type IsPart, replacer, standsAlone } from "../../base/text-search.js";
import type { Delivery } from "../../plausible/mailer/model.js";

/** What stands where a secret stood. */
export const masked = "***";

/**
 * Takes the password out of any text, in clear and in every form in which AUTH sends it,
 * also where a server echoes it.
 */
export function createMask(auth: Delivery["auth"]): (text: string) => string {
  const password = auth?.password ?? "";
  const user = auth?.username ?? "";
  if (password === "") return (text) => text;
  const forms = [
    `\0${user}\0${password}`,
    `${user}\0${user}\0${password}`,
    `user=${user}\x01auth=Bearer ${password}\x01\x01`,
    password,
  ]
    .map(base64)
    .flatMap((form) => [form, form.replace(/(?<!=)=+$/, "")]);
  const wanted = [...new Set([password, encodeURIComponent(password), JSON.stringify(password).slice(1, -1), ...forms])].filter(
    (form) => form !== "",
  );
  return replacer(
    wanted,
    (form, text, at) => form.length >= 4 || standsAlone(text, at, at + form.length, isLetterOrDigit),
    () => masked,
  );
}

/** A server's words as a person may see them: one line, no control characters, at most `limit` characters. */
export function plainWords(text: string, limit = 300): string {
  const line = text
    .slice(0, 4 * limit)
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g, " ")
    .trim();
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
}

/** A server's line with its line end, without other control characters. */
export function visible(line: string): string {
  return line.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, "");
}

function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}

const isLetterOrDigit: IsPart = (sign) => /[\p{L}\p{N}]/u.test(sign);
