// `npm run new-rule -- my-rule` makes a rule's folder that compiles and whose test fails, and puts it into the index.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const id = process.argv[2] ?? "";
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
  console.error("usage: npm run new-rule -- <id>   (kebab-case, e.g. half-credentials)");
  process.exit(2);
}
const folder = join(root, "server/src/rules", id);
if (existsSync(folder)) {
  console.error(`server/src/rules/${id} is there already`);
  process.exit(2);
}
const name = id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

const rule = `import type { MessageTemplate } from "../../base/messages.js";
import { isPlaced } from "../../instance/service-variable.js";
import { knownText, placeOf, shownText } from "../../instance/value.js";
import { setVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  // TODO What to change and why, in one line; after it what Plausible does. Never the value of a secret.
  finding: {
    en: "Set \`{name}\` to \`TODO\`: TODO the fault.\\nWith \`{value}\`, Plausible {release} TODO.",
    "zh-cn": "请将 \`{name}\` 设为 \`TODO\`：TODO 错在哪里。\\n设为 \`{value}\` 时，Plausible {release} TODO。",
  },
} satisfies Record<string, MessageTemplate>;

/** TODO One sentence: what is wrong. */
export const ${name}: Rule = {
  meta: {
    id: "${id}",
    severity: "warning",
    summary: {
      en: "TODO One sentence: what is wrong.",
      "zh-cn": "TODO 一句话：错在哪里。",
    },
    fixable: true,
    // TODO Which rules name the cause of what this one sees? See "yields" in CONTRIBUTING.md; remove it if none does.
    yieldsTo: { onVariable: [] },
  },
  messages,
  check(view, report) {
    const variable = view.variable("MAILER_NAME"); // TODO the variable that is at fault
    const value = knownText(variable); // null where it is absent, unknown or a placeholder: then the rule is silent
    if (value === null || !isPlaced(variable) || !view.reads(variable.name)) return;
    if (!isWrong(value)) return;
    report({
      variable: variable.name,
      at: placeOf(variable),
      message: messages.finding,
      values: { name: variable.name, value: shownText(value) }, // {release} is filled in
      related: relatedTo(view.service, variable),
      fixes: [setVariable(view, variable, "TODO")],
    });
  },
};

/** TODO When is the value at fault? */
function isWrong(_value: string): boolean {
  return false;
}
`;

const test = `import { testReadme } from "../../../testing/rules/readme.js";
import { ${name} } from "./rule.js";

// Each example of the README: its findings, their ranges, every fix, silence after it.
testReadme(${name}, import.meta.url);
`;

const readme = `# ${id}

TODO One sentence: what is wrong.

\`\`\`yaml bad
services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
      - MAILER_NAME=Wrong
#                   ^^^^^ ${id}
      - SMTP_HOST_ADDR=smtp.zoo.example
      - SMTP_USER_NAME=plausible@zoo.example
      - SMTP_USER_PWD
\`\`\`

\`\`\`yaml good
services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
      - MAILER_NAME=Zoo
      - SMTP_HOST_ADDR=smtp.zoo.example
      - SMTP_USER_NAME=plausible@zoo.example
      - SMTP_USER_PWD
\`\`\`

## What Plausible does

TODO What the release does with it, and the source that says so.

## How to fix it

TODO What to write instead.
`;

const chinese = `# ${id}

TODO 一句话：错在哪里。

<!-- example -->

## Plausible 的行为

TODO 该版本会如何处理，以及说明这一点的来源。

## 修复方法

TODO 应改为什么。
`;

mkdirSync(folder);
writeFileSync(join(folder, "rule.ts"), rule);
writeFileSync(join(folder, "rule.test.ts"), test);
writeFileSync(join(folder, "README.md"), readme);
writeFileSync(join(folder, "README.zh-cn.md"), chinese);
console.log(`server/src/rules/${id}/: rule.ts, rule.test.ts, README.md, README.zh-cn.md`);
const { status } = spawnSync(process.execPath, [join(root, "scripts/docs.mjs")], { stdio: "inherit" });
if (status === 0) console.log(`Next: npm test -- ${id}   (it fails until the TODOs are done; CONTRIBUTING.md says how)`);
process.exit(status ?? 1);
