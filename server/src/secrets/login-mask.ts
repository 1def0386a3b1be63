import { type IsPart, replacer, standsAlone } from "../base/text-search.js";
import type { Delivery } from "../plausible/mailer/model.js";
import { mask } from "./secret-texts.js";

/**
 * Takes the password of a login out of any text, in clear and in every form in which AUTH sends it,
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
    () => mask,
  );
}

function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}

const isLetterOrDigit: IsPart = (sign) => /[\p{L}\p{N}]/u.test(sign);
