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
  noElixir: {
    en: "`EXTRA_CONFIG_PATH` must name an Elixir file, or Plausible doesn't start.\nPlausible {release} runs it as Elixir code when it starts, and `{value}` is none. Variables (`NAME=value`) belong into `.env`, YAML into the compose file.",
    "zh-cn":
      "`EXTRA_CONFIG_PATH` 必须指定 Elixir 文件，否则 Plausible 无法启动。\nPlausible {release} 启动时会把它作为 Elixir 代码执行，而 `{value}` 不是。变量（`NAME=value`）应写在 `.env` 中，YAML 应写在 compose 文件中。",
  },
  probably: {
    en: "`EXTRA_CONFIG_PATH` must name an Elixir file, or Plausible doesn't start.\nPlausible {release} runs it as Elixir code when it starts, and `{value}` doesn't look like that (usually `.exs`). Variables (`NAME=value`) belong into `.env`.",
    "zh-cn":
      "`EXTRA_CONFIG_PATH` 必须指定 Elixir 文件，否则 Plausible 无法启动。\nPlausible {release} 启动时会把它作为 Elixir 代码执行，而 `{value}` 看起来不是（通常为 `.exs`）。变量（`NAME=value`）应写在 `.env` 中。",
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
    const kind = kindOf(path, view.service.mounts.get(path)?.content ?? null);
    report({
      variable: variable.name,
      at: placeOf(variable),
      ...(kind === "elixir" ? {} : { severity: kind === "other" ? "error" : "warning" }),
      message: kind === "elixir" ? messages.finding : kind === "other" ? messages.noElixir : messages.probably,
      values: { value: shownText(path) },
      related: relatedTo(view.service, variable),
    });
  },
};

/** Whether a file may be Elixir code: its text tells, or else its name may. `unlikely`: by its name alone. */
function kindOf(path: string, content: string | null): "elixir" | "other" | "unlikely" {
  if (content !== null) {
    const lines = content.split(/\r?\n/).filter((line) => !/^\s*(#|$)/.test(line));
    // `NAME=value` and `name: value` alone are lines of env files and of YAML, and no Elixir that does anything.
    const isSetting = (line: string) => /^\s*(export\s+)?[A-Z][A-Z0-9_]*=|^\s*(-\s+)?[A-Za-z_][\w-]*:(\s|$)/.test(line);
    return lines.length > 0 && lines.every(isSetting) ? "other" : "elixir";
  }
  return /(^|\/)\.env$|\.(env|ya?ml|json|toml|ini|conf|cfg|properties|sh)$/i.test(path) ? "unlikely" : "elixir";
}
