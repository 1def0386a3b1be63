import { type Message, message } from "../base/messages.js";
import { compareRunning, type RunningComparison, sameAsRunning } from "../containers/compare-running.js";
import { faultMessage } from "../containers/fault-words.js";
import { ContainerTrouble } from "../containers/faults.js";
import type { ServiceContainer } from "../containers/service-container.js";
import { answersOf, type ExplainedEntry, type Suspect } from "../log/answer.js";
import { LogTally } from "../log/tally.js";
import type { DomainCheck } from "../sender-domain/check-domain.js";
import { nameOf } from "../smtp/verdict/causes.js";
import type { Verdict } from "../smtp/verdict/report.js";
import { shownMessage } from "../smtp-test/shown-report.js";
import type { TestRun } from "../smtp-test/test-run.js";
import type { DoctorStep } from "./diagnosis.js";
import { say } from "./doctor-texts.js";
import { firstLine, type Patient, said, stepOf } from "./look.js";

/** Does the container that runs have these settings? */
export async function runningStep(
  { composed, secrets, unsetIsUnknown }: Patient,
  container: ServiceContainer,
): Promise<{ readonly step: DoctorStep; readonly same: boolean | null }> {
  const found = await unlessTrouble(() => compareRunning(composed, container, secrets, unsetIsUnknown));
  if (found instanceof ContainerTrouble) {
    return { step: stepOf("running", "unknown", troubleMessage(found, secrets.quoted)), same: null };
  }
  const same = sameAsRunning(found);
  const summary = say(same === null ? "sameAsFar" : same ? "same" : "differs");
  const status = same === null ? "unknown" : same ? "ok" : "failed";
  const lines = [
    ...(found.count > 1 ? [say("oneOf", { count: found.count })] : []),
    ...(found.fault === null ? [] : [shownMessage(faultMessage(found.fault), secrets.quoted)]),
    ...differencesOf(found),
  ];
  const { container: name, count, environment, differences, image, reasons } = found;
  const details = {
    container: name,
    containers: count,
    image,
    reasons,
    variables: environment.map(({ variable }) => variable),
    keys: (differences ?? []).map(({ path }) => path),
  };
  return { step: stepOf("running", status, summary, { lines, details }), same };
}

function differencesOf({ environment, differences }: RunningComparison): readonly Message[] {
  const inVariables = new Set(environment.map(({ variable }) => variable));
  const all = [
    ...environment.map((one) => ({ ...one, name: one.variable })),
    ...(differences ?? [])
      .filter(({ variable }) => variable === null || !inVariables.has(variable))
      .map((one) => ({ ...one, name: one.path })),
  ];
  return all.slice(0, 20).map(({ name, files, container, secret }) =>
    say("differsIn", {
      name,
      files: files ?? say("missing"),
      container: container === null ? say("missing") : secret && files !== null ? say("hidden") : container,
    }),
  );
}

/** What a test of the mail server came to. */
export function testStep(
  step: "test" | "network",
  verdict: Pick<Verdict, "wouldDeliver" | "cause" | "rule" | "variable" | "advice">,
  run: TestRun | null,
): DoctorStep {
  const { wouldDeliver, cause, rule, variable } = verdict;
  const hide = run?.hide ?? ((text: string) => text);
  const failed = run?.report.steps.find(({ status }) => status === "failed");
  const status = wouldDeliver === null ? "unknown" : wouldDeliver ? "ok" : "failed";
  const summary = wouldDeliver === true ? say("passed") : cause === null ? firstLine(verdict.advice) : message(nameOf(cause));
  return stepOf(step, status, shownMessage(summary, hide), {
    lines: [
      ...(failed === undefined ? [] : [shownMessage(failed.detail, hide)]),
      ...(wouldDeliver === true ? [] : [shownMessage(firstLine(verdict.advice), hide)]),
    ],
    details: { wouldDeliver, cause, rule, variable },
  });
}

/** How far back a diagnosis reads the log. */
export const logSince = "24h";

/** The failures of the last day in the container's log. */
export async function logStep(
  { secrets }: Patient,
  container: ServiceContainer,
  suspect: Suspect | null,
): Promise<{ readonly step: DoctorStep; readonly answers: readonly ExplainedEntry[] }> {
  const tally = new LogTally();
  const read = await unlessTrouble(() => container.log(logSince, false, (piece) => tally.push(piece)));
  if (read instanceof ContainerTrouble) {
    return { step: stepOf("log", "unknown", troubleMessage(read, secrets.quoted)), answers: [] };
  }
  const log = tally.end();
  const answers = answersOf(log, suspect);
  const details = {
    failures: log.failures,
    answers: answers.map(({ cause, rule, variable, count, lastTime }) => ({ cause, rule, variable, count, lastTime })),
  };
  if (answers.length === 0) {
    const unknown = log.unknownCount > 0;
    return {
      step: stepOf("log", unknown ? "unknown" : "ok", say(unknown ? "unknownLines" : "noFailures"), { details }),
      answers,
    };
  }
  const lines = answers
    .slice(0, 10)
    .flatMap(({ logLine, advice }) => [
      said(secrets.quoted(logLine.split("\n", 1).join(""))),
      shownMessage(firstLine(advice), secrets.quoted),
    ]);
  return { step: stepOf("log", "failed", say("failures", { count: log.failures }), { lines, details }), answers };
}

/** What receivers can find out of the sender's domain. */
export function domainStep(checks: readonly DomainCheck[], { secrets }: Patient): DoctorStep {
  if (checks.length === 0) return stepOf("domain", "unknown", say("noDomain"), { details: { dns: [] } });
  const has = (status: DomainCheck["status"]) => checks.some((one) => one.status === status);
  const flawed = has("failed") || has("warning");
  const status = has("failed") ? "failed" : has("warning") ? "warning" : has("unknown") ? "unknown" : "ok";
  const summary = say(flawed ? "domainFlaws" : status === "unknown" ? "domainUnclear" : "domainFine");
  const lines = checks
    .filter((one) => one.status !== "ok")
    .map(({ check, summary: text, suggested }) => {
      const values = { name: check.toUpperCase(), text: shownMessage(text, secrets.quoted) };
      return suggested === null ? say("domainLine", values) : say("domainAdd", { ...values, record: secrets.quoted(suggested) });
    });
  return stepOf("domain", status, summary, {
    lines,
    details: {
      dns: checks.map(({ check, domain, status: one, record, suggested }) => ({ check, domain, status: one, record, suggested })),
    },
  });
}

/** Why a container can't be asked, fit to be shown. */
export function troubleMessage({ fault }: ContainerTrouble, hide: (text: string) => string): Message {
  return shownMessage(faultMessage(fault), hide);
}

/** What a question comes to, or why it can't be asked. Who cancels ends everything. */
async function unlessTrouble<T>(work: () => Promise<T>): Promise<T | ContainerTrouble> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ContainerTrouble) || error.fault.kind === "cancelled") throw error;
    return error;
  }
}
