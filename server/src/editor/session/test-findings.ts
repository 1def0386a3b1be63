import { type MessageTemplate, message } from "../../base/messages.js";
import type { Location } from "../../base/text.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced, type PlacedVariable } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import type { Analysis } from "../../lint/analysis.js";
import { settingsFix, type WantedSetting, wantedBy } from "../../rules/kit/settings-fix.js";
import type { Finding } from "../../rules/kit/types.js";
import type { Cause } from "../../smtp/verdict/causes.js";
import type { SearchReport } from "../../smtp/verdict/search.js";
import type { StepName } from "../../smtp/verdict/steps.js";

/** What a failed test says of a service, in the form of a finding: no rule made it. */
export interface TestFinding extends Omit<Finding, "rule"> {
  readonly rule: null;
  /** Why the mail did not leave. */
  readonly cause: Cause | null;
}

/** What an editor shows as a problem, told apart by its `rule`. */
export type ShownFinding = Finding | TestFinding;

/** A login is two settings, and their texts often stand elsewhere than the lines that bring them into the container. */
const related = {
  value: { en: "The value of `{name}`", "zh-cn": "`{name}` 的值" },
  user: { en: "The user name that was sent with it", "zh-cn": "与其一同发送的用户名" },
} satisfies Record<string, MessageTemplate>;

const text: MessageTemplate = { en: "Test SMTP: {advice}", "zh-cn": "测试 SMTP：{advice}" };

/** What decides whether and how a connection comes to be. */
const reaching = [
  "MAILER_ADAPTER",
  "SMTP_HOST_ADDR",
  "SMTP_HOST_PORT",
  "SMTP_HOST_SSL_ENABLED",
  "SMTP_MIDDLEBOX_COMP_MODE",
  "SMTP_MX_LOOKUPS_ENABLED",
  "SMTP_RETRIES",
];
const introducing = [...reaching, "MAILER_EMAIL", "BASE_URL"];
/** The variables that decide about mail. */
export const everything: readonly string[] = [...introducing, "SMTP_USER_NAME", "SMTP_USER_PWD", "MAILER_NAME"];

/** The variables that a failure at this step rests on; null: it came before the first. */
function restingOn(step: StepName | null): readonly string[] {
  switch (step) {
    case "resolve":
    case "connect":
    case "greeting":
    case "tls":
    case "starttls":
      return reaching;
    case "ehlo":
      return introducing;
    default:
      return everything;
  }
}

/** Faults that lie in what the user typed, or in nothing that the files decide. */
const notInFiles: readonly (Cause | null)[] = ["cancelled", "recipient-invalid", "recipient-refused"];

/** A test that failed, until something that it rests on changes. */
interface FailedTest {
  readonly cause: Cause | null;
  /** The step that failed; null: it came before the first. */
  readonly step: StepName | null;
  readonly lintRule: string | null;
  readonly variable: string | null;
  readonly message: Finding["message"];
  /** What to write, the preferred way first. */
  readonly cures: readonly (readonly WantedSetting[])[];
  readonly restsOn: readonly string[];
  /** The values of `restsOn`, and the release, as they were tested. */
  readonly tested: string;
}

/** The findings of the last test of each service. */
export class TestFindings {
  readonly #failures = new Map<string, FailedTest>();

