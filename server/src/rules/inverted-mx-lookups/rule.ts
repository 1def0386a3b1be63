import type { MessageTemplate } from "../../base/messages.js";
import { isPlaced } from "../../instance/service-variable.js";
import { knownText, placeOf, shownText } from "../../instance/value.js";
import { parseBoolean } from "../../plausible/boot/config-helpers.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  lookups: {
    en: "Set `SMTP_MX_LOOKUPS_ENABLED` to `true`, or remove it: its meaning is reversed.\n`{value}` turns lookups on: `{adapter}` of Plausible {release} looks up the mail exchanger (MX) of your mail server's name and sends there instead.",
    "zh-cn":
      "请将 `SMTP_MX_LOOKUPS_ENABLED` 设为 `true`，或删除它：其含义是相反的。\n`{value}` 会开启查询：Plausible {release} 的 `{adapter}` 会查询邮件服务器名称的 MX 记录并改向那里发信。",
  },
  noLookups: {
    en: "You can remove `SMTP_MX_LOOKUPS_ENABLED`: its meaning is reversed.\n`{value}` turns lookups off in `{adapter}` of Plausible {release}. That is also the default.",
    "zh-cn":
      "可以删除 `SMTP_MX_LOOKUPS_ENABLED`：其含义是相反的。\n在 Plausible {release} 的 `{adapter}` 中，`{value}` 会关闭查询，这也是默认行为。",
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
