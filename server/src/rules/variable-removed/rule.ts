import type { MessageTemplate } from "../../base/messages.js";
import { ownVariables } from "../../instance/variable-names.js";
import { adaptersThatRead, lifetimeOf } from "../../plausible/tables/variables.js";
import { removeVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  finding: {
    en: "Remove `{name}`: Plausible {release} ignores it.\nThe last release that read it was {last}.",
    "zh-cn": "请删除 `{name}`：Plausible {release} 会忽略它。\n最后读取它的版本是 {last}。",
  },
} satisfies Record<string, MessageTemplate>;

/** A variable that only older releases read. */
export const variableRemoved: Rule = {
  meta: {
    id: "variable-removed",
    severity: "warning",
    summary: {
      en: "The variable existed, but this release of Plausible no longer reads it.",
      "zh-cn": "该变量曾经存在，但此版本的 Plausible 已不再读取。",
    },
    fixable: true,
    yieldsTo: {
      inService: ["adapter-unsupported"],
    },
  },
  messages,
  check(view, report) {
    const { release } = view.choice;
    if (view.extraConfig) return;
    for (const { fact, variable } of ownVariables(view)) {
      const { last } = lifetimeOf(fact);
      if (last === null || release.order <= last.order || adaptersThatRead(fact, release) !== null) continue;
      report({
        variable: fact.name,
        at: variable.declared.key,
        message: messages.finding,
        values: { name: fact.name, last: last.name },
        related: relatedTo(view.service, variable).filter(({ at }) => at.file !== variable.declared.key.file),
        fixes: [removeVariable(view, variable)],
      });
    }
  },
};
