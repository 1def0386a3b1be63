import type { SmtpAdapterFacts } from "../plausible/types.js";
import { composeMessage } from "./compose-message.js";
import { type Address, openConnection } from "./connection.js";
import { RestartInClear, talkAsGenSmtp } from "./gen-smtp.js";
import { judge, judgeWithoutTalk } from "./judge.js";
import { createMask } from "./masking.js";
import { talkAsMua } from "./mua.js";
import { type Plan, planOf } from "./plan.js";
import { addressesOf, exchangeOf, limited } from "./resolve.js";
import { askOrdinaryClient, lookAgain, type Target } from "./second-opinion.js";
import { createSession, type Recording, type Session, serverWords, troubleOf } from "./session.js";
import type { OrdinaryClient } from "./talk.js";
import { said, skippedSteps, walkedSteps } from "./texts.js";
import type { Step, TestReport, TestRequest } from "./types.js";

/**
 * Walks the talk that the release's own adapter would have with its relay, step by step, and judges it.
 * Nothing is sent but what the request allows; every wait ends after the request's `timeout`, and at once when `signal` aborts.
 * Never rejects for what a server does.
 */
export async function testSmtp(request: TestRequest, onStep: (step: Step) => void, signal: AbortSignal): Promise<TestReport> {
  const plan = planOf(request);
  const { adapter } = request;
  if (plan.kind === "no-talk" || adapter === null) return withoutTalk(request, plan, onStep);
  const mask = createMask(request.delivery.auth);
  // The question to the user must not outlive the test.
  const asked: TestRequest = { ...request, allowPlaintextAuth: () => limited(request.allowPlaintextAuth(), null, signal) };
  const recording = createSession(asked, adapter, plan.host, mask, onStep);
  const { session, steps, transcript } = recording;
  const target = await walk(recording, plan, adapter, signal);

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

/** The walk itself; what it met is in the recording. @returns where it went; null where it came to no address. */
export async function walk(
  { session }: Recording,
  plan: Plan & { kind: "talk" },
  adapter: SmtpAdapterFacts,
  signal: AbortSignal,
): Promise<Target | null> {
  const { request } = session;
  const connectTimeout = Math.min(request.timeout, adapter.timeouts.connect);
  const replyTimeout = Math.min(request.timeout, adapter.timeouts.reply);
  let target: Target | null = null;
  try {
    const found = await resolve(session, plan, adapter, signal);
    target = found;
    session.host = found.host;
    await session.step("connect", async () => {
      session.note(`* connecting to ${found.addresses[0]?.address ?? ""} port ${found.port}`);
      session.use(await openConnection(found.addresses, found.port, connectTimeout, replyTimeout, signal));
      return { detail: said.connected(session.connection().remote) };
    });
    if (adapter.client.name === "mua") await talkAsMua(session, plan.implicitTls);
    else
      await talkWithRestart(session, plan, () =>
        openConnection(found.addresses, found.port, connectTimeout, replyTimeout, signal),
      );
    if (request.send && request.to !== null) await handOver(session, request.to);
    await goodbye(session);
  } catch (error) {
    if (troubleOf(error) === null) throw error;
  } finally {
    session.hangUp();
  }
  return target;
}

async function talkWithRestart(
  session: Session,
  plan: Plan & { kind: "talk" },
  again: () => ReturnType<typeof openConnection>,
): Promise<void> {
  try {
    await talkAsGenSmtp(session, plan.implicitTls, { tls: false });
  } catch (error) {
    if (!(error instanceof RestartInClear)) throw error;
    session.hangUp();
    session.note("* connecting again, without TLS");
    session.use(await again());
    await talkAsGenSmtp(session, plan.implicitTls, { tls: true });
  }
}

async function resolve(
  session: Session,
  plan: Plan & { kind: "talk" },
  adapter: SmtpAdapterFacts,
  signal: AbortSignal,
): Promise<Target> {
  const { request } = session;
  const { connectTo, timeout } = request;
  let target: Target = { host: plan.host, addresses: [], port: plan.port };
  await session.step("resolve", async () => {
    if (connectTo !== null) {
      target = { ...target, addresses: await addressesOf(connectTo.host, true, timeout, signal), port: connectTo.port };
      return { detail: said.elsewhere(plan.host, `${connectTo.host}:${connectTo.port}`) };
    }
    const exchange = request.delivery.mxLookup ? await exchangeOf(plan.host, timeout, signal) : null;
    const addresses: Address[] = await addressesOf(exchange ?? plan.host, adapter.ipv6, timeout, signal);
    target = { host: exchange ?? plan.host, addresses, port: plan.port };
    const shown = addresses.map(({ address }) => address);
    return { detail: exchange === null ? said.resolved(plan.host, shown) : said.resolvedMx(plan.host, exchange, shown) };
  });
  return target;
}

/** One real message. */
async function handOver(session: Session, to: string): Promise<void> {
  await session.step("message", async () => {
    const text = await composeMessage(session.request, to);
    const go = await session.ask("DATA");
    if (go.code !== 354) session.refuse(go);
    session.talk.handedOver = true;
    const reply = await session.ask(`${text}\r\n.`, `(the message, ${Buffer.byteLength(text)} bytes)`);
    // gen_smtp takes an acceptance in several lines for a refusal (executed, case 93).
    const accepted = session.facts.client.name === "mua" ? reply.code === 250 : reply.code === 250 && reply.lines.length === 1;
    return accepted ? serverWords(session, reply) : session.refuse(reply);
  });
}

/** QUIT, as both clients say it at the end; what becomes of it does not matter to them. */
async function goodbye(session: Session): Promise<void> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), 500);
  try {
    await limited(session.ask("QUIT"), null, patience.signal);
  } catch (error) {
    if (troubleOf(error) === null) throw error;
  } finally {
    clearTimeout(timer);
  }
}

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
  if (trouble.kind !== "reply" || trouble.code === 535 || trouble.code === 534 || talk.passedOver !== null) return null;
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
  const quiet: TestRequest = { ...request, allowPlaintextAuth: async () => first.talk.attempted.length > 0 };
  const { session } = createSession(quiet, first.facts, first.host, createMask(request.delivery.auth), () => {});
  try {
    session.use(await openConnection(target.addresses, target.port, request.timeout, request.timeout, signal));
    await talkAsMua(session, implicitTls, "");
  } catch (error) {
    if (troubleOf(error) === null) throw error;
  } finally {
    session.hangUp();
  }
  return { getsThrough: session.talk.trouble === null, secure: session.talk.secure, because: "space" };
}
