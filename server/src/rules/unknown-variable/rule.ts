import { codes, type MessageTemplate } from "../../base/messages.js";
import { distance, nearest } from "../../base/nearest.js";
import type { FilePath } from "../../base/text.js";
import type { Project, Variable } from "../../compose/types.js";
import { type NearMiss, nearMissesInDotenv } from "../../instance/dotenv-names.js";
import { evidentMeaning } from "../../instance/evident-meaning.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { indexOf } from "../../instance/project-index.js";
import { namesAskedIn } from "../../instance/references.js";
import { knownPortMode } from "../../instance/relay-port.js";
import { knownText } from "../../instance/value.js";
import { isShared, isUsedByCommand, misnamedFor } from "../../instance/variable-names.js";
import { settingsEffect } from "../../instance/what-if.js";
import { type Misnomer, misnomerNamed, otherVariables } from "../../plausible/tables/misnomers.js";
import { isReadBy, variableNamed, variables } from "../../plausible/tables/variables.js";
import { fix, removeVariable, renameInDotenv, renameVariable } from "../kit/fixes.js";
import { isNamedByHalfCredentials } from "../kit/half-login.js";
import { relatedTo } from "../kit/related-line.js";
import type { Fix, Report, Rule } from "../kit/types.js";

const messages = {
  rename: {
    en: "`{name}` isn't a Plausible setting. Did you mean `{meant}`?\nNo release of Plausible reads this name, so it has no effect.",
    "zh-cn": "`{name}` 不是 Plausible 的设置。您是否想写 `{meant}`？\nPlausible 的任何版本都不读取此名称，它不起任何作用。",
  },
  already: {
    en: "`{name}` isn't a Plausible setting and has no effect. Remove it.\nNo release of Plausible reads this name, and `{meant}` is set already.",
    "zh-cn":
      "`{name}` 不是 Plausible 的设置，不起任何作用。请删除。\nPlausible 的任何版本都不读取此名称，且 `{meant}` 已经设置。",
  },
  nothingLike: {
    en: "`{name}` isn't a Plausible setting and has no effect. Remove it.\nNo release of Plausible has such a setting.",
    "zh-cn": "`{name}` 不是 Plausible 的设置，不起任何作用。请删除。\nPlausible 的任何版本都没有这样的设置。",
  },
  beside: {
    en: "`{name}` isn't a Plausible setting. Did you mean `{meant}`?\nNo release of Plausible reads this name, so it has no effect.",
    "zh-cn": "`{name}` 不是 Plausible 的设置。您是否想写 `{meant}`？\nPlausible 的任何版本都不读取此名称，它不起任何作用。",
  },
  inDotenv: {
    en: "Nothing uses `{name}`. Did you mean `{meant}`?\nIt has no effect, and Plausible {release} in service `{service}` lacks `{meant}`.",
    "zh-cn":
      "没有任何地方使用 `{name}`。您是否想写 `{meant}`？\n它不起任何作用，而服务 `{service}` 中的 Plausible {release} 缺少 `{meant}`。",
  },
  fixLogin: { en: "Rename to {names}", "zh-cn": "重命名为 {names}" },
  needed: { en: "service `{service}` passes on `{meant}` here", "zh-cn": "服务 `{service}` 在此处传入 `{meant}`" },
} satisfies Record<string, MessageTemplate>;

const login: readonly string[] = ["SMTP_USER_NAME", "SMTP_USER_PWD"];
const mailPrefix = /^(SMTP|MAILER|MAIL|MUA|POSTMARK|MAILGUN|MANDRILL|SENDGRID|EMAIL)_/;
const mailNames = variables.filter(({ mail }) => mail).map(({ name }) => name);
const besideMail = [...variables.filter(({ mail }) => !mail).map(({ name }) => name), ...otherVariables];
/** Short names are near to too much. */
const longNames = [...besideMail, ...mailNames].filter(({ length }) => length >= 8);
const known = new Set([...variables.map(({ name }) => name), ...otherVariables]);

