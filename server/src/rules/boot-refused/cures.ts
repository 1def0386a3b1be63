import { codes, type Message, type MessageTemplate } from "../../base/messages.js";
import type { Location } from "../../base/text.js";
import { evidentMeaning } from "../../instance/evident-meaning.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { referencesOf } from "../../instance/references.js";
import type { PlacedVariable } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { parseBaseUrl } from "../../plausible/boot/base-url.js";
import { defaultOf, variableNamed } from "../../plausible/tables/variables.js";
import type { BootRefusal } from "../../plausible/types.js";
import { fix, removeVariable, setVariable, unquoteVariable, unsetVariable } from "../kit/fixes.js";
import { edgesOf } from "../kit/outer-space.js";
import type { Fix } from "../kit/types.js";

export const adviceMessages = {
  write: { en: "Set it to `{value}`.", "zh-cn": "请设为 `{value}`。" },
  address: {
    en: "Use your `https://` address.",
    "zh-cn": "请使用带 `https://` 的公开地址。",
  },
  key: {
    en: "Make one with `openssl rand -base64 48`.",
    "zh-cn": "请用 `openssl rand -base64 48` 生成。",
  },
  vaultKey: { en: "Make one with `openssl rand -base64 32`.", "zh-cn": "请用 `openssl rand -base64 32` 生成。" },
  unset: { en: "Remove it, or set a value.", "zh-cn": "请删除它，或设置一个值。" },
  oneOf: { en: "Use one of `{values}`, or remove it.", "zh-cn": "请使用 `{values}` 之一，或删除它。" },
  number: { en: "Use only the port number, or remove it.", "zh-cn": "请只写端口号，或删除它。" },
  domain: {
    en: "Remove it, or use a public host name in `BASE_URL`.",
    "zh-cn": "请删除它，或在 `BASE_URL` 中使用公开的主机名。",
  },
  passOn: { en: "Add `{entry}`.", "zh-cn": "请添加 `{entry}`。" },
  fixScheme: { en: "Add `{scheme}` before the address", "zh-cn": "在地址前加上 `{scheme}`" },
} satisfies Record<string, MessageTemplate>;

export interface BootCure {
  readonly advice: Message;
  readonly fixes: readonly (Fix | null)[];
}

/** What to write instead, and the edits that do so where that is evident. */
export function cureOf(view: PlausibleInstance, refusal: BootRefusal, variable: PlacedVariable, text: string): BootCure {
  const advice = adviceOf(refusal);
  if (text === "") return emptyCure(view, refusal, variable, advice);
  if (refusal.check.check === "base-url") return { advice, fixes: addressFixes(view, variable, text) };
  if (refusal.check.check === "https-domain") return { advice, fixes: [removeVariable(view, variable, false)] };
  const meant = meantText(view, refusal, text);
  if (meant === null) return { advice, fixes: isOptional(refusal) ? [removeVariable(view, variable, false)] : [] };
  return { advice: say(adviceMessages.write, { value: meant }), fixes: [setVariable(view, variable, meant)] };
}

const say = (template: MessageTemplate, values: Message["values"] = {}): Message => ({ template, values });

/** What to write, as far as the check alone tells it. */
export function adviceOf({ check, variable }: BootRefusal): Message {
  switch (check.check) {
    case "base-url":
      return say(adviceMessages.address);
    case "secret-key-base":
      return say(adviceMessages.key, { bytes: check.bytes });
    case "totp-vault-key":
      return say(adviceMessages.vaultKey);
    case "https-domain":
      return say(adviceMessages.domain);
    case "integer":
      return say(adviceMessages.number);
    case "registration":
      return say(adviceMessages.oneOf, { values: "true`, `false`, `invite_only" });
    case "atom":
      if (variable === "LOG_LEVEL") return say(adviceMessages.oneOf, { values: codes(levels) });
      return say(adviceMessages.oneOf, { values: "true`, `false" });
    default:
      return say(adviceMessages.oneOf, { values: "true`, `false" });
  }
}

const levels = ["error", "warning", "notice", "info"];

/** Whether Plausible does without the variable. */
function isOptional({ check }: BootRefusal): boolean {
  return !(check.check === "base-url" || check.check === "secret-key-base" || (check.check === "totp-vault-key" && check.strict));
}

