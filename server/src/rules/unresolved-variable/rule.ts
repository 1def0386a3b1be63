import { codes, type MessageTemplate } from "../../base/messages.js";
import { nearest } from "../../base/nearest.js";
import type { ValueVariable, Variable } from "../../compose/types.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { referencesOf, type WrittenReference } from "../../instance/references.js";
import { usualPort } from "../../instance/relay-port.js";
import { asksForMissingDotenv } from "../../instance/unset-name.js";
import { placeOf } from "../../instance/value.js";
import { addDotenv, fix, passVariableThrough } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Fix, Problem, Rule } from "../kit/types.js";

const messages = {
  whole: {
    en: "`{name}` takes `{reference}`, which nothing here sets: unless your shell does, it is an empty text, which Plausible {release} does not take for unset. Set `{missing}` in `.env`, or pass the variable through as a bare `{name}`.",
    "zh-cn":
      "`{name}` 取自 `{reference}`，而此处没有任何地方为其赋值：除非您的 shell 设置了它，否则得到空文本，Plausible {release} 不会把它当作未设置。请在 `.env` 中设置 `{missing}`，或只写变量名 `{name}` 以透传。",
  },
  part: {
    en: "`{name}` contains `{reference}`, which nothing here sets: unless your shell does, Plausible {release} gets the value without it. Set `{missing}` in `.env`.",
    "zh-cn":
      "`{name}` 中含有 `{reference}`，而此处没有任何地方为其赋值：除非您的 shell 设置了它，否则 Plausible {release} 得到的值会缺少这一部分。请在 `.env` 中设置 `{missing}`。",
  },
  dollar: {
    en: "`{name}` contains `{reference}`, which Docker Compose takes for a name that nothing here sets: unless your shell does, Plausible {release} gets the value without it. Write `$$` where a dollar sign is meant, or set `{missing}` in `.env`.",
    "zh-cn":
      "`{name}` 中含有 `{reference}`，Docker Compose 会把它当作变量名，而此处没有任何地方为其赋值：除非您的 shell 设置了它，否则 Plausible {release} 得到的值会缺少这一部分。如果就是要写美元符号，请写 `$$`，否则请在 `.env` 中设置 `{missing}`。",
  },
  fixDollar: { en: "Write `$$` for a plain dollar sign", "zh-cn": "写成 `$$` 以表示普通的美元符号" },
  slip: {
    en: "`{name}` takes `{reference}`, which nothing here sets: unless your shell does, Plausible {release} gets nothing for it. `.env` has `{meant}`: did you mean that?",
    "zh-cn":
      "`{name}` 取自 `{reference}`，而此处没有任何地方为其赋值：除非您的 shell 设置了它，否则 Plausible {release} 什么也得不到。`.env` 中有 `{meant}`，您是否想写它？",
  },
  host: {
    en: "`.env` gives `SMTP_USER_NAME` and `SMTP_USER_PWD`, but nothing here sets `SMTP_HOST_ADDR`: unless your shell does, Plausible {release} goes to each recipient's own mail server and logs in there. Set `SMTP_HOST_ADDR` in `.env`.",
    "zh-cn":
      "`.env` 给出了 `SMTP_USER_NAME` 和 `SMTP_USER_PWD`，但此处没有任何地方为 `SMTP_HOST_ADDR` 赋值：除非您的 shell 设置了它，否则 Plausible {release} 会连接每个收件人自己的邮件服务器并在那里登录。请在 `.env` 中设置 `SMTP_HOST_ADDR`。",
  },
  bare: { en: "`SMTP_HOST_ADDR` is passed on here", "zh-cn": "此处透传 `SMTP_HOST_ADDR`" },
  fixSlip: { en: "Take `{meant}` instead", "zh-cn": "改为取 `{meant}`" },
} satisfies Record<string, MessageTemplate>;