/** Settings whose values mean something else under the name that was probably meant: a new name alone would not do. */
const otherMeaning: ReadonlySet<string> = new Set([
  "MAILER_ADAPTER",
  "SMTP_HOST_SSL_ENABLED",
  "SMTP_MX_LOOKUPS_ENABLED",
  "MAILGUN_BASE_URI",
]);

/** A name that looks like a mail setting and is none. */
export const unknownVariable: Rule = {
  meta: {
    id: "unknown-variable",
    severity: "warning",
    summary: {
      en: "A variable looks like one of Plausible's mail settings, but no release reads it.",
      "zh-cn": "变量看似 Plausible 的邮件设置，但没有任何版本读取它。",
    },
    fixable: true,
    yieldsTo: {
      onVariable: ["secret-name"],
      atPlace: [
        "malformed-entry",
        // The misspelt name is the one that the boot needs.
        "boot-refused",
      ],
    },
  },
  messages,
  check(view, report) {
    // The extra Elixir file may read any name.
    if (view.extraConfig) return;
    for (const [name, variable] of view.service.environment) {
      // A command of the user's own may read what Plausible does not.
      if (known.has(name) || isUsedByCommand(view, name) || isInterpolated(view, variable)) continue;
      const half = misnomerNamed(name)?.real ?? nearMail(name);
      if (half !== null && isNamedByHalfCredentials(view, half)) continue;
      if (mailPrefix.test(name)) reportMailName(view, name, variable, report);
      else reportBeside(view, name, variable, report);
    }
    for (const miss of nearMissesInDotenv(view)) reportInDotenv(view, miss, report);
  },
};

/** A line of `.env` that nothing takes, while the service lacks what it was meant for. */
function reportInDotenv(view: PlausibleInstance, { statement, meant, passedOn }: NearMiss, report: Report): void {
  if (isNamedByHalfCredentials(view, meant)) return;
  const { service } = view;
  const { name, entry } = statement;
  const passes = passedOn ? service.environment.get(meant) : undefined;
  const values = { name, meant, service: service.name };
  report({
    variable: name,
    at: entry.key,
    message: messages.inDotenv,
    values,
    related: passes === undefined ? [] : [{ at: passes.declared.key, message: { template: messages.needed, values } }],
    fixes: [renameInDotenv(view, statement, meant)],
  });
}

/**
 * Whether a line of an env file is there for `${NAME}` elsewhere: what stands in `.env` the compose files may ask for, and
 * what an env file says its later lines may.
 */
function isInterpolated({ project }: PlausibleInstance, { name, declared }: Variable): boolean {
  if (declared.form !== "env-line") return false;
  const { file } = declared.at;
  return indexOf(project).ask(`unknown-variable ${name} ${file}`, (whole) => isInterpolatedIn(whole, name, file));
}

function isInterpolatedIn(project: Project, name: string, file: FilePath): boolean {
  const isDotenv = project.dotenv.some(({ path }) => path === file);
  const asked = isDotenv ? [...project.files.values()] : [project.files.get(file)];
  return asked.some((source) => source !== undefined && namesAskedIn(source).has(name));
}

function reportMailName(view: PlausibleInstance, name: string, variable: Variable, report: Report): void {
  const misnomer = misnomerNamed(name);
  const meant = misnomer === null ? nearMail(name) : misnomer.real;
  // A file that several programs share holds their settings too.
  if (isShared(view, variable.declared) && meant === null) return;
  const fact = meant === null ? null : variableNamed(meant);
  const useful = fact !== null && isReadBy(fact, view.choice.release, view.adapter) ? fact.name : null;
  const taken = useful !== null && view.variable(useful).state !== "absent" && view.service.environment.has(useful);
  const [message, fixes] =
    useful === null
      ? ([messages.nothingLike, [removeVariable(view, variable, false)]] as const)
      : taken
        ? ([messages.already, [removeVariable(view, variable, false)]] as const)
        : ([
            messages.rename,
            [
              renameLogin(view, useful),
              isSameSetting(view, misnomer, useful, variable) && !isLoneHalf(view, useful)
                ? renameVariable(view, variable, useful)
                : null,
              removeVariable(view, variable, false),
            ],
          ] as const);
  report({
    variable: name,
    at: variable.declared.key,
    message,
    values: { name, meant: useful ?? "" },
    related: relatedTo(view.service, variable).filter(({ at }) => at.file !== variable.declared.key.file),
    fixes,
  });
}

