import type { SmtpAdapterFacts } from "../plausible/types.js";
import { createMask } from "../secrets/login-mask.js";
import { apiReport } from "./api/api-report.js";
import { askApi } from "./api/ask-api.js";
import { judge, judgeWithoutTalk } from "./verdict/judge.js";
import { planOf, type TestPlan } from "./verdict/plan.js";
import type { TestReport } from "./verdict/report.js";
import type { TestRequest } from "./verdict/request.js";
import { said, skippedSteps } from "./verdict/step-texts.js";
import type { Step } from "./verdict/steps.js";
import { walkedSteps } from "./verdict/steps.js";
import type { OrdinaryClient } from "./verdict/talk.js";
import { Connection } from "./wire/connection.js";
import { Dialogue, troubleOf } from "./wire/dialogue.js";
import { talkAsMua } from "./wire/mua.js";
import { type Dns, limited, systemDns } from "./wire/resolve.js";
import { askOrdinaryClient, type EndedDialogue, lookAgain } from "./wire/second-opinion.js";
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
  const { dialogue, target } = await walk({ request: asked, plan, facts: adapter, mask, onStep, dns, signal });
  const { steps, transcript, talk, host } = dialogue;

  for (const step of walkedSteps(plan.implicitTls)) {
    if (steps.some((one) => one.step === step)) continue;
    dialogue.skip(step, plan.steps.some((one) => one.step === step) ? said.notReached() : said.notAsked());
  }
  const ended = target === null ? null : { request: asked, talk, implicitTls: plan.implicitTls, target, signal };
  const look = ended === null ? null : await lookAgain(ended);
  if (look !== null) dialogue.note(`* a second connection found: ${look.speaks ?? "nothing"} ${look.words}`);
  const ordinary = ended === null || look !== null ? null : await secondOpinion(ended, dialogue);
  if (ordinary !== null) dialogue.note(`* an ordinary client ${ordinary.getsThrough ? "gets through" : "fails too"}`);
  return { steps, transcript, verdict: judge({ request, host, talk, look, ordinary }) };
}

/** Asks the provider's API, where that is wanted and there is one to ask; null: there is not. */
async function withApi(
  request: TestRequest,
  plan: TestPlan,
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

function withoutTalk(request: TestRequest, plan: TestPlan, onStep: (step: Step) => void): TestReport {
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
async function secondOpinion(ended: EndedDialogue, { facts, host }: Dialogue): Promise<OrdinaryClient | null> {
  const { talk, signal } = ended;
  if (talk.trouble === null || signal.aborted) return null;
  const { step, trouble } = talk.trouble;
  if (trouble.kind === "tls-impossible") return askOrdinaryClient(ended);
  if (trouble.kind !== "reply" || talk.passedOver !== null) return null;
  if (step === "auth" && !passwordUnread.includes(trouble.code)) return null;
  if ((step === "sender" || step === "recipient") && facts.client.name === "mua") return withoutBlank(ended, facts, host);
  return step === "ehlo" || step === "starttls" || step === "auth" ? askOrdinaryClient(ended) : null;
}

/** nodemailer cannot stop after MAIL FROM, so the ordinary form of the command is tried as Plausible's own client. */
async function withoutBlank(
  { request, talk: first, implicitTls, target, signal }: EndedDialogue,
  facts: SmtpAdapterFacts,
  host: string,
): Promise<OrdinaryClient | null> {
  const trouble = first.trouble?.trouble;
  if (trouble?.kind !== "reply" || ![500, 501, 503, 553, 555].includes(trouble.code)) return null;
  if (/\b5\.7\.\d/.test(trouble.words)) return null; // a matter of policy, not of letters: no login is spent on it
  const dialogue = new Dialogue({
    request: { ...request, allowPlaintextAuth: async () => first.attempted.length > 0 },
    facts: { ...facts, blankBeforeAddress: false },
    host,
    mask: createMask(request.delivery.auth),
    onStep: () => {},
  });
  const { addresses, port } = target;
  try {
    const settings = { addresses, port, connectTimeout: request.timeout, replyTimeout: request.timeout, signal };
    dialogue.use(await Connection.open(settings));
    await talkAsMua(dialogue, implicitTls);
  } catch (error) {
    if (troubleOf(error) === null) throw error;
  } finally {
    dialogue.hangUp();
  }
  return { getsThrough: dialogue.talk.trouble === null, secure: dialogue.talk.secure, because: "space" };
}
