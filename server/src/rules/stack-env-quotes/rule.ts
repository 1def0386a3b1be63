import type { MessageTemplate } from "../../base/messages.js";
import { bareLine } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import { isStack } from "../kit/stack.js";
import type { Rule } from "../kit/types.js";

const messages = {
  finding: {
    en: "Remove the quotes around `{name}`: `docker stack deploy` keeps them.\nIt takes each line of an env file as it is, so Plausible {release} gets a value with quotes. Docker Compose removes them.",
    "zh-cn":
      "请去掉 `{name}` 两端的引号：`docker stack deploy` 会保留它们。\n它按原样读取环境文件的每一行，Plausible {release} 得到的值带有引号。Docker Compose 则会去掉引号。",
  },
} satisfies Record<string, MessageTemplate>;

/** An env file of a Swarm stack has values in quotes, which only Compose removes. Source: `docker stack config` of Docker 26. */
export const stackEnvQuotes: Rule = {
  meta: {
    id: "stack-env-quotes",
    severity: "warning",
    summary: {
      en: "An env file of a Swarm stack has a value in quotes, which `docker stack deploy` keeps.",
      "zh-cn": "Swarm stack 的环境文件中有带引号的值，而 `docker stack deploy` 会保留引号。",
    },
    fixable: true,
  },
  messages,
  check(view, report) {
    if (!isStack(view)) return;
    for (const variable of view.service.environment.values()) {
      const { name, origin } = variable;
      if (origin.kind !== "env_file" || origin.entry === null || !view.reads(name)) continue;
      const { entry } = origin;
      if (entry.form !== "env-line" || entry.value === null || entry.raw === true) continue;
      if (entry.quotes !== "single" && entry.quotes !== "double") continue;
      const bare = view.project.files.get(entry.value.file)?.slice(entry.value.start + 1, entry.value.end - 1) ?? "";
      report({
        variable: name,
        at: entry.value,
        message: messages.finding,
        values: { name },
        related: relatedTo(view.service, variable),
        fixes: [isPlain.test(bare) ? bareLine(name, entry) : null],
      });
    }
  },
};

/** What a shell and Compose read in the same way without quotes. */
const isPlain = /^[\w@%+=:,./-]+$/;
