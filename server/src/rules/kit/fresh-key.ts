import type { MessageTemplate } from "../../base/messages.js";
import type { TextEdit } from "../../base/text.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced, type ServiceVariable } from "../../instance/service-variable.js";
import { settingsEffect } from "../../instance/what-if.js";
import { setEdits } from "./fixes.js";
import type { Fix } from "./types.js";

/** What the titles say a new key breaks. */
export const freshKeyTitles = {
  sessions: {
    en: "Set a new random `{name}` (signs everyone out)",
    "zh-cn": "设置新的随机 `{name}`（所有人需重新登录）",
  },
  both: {
    en: "Set a new random `{name}` (ends sessions and 2FA)",
    "zh-cn": "设置新的随机 `{name}`（需重新登录并重设两步验证）",
  },
  totp: {
    en: "Set a new random `{name}` (2FA must be set up again)",
    "zh-cn": "设置新的随机 `{name}`（需重设两步验证）",
  },
} satisfies Record<string, MessageTemplate>;

/**
 * How many random bytes a key is made of. In base64, 48 are 64 characters, which every release takes
 * (plausible/analytics@v1.4.4:config/runtime.exs asks for 64, later ones for 32); the vault key must be 32 bytes.
 */
const keyBytes: ReadonlyMap<string, number> = new Map([
  ["SECRET_KEY_BASE", 48],
  ["TOTP_VAULT_KEY", 32],
]);

/** The command that makes such a key in a shell; null: the variable is no key of Plausible's. */
export function commandForKey(name: string): string | null {
  const bytes = keyBytes.get(name);
  return bytes === undefined ? null : `openssl rand -base64 ${bytes}`;
}

/** A new random key in the place of what stands there; null where it is no such key, or cannot be written. */
export function freshKeyFix(view: PlausibleInstance, variable: ServiceVariable): Fix | null {
  const { name } = variable;
  const bytes = keyBytes.get(name);
  if (bytes === undefined || !isPlaced(variable)) return null;
  const example = keyOf(new Uint8Array(bytes));
  if (freshKeyEdits(view, name, example) === null) return null;
  return {
    title: { template: freshKeyTitles[whatBreaks(view, name)], values: { name } },
    edits: [],
    automatic: false,
    effect: settingsEffect([name, { text: example }]),
    freshKey: { bytes },
  };
}

/** The edits that write a key where the variable's text stands; null where it cannot be written. */
export function freshKeyEdits(view: PlausibleInstance, name: string, key: string): readonly TextEdit[] | null {
  return keyBytes.has(name) ? setEdits(view, view.variable(name), key) : null;
}

/** Random bytes as the text of a key. */
export function keyOf(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/**
 * `SECRET_KEY_BASE` signs sessions. From 2.1.2 on, the key of two-factor authentication is derived from it unless
 * `TOTP_VAULT_KEY` is set (plausible/analytics@v2.1.2:config/runtime.exs).
 */
function whatBreaks(view: PlausibleInstance, name: string): keyof typeof freshKeyTitles {
  if (name === "TOTP_VAULT_KEY") return "totp";
  const derives = view.choice.release.boot.some((step) => step.check === "totp-vault-key" && !step.strict);
  return derives && view.variable("TOTP_VAULT_KEY").state === "absent" ? "both" : "sessions";
}
