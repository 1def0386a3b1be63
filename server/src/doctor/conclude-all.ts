import { message } from "../base/messages.js";
import type { ExplainedEntry } from "../log/answer.js";
import type { Finding } from "../rules/kit/types.js";
import { type Cause, nameOf } from "../smtp/verdict/causes.js";
import type { Verdict } from "../smtp/verdict/report.js";
import { shownMessage } from "../smtp-test/shown-report.js";
import type { DoctorStep, DoctorVerdict } from "./diagnosis.js";
import { say } from "./doctor-texts.js";
import { inOneLine, type Patient, placeText, said } from "./look.js";

/** What the steps have brought to light. */
export interface Findings {
  readonly patient: Patient;
  readonly steps: readonly DoctorStep[];
  /** Of the tests of the mail server; null: it did not run. */
  readonly here: Verdict | null;
  readonly network: Verdict | null;
  /** Whether the container has the settings of the files; null: not known. */
  readonly same: boolean | null;
  readonly logged: readonly ExplainedEntry[];
}

/** One verdict and one next step. Where tests disagree, the one that ran closer to Plausible decides. */
export function concludeAll(found: Findings): DoctorVerdict {
  const { patient, network, here, same } = found;
  const { composed, secrets } = patient;
  const service = composed.service.name;
  const [refusal] = composed.project.errors;
  if (refusal !== undefined) {
    const words = secrets.quoted(refusal.message);
    return verdict({ wouldDeliver: false, summary: said(`${words}`), next: say("nextCompose", { words }) });
  }
  const tested = definite(network) ?? definite(here);
  const error = patient.findings.find(({ severity }) => severity === "error") ?? null;
  if (tested?.wouldDeliver === false || (tested === null && error !== null)) return failing(found, tested, error);
  if (tested === null) {
    const [logged] = found.logged;
    if (logged?.cause != null) {
      const { cause, rule, variable } = logged;
      const advice = shownMessage(inOneLine(logged.advice), secrets.quoted);
      const known = { wouldDeliver: false, cause, rule: rule as Verdict["rule"], variable } as const;
      return verdict({ ...known, summary: causeSummary(cause), next: say("nextAdvice", { advice }) });
    }
    const inconclusive = network ?? here;
    const next = inconclusive === null ? say("nextTest") : inOneLine(shownMessage(inconclusive.advice, secrets.quoted));
    return verdict({ wouldDeliver: null, cause: inconclusive?.cause ?? null, summary: say("verdictUnknown"), next });
  }
  if (same === false)
    return verdict({ wouldDeliver: null, summary: say("verdictOutdated"), next: say("nextRecreate", { service }) });
  // What failed within a day may be cured by now; nobody should invite on without having looked.
  const cause = found.logged.find((one) => one.cause !== null)?.cause ?? null;
  if (cause !== null) {
    const next = say("nextLogged", { cause: message(nameOf(cause)) });
    return verdict({ wouldDeliver: true, summary: say("verdictWorks"), next });
  }
  const flawed = found.steps.some(({ step, status }) => step === "domain" && status === "failed");
  return verdict({ wouldDeliver: true, summary: say("verdictWorks"), next: say(flawed ? "nextDomain" : "nextInvite") });
}

function definite(tested: Verdict | null): Verdict | null {
  return tested === null || tested.wouldDeliver === null ? null : tested;
}

/** What is wrong, and the line to change where one is known. */
function failing({ patient }: Findings, tested: Verdict | null, error: Finding | null): DoctorVerdict {
  const { composed, findings, secrets } = patient;
  // What the linter says of the same mistake has the edit; else the first of its errors comes first.
  const same = findings.find(({ rule, fixes }) => tested?.rule === rule && fixes.length > 0);
  const finding = same ?? (tested?.rule == null ? error : null) ?? null;
  const [fix] = finding?.fixes ?? [];
  const service = composed.service.name;
  const next =
    finding !== null && fix !== undefined
      ? say("nextFix", { fix: shownMessage(fix.title, secrets.quoted), place: placeText(finding.at, patient), service })
      : tested !== null
        ? say("nextAdvice", { advice: inOneLine(shownMessage(tested.advice, secrets.quoted)) })
        : say("nextAdvice", {
            advice: finding === null ? say("nextTest") : inOneLine(shownMessage(finding.message, secrets.quoted)),
          });
  const cause = tested?.cause ?? null;
  return verdict({
    wouldDeliver: false,
    cause,
    rule: tested?.rule ?? finding?.rule ?? null,
    variable: tested?.variable ?? finding?.variable ?? null,
    summary: cause === null ? say("verdictFailsSomehow") : causeSummary(cause),
    next,
    fix: fix ?? null,
  });
}

const causeSummary = (cause: Cause) => say("verdictFails", { cause: message(nameOf(cause)) });

function verdict(known: Pick<DoctorVerdict, "wouldDeliver" | "summary" | "next"> & Partial<DoctorVerdict>): DoctorVerdict {
  return { cause: null, rule: null, variable: null, fix: null, ...known };
}