/** A reference in a mail variable to a name that no file sets and that has no default. */
export const unresolvedVariable: Rule = {
  meta: {
    id: "unresolved-variable",
    severity: "warning",
    summary: {
      en: "A mail variable takes its value from a name that nothing sets.",
      "zh-cn": "邮件变量的值取自一个未被任何地方赋值的名称。",
    },
    fixable: true,
    yieldsTo: {
      onVariable: ["dollar-interpolation", "duplicate-variable"],
    },
  },
  messages,
  check(view, report) {
    const problem = forgottenHost(view);
    if (problem !== null) report(problem);
    // A `.env` that an `env_file` asks for and that is missing may set any name: `env-file-missing` speaks of it.
    if (asksForMissingDotenv(view)) return;
    for (const [name, variable] of view.service.environment) {
      // A bare name that nothing sets stays out of the container; that is what bare names are for.
      if (variable.state !== "unknown" || variable.composed === null || !view.mayReadMail(name)) continue;
      const references = referencesOf(view.project, variable).filter(
        (one) => variable.unresolved.includes(one.name) && !one.operator.endsWith("+"),
      );
      const [first] = references;
      if (first === undefined) continue;
      const meant = nearestSet(view, first.name);
      const missing = [...new Set(references.map((one) => one.name))];
      const set = addDotenv(
        view,
        missing.map((each) => ({ name: each, value: sampleFor(view, name) })),
      );
      // The value is there under another name: a bare one would not bring it in.
      const pass = meant === null ? passVariableThrough(view, variable) : null;
      const hasDotenv = view.project.dotenv.some(({ state }) => state === "read");
      const inside = variable.composed === "" ? messages.whole : first.text.startsWith("${") ? messages.part : messages.dollar;
      const message = meant === null ? inside : messages.slip;
      report({
        variable: name,
        at: first.at,
        message,
        values: { name, reference: first.text, missing: codes(missing), meant: meant ?? "" },
        related: relatedTo(view.service, variable).filter(({ at }) => at.file !== first.at.file),
        fixes: [
          meant === null ? null : renameReference(first, meant),
          message === messages.dollar ? escapeDollar(first) : null,
          ...(hasDotenv ? [set, pass] : [pass, set]),
        ],
      });
    }
  },
};

/**
 * A relay that is passed on as a bare name and set nowhere, while the login for it stands in `.env`: the one place where
 * a bare name that nothing sets is hardly meant.
 */
function forgottenHost(view: PlausibleInstance): Problem | null {
  const host = view.service.environment.get("SMTP_HOST_ADDR");
  if (host?.state !== "unknown" || host.composed !== null || host.unresolved.length === 0) return null;
  if (view.smtp === null || view.smtp.defaultHost !== null || view.extraConfig) return null;
  const login = view.service.environment.get("SMTP_USER_NAME");
  const password = view.service.environment.get("SMTP_USER_PWD");
  if (!isInDotenv(login) || !isInDotenv(password)) return null;
  return {
    variable: host.name,
    at: placeOf(login),
    message: messages.host,
    related: [{ at: host.declared.at, message: { template: messages.bare, values: {} } }],
    fixes: [addDotenv(view, [{ name: host.name, value: "replace-me" }])],
  };
}

function isInDotenv(variable: Variable | undefined): variable is ValueVariable {
  return variable?.state === "value" && variable.value !== "" && variable.origin.kind === "dotenv";
}

function escapeDollar({ at }: WrittenReference): Fix | null {
  return fix(messages.fixDollar, {}, [[{ ...at, end: at.start, newText: "$" }]], false);
}

/** A text to be replaced by the user: a placeholder, which nothing is judged by, or what is usual. */
function sampleFor(view: PlausibleInstance, name: string): string {
  return name === "SMTP_HOST_PORT" ? usualPort(view) : "replace-me";
}

/** A name that `.env` sets, near to the one that was written. */
function nearestSet({ project }: PlausibleInstance, name: string): string | null {
  const names = project.dotenv.flatMap(({ statements }) => statements.flatMap((one) => (one.value === null ? [] : [one.name])));
  // Short names are near to too much.
  return name.length < 6 ? null : nearest(name, names);
}

function renameReference({ name, at, text }: WrittenReference, meant: string): Fix | null {
  const start = at.start + text.indexOf(name);
  return fix(messages.fixSlip, { meant }, [[{ ...at, start, end: start + name.length, newText: meant }]], true);
}
