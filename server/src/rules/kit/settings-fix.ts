import { listed, type MessageTemplate } from "../../base/messages.js";
import type { TextEdit } from "../../base/text.js";
import type { Entry } from "../../compose/types.js";
import { entryNear } from "../../instance/entry-near.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { shownValue } from "../../secrets/secret-texts.js";
import { addEdits, fix, removeEdits, setEdits } from "./fixes.js";
import type { Fix } from "./types.js";

const titles = {
  set: { en: "Set {name} to {value}", "zh-cn": "将 {name} 设为 {value}" },
  remove: { en: "Remove {name}", "zh-cn": "删除 {name}" },
  write: { en: "Set {lines}", "zh-cn": "设置 {lines}" },
} satisfies Record<string, MessageTemplate>;

/** A setting as it shall be; null: taken out. */
export interface WantedSetting {
  readonly name: string;
  readonly value: string | null;
}

/** What a cure says. */
export function wantedBy({ variable, value }: { readonly variable: string; readonly value: string | null }): WantedSetting {
  return { name: variable, value };
}

/**
 * The settings as a test found them to be right, written where each stands now, in the compose file or in an env file;
 * a new one beside the relay's other lines. Null where one of them cannot be written.
 */
export function settingsFix(view: PlausibleInstance, wanted: readonly WantedSetting[]): Fix | null {
  const near = entryNear(view, ["SMTP_HOST_PORT", "SMTP_HOST_ADDR", "MAILER_ADAPTER"]);
  const [first, second] = wanted;
  if (first === undefined) return null;
  const { name, value } = first;
  const [title, values] =
    second !== undefined
      ? [titles.write, { lines: listed(wanted.map((one) => `${one.name}=${shownValue(one.name, one.value ?? "")}`)) }]
      : value === null
        ? [titles.remove, { name }]
        : [titles.set, { name, value: shownValue(name, value) }];
  return fix(
    title,
    values,
    wanted.map((one) => editsFor(view, one, near)),
    false,
  );
}

function editsFor(view: PlausibleInstance, { name, value }: WantedSetting, near: Entry | null): readonly TextEdit[] | null {
  const variable = view.variable(name);
  if (value === null) return removeEdits(view, variable);
  if (variable.state === "absent") return addEdits(view, { name, value }, near);
  return setEdits(view, variable, value);
}