/**
 * Both halves of a login that have wrong names, renamed together, with the host that it is for where that has one too: one
 * half alone keeps Plausible from starting, and a login without a host goes to everybody's server.
 */
function renameLogin(view: PlausibleInstance, meant: string): Fix | null {
  if (!login.includes(meant)) return null;
  const host = view.variable("SMTP_HOST_ADDR").state === "absent" ? ["SMTP_HOST_ADDR"] : [];
  const names = [...host, ...login];
  const renamed = names.map((name) => {
    const wrong = view.variable(name).state === "absent" ? misnamedFor(view, name) : null;
    return wrong === null ? null : renameVariable(view, wrong, name);
  });
  const effect = settingsEffect(...renamed.flatMap((one) => [...(one?.effect?.settings ?? [])]));
  return fix(
    messages.fixLogin,
    { names: codes(names) },
    renamed.map((one) => one?.edits ?? null),
    true,
    effect,
  );
}

/** Whether a half of a login would stand alone under its right name, which keeps Plausible from starting. */
function isLoneHalf(view: PlausibleInstance, meant: string): boolean {
  return login.includes(meant) && login.some((name) => name !== meant && view.variable(name).state === "absent");
}

/** Whether the value would do under the name that was meant. */
function isSameSetting(view: PlausibleInstance, misnomer: Misnomer | null, meant: string, variable: Variable): boolean {
  const text = knownText(variable);
  // An empty text under a name that is read does harm; under this one it does none.
  if (variable.state === "value" && variable.value === "") return false;
  if (misnomer === null || !otherMeaning.has(meant)) return true;
  if (meant !== "SMTP_HOST_SSL_ENABLED" || text === null || view.settings === null) return false;
  // "TLS" and "SSL" of other programs may mean STARTTLS: only what fits the port is surely the same.
  const yes = evidentMeaning(text);
  const { port } = view.settings;
  const speaks = port.kind === "known" ? knownPortMode(view, port.port) : null;
  return yes !== null && speaks?.mode === (yes ? "implicit" : "starttls");
}

/** A mail variable that differs by a slip of the finger. */
function nearMail(name: string): string | null {
  return nearest(name, mailNames) ?? null;
}

/** A name that differs by a letter or two from another of Plausible's variables. Short names are near to too much. */
function reportBeside(view: PlausibleInstance, name: string, variable: Variable, report: Report): void {
  if (name.length < 8 || isShared(view, variable.declared)) return;
  const meant = longNames.find((candidate) => isSlip(name, candidate));
  if (meant === undefined || view.service.environment.has(meant)) return;
  report({
    variable: name,
    at: variable.declared.key,
    severity: mailNames.includes(meant) ? "warning" : "hint",
    message: messages.beside,
    values: { name, meant },
    fixes: [renameVariable(view, variable, meant)],
  });
}

/**
 * One or two letters added, dropped, changed or swapped. The end must be the same, unless a letter is too many or too
 * few there: `DATABASE_URI` is another name than `DATABASE_URL`, and not a slip.
 */
function isSlip(name: string, candidate: string): boolean {
  if (Math.abs(name.length - candidate.length) > 2) return false;
  if (name.toLowerCase() === candidate.toLowerCase()) return true;
  const away = distance(name, candidate);
  if (away === 1) return name.length !== candidate.length || name.at(-1) === candidate.at(-1);
  if (away !== 2) return false;
  const swapped = [...name].sort().join("") === [...candidate].sort().join("");
  return swapped || (candidate.length >= 12 && name.slice(-2) === candidate.slice(-2));
}
