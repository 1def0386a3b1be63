import { hostAndPort } from "../../base/host-and-port.js";
import type { SmtpAdapterFacts } from "../../plausible/types.js";
import type { Plan } from "../verdict/plan.js";
import type { TestRequest } from "../verdict/request.js";
import { said } from "../verdict/step-texts.js";
import type { Step } from "../verdict/steps.js";
import { nextAttempt, type Queue } from "./attempts.js";
import { composeMessage } from "./compose-message.js";
import { openConnection } from "./connection.js";
import { RestartInClear, talkAsGenSmtp } from "./gen-smtp.js";
import { talkAsMua } from "./mua.js";
import { addressesOf, type Dns, exchangesOf, limited } from "./resolve.js";
import type { Target } from "./second-opinion.js";
import { createSession, type Recording, type Session, serverWords, troubleOf } from "./session.js";

/** What a walk left behind: the last talk, and where it was had; `target` null: it came to no address. */
export interface Walk {
  readonly recording: Recording;
  readonly target: Target | null;
}

/** More of them than this tell nothing new. */
const mostAttempts = 10;

/**
 * The walk from the name of the relay to the end of the talk, as often, and to as many hosts, as the adapter would try. Steps
 * that a further attempt repeats are not told again; the record is that of the last one, whose outcome is the adapter's.
 */
export async function walk(
  request: TestRequest,
  plan: Plan & { kind: "talk" },
  adapter: SmtpAdapterFacts,
  mask: (text: string) => string,
  onStep: (step: Step) => void,
  dns: Dns,
  signal: AbortSignal,
): Promise<Walk> {
  let recording = createSession(request, adapter, plan.host, mask, onStep);
  const targets = await resolve(recording.session, plan, adapter, dns, signal);
  const [firstTarget, ...others] = targets;
  if (firstTarget === undefined) return { recording, target: null };
  const resolved = [...recording.steps];
  const attempts = Math.min(request.delivery.attempts, mostAttempts);
  let queue: Queue = { targets: [firstTarget, ...others], retried: new Map() };
  for (let number = 1; ; number += 1) {
    const [target] = queue.targets;
    const before = number === 1 ? null : recording;
    const held: Step[] = [];
    let hold = before !== null;
    if (before !== null) {
      recording = createSession(request, adapter, target.host, mask, (step) => (hold ? held.push(step) : onStep(step)));
      recording.steps.push(...resolved);
      recording.transcript.push(...before.transcript, `* attempt ${number}`);
    }
    await attempt(recording.session, target, plan, number, signal);
    hold = false;
    if (before !== null && outcomeOf(before) !== outcomeOf(recording)) held.forEach(onStep);
    const next = signal.aborted ? null : nextAttempt(queue, recording.session.talk, adapter, attempts);
    if (next === null) return { recording, target };
    queue = next;
  }
}

function outcomeOf({ session: { host, talk } }: Recording): string {
  return JSON.stringify([host, talk.trouble]);
}

/** Where the adapter would connect: the host itself, or its mail exchangers in their order. Empty: nowhere, and the step says why. */
async function resolve(
  session: Session,
  plan: Plan & { kind: "talk" },
  adapter: SmtpAdapterFacts,
  dns: Dns,
  signal: AbortSignal,
): Promise<readonly Target[]> {
  const { connectTo, timeout, delivery } = session.request;
  const { host, port } = plan;
  const targets: Target[] = [];
  try {
    await session.step("resolve", async () => {
      if (connectTo !== null) {
        targets.push({ host, addresses: await addressesOf(connectTo.host, true, dns, timeout, signal), port: connectTo.port });
        return { detail: said.elsewhere(host, hostAndPort(connectTo.host, connectTo.port)) };
      }
      const exchanges = delivery.mxLookup ? await exchangesOf(host, dns, timeout, signal) : [];
      for (const name of exchanges) {
        const addresses = await addressesOf(name, adapter.ipv6, dns, timeout, signal).catch((error: unknown) => {
          if (troubleOf(error) === null || signal.aborted) throw error;
          return []; // the next one then
        });
        if (addresses.length > 0) targets.push({ host: name, addresses, port });
      }
      if (exchanges.length === 0)
        targets.push({ host, addresses: await addressesOf(host, adapter.ipv6, dns, timeout, signal), port });
      const shown = targets.flatMap(({ addresses }) => addresses.map(({ address }) => address));
      if (targets.length === 0) await addressesOf("", adapter.ipv6, dns, timeout, signal);
      return { detail: exchanges.length === 0 ? said.resolved(host, shown) : said.resolvedMx(host, exchanges, shown) };
    });
  } catch (error) {
    if (troubleOf(error) === null) throw error;
    return [];
  }
  return targets;
}

/** One talk with one host; what it met is in the recording. */
async function attempt(
  session: Session,
  { host, addresses, port }: Target,
  plan: Plan & { kind: "talk" },
  number: number,
  signal: AbortSignal,
): Promise<void> {
  const { request, facts } = session;
  const connectTimeout = Math.min(request.timeout, facts.timeouts.connect);
  const replyTimeout = Math.min(request.timeout, facts.timeouts.reply);
  const open = () => openConnection(addresses, port, connectTimeout, replyTimeout, signal);
  session.host = host;
  try {
    await session.step("connect", async () => {
      session.note(`* connecting to ${addresses[0]?.address ?? ""} port ${port}`);
      session.use(await open());
      return { detail: said.connected(session.connection().remote, number) };
    });
    if (facts.client.name === "mua") await talkAsMua(session, plan.implicitTls);
    else await talkWithRestart(session, plan.implicitTls, open);
    if (request.send && request.to !== null) await handOver(session, request.to);
    await goodbye(session);
  } catch (error) {
    if (troubleOf(error) === null) throw error;
  } finally {
    session.hangUp();
  }
}

async function talkWithRestart(
  session: Session,
  implicitTls: boolean,
  again: () => ReturnType<typeof openConnection>,
): Promise<void> {
  try {
    await talkAsGenSmtp(session, implicitTls, { tls: false });
  } catch (error) {
    if (!(error instanceof RestartInClear)) throw error;
    session.hangUp();
    session.note("* connecting again, without TLS");
    session.use(await again());
    await talkAsGenSmtp(session, implicitTls, { tls: true });
  }
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
