import { codes, type MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { referencesOf } from "../../instance/references.js";
import { ownVariables } from "../../instance/variable-names.js";
import type { VariableFact } from "../../plausible/tables/variable-fact.js";
import { adaptersThatRead, isReadBy } from "../../plausible/tables/variables.js";
import { removeVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  adapter: {
    en: "Remove `{name}`: Plausible {release} ignores it with `{adapter}`.\nOnly `{readers}` reads it.",
    "zh-cn": "请删除 `{name}`：使用 `{adapter}` 时 Plausible {release} 会忽略它。\n只有 `{readers}` 读取它。",
  },
  withoutHost: {
    en: "`{name}` has no effect. Set `SMTP_HOST_ADDR`, or remove this line.\nPlausible {release} reads `{name}` only if `SMTP_HOST_ADDR` is set.",
    "zh-cn":
      "`{name}` 不起作用。请设置 `SMTP_HOST_ADDR`，或删除此行。\n只有设置了 `SMTP_HOST_ADDR`，Plausible {release} 才会读取 `{name}`。",
  },
} satisfies Record<string, MessageTemplate>;

/** A mail variable that changes nothing as things are. */
export const ignoredVariable: Rule = {
  meta: {
    id: "ignored-variable",
    severity: "info",
    summary: {
      en: "A mail variable is set, but nothing reads it with this adapter.",
      "zh-cn": "设置了邮件变量，但使用此适配器时没有任何地方读取它。",
    },
    fixable: true,
    yieldsTo: {
      inService: [
        "missing-api-key",
        // Under an adapter that sends nothing every setting is without effect.
        "black-hole-adapter",
      ],
    },
  },
  messages,
  check(view, report) {
    const { adapter, choice } = view;
    if (adapter === null || view.adapterUnset || view.extraConfig) return;
    for (const { fact, variable } of ownVariables(view)) {
      if (!fact.mail) continue;
      const readers = adaptersThatRead(fact, choice.release);
      if (readers === null) continue;
      const elsewhere = !isReadBy(fact, choice.release, adapter);
      if (elsewhere ? isChoice(view) : !waitsForHost(view, fact)) continue;
      report({
        variable: fact.name,
        at: variable.declared.key,
        message: elsewhere ? messages.adapter : messages.withoutHost,
        values: { name: fact.name, adapter, readers: codes(readers) },
        related: relatedTo(view.service, variable).filter(({ at }) => at.file !== variable.declared.key.file),
        fixes: [removeVariable(view, variable, elsewhere)],
      });
    }
  },
};

/**
 * Whether the file leaves the adapter to whoever sets another name (`${MAIL_ADAPTER:-Bamboo.Mua}`): then it passes on
 * what each of the adapters reads.
 */
function isChoice(view: PlausibleInstance): boolean {
  const variable = view.service.environment.get("MAILER_ADAPTER");
  if (variable === undefined) return false;
  const { at } = variable.origin;
  // The default is in force where the text stands inside the reference.
  return referencesOf(view.project, variable).some(
    (one) =>
      one.operator.endsWith("-") && at !== null && one.at.file === at.file && one.at.start <= at.start && at.end <= one.at.end,
  );
}

/** Whether the adapter asks for the variable only beside a relay, and there is none. */
function waitsForHost(view: PlausibleInstance, { name }: VariableFact): boolean {
  const { smtp } = view;
  if (smtp === null || view.variable("SMTP_HOST_ADDR").state !== "absent") return false;
  if (name === "SMTP_HOST_PORT" || name === "SMTP_HOST_SSL_ENABLED") return view.settings?.inForce === "no";
  return (name === "SMTP_USER_NAME" || name === "SMTP_USER_PWD") && smtp.defaultHost === null && !smtp.authWithoutHost;
}
