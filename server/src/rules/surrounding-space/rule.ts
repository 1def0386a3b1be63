import type { MessageTemplate } from "../../base/messages.js";
import type { TextEdit } from "../../base/text.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced, type PlacedVariable, type SecretVariable } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { isPlaceholder } from "../../plausible/tables/placeholder.js";
import { variables } from "../../plausible/tables/variables.js";
import { effectOn, effects, type TextEffect } from "../kit/effects-of-text.js";
import { fix, setEdits, unsetVariable } from "../kit/fixes.js";
import { type Edges, edgesOf } from "../kit/outer-space.js";
import { notes, type Qualified, qualify } from "../kit/qualify.js";
import { relatedTo } from "../kit/related-line.js";
import type { Severity } from "../kit/severity.js";
import type { Fix, Rule } from "../kit/types.js";

const messages = {
  blank: {
    en: "Remove {what} of `{name}`.\nOtherwise it reaches the container as part of the value. {effect}",
    "zh-cn": "请去掉 `{name}` 的{what}。\n否则它会作为值的一部分进入容器。{effect}",
  },
  onlyBlanks: {
    en: "`{name}` is only white space. Remove it, or set it to a value.\nThat is not the same as unset. {effect}",
    "zh-cn": "`{name}` 只有空白。请删除它，或为它设置值。\n这与未设置不同。{effect}",
  },
  lineBreak: {
    en: "Remove the white space around the value in the file for `{name}`.\nThe file has white space or a line break around the value, which Plausible {release} doesn't trim. {effect}",
    "zh-cn": "请去掉 `{name}` 的文件中值两侧的空白。\n该文件在值两侧有空白或换行，Plausible {release} 不会去除。{effect}",
  },
  before: { en: "the white space before the value", "zh-cn": "值前的空白" },
  after: { en: "the white space after the value", "zh-cn": "值后的空白" },
  around: { en: "the white space around the value", "zh-cn": "值两侧的空白" },
  invisible: {
    en: "the invisible space (no-break or zero-width) in the value",
    "zh-cn": "值边缘的不可见空格（不换行或零宽）",
  },
  curly: {
    en: "the curly quotes around the value",
    "zh-cn": "值两侧的弯引号",
  },
  trim: { en: "Trim `{name}`", "zh-cn": "去除 `{name}` 两侧的多余字符" },
} satisfies Record<string, MessageTemplate>;

const relaySettings: readonly string[] = ["SMTP_HOST_PORT", "SMTP_HOST_SSL_ENABLED"];

/** White space around a value that Compose and Plausible leave there. */
export const surroundingSpace: Rule = {
  meta: {
    id: "surrounding-space",
    severity: "error",
    summary: {
      en: "White space or typographic quotes around a value reach the container.",
      "zh-cn": "值两侧的空白或弯引号进入了容器。",
    },
    fixable: true,
    turn: "space",
  },
  messages,
  check(view, report) {
    const force = view.settings?.inForce ?? "no";
    for (const { name, mail } of variables) {
      if (!mail || !view.reads(name)) continue;
      const isRelaySetting = relaySettings.includes(name);
      if (isRelaySetting && force === "no") continue;
      const variable = view.variable(name);
      if (!isPlaced(variable)) continue;
      const edged = edgesAround(view, variable);
      if (edged === null) continue;
      const effect = effectOfEdges(view, name, edged);
      if (effect === null || (view.extraConfig && effect !== "boot")) continue;
      const finding: Qualified = {
        message:
          edged.inner === ""
            ? messages.onlyBlanks
            : variable.secretFile !== undefined && edged.what !== "curly"
              ? messages.lineBreak
              : messages.blank,
        severity: severityOf(effect),
        values: {
          name,
          what: { template: messages[edged.what], values: {} },
          effect: { template: effects[effect], values: { release: view.releaseName } },
          release: view.releaseName,
        },
      };
      report({
        ...qualify(finding, isRelaySetting && force === "if-relay" ? notes.ifRelay : null),
        variable: name,
        at: placeOf(variable),
        related: relatedTo(view.service, variable),
        fixes: edged.inner === "" ? unsetVariable(view, variable, false) : [trimmed(view, variable, edged)],
      });
    }
  },
};

/** What stands around the value; `known`: the text is the value itself, and not one with references in it. Null: nothing. */
function edgesAround(view: PlausibleInstance, variable: PlacedVariable): (Edges & { readonly known: boolean }) | null {
  const written = variable.state === "value" ? variable.value : writtenText(view, variable);
  if (written === null || written === "" || isPlaceholder(written)) return null;
  const edges = edgesOf(written);
  return edges === null || isPlaceholder(edges.inner) ? null : { ...edges, known: variable.state === "value" };
}

/** The text that a value with references in it is written as: blanks at its edges stay whatever the names give. */
function writtenText({ project }: PlausibleInstance, variable: PlacedVariable): string | null {
  if (variable.secretFile !== undefined || variable.origin.at === null || variable.origin.entry?.value === null) return null;
  const { file, start, end } = variable.origin.at;
  const text = project.files.get(file)?.slice(start, end) ?? "";
  return text.includes("\n") || !text.includes("$") ? null : text;
}

/** What it does; null: nothing that anyone would notice. */
function effectOfEdges(view: PlausibleInstance, name: string, { what }: Edges): TextEffect | null {
  // A blank beside the name that recipients see is no mistake that matters.
  if (name === "MAILER_NAME" && what !== "curly") return null;
  return effectOn(view, name);
}

function severityOf(effect: TextEffect): Severity {
  return effect === "name" || effect === "dropped" ? "warning" : "error";
}

/** The value without its edges. The title never shows it, it may be a secret. */
function trimmed(
  view: PlausibleInstance,
  variable: PlacedVariable,
  { inner, known }: Edges & { readonly known: boolean },
): Fix | null {
  const values = { name: variable.name };
  if (variable.secretFile !== undefined) return fix(messages.trim, values, [fileEdits(view, variable, inner)], true);
  if (known) return fix(messages.trim, values, [setEdits(view, variable, inner)], true);
  const { at } = variable.origin;
  return at === null ? null : fix(messages.trim, values, [[{ ...at, newText: inner }]], true);
}

/** Rewrites a secret's file; null where its text is not the whole of one. */
function fileEdits({ project }: PlausibleInstance, { secretFile, value }: SecretVariable, inner: string): TextEdit[] | null {
  const { at } = secretFile;
  const text = at === null ? undefined : project.files.get(at.file)?.text;
  if (at === null || text === undefined || value === null) return null;
  // Either the text between its blanks, or (where the file is trimmed) what is left of it.
  const before = text.slice(0, at.start);
  const after = text.slice(at.end);
  if (before.trim() !== "" || after.trim() !== "") return null;
  return [{ file: at.file, start: 0, end: text.length, newText: inner }];
}
