import type { MessageTemplate } from "../../base/messages.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf, shownText, textOfVariable } from "../../instance/value.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  finding: {
    en: "`EXTRA_CONFIG_PATH` can change every mail setting, which can't be checked here.\nPlausible {release} runs the Elixir file `{value}` after it has read these variables. Compare with `Application.get_env(:plausible, Plausible.Mailer)` in the container.",
    "zh-cn":
      "`EXTRA_CONFIG_PATH` 可改写任何邮件设置，此处无法检查。\nPlausible {release} 在读取这些变量之后会运行 Elixir 文件 `{value}`。请与容器内 `Application.get_env(:plausible, Plausible.Mailer)` 的输出比较。",
  },
} satisfies Record<string, MessageTemplate>;

/** An Elixir file of the user's own may override what the variables say. */
export const extraConfig: Rule = {
  meta: {
    id: "extra-config",
    severity: "info",
    summary: {
      en: "`EXTRA_CONFIG_PATH` names a file that can override every mail setting.",
      "zh-cn": "`EXTRA_CONFIG_PATH` 指定的文件可覆盖任何邮件设置。",
    },
    fixable: false,
  },
  messages,
  check(view, report) {
    const variable = view.variable("EXTRA_CONFIG_PATH");
    const path = textOfVariable(variable);
    if (path === null || path === "" || !isPlaced(variable) || !view.reads(variable.name)) return;
    report({
      variable: variable.name,
      at: placeOf(variable),
      message: messages.finding,
      values: { value: shownText(path) },
      related: relatedTo(view.service, variable),
    });
  },
};
