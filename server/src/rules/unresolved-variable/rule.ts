import { codes, type MessageTemplate } from "../../base/messages.js";
import { nearest } from "../../base/nearest.js";
import type { ValueVariable, Variable } from "../../compose/types.js";
import { composedContainer } from "../../instance/composed.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { referencesOf, type WrittenReference } from "../../instance/references.js";
import { usualPort } from "../../instance/relay-port.js";
import { asksForMissingDotenv } from "../../instance/unset-name.js";
import { placeOf } from "../../instance/value.js";
import { refusalsBesideMail } from "../../plausible/boot/boot-checks.js";
import { misnomerNamed } from "../../plausible/tables/misnomers.js";
import { essentialNames } from "../../plausible/tables/variables.js";
import { addDotenv, fix, passVariableThrough } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Fix, Problem, Rule } from "../kit/types.js";

const messages = {
  whole: {
    en: "Set `{missing}` in `.env`: `{name}` takes its value from it.\nNothing here sets `{reference}`. Unless your shell does, `{name}` is empty, which Plausible {release} doesn't take for unset. You can also use a bare `{name}`.",
    "zh-cn":
      "请在 `.env` 中设置 `{missing}`：`{name}` 的值取自它。\n此处没有任何地方设置 `{reference}`。除非您的 shell 设置了它，否则 `{name}` 为空，Plausible {release} 不会把它当作未设置。也可以只写变量名 `{name}`。",
  },
  ownName: {
    en: "Set `{name}` in `.env`: nothing here sets it.\nUnless your shell does, `{name}` is empty, which Plausible {release} doesn't take for unset. You can also use a bare `{name}`.",
    "zh-cn":
      "请在 `.env` 中设置 `{name}`：此处没有任何地方设置它。\n除非您的 shell 设置了它，否则 `{name}` 为空，Plausible {release} 不会把它当作未设置。也可以只写变量名 `{name}`。",
  },
  part: {
    en: "Set `{missing}` in `.env`: `{name}` contains it.\nNothing here sets `{reference}`. Unless your shell does, Plausible {release} gets the value without it.",
    "zh-cn":
      "请在 `.env` 中设置 `{missing}`：`{name}` 中含有它。\n此处没有任何地方设置 `{reference}`。除非您的 shell 设置了它，否则 Plausible {release} 得到的值会缺少这一部分。",
  },
  dollar: {
    en: "Use `$$` for a literal dollar sign in `{name}`, or set `{missing}` in `.env`.\nDocker Compose takes `{reference}` for a variable that nothing here sets. Unless your shell does, Plausible {release} gets the value without it.",
    "zh-cn":
      "`{name}` 中的美元符号请写成 `$$`，或在 `.env` 中设置 `{missing}`。\nDocker Compose 会把 `{reference}` 当作变量，而此处没有任何地方设置它。除非您的 shell 设置了它，否则 Plausible {release} 得到的值会缺少这一部分。",
  },
  fixDollar: { en: "Use `$$` for a literal dollar sign", "zh-cn": "用 `$$` 表示美元符号" },
  slip: {
    en: "`{reference}` in `{name}` isn't set. Did you mean `{meant}`?\n`.env` has `{meant}`. Unless your shell sets `{reference}`, Plausible {release} gets nothing for it.",
    "zh-cn":
      "`{name}` 中的 `{reference}` 没有设置。您是否想写 `{meant}`？\n`.env` 中有 `{meant}`。除非您的 shell 设置了 `{reference}`，否则 Plausible {release} 什么也得不到。",
  },
  boot: {
    en: "Set `{missing}` in `.env`: without it Plausible doesn't start.\nNothing here sets `{reference}`. Unless your shell does, Plausible {release} gets a `{name}` that lacks it, and refuses to start.",
    "zh-cn":
      "请在 `.env` 中设置 `{missing}`：缺少它 Plausible 无法启动。\n此处没有任何地方设置 `{reference}`。除非您的 shell 设置了它，否则 Plausible {release} 得到的 `{name}` 会缺少它，因而拒绝启动。",
  },
  bootBare: {
    en: "Use a bare `{name}`: an empty one keeps Plausible from starting.\nNothing here sets `{reference}`. Unless your shell does, `{name}` is empty, and Plausible {release} refuses to start. A bare name stays unset.",
    "zh-cn":
      "请只写变量名 `{name}`：空值会使 Plausible 无法启动。\n此处没有任何地方设置 `{reference}`。除非您的 shell 设置了它，否则 `{name}` 为空，Plausible {release} 会拒绝启动。只写变量名则保持未设置。",
  },
  host: {
    en: "Set `SMTP_HOST_ADDR` in `.env`, where its user name and password are.\nUnless your shell sets it, Plausible {release} connects to each recipient's own mail server and logs in there.",
    "zh-cn":
      "请在 `.env` 中设置 `SMTP_HOST_ADDR`，其中已有对应的用户名和密码。\n除非您的 shell 设置了它，否则 Plausible {release} 会连接每个收件人自己的邮件服务器并在那里登录。",
  },
  bare: { en: "`SMTP_HOST_ADDR` is passed through here", "zh-cn": "此处传入 `SMTP_HOST_ADDR`" },
  fixSlip: { en: "Use `{meant}` instead", "zh-cn": "改用 `{meant}`" },
} satisfies Record<string, MessageTemplate>;

