import { hostAndPort } from "../../base/host-and-port.js";
import type { TalkPlan } from "../verdict/plan.js";
import { said } from "../verdict/step-texts.js";
import type { Step } from "../verdict/steps.js";
import { nextAttempt, type Queue } from "./attempts.js";
import { composeMessage } from "./compose-message.js";
import { Connection } from "./connection.js";
import { Dialogue, type DialogueSettings, serverWords, troubleOf } from "./dialogue.js";
import { RestartInClear, talkAsGenSmtp } from "./gen-smtp.js";
import { talkAsMua } from "./mua.js";
import { addressesOf, type Dns, exchangesOf, limited } from "./resolve.js";
import type { Target } from "./second-opinion.js";

/** What a walk left behind: the last dialogue, and where it was had; `target` null: it came to no address. */
export interface Walk {
  readonly dialogue: Dialogue;
  readonly target: Target | null;
}

/** What to walk, as whom, and who watches it. */
export interface WalkSettings extends Omit<DialogueSettings, "host"> {
  readonly plan: TalkPlan;
  readonly dns: Dns;
  readonly signal: AbortSignal;
}

/** More of them than this tell nothing new. */
const mostAttempts = 10;

/**
 * The walk from the name of the relay to the end of the talk, as often, and to as many hosts, as the adapter would try. Steps
 * that a further attempt repeats are not told again; the record is that of the last one, whose outcome is the adapter's.
 */
export async function walk(settings: WalkSettings): Promise<Walk> {
  const { request, facts, plan, signal } = settings;
  let dialogue = new Dialogue({ ...settings, host: plan.host });
  const [first, ...others] = await resolve(dialogue, settings);
  if (first === undefined) return { dialogue, target: null };
  const resolved = [...dialogue.steps];
  const attempts = Math.min(request.delivery.attempts, mostAttempts);
  let queue: Queue = { targets: [first, ...others], retried: new Map() };
  for (let number = 1; ; number += 1) {
    const [target] = queue.targets;
    dialogue = number === 1 ? dialogue : await attemptAgain({ before: dialogue, resolved, target, number }, settings);
    if (number === 1) await attempt(dialogue, target, number, settings);
    const next = signal.aborted ? null : nextAttempt(queue, dialogue.talk, facts, attempts);
    if (next === null) return { dialogue, target };
    queue = next;
  }
}

/** A further attempt; its steps are told only where its outcome is another one. */
async function attemptAgain(
  { before, resolved, target, number }: { before: Dialogue; resolved: readonly Step[]; target: Target; number: number },
  settings: WalkSettings,
): Promise<Dialogue> {
  const held: Step[] = [];
  let hold = true;
  const onStep = (step: Step) => (hold ? held.push(step) : settings.onStep(step));
  const dialogue = new Dialogue({ ...settings, host: target.host, onStep });
  dialogue.steps.push(...resolved);
  dialogue.transcript.push(...before.transcript, `* attempt ${number}`);
  await attempt(dialogue, target, number, settings);
  hold = false;
  if (outcomeOf(before) !== outcomeOf(dialogue)) held.forEach(settings.onStep);
  return dialogue;
}

function outcomeOf({ host, talk }: Dialogue): string {
  return JSON.stringify([host, talk.trouble]);
}

/** Where the adapter would connect: the host itself, or its mail exchangers in their order. Empty: nowhere, and the step says why. */
async function resolve(dialogue: Dialogue, { plan, facts, dns, signal }: WalkSettings): Promise<readonly Target[]> {
  const { connectTo, timeout, delivery } = dialogue.request;
  const { host, port } = plan;
  const found = (name: string, ipv6 = facts.ipv6) => addressesOf(name, ipv6, dns, timeout, signal);
  const targets: Target[] = [];
  try {
    await dialogue.step("resolve", async () => {
      if (connectTo !== null) {
        targets.push({ host, addresses: await found(connectTo.host, true), port: connectTo.port });
        return { detail: said.elsewhere(host, hostAndPort(connectTo.host, connectTo.port)) };
      }
      const exchanges = delivery.mxLookup ? await exchangesOf(host, dns, timeout, signal) : [];
      for (const name of exchanges) {
        const addresses = await found(name).catch((error: unknown) => {
          if (troubleOf(error) === null || signal.aborted) throw error;
          return []; // the next one then
        });
        if (addresses.length > 0) targets.push({ host: name, addresses, port });
      }
      if (exchanges.length === 0) targets.push({ host, addresses: await found(host), port });
      const shown = targets.flatMap(({ addresses }) => addresses.map(({ address }) => address));
      if (targets.length === 0) await found("");
      return { detail: exchanges.length === 0 ? said.resolved(host, shown) : said.resolvedMx(host, exchanges, shown) };
    });
  } catch (error) {
    if (troubleOf(error) === null) throw error;
    return [];
  }
  return targets;
}

/** One dialogue with one host; what it met is in its record. */
async function attempt(
  dialogue: Dialogue,
  { host, addresses, port }: Target,
  number: number,
  { plan, signal }: WalkSettings,
): Promise<void> {
  const { request, facts } = dialogue;
  const connectTimeout = Math.min(request.timeout, facts.timeouts.connect);
  const replyTimeout = Math.min(request.timeout, facts.timeouts.reply);
  const open = () => Connection.open({ addresses, port, connectTimeout, replyTimeout, signal });
  dialogue.host = host;
  try {
    await dialogue.step("connect", async () => {
      dialogue.note(`* connecting to ${addresses[0]?.address ?? ""} port ${port}`);
      dialogue.use(await open());
      return { detail: said.connected(dialogue.connection.remote, number) };
    });
    if (facts.client.name === "mua") await talkAsMua(dialogue, plan.implicitTls);
    else await talkWithRestart(dialogue, plan.implicitTls, open);
    if (request.send && request.to !== null) await handOver(dialogue, request.to);
    await goodbye(dialogue);
  } catch (error) {
    if (troubleOf(error) === null) throw error;
  } finally {
    dialogue.hangUp();
  }
}

async function talkWithRestart(dialogue: Dialogue, implicitTls: boolean, again: () => Promise<Connection>): Promise<void> {
  try {
    await talkAsGenSmtp(dialogue, implicitTls, { tls: false });
  } catch (error) {
    if (!(error instanceof RestartInClear)) throw error;
    dialogue.hangUp();
    dialogue.note("* connecting again, without TLS");
    dialogue.use(await again());
    await talkAsGenSmtp(dialogue, implicitTls, { tls: true });
  }
}

/** One real message. */
async function handOver(dialogue: Dialogue, to: string): Promise<void> {
  await dialogue.step("message", async () => {
    const text = await composeMessage(dialogue.request, to);
    const go = await dialogue.ask("DATA");
    if (go.code !== 354) dialogue.refuse(go);
    dialogue.talk.handedOver = true;
    const reply = await dialogue.ask(`${text}\r\n.`, `(the message, ${Buffer.byteLength(text)} bytes)`);
    // gen_smtp takes an acceptance in several lines for a refusal (executed, case 93).
    const accepted = dialogue.facts.client.name === "mua" ? reply.code === 250 : reply.code === 250 && reply.lines.length === 1;
    return accepted ? serverWords(dialogue, reply) : dialogue.refuse(reply);
  });
}

/** QUIT, as both clients say it at the end; what becomes of it does not matter to them. */
async function goodbye(dialogue: Dialogue): Promise<void> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), 500);
  try {
    await limited(dialogue.ask("QUIT"), null, patience.signal);
  } catch (error) {
    if (troubleOf(error) === null) throw error;
  } finally {
    clearTimeout(timer);
  }
}
