import { isRuleId } from "../base/ids.js";
import { type Message, message } from "../base/messages.js";
import { composedView } from "../instance/composed.js";
import { entryNear } from "../instance/entry-near.js";
import type { PlausibleInstance } from "../instance/plausible-instance.js";
import { setOrAdd } from "../rules/kit/fixes.js";
import type { Severity } from "../rules/kit/severity.js";
import { switchToMua } from "../rules/kit/switch-to-mua.js";
import type { Finding, Fix } from "../rules/kit/types.js";
import { type Cause, pageOf } from "../smtp/verdict/causes.js";
import { adviseOn } from "./advise.js";
import { conclude, contradicts } from "./conclude.js";
import type { Conclusion, Known } from "./conclusion.js";
import { logTexts } from "./log-remarks.js";
import type { Counted, LogReport } from "./tally.js";

/** One thing that a line may come from, and what to do then. */
export interface Explained {
  /** As `test` names it; null: the log does not tell it. */
  readonly cause: Cause | null;
  readonly rule: string | null;
  /** The variable to change; null where none is at fault, or where `variables` has several. */
  readonly variable: string | null;
  readonly variables: readonly string[];
  readonly advice: Message;
}

/** What a log says once or many times, explained. */
export interface ExplainedEntry extends Explained {
  /** The line does not decide: what else writes the same, the likeliest first. */
  readonly alternatives: readonly Explained[];
  readonly logLine: string;
  readonly count: number;
  /** Of the first one, from 1. */
  readonly line: number;
  readonly lastTime: string | null;
  /** What the linter says of the same mistake in the service's files; null where it says nothing. */
  readonly finding: Finding | null;
  /** Edits of the service's files that cure it, the preferred one first. */
  readonly fixes: readonly Fix[];
  /** The page of the documentation that tells more (`rules/port-25.md`, `test-smtp.md#auth-refused`); null: none. */
  readonly page: string | null;
}

/** A service whose log it may be, and what the rules say of it. */
export interface Suspect {
  readonly view: PlausibleInstance;
  readonly findings: readonly Finding[];
}

/** Explains everything that a log says of mail. @param suspect null: no files are at hand */
export function answersOf({ readings }: LogReport, suspect: Suspect | null): readonly ExplainedEntry[] {
  return readings.map((counted) => answerOf(counted, suspect));
}

function answerOf({ reading, count, line, lastTime }: Counted, suspect: Suspect | null): ExplainedEntry {
  const seen = suspect === null ? null : knownOf(suspect.view);
  const other = seen !== null && contradicts(reading, seen);
  // Names that nothing sets are taken as unset, unless the line proves that they were not.
  const composed = suspect === null ? null : knownOf(composedView(suspect.view));
  const known = other ? null : composed !== null && contradicts(reading, composed) ? seen : composed;
  const [first, ...others] = likeliestFirst(conclude(reading, known), other ? null : suspect);
  if (first === undefined) throw new Error(`nothing is concluded of ${reading.what.kind}`);
  const explained = (conclusion: Conclusion): Explained => {
    const { cause, rule, variable, variables } = conclusion;
    return { cause, rule, variable, variables, advice: adviseOn(reading, conclusion, known) };
  };
  const main = explained(first);
  const finding = suspect === null || other ? null : findingOf(first, suspect);
  const fixes = suspect === null || other ? [] : (finding?.fixes ?? ownCure(first, suspect.view));
  const note = message(logTexts.otherSettings, { service: suspect?.view.service.name ?? "" });
  const rule = finding?.rule ?? main.rule;
  return {
    ...main,
    ...(finding !== null && {
      rule: finding.rule,
      ...(finding.variable !== null && { variable: finding.variable, variables: [finding.variable] }),
    }),
    advice: other ? message(logTexts.both, { first: main.advice, second: note }) : main.advice,
    alternatives: others.map(explained),
    logLine: reading.logLine,
    count,
    line,
    lastTime,
    finding,
    fixes,
    page: rule !== null && isRuleId(rule) ? `rules/${rule}.md` : main.cause === null ? null : pageOf(main.cause),
  };
}

function knownOf(view: PlausibleInstance): Known {
  const { choice, delivery, smtp, mailer } = view;
  return {
    release: choice.release,
    delivery,
    adapter: smtp,
    bootError: mailer.outcome === "refuses-to-boot" ? mailer.error : null,
    boots: mailer.outcome === "boots",
    valueOf(name) {
      const variable = view.variable(name);
      return variable.state === "value" ? variable.value : null;
    },
  };
}

/** What the linter finds in the files comes before what only may be. */
function likeliestFirst(conclusions: readonly Conclusion[], suspect: Suspect | null): readonly Conclusion[] {
  if (suspect === null) return conclusions;
  const isFound = ({ rule }: Conclusion) => rule !== null && ownFindings(suspect).some((finding) => finding.rule === rule);
  return [...conclusions].sort((a, b) => Number(isFound(b)) - Number(isFound(a)));
}

function ownFindings({ view, findings }: Suspect): readonly Finding[] {
  return findings.filter(({ service }) => service === view.service.name || service === "");
}

/** Rules that speak of the same variables, but of no failure. */
const noFailure: ReadonlySet<string> = new Set([
  "plaintext-auth",
  "secret-in-compose",
  "duplicate-variable",
  "needless-suppression",
]);

/** What the linter says of the mistake: under the same rule, or of the variable at fault. */
function findingOf({ rule, cause, variables }: Conclusion, suspect: Suspect): Finding | null {
  const own = ownFindings(suspect);
  const same = own.find(
    (finding) =>
      finding.rule === rule && (variables.length === 0 || finding.variable === null || variables.includes(finding.variable)),
  );
  if (same !== undefined) return same;
  // A rejected login is as often the user name as the password.
  const names = cause === "auth-refused" ? [...variables, "SMTP_USER_NAME"] : variables;
  // A warning never says why a boot is refused.
  const grave: readonly Severity[] = cause === "boot-refused" ? ["error"] : ["error", "warning"];
  const speaksOfIt = ({ rule: id, severity, variable }: Finding) =>
    variable !== null && names.includes(variable) && grave.includes(severity) && !noFailure.has(id);
  const found = own.filter(speaksOfIt);
  return found.find(({ severity }) => severity === "error") ?? found[0] ?? null;
}

/** Where the line itself proves what to write. */
function ownCure({ cause }: Conclusion, view: PlausibleInstance): readonly Fix[] {
  const cures: Partial<Record<Cause, () => Fix | null>> = {
    "tls-on-plain-port": () =>
      setOrAdd(
        view,
        view.variable("SMTP_HOST_SSL_ENABLED"),
        "false",
        entryNear(view, ["SMTP_HOST_PORT", "SMTP_HOST_ADDR"]),
        false,
      ),
    "tls-impossible": () => switchToMua(view),
  };
  const fix = (cause === null ? undefined : cures[cause])?.() ?? null;
  return fix === null ? [] : [fix];
}