/** A reference in a mail variable to a name that no file sets and that has no default. */
export const unresolvedVariable: Rule = {
  meta: {
    id: "unresolved-variable",
    severity: "warning",
    summary: {
      en: "A mail variable, or one without which Plausible doesn't start, takes its value from a name that nothing sets.",
      "zh-cn": "邮件变量（或 Plausible 启动所需的变量）的值取自一个没有设置的名称。",
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
    for (const problem of refusedEmpty(view)) report(problem);
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
      const whole = missing.length === 1 && missing[0] === name ? messages.ownName : messages.whole;
      const inside = variable.composed === "" ? whole : first.text.startsWith("${") ? messages.part : messages.dollar;
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

/** Variables beside mail for which the release refuses to boot as Compose composes them: without what nothing sets. */
function refusedEmpty(view: PlausibleInstance): Problem[] {
  const { project, service, choice, releaseName: release } = view;
  const hasFiles = [...project.dotenv, ...service.envFiles].some(({ state }) => state === "read");
  return refusalsBesideMail(choice.release, composedContainer(project, service)).flatMap(({ variable: name, certain }) => {
    const variable = service.environment.get(name);
    if (!certain || variable?.state !== "unknown" || variable.composed === null) return [];
    // Every set-up takes these from `.env`: that it isn't among the files says nothing.
    const isKey = essentialNames.includes(name);
    const [first] = referencesOf(project, variable).filter((one) => variable.unresolved.includes(one.name));
    if (first === undefined || (isKey && !hasFiles)) return [];
    const value = name === "BASE_URL" ? "https://replace-me.example.com" : "replace-me";
    const bare = isKey || variable.composed !== "" ? null : passVariableThrough(view, variable);
    return [
      {
        variable: name,
        at: first.at,
        ...(hasFiles ? {} : { severity: "info" }),
        message: bare === null ? messages.boot : messages.bootBare,
        values: { name, reference: first.text, missing: codes([...new Set(variable.unresolved)]), release },
        related: relatedTo(service, variable).filter(({ at }) => at.file !== first.at.file),
        fixes: [bare ?? addDotenv(view, [{ name: first.name, value }])],
      },
    ];
  });
}

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
  // What other programs call it, too; short names are near to too much.
  const foreign = names.find((one) => misnomerNamed(one)?.real === name);
  return foreign ?? (name.length < 6 ? null : nearest(name, names));
}

function renameReference({ name, at, text }: WrittenReference, meant: string): Fix | null {
  const start = at.start + text.indexOf(name);
  return fix(messages.fixSlip, { meant }, [[{ ...at, start, end: start + name.length, newText: meant }]], true);
}