  /** Takes the outcome of a test in the place of the former one of the same service. */
  take(view: PlausibleInstance, { steps, verdict, search }: SearchReport): void {
    const key = keyOf(view);
    const best = search?.best ?? null;
    this.#failures.delete(key);
    if (verdict.wouldDeliver !== false || notInFiles.includes(verdict.cause)) return;
    const failed = steps.find(({ status }) => status === "failed");
    const restsOn = restingOn(failed?.step ?? null);
    const names = verdict.variable === null || restsOn.includes(verdict.variable) ? restsOn : [...restsOn, verdict.variable];
    this.#failures.set(key, {
      cause: verdict.cause,
      step: failed?.step ?? null,
      lintRule: verdict.rule,
      variable: verdict.variable,
      message: message(text, { advice: verdict.advice }),
      cures: [...(verdict.cure === null ? [] : [[wantedBy(verdict.cure)]]), ...(best === null ? [] : [best.choice.writes])],
      restsOn: names,
      tested: snapshotOf(view, names),
    });
  }

  /** What still stands of them in an analysis. What has been edited since is forgotten. */
  of(analysis: Analysis): TestFinding[] {
    // The services are made for who asks for them.
    if (this.#failures.size === 0) return [];
    const { project, services, findings } = analysis;
    return services.flatMap((view) => {
      const key = keyOf(view);
      const failure = this.#failures.get(key);
      if (failure === undefined) return [];
      if (snapshotOf(view, failure.restsOn) !== failure.tested) {
        // In the middle of typing nothing is known of the values; that is no edit of them.
        const broken = project.broken || view.service.envFiles.some(({ state }) => state === "invalid");
        if (!broken) this.#failures.delete(key);
        return [];
      }
      // One mistake, one finding: where a rule has said it already, the test adds nothing to be done.
      const { lintRule } = failure;
      const same = ({ rule, service, severity }: Finding) =>
        rule === lintRule && service === view.service.name && severity === "error";
      return findings.some(same) ? [] : [findingOf(view, failure)];
    });
  }
}

function findingOf(view: PlausibleInstance, { cause, step, variable, message: said, cures }: FailedTest): TestFinding {
  const login = step === "auth" && variable !== null ? loginPlaces(view, variable) : null;
  return {
    rule: null,
    cause,
    severity: "error",
    message: said,
    service: view.service.name,
    variable,
    at: login?.at ?? placeIn(view, variable),
    related: login?.related ?? [],
    fixes: cures.flatMap((wanted) => settingsFix(view, wanted) ?? []),
  };
}

/** A refused login: the entry that brings it into the container, with where its text stands and the user name beside it. */
function loginPlaces(view: PlausibleInstance, name: string): Pick<TestFinding, "at" | "related"> | null {
  const variable = view.variable(name);
  if (!isPlaced(variable)) return null;
  const at = declaredAt(variable);
  const value = placeOf(variable);
  const user = view.variable("SMTP_USER_NAME");
  const places = [
    ...(isSame(value, at) ? [] : [{ at: value, message: message(related.value, { name }) }]),
    ...(name === "SMTP_USER_NAME" || !isPlaced(user) ? [] : [{ at: declaredAt(user), message: message(related.user) }]),
  ];
  return { at, related: places };
}

/** The value where the entry has one (a text, `${NAME}`), else its name. */
function declaredAt(variable: PlacedVariable): Location {
  if (variable.secretFile !== undefined) return variable.secretFile.declared;
  const { value, key } = variable.declared;
  return value !== null && value.end > value.start ? value : key;
}

function isSame(a: Location, b: Location): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}

/** The variable's value; where nothing writes it, or none is at fault, the relay's; else the service. */
function placeIn(view: PlausibleInstance, name: string | null): Location {
  for (const one of [...(name === null ? [] : [name]), "SMTP_HOST_ADDR"]) {
    const variable = view.variable(one);
    if (isPlaced(variable)) return placeOf(variable);
  }
  return view.service.nameAt;
}

/** What a test rests on, to be compared: the release, and the values of these variables. */
export function snapshotOf(view: PlausibleInstance, names: readonly string[]): string {
  return JSON.stringify([
    view.choice.release.name,
    ...names.map((name) => {
      const variable = view.variable(name);
      if (variable.state === "absent") return null;
      return [variable.state, "composed" in variable ? variable.composed : variable.value];
    }),
  ]);
}

/** Tells the services of all projects apart. */
export function keyOf({ project, service }: PlausibleInstance): string {
  return [...project.request.composeFiles, service.name].join("\0");
}
