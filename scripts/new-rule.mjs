// `npm run new-rule -- my-rule` makes a rule's folder that compiles, and puts it into the index.
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
import { knownText, placeOf } from "../../instance/value.js";
import { removeVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  // The value · what Plausible will do · what to write. Never a secret's value.
  finding: {
    en: "\`{name}={value}\`: Plausible {release} … Write \`…\`.",
    "zh-cn": "\`{name}={value}\`：Plausible {release} ……请写 \`…\`。",
  },
} satisfies Record<string, MessageTemplate>;

/** One sentence: what is wrong. */
export const ${name}: Rule = {
  meta: {
    id: "${id}",
    severity: "warning",
    summary: {
      en: "One sentence: what is wrong.",
      "zh-cn": "一句话：错在哪里。",
    },
    fixable: true,
  },
  messages,
  check(view, report) {
    const variable = view.variable("MAILER_NAME");
    const value = knownText(variable);
    // Silent where the value is unknown, and where this release or adapter does not read it.
    if (value !== "Wrong" || !isPlaced(variable) || !view.reads(variable.name)) return;
    report({
      variable: variable.name,
      at: placeOf(variable),
      message: messages.finding,
      values: { name: variable.name, value },
      related: relatedTo(view.service, variable),
      fixes: [removeVariable(view, variable)],
    });
  },
};
`;

const test = `import { testReadme } from "../../../testing/rules/readme.js";
import { ${name} } from "./rule.js";

// Each example of the README: its findings, their ranges, every fix, silence after it.
testReadme(${name}, import.meta.url);
`;

const readme = `# ${id}

One sentence: what is wrong.

\`\`\`yaml bad
services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
      - MAILER_NAME=Wrong
#                   ^^^^^ ${id}
      - SMTP_HOST_ADDR=smtp.zoo.example
      - SMTP_USER_NAME=plausible@example.com
      - SMTP_USER_PWD
\`\`\`

\`\`\`yaml good
services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
      - SMTP_HOST_ADDR=smtp.zoo.example
      - SMTP_USER_NAME=plausible@example.com
      - SMTP_USER_PWD
\`\`\`

## What Plausible does

What the release does with it, and the source that says so.

## How to fix it

What to write instead.
`;

mkdirSync(folder);
writeFileSync(join(folder, "rule.ts"), rule);
writeFileSync(join(folder, "rule.test.ts"), test);
writeFileSync(join(folder, "README.md"), readme);
console.log(`server/src/rules/${id}/: rule.ts, rule.test.ts, README.md`);
process.exit(spawnSync(process.execPath, [join(root, "scripts/docs.mjs")], { stdio: "inherit" }).status ?? 1);
