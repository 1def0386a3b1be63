import { apiReport } from "./api/api-report.js";
import { askApi } from "./api/ask-api.js";
import { judge, judgeWithoutTalk } from "./verdict/judge.js";
import { createMask } from "./verdict/masking.js";
import { type Plan, planOf } from "./verdict/plan.js";
import type { TestReport } from "./verdict/report.js";
import type { TestRequest } from "./verdict/request.js";
import { said, skippedSteps } from "./verdict/step-texts.js";
import type { Step } from "./verdict/steps.js";
import { walkedSteps } from "./verdict/steps.js";
import type { OrdinaryClient } from "./verdict/talk.js";
import { openConnection } from "./wire/connection.js";
import { talkAsMua } from "./wire/mua.js";
import { type Dns, limited, systemDns } from "./wire/resolve.js";
import { askOrdinaryClient, lookAgain, type Target } from "./wire/second-opinion.js";
import { createSession, type Recording, type Session, troubleOf } from "./wire/session.js";
import { walk } from "./wire/walk.js";

/**
 * Walks the talk that the release's own adapter would have with its relay, step by step, and judges it.
 * Nothing is sent but what the request allows; every wait ends after the request's `timeout`, and at once when `signal` aborts.
 * Never rejects for what a server does.
 */
export async function testSmtp(
  request: TestRequest,
  onStep: (step: Step) => void,
  signal: AbortSignal,
  dns: Dns = systemDns,
): Promise<TestReport> {
  const plan = planOf(request);
  const { adapter } = request;
  if (plan.kind === "no-talk" || adapter === null) {
    return (await withApi(request, plan, onStep, signal)) ?? withoutTalk(request, plan, onStep);
  }
  const mask = createMask(request.delivery.auth);
  // The question to the user must not outlive the test.
  const asked: TestRequest = { ...request, allowPlaintextAuth: () => limited(request.allowPlaintextAuth(), null, signal) };
  const { recording, target } = await walk(asked, plan, adapter, mask, onStep, dns, signal);
  const { session, steps, transcript } = recording;

  for (const step of walkedSteps(plan.implicitTls)) {
    if (steps.some((one) => one.step === step)) continue;
    session.skip(step, plan.steps.some((one) => one.step === step) ? said.notReached() : said.notAsked());
  }
  const { talk, host } = session;
  const look = target === null ? null : await lookAgain(talk, plan.implicitTls, target, request.timeout, signal);
  if (look !== null) session.note(`* a second connection found: ${look.speaks ?? "nothing"} ${look.words}`);
  const ordinary =
    target === null || look !== null ? null : await secondOpinion(asked, recording, plan.implicitTls, target, signal);
  if (ordinary !== null) session.note(`* an ordinary client ${ordinary.getsThrough ? "gets through" : "fails too"}`);
  return { steps, transcript, verdict: judge({ request, host, talk, look, ordinary }) };
}

/** Asks the provider's API, where that is wanted and there is one to ask; null: there is not. */
async function withApi(
  request: TestRequest,
  plan: Plan,
  onStep: (step: Step) => void,
  signal: AbortSignal,
): Promise<TestReport | null> {
  const { askApi: wanted, delivery } = request;
  if (!wanted || plan.kind !== "no-talk" || plan.cause !== "api-adapter" || delivery.certainFailure !== null) return null;
  const key = delivery.api?.key ?? null;
  const asked = await askApi(request, createMask({ username: "api", password: key, mechanisms: [], unseen: [] }), signal);
  if (asked === null) return null;
  const report = apiReport(request, asked);
  for (const step of report.steps) onStep(step);
  return report;
}

function withoutTalk(request: TestRequest, plan: Plan, onStep: (step: Step) => void): TestReport {
  if (plan.kind !== "no-talk") throw new Error("a talk without an adapter");
  const implicitTls = request.delivery.tls === "implicit" || request.delivery.tls === "impossible";
  const steps = skippedSteps(implicitTls).map((step) =>
    step.step === plan.at
      ? {
          ...step,
          status: "failed" as const,
          detail: said.trouble(
            plan.cause === "tls-impossible" ? { kind: "tls-impossible" } : { kind: "crash", exception: plan.exception ?? "" },
            "",
            0,
          ),
        }
      : step,
  );
  for (const step of steps) onStep(step);
  return { steps, transcript: [], verdict: judgeWithoutTalk(request, plan) };
}

/** Answers to AUTH that are none to the password: another prompt than the usual one, or a command that is not taken here. */
const passwordUnread = [334, 500, 501, 502, 503, 504, 538];

/** Asked only after a failure that another client might not have, and never once the server has refused the password. */
async function secondOpinion(
  request: TestRequest,
  { session }: Recording,
  implicitTls: boolean,
  target: Target,
  signal: AbortSignal,
): Promise<OrdinaryClient | null> {
  const { talk } = session;
  if (talk.trouble === null || signal.aborted) return null;
  const { step, trouble } = talk.trouble;
  if (trouble.kind === "tls-impossible") return askOrdinaryClient(request, talk, implicitTls, target, signal);
  if (trouble.kind !== "reply" || talk.passedOver !== null) return null;
  if (step === "auth" && !passwordUnread.includes(trouble.code)) return null;
  if ((step === "sender" || step === "recipient") && session.facts.client.name === "mua")
    return withoutBlank(request, session, implicitTls, target, signal);
  if (step !== "ehlo" && step !== "starttls" && step !== "auth") return null;
  return askOrdinaryClient(request, talk, implicitTls, target, signal);
}

/** nodemailer cannot stop after MAIL FROM, so the ordinary form of the command is tried in the same talk. */
async function withoutBlank(
  request: TestRequest,
  first: Session,
  implicitTls: boolean,
  target: Target,
  signal: AbortSignal,
): Promise<OrdinaryClient | null> {
  const trouble = first.talk.trouble?.trouble;
  if (trouble?.kind !== "reply" || ![500, 501, 503, 553, 555].includes(trouble.code)) return null;
  if (/\b5\.7\.\d/.test(trouble.words)) return null; // a matter of policy, not of letters: no login is spent on it
  const quiet: TestRequest = { ...request, allowPlaintextAuth: async () => first.talk.attempted.length > 0 };
  const ordinary = { ...first.facts, blankBeforeAddress: false };
  const { session } = createSession(quiet, ordinary, first.host, createMask(request.delivery.auth), () => {});
  try {
    session.use(await openConnection(target.addresses, target.port, request.timeout, request.timeout, signal));
    await talkAsMua(session, implicitTls);
  } catch (error) {
    if (troubleOf(error) === null) throw error;
  } finally {
    session.hangUp();
  }
  return { getsThrough: session.talk.trouble === null, secure: session.talk.secure, because: "space" };
}
