import type { MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { type EnvironmentVariable, isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { isUsedByCommand } from "../../instance/variable-names.js";
import { variables } from "../../plausible/tables/variables.js";
import { effectOn, effects } from "../kit/effects-of-text.js";
import { commandForKey, freshKeyFix, freshKeyTitles } from "../kit/fresh-key.js";
import { relatedTo } from "../kit/related-line.js";
import type { Severity } from "../kit/severity.js";
import type { Rule } from "../kit/types.js";
import { commandIn } from "./command.js";

const messages = {
  envFile: {
    en: "`{name}` must be a value, not a command. {advice}\nEnv files don't run commands: Plausible {release} gets the text as it's written. {effect}",
    "zh-cn": "`{name}` 应为值，而不是命令。{advice}\nenv 文件不会执行命令：Plausible {release} 得到的就是所写的文本。{effect}",
  },
  compose: {
    en: "`{name}` must be a value, not a command. {advice}\nDocker Compose doesn't run commands: Plausible {release} gets the text as it's written. {effect}",
    "zh-cn":
      "`{name}` 应为值，而不是命令。{advice}\nDocker Compose 不会执行命令：Plausible {release} 得到的就是所写的文本。{effect}",
  },
  running: {
    en: "`{name}` must be a value, not a command. {advice}\nNothing ran the command: Plausible {release} got its text. {effect}",
    "zh-cn": "`{name}` 应为值，而不是命令。{advice}\n没有任何程序执行过该命令：Plausible {release} 得到的是命令的文本。{effect}",
  },
  run: {
    en: "Run it in a shell, and use its output.",
    "zh-cn": "请在 shell 中运行，并使用其输出。",
  },
  key: {
    en: "It isn't the value that you meant, and anyone who knows the text can forge logins.",
    "zh-cn": "这不是您想要的值，而且知道该文本的人都可以伪造登录。",
  },
  other: { en: "It isn't the value that you meant.", "zh-cn": "这不是您想要的值。" },
  ...freshKeyTitles,
} satisfies Record<string, MessageTemplate>;

/** A command in the place of a value: nobody runs it, so its text reaches the container. */
export const shellSyntax: Rule = {
  meta: {
    id: "shell-syntax",
    severity: "error",
    summary: {
      en: "A value is written as a shell command, which nothing runs.",
      "zh-cn": "值写成了 shell 命令，而没有任何程序会执行它。",
    },
    fixable: true,
    turn: "command",
  },
  messages,
  check(view, report) {
    for (const { name, mail, secret } of variables) {
      const effect = mail ? effectOn(view, name) : null;
      if (!view.reads(name) || (view.extraConfig && mail && effect !== "boot")) continue;
      const variable = view.variable(name);
      if (!isPlaced(variable) || variable.secretFile !== undefined) continue;
      const text = composedText(variable);
      if (text === null || !commandIn(text, secret ? "secret" : "plain") || isUsedByCommand(view, name)) continue;
      report({
        variable: name,
        at: placeOf(variable),
        severity: severityOf(effect),
        message: messageFor(view, variable),
        values: {
          name,
          effect:
            effect === null
              ? { template: commandForKey(name) === null ? messages.other : messages.key, values: {} }
              : { template: effects[effect], values: { release: view.releaseName } },
          advice: { template: messages.run, values: {} },
        },
        related: relatedTo(view.service, variable),
        fixes: [freshKeyFix(view, variable)],
      });
    }
  },
};

function messageFor({ project }: PlausibleInstance, { origin }: EnvironmentVariable): MessageTemplate {
  if (project.container) return messages.running;
  return origin?.entry?.form === "env-line" ? messages.envFile : messages.compose;
}

/** The text that the container gets; what nothing sets inside a command changes nothing about its being one. */
function composedText(variable: EnvironmentVariable): string | null {
  return variable.state === "value" ? variable.value : variable.composed;
}

function severityOf(effect: ReturnType<typeof effectOn> | null): Severity {
  return effect === "name" || effect === "dropped" ? "warning" : "error";
}
