import type { MessageTemplate } from "../../base/messages.js";
import type { Location, TextEdit } from "../../base/text.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { type EnvironmentVariable, isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import type { VariableFact } from "../../plausible/tables/variable-fact.js";
import { variables } from "../../plausible/tables/variables.js";
import { effectOn, effects } from "../kit/effects-of-text.js";
import { fix, setEdits, unsetVariable } from "../kit/fixes.js";
import { type Cut, cutOf } from "../kit/hash-cut.js";
import { notes, qualify } from "../kit/qualify.js";
import { relatedTo } from "../kit/related-line.js";
import type { Fix, Rule } from "../kit/types.js";

const messages = {
  cut: {
    en: "Put `{name}` in quotes: it's cut off at ` #`.\nWithout quotes, the rest of the line is a comment. {effect}",
    "zh-cn": "请给 `{name}` 的值加上引号：它在 ` #` 处被截断。\n没有引号时，该行其余部分是注释。{effect}",
  },
  note: {
    en: "The comment becomes the value of `{name}`. Add a value, or remove the line.\nAfter `{name}=`, an env file skips the spaces first, so no comment begins there. {effect}",
    "zh-cn":
      "注释成了 `{name}` 的值。请填写值，或删除该行。\n在 `{name}=` 之后，env 文件会先跳过空白，因此该处不构成注释。{effect}",
  },
  quote: { en: "Put all of `{name}` in quotes", "zh-cn": "给 `{name}` 的完整值加上引号" },
} satisfies Record<string, MessageTemplate>;

const relaySettings: readonly string[] = ["SMTP_HOST_PORT", "SMTP_HOST_SSL_ENABLED"];
/** Kinds of values that never begin with a `#`. In a name or password it may. */
const neverHash: readonly VariableFact["kind"][] = ["adapter", "boolean", "email", "host", "integer", "url"];

/** A value that a `#` cuts off, or that is a note meant as a comment. */
export const hashTruncation: Rule = {
  meta: {
    id: "hash-truncation",
    severity: "error",
    summary: {
      en: "A `#` cuts off a password or key, or a comment after an empty setting becomes its value.",
      "zh-cn": "`#` 截断了密码或密钥，或者空设置后面的注释成了它的值。",
    },
    fixable: true,
    turn: "comment",
  },
  messages,
  check(view, report) {
    const force = view.settings?.inForce ?? "no";
    for (const fact of variables) {
      const { name, mail } = fact;
      if (!mail || !view.reads(name)) continue;
      const isRelaySetting = relaySettings.includes(name);
      const variable = view.variable(name);
      if (!isPlaced(variable) || variable.secretFile !== undefined || (isRelaySetting && force === "no")) continue;
      const cut = fact.secret ? cutOf(view, variable) : null;
      if (cut === null && !isNote(fact, variable)) continue;
      const effect = effectOn(view, name);
      if (view.extraConfig && effect !== "boot") continue;
      const finding = {
        message: cut === null ? messages.note : messages.cut,
        severity: effect === "name" || effect === "dropped" ? "warning" : "error",
        values: { name, effect: { template: effects[effect], values: { release: view.releaseName } } },
      } as const;
      report({
        ...qualify(finding, isRelaySetting && force === "if-relay" ? notes.ifRelay : null),
        variable: name,
        at: cut?.at ?? placeOf(variable),
        related: relatedTo(view.service, variable),
        fixes: cut === null ? unsetVariable(view, variable, false) : [quoteFix(view, variable, cut)],
      });
    }
  },
};

/** Whether the value is a note: in an env file `K= # note` has no value before its comment. */
function isNote({ kind }: VariableFact, variable: EnvironmentVariable): boolean {
  const { entry } = variable.origin;
  if (variable.state !== "value" || entry?.form !== "env-line" || entry.quotes !== "none") return false;
  return (neverHash.includes(kind) ? /^#/ : /^#\s/).test(variable.value);
}

function quoteFix(view: PlausibleInstance, variable: EnvironmentVariable, { lost, meant }: Cut): Fix | null {
  const edits = setEdits(view, variable, meant);
  return edits === null ? null : fix(messages.quote, { name: variable.name }, [withRemoval(edits, lost)], true);
}

/** The edits with a removal that follows one of them directly: one edit of both, so that no order matters. */
function withRemoval(edits: readonly TextEdit[], { file, start, end }: Location): TextEdit[] {
  const before = edits.find((edit) => edit.file === file && edit.end === start);
  if (before === undefined) return [...edits, { file, start, end, newText: "" }];
  return edits.map((edit) => (edit === before ? { ...edit, end } : edit));
}
