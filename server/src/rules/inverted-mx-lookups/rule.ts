import type { MessageTemplate } from "../../base/messages.js";
import { isPlaced } from "../../instance/service-variable.js";
import { knownText, placeOf, shownText } from "../../instance/value.js";
import { parseBoolean } from "../../plausible/boot/config-helpers.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  lookups: {
    en: "`SMTP_MX_LOOKUPS_ENABLED={value}` switches the look-ups on: `{adapter}` of Plausible {release} takes it the wrong way round, looks for the relay's own mail exchanger and sends there instead. Write `true`, or remove the line.",
    "zh-cn":
      "`SMTP_MX_LOOKUPS_ENABLED={value}` 反而会开启查询：Plausible {release} 的 `{adapter}` 把它理解反了，会查询中继主机自身的 MX 记录并改向那里发信。请写 `true`，或删除该行。",
  },
  noLookups: {
    en: "`SMTP_MX_LOOKUPS_ENABLED={value}` switches the look-ups off: `{adapter}` of Plausible {release} takes it the wrong way round. That is also the default, so the line can go.",
    "zh-cn":
      "`SMTP_MX_LOOKUPS_ENABLED={value}` 反而会关闭查询：Plausible {release} 的 `{adapter}` 把它理解反了。这也是默认行为，因此可以删除该行。",
  },
} satisfies Record<string, MessageTemplate>;

/** `SMTP_MX_LOOKUPS_ENABLED` under the one adapter that reads it. */
export const invertedMxLookups: Rule = {
  meta: {
    id: "inverted-mx-lookups",
    severity: "warning",
    summary: {
      en: "`SMTP_MX_LOOKUPS_ENABLED` means the opposite of what it says.",
      "zh-cn": "`SMTP_MX_LOOKUPS_ENABLED` 的含义与字面相反。",
    },
    fixable: false,
  },
  messages,
  check(view, report) {
    const { smtp } = view;
    if (smtp === null || smtp.mxLookupsParser === null || view.extraConfig) return;
    const variable = view.variable("SMTP_MX_LOOKUPS_ENABLED");
    const value = knownText(variable);
    if (value === null || !isPlaced(variable)) return;
    const outcome = parseBoolean(smtp.mxLookupsParser, value, variable.name);
    // Of a text that stops the boot or is dropped other rules speak.
    if (outcome.kind !== "on" && outcome.kind !== "off") return;
    report({
      variable: variable.name,
      at: placeOf(variable),
      message: outcome.kind === "off" ? messages.lookups : messages.noLookups,
      values: { value: shownText(value), adapter: smtp.adapter, release: view.releaseName },
      related: relatedTo(view.service, variable),
    });
  },
};
