import type { MessageTemplate } from "../../base/messages.js";
import type { Location } from "../../base/text.js";
import type { Entry, Variable } from "../../compose/types.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced, type PlacedVariable } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { variables } from "../../plausible/tables/variables.js";
import { effectOn, effects } from "../kit/effects-of-text.js";
import { unquoteVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Fix, Rule } from "../kit/types.js";

const messages = {
  inList: {
    en: 'Remove the quotes around `{name}`, or use `- "{name}=…"`.\nIn a list, Docker Compose keeps these quotes as part of the value. {effect}',
    "zh-cn":
      '请去掉 `{name}` 值两端的引号，或写成 `- "{name}=…"`。\n在列表中，Docker Compose 会把这些引号保留为值的一部分。{effect}',
  },
  elsewhere: {
    en: "Remove the quotes around `{name}`.\nDocker Compose keeps them as part of the value. {effect}",
    "zh-cn": "请去掉 `{name}` 两端的引号。\nDocker Compose 会把它们保留为值的一部分。{effect}",
  },
  running: {
    en: "Remove the quotes around `{name}`.\nThe container has them as part of the value. {effect}",
    "zh-cn": "请去掉 `{name}` 两端的引号。\n它们在容器中是值的一部分。{effect}",
  },
} satisfies Record<string, MessageTemplate>;

const relaySettings: readonly string[] = ["SMTP_HOST_PORT", "SMTP_HOST_SSL_ENABLED"];

/** Quotes that Compose does not remove. */
export const literalQuotes: Rule = {
  meta: {
    id: "literal-quotes",
    severity: "error",
    summary: {
      en: "Docker Compose keeps the quotes around a value as part of it.",
      "zh-cn": "Docker Compose 会把值两端的引号保留为值的一部分。",
    },
    fixable: true,
    turn: "quotes",
  },
  messages,
  check(view, report) {
    for (const { name, mail } of variables) {
      if (!mail || !view.reads(name)) continue;
      if (relaySettings.includes(name) && view.settings?.inForce !== "yes") continue;
      const variable = view.variable(name);
      if (!isPlaced(variable)) continue;
      const quoted = quotesOf(view, variable);
      if (quoted === null) continue;
      const effect = effectOn(view, name);
      if (view.extraConfig && effect !== "boot") continue;
      report({
        variable: name,
        at: quoted.at,
        severity: effect === "name" || effect === "dropped" ? "warning" : "error",
        message: quoted.inList ? messages.inList : view.project.container ? messages.running : messages.elsewhere,
        values: { name, effect: { template: effects[effect], values: { release: view.releaseName } } },
        related: relatedTo(view.service, variable),
        fixes: [quoted.cure],
      });
    }
  },
};

interface Quoted {
  readonly at: Location;
  readonly inList: boolean;
  readonly cure: Fix | null;
}

/** Where the quotes stand, and how they go; null where the value has none. */
function quotesOf(view: PlausibleInstance, variable: PlacedVariable): Quoted | null {
  if (variable.secretFile !== undefined) {
    return isQuoted(variable.value ?? "") ? { at: placeOf(variable), inList: false, cure: null } : null;
  }
  const inText = quotedItem(view, variable.declared);
  if (inText !== null) {
    return { at: inText, inList: true, cure: unquoteVariable(view, variable, variable.declared) };
  }
  if (variable.state !== "value" || !isQuoted(variable.value)) return null;
  const { entry } = variable.origin;
  const inList = entry !== null && quotedItem(view, entry) !== null;
  return { at: placeOf(variable), inList, cure: entry === null ? null : unquoteVariable(view, variable, entry) };
}

/** The value of a list item that is written in quotes of its own: whatever stands between them, they stay. */
function quotedItem({ project }: PlausibleInstance, entry: Variable["declared"] | Entry): Location | null {
  if (entry.form !== "list-item" || entry.value === null || entry.quotes !== "none") return null;
  const text = project.files.get(entry.value.file)?.slice(entry.value.start, entry.value.end) ?? "";
  return isQuoted(text) ? entry.value : null;
}

function isQuoted(text: string): boolean {
  return /^(["']).*\1$/s.test(text) && text.length >= 2;
}
