import { settingsExpression } from "../containers/expressions.js";
import type { ServiceContainer } from "../containers/service-container.js";
import type { Suspect } from "../log/answer.js";
import type { DomainCheck } from "../sender-domain/check-domain.js";
import { reportWithoutDelivery } from "../smtp/verdict/no-delivery.js";
import type { Verdict } from "../smtp/verdict/report.js";
import type { TestRun } from "../smtp-test/test-run.js";
import { domainStep, logSince, logStep, runningStep, testStep } from "./ask.js";
import { concludeAll } from "./conclude-all.js";
import type { Diagnosis, DoctorStep, DoctorStepName } from "./diagnosis.js";
import { say } from "./doctor-texts.js";
import { configurationStep, invitationStep, lintStep, type Patient, projectStep, releaseStep, stepOf } from "./look.js";

/** What a diagnosis may use; null: that is not wanted, or not there. */
export interface DoctorTools {
  /** Tests the mail server from this machine. */
  readonly test: (() => Promise<TestRun>) | null;
  /** Asks the container that runs. */
  readonly container: ServiceContainer | null;
  /** Tests the mail server from the container's network; what it comes to, or why it cannot be told. */
  readonly network: (() => Promise<NetworkOutcome>) | null;
  /** Asks the DNS about the sender's domain. */
  readonly domain: (() => Promise<readonly DomainCheck[]>) | null;
  readonly suspect: Suspect | null;
  /** No connection at all is wanted: why the steps that need one are skipped. */
  readonly noNetwork: boolean;
}

/** The command lines with which `diagnose` asks a container, as they are shown beforehand. */
export function commandsOf(container: ServiceContainer): readonly string[] {
  return container.preview(
    (lines) => lines.list(),
    (lines) => lines.inspect(["CONTAINER"]),
    (lines) => lines.rpc(settingsExpression()),
    (lines) => lines.log(logSince, false),
  );
}

/** A verdict from the container's network, or the step that tells why there is none. */
export type NetworkOutcome = { readonly verdict: Verdict } | { readonly step: DoctorStep };

/** Runs the steps of the guide in their order, tells each as it is done, and stops at none of them. */
export async function diagnose(patient: Patient, tools: DoctorTools, onStep: (step: DoctorStep) => void): Promise<Diagnosis> {
  const steps: DoctorStep[] = [];
  const done = (step: DoctorStep) => {
    steps.push(step);
    onStep(step);
  };
  const { composed } = patient;
  const offline = composed.project.errors.length > 0;
  const skip = (step: DoctorStepName, why: Parameters<typeof say>[0]) => done(stepOf(step, "skipped", say(why)));
  done(projectStep(patient));
  done(lintStep(patient));
  done(configurationStep(patient));

  let same: boolean | null = null;
  if (tools.container === null || offline) skip("running", "skippedDocker");
  else {
    const running = await runningStep(patient, tools.container);
    same = running.same;
    done(running.step);
  }

  // A Plausible that doesn't start sends nothing, whoever could be asked.
  let here: Verdict | null =
    composed.mailer.outcome === "refuses-to-boot"
      ? reportWithoutDelivery(composed.mailer, composed.choice.release.name, patient.secrets.quoted).verdict
      : null;
  if (tools.test === null || offline) skip("test", tools.noNetwork ? "skippedNoNetwork" : "skippedNoDelivery");
  else {
    const run = await tools.test();
    here = run.report.verdict;
    done(testStep("test", here, run));
  }

  let network: Verdict | null = null;
  if (tools.network === null || offline) {
    const asked = tools.container !== null && !offline;
    skip("network", tools.noNetwork ? "skippedNoNetwork" : asked ? "skippedNoProgram" : "skippedDocker");
  } else {
    const outcome = await tools.network();
    if ("verdict" in outcome) network = outcome.verdict;
    done("step" in outcome ? outcome.step : testStep("network", outcome.verdict, null));
  }

  let logged: Awaited<ReturnType<typeof logStep>>["answers"] = [];
  if (tools.container === null || offline) skip("log", "skippedDocker");
  else {
    const log = await logStep(patient, tools.container, tools.suspect);
    logged = log.answers;
    done(log.step);
  }
  done(invitationStep(patient));
  if (tools.domain === null) skip("domain", tools.noNetwork ? "skippedNoNetwork" : "skippedDns");
  else done(domainStep(await tools.domain(), patient));
  done(releaseStep(patient));
  const verdict = concludeAll({ patient, steps, here, network, same, logged });
  return { service: composed.service.name, release: composed.choice.release.name, steps, verdict };
}