/** An empty text where unset was meant; a variable that must be there needs a value. */
function emptyCure(view: PlausibleInstance, refusal: BootRefusal, variable: PlacedVariable, advice: Message): BootCure {
  if (!isOptional(refusal)) return { advice, fixes: [] };
  return { advice: say(adviceMessages.unset), fixes: unsetVariable(view, variable) };
}

/** The text that was evidently meant; null where none is. */
function meantText(view: PlausibleInstance, { check, variable }: BootRefusal, text: string): string | null {
  const inner = (edgesOf(text)?.inner ?? text).replace(/^(["'])(.*)\1$/, "$2");
  const word = inner.toLowerCase();
  switch (check.check) {
    case "integer":
      return /^\D*(\d{1,5})\D*$/.exec(inner)?.[1] ?? null;
    case "registration":
      if (/^(only[-_ ]?)?invit(e|ed|es|ation|ations)([-_ ]?only)?$/.test(word)) return "invite_only";
      return flagText(word);
    case "boolean":
      return flagText(word);
    case "atom":
      if (variable === "LOG_LEVEL") return levelText(view, word);
      if (variable === "DISABLE_REGISTRATION" && /invit/.test(word)) return null;
      return flagText(word);
    default:
      return null;
  }
}

function flagText(word: string): string | null {
  const meaning = evidentMeaning(word);
  return meaning === null ? null : String(meaning);
}

function levelText(view: PlausibleInstance, word: string): string | null {
  if (["info", "notice", "warning", "error", "critical", "alert", "emergency"].includes(word)) return word;
  if (/^(warn|warnings)$/.test(word)) return "warning";
  if (/^(err|errors|fatal|severe)$/.test(word)) return "error";
  // At debug whole mails go to the log.
  if (/^(debug|information|informational|verbose|trace|log)$/.test(word)) return "info";
  const fact = variableNamed("LOG_LEVEL");
  return /^(default|normal)$/.test(word) && fact !== null ? defaultOf(fact, view.choice.release, view.adapter) : null;
}

/** The scheme put where it is missing, `https` first where the address is one that others can reach. */
function addressFixes(view: PlausibleInstance, variable: PlacedVariable, text: string): (Fix | null)[] {
  const inner = (edgesOf(text)?.inner ?? text).replace(/^(["'])(.*)\1$/, "$2").trim();
  if (isAddress(inner)) {
    const quoted = variable.secretFile === undefined && inner !== text.trim();
    return [quoted ? unquoteVariable(view, variable, variable.declared) : setVariable(view, variable, inner)];
  }
  const bare = /^(?:https?)?[:/]*((?:[\w-]+\.)*[\w-]+(?::\d+)?(?:\/\S*)?)$/i.exec(inner)?.[1];
  if (bare === undefined) return [];
  const here = /^(localhost|\d+(\.\d+){3}|[\w-]+)(:|\/|$)/i.test(bare);
  const schemes = here ? ["http://", "https://"] : ["https://", "http://"];
  return schemes.map((scheme) => schemeFix(view, variable, scheme, inner, bare));
}

function isAddress(text: string): boolean {
  const { scheme, host } = parseBaseUrl(text);
  return (scheme === "http" || scheme === "https") && host !== null && host !== "";
}

function schemeFix(view: PlausibleInstance, variable: PlacedVariable, scheme: string, inner: string, bare: string): Fix | null {
  const reference = foreignReference(view, variable);
  if (reference === null) return setVariable(view, variable, `${scheme}${bare}`, false);
  // Whatever else uses the name that is referred to needs it as it is.
  if (inner !== bare) return null;
  return fix(adviceMessages.fixScheme, { scheme }, [[{ ...reference, end: reference.start, newText: scheme }]], false);
}

/** The text in the compose file that refers to another name (`${DOMAIN}`), without its quotes; null where none does. */
function foreignReference({ project }: PlausibleInstance, variable: PlacedVariable): Location | null {
  if (variable.secretFile !== undefined) return null;
  const { value, quotes, form } = variable.declared;
  const [first] = referencesOf(project, variable);
  if (value === null || first === undefined || first.name === variable.name || first.operator !== "") return null;
  return form !== "list-item" && (quotes === "single" || quotes === "double")
    ? { ...value, start: value.start + 1, end: value.end - 1 }
    : value;
}

/** The text that the user must change: of an address made of another name (`${DOMAIN}`) the line that makes it. */
export function placeToChange(view: PlausibleInstance, variable: PlacedVariable): Location {
  return (variable.name === "BASE_URL" ? foreignReference(view, variable) : null) ?? placeOf(variable);
}
