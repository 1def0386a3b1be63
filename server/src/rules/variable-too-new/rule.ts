import type { MessageTemplate } from "../../base/messages.js";
import { ownVariables } from "../../instance/variable-names.js";
import { adaptersThatRead, lifetimeOf } from "../../plausible/tables/variables.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  finding: {
    en: "`{name}` has no effect. Use Plausible {first} or newer, or remove the line.\nIt exists from {first} on; Plausible {release} ignores it.",
    "zh-cn":
      "`{name}` 不起作用。请使用 Plausible {first} 或更新版本，或删除该行。\n它从 {first} 起才存在；Plausible {release} 会忽略它。",
  },
} satisfies Record<string, MessageTemplate>;

/** A variable that only newer releases read. */
export const variableTooNew: Rule = {
  meta: {
    id: "variable-too-new",
    severity: "warning",
    summary: {
      en: "The variable exists, but only in newer releases of Plausible.",
      "zh-cn": "该变量存在，但仅限更新的 Plausible 版本。",
    },
    fixable: false,
    yieldsTo: {
      inService: ["adapter-unsupported"],
    },
  },
  messages,
  check(view, report) {
    const { release } = view.choice;
    if (view.extraConfig) return;
    for (const { fact, variable } of ownVariables(view)) {
      const { first } = lifetimeOf(fact);
      if (release.order >= first.order || adaptersThatRead(fact, release) !== null) continue;
      report({
        variable: fact.name,
        at: variable.declared.key,
        message: messages.finding,
        values: { name: fact.name, first: first.name },
        related: relatedTo(view.service, variable).filter(({ at }) => at.file !== variable.declared.key.file),
      });
    }
  },
};
