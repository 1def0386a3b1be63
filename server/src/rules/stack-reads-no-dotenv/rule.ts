import { codes, type MessageTemplate } from "../../base/messages.js";
import type { Variable } from "../../compose/types.js";
import { isStack } from "../kit/stack.js";
import type { Rule } from "../kit/types.js";

const messages = {
  finding: {
    en: "`docker stack deploy` doesn't read `.env`. Load it with `env_file`, or export it.\n{names} won't get a value from it. To export, run `set -a; . ./.env; set +a` in the shell that deploys.",
    "zh-cn":
      "`docker stack deploy` 不读取 `.env`。请用 `env_file` 加载该文件，或导出变量。\n{names} 不会从中得到值。要导出变量，请在部署所用的 shell 中运行 `set -a; . ./.env; set +a`。",
  },
  others: { en: "{names} and {n} more", "zh-cn": "{names} 等另外 {n} 个变量" },
  here: { en: "`.env` sets it here", "zh-cn": "`.env` 在此处设置" },
} satisfies Record<string, MessageTemplate>;

/** How many names a message shows. */
const shown = 3;

/** A Swarm stack takes values from `.env`, which only `docker compose` reads. */
export const stackReadsNoDotenv: Rule = {
  meta: {
    id: "stack-reads-no-dotenv",
    severity: "info",
    summary: {
      en: "A Swarm stack takes values from `.env`, which `docker stack deploy` doesn't read.",
      "zh-cn": "Swarm stack 的值取自 `.env`，而 `docker stack deploy` 不读取该文件。",
    },
    fixable: false,
  },
  messages,
  check(view, report) {
    if (!isStack(view)) return;
    const taken = [...view.service.environment.values()].filter(({ name, origin }) => {
      return origin.kind === "dotenv" && view.reads(name);
    });
    const first = taken.find(({ name }) => view.readsMail(name)) ?? taken[0];
    if (first === undefined) return;
    const names = [first, ...taken.filter((one) => one !== first)].map(({ name }) => name);
    const listed = codes(names.slice(0, shown));
    report({
      variable: first.name,
      at: referenceIn(first),
      message: messages.finding,
      values: {
        names: names.length <= shown ? listed : { template: messages.others, values: { names: listed, n: names.length - shown } },
      },
      related: first.origin.at === null ? [] : [{ at: first.origin.at, message: { template: messages.here, values: {} } }],
    });
  },
};

/** Where the compose file asks for a value that stands in `.env`. */
function referenceIn({ origin, declared }: Variable) {
  return origin.through[0] ?? declared.at;
}
