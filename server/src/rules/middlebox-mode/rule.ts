import type { MessageTemplate } from "../../base/messages.js";
import { isPlaced, type PlacedVariable } from "../../instance/service-variable.js";
import { knownText, placeOf, shownText } from "../../instance/value.js";
import { parseBoolean } from "../../plausible/boot/config-helpers.js";
import { removeVariable, setVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  on: {
    en: "Remove `SMTP_MIDDLEBOX_COMP_MODE`: it makes TLS fail with some servers.\nWith `{value}`, Plausible {release} aborts TLS 1.3 if the server leaves out a step of that mode, and those emails fail.",
    "zh-cn":
      "请删除 `SMTP_MIDDLEBOX_COMP_MODE`：它会使与部分服务器的 TLS 连接失败。\n设为 `{value}` 时，若服务器省略该模式的某个步骤，Plausible {release} 会中断 TLS 1.3 连接，这些邮件会失败。",
  },
  noOption: {
    en: "Remove `SMTP_MIDDLEBOX_COMP_MODE`: `{value}` makes every email over TLS fail.\nIt's neither `true` nor `false`; Plausible {release} passes it to its TLS client, which refuses it.",
    "zh-cn":
      "请删除 `SMTP_MIDDLEBOX_COMP_MODE`：`{value}` 会使所有 TLS 邮件失败。\n它既不是 `true` 也不是 `false`；Plausible {release} 会把它交给 TLS 客户端，被其拒绝。",
  },
} satisfies Record<string, MessageTemplate>;

/** A mode of TLS 1.3 that is better left off. */
export const middleboxMode: Rule = {
  meta: {
    id: "middlebox-mode",
    severity: "warning",
    summary: {
      en: "`SMTP_MIDDLEBOX_COMP_MODE` is on, which makes TLS fail with some servers.",
      "zh-cn": "`SMTP_MIDDLEBOX_COMP_MODE` 已开启，会使与部分服务器的 TLS 连接失败。",
    },
    fixable: true,
  },
  messages,
  check(view, report) {
    const { smtp } = view;
    if (smtp === null || smtp.middleboxParser === null || view.extraConfig) return;
    const variable = view.variable("SMTP_MIDDLEBOX_COMP_MODE");
    const value = knownText(variable);
    if (value === null || value === "" || !isPlaced(variable)) return;
    const outcome = parseBoolean(smtp.middleboxParser, value, variable.name);
    // A text that stops the boot, or the commands before it, is `invalid-boolean`.
    if (outcome.kind !== "on" || outcome.earlierCommands !== null) return;
    const isOption = outcome.term === true;
    report({
      variable: variable.name,
      at: placeOf(variable),
      severity: isOption ? "warning" : "error",
      message: isOption ? messages.on : messages.noOption,
      values: { value: shownText(value), release: view.releaseName },
      related: relatedTo(view.service, variable),
      // Without its name in the compose file, the line of `.env` would only seem to be forgotten there.
      fixes: [isFromDotenv(variable) ? setVariable(view, variable, "false") : removeVariable(view, variable)],
    });
  },
};

function isFromDotenv(variable: PlacedVariable): boolean {
  return variable.secretFile === undefined && variable.origin.kind === "dotenv";
}
