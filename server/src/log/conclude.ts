import { newestRelease } from "../plausible/releases.js";
import type { VariableFact } from "../plausible/rows.js";
import { inspectString } from "../plausible/terms.js";
import type { BootError, Delivery, Release, SmtpAdapterFacts, SmtpAdapterName } from "../plausible/types.js";
import { variableNamed } from "../plausible/variables.js";
import { type Evidence, ruleOf, variableOf } from "../smtp/blame.js";
import { causeOf } from "../smtp/cause.js";
import { judgeWithoutTalk } from "../smtp/judge.js";
import { certainLine } from "../smtp/log-line.js";
import { planOf } from "../smtp/plan.js";
import type { SecondLook, Talk, Trouble } from "../smtp/talk.js";
import type { Cause, TestRequest, Verdict } from "../smtp/types.js";
import type { Reading } from "./reading.js";
import { type Supposition, stepsOf } from "./reply-steps.js";

/** The settings with which a service would write a line now. */
export interface Known {
  readonly release: Release;
  /** Null: the release refuses to boot, or something that decides is not seen. */
  readonly delivery: Delivery | null;
  /** The facts of the SMTP adapter in force; null for others. */
  readonly adapter: SmtpAdapterFacts | null;
  /** The exception that stops its boot; null: none, or not known. */
  readonly bootError: BootError | null;
  /** It certainly boots. */
  readonly boots: boolean;
  /** The text of a variable; null where it is unset or not seen. */
  readonly valueOf: (name: string) => string | null;
}

/** One thing that a line may come from, named as a test of the mail server names it. */
export interface Conclusion {
  /** Null: the log does not tell it. */
  readonly cause: Cause | null;
  readonly rule: string | null;
  /** The variable to change; null where none is at fault, or where `variables` are several. */
  readonly variable: string | null;
  readonly variables: readonly string[];
  /** What was supposed, for the judge's own words. */
  readonly evidence: Evidence | null;
  /** The verdict of a test, where it needs no talk. */
  readonly verdict: Verdict | null;
}

/**
 * What a line comes from, the likeliest first; several where it does not decide. It is read as the judge of a test would
 * have judged the talk that writes such a line: each step at which that may have been is supposed in turn.
 *
 * @param known the service's settings, where they fit the line (`contradicts`)
 */
export function conclude(reading: Reading, known: Known | null): readonly Conclusion[] {
  const { what } = reading;
  switch (what.kind) {
    case "trouble":
      return wireConclusions(reading, what, known);
    case "address":
      return addressConclusions(what.address, known);
    case "crash": {
      const certain = known?.delivery?.certainFailure?.variable ?? null;
      const variables = certain !== null && what.variables.includes(certain) ? [certain] : what.variables;
      return what.causes.map((cause) => conclusion(cause, what.rule, ...variables));
    }
    case "missing-key":
      return [conclusion("api-adapter", "missing-api-key", what.variable)];
    case "api":
      return [conclusion("api-adapter", null, ...apiVariable(what.service, what.words))];
    case "boot":
      return [bootConclusion(what, atFault(what, known))];
    case "whole-mail":
      return [conclusion(null, "debug-log-leaks-mail", "LOG_LEVEL")];
    case "unknown-reason":
      return [conclusion(null, null)];
    case "no-reason":
      return [reasonThatIsCertain(known) ?? conclusion(null, "silent-failure")];
  }
}

/** The rule that speaks of it, where that does not depend on which of the variables it is. */
function bootConclusion({ quoted }: Extract<Reading["what"], { kind: "boot" }>, variables: readonly string[]): Conclusion {
  const byKind: Partial<Record<VariableFact["kind"], string>> = {
    boolean: "invalid-boolean",
    integer: "invalid-integer",
    text: "half-credentials",
    secret: "half-credentials",
    ...(quoted !== null && { adapter: "unknown-adapter" }),
  };
  const rules = variables.map((name) => {
    const fact = variableNamed(name);
    if (fact?.mail !== true) return "boot-refused";
    return quoted === "" ? "empty-value" : byKind[fact.kind];
  });
  const [rule = null] = rules;
  return conclusion("boot-refused", rules.every((each) => each === rule) ? rule : null, ...variables);
}

/** The variables that a refused boot may be about; fewer where the files tell which has the value that the text quotes. */
function atFault({ variables, quoted }: Extract<Reading["what"], { kind: "boot" }>, known: Known | null): readonly string[] {
  if (known === null) return variables;
  const now = known.bootError?.variable ?? null;
  if (now !== null && variables.includes(now)) return [now];
  const same = variables.filter((name) => {
    const value = known.valueOf(name);
    return value !== null && quoted !== null && (value === quoted || inspectString(value) === `"${quoted}"`);
  });
  return same.length > 0 ? same : variables;
}

/** Whether the service cannot have written the line with the settings that it has now. */
export function contradicts({ what, client, host }: Reading, { delivery, boots }: Known): boolean {
  if (what.kind === "boot") return boots;
  if (delivery === null) return false;
  const speaks = delivery.client === "mua" || delivery.client === "gen_smtp" ? delivery.client : "api";
  if (client !== null && client !== (delivery.client === "none" ? "none" : speaks)) return true;
  const relay = delivery.mxLookup ? null : delivery.host;
  if (host !== null && relay !== null && host.toLowerCase() !== relay.toLowerCase()) return true;
  if (what.kind !== "trouble") return false;
  const { trouble } = what;
  // Plain text where TLS was expected from the first byte; a login that was refused.
  if (what.speaks !== null && delivery.tls === "starttls-if-offered") return true;
  return (
    trouble.kind === "reply" &&
    delivery.auth === null &&
    stepsOf(trouble.code, trouble.words).every(({ step }) => step === "auth")
  );
}

function conclusion(cause: Cause | null, rule: string | null, ...variables: readonly string[]): Conclusion {
  const [first = null, second] = variables;
  return { cause, rule, variable: second === undefined ? first : null, variables, evidence: null, verdict: null };
}

/** A delivery that must fail, in a way of which this release logs no reason. */
function reasonThatIsCertain(known: Known | null): Conclusion | null {
  if (known?.delivery == null) return null;
  const { delivery, adapter, release } = known;
  if (certainLine({ delivery, logsFailure: release.logsFailure })?.startsWith("** ") !== false) return null;
  const request = requestOf(delivery, adapter, release);
  const plan = planOf(request);
  if (plan.kind !== "no-talk") return null;
  const verdict = judgeWithoutTalk(request, plan);
  const { cause, rule, variable } = verdict;
  return { ...conclusion(cause, rule, ...(variable === null ? [] : [variable])), verdict };
}

/** Sender or recipient: the text does not say which of the two it is. */
function addressConclusions(address: string | null, known: Known | null): readonly Conclusion[] {
  const sender = conclusion("sender-invalid", "invalid-sender", "MAILER_EMAIL");
  const recipient = conclusion("recipient-invalid", null);
  if (address === null) return [sender];
  const from = known?.delivery?.mailFrom;
  if (from === undefined) return [sender, recipient];
  // Else the sender was another one when the line was written, or it is not about the sender.
  return from.trim() === address.trim() ? [sender] : [recipient, sender];
}

function apiVariable(service: string, words: string): readonly string[] {
  const prefix = service.toUpperCase();
  const known = (name: string) => (variableNamed(name) === null ? [] : [name]);
  if (/unauthori[sz]ed|forbidden|invalid[ _]?(?:api[ _])?key|\btoken\b|authorization|api key|credentials/i.test(words)) {
    return known(`${prefix}_API_KEY`);
  }
  if (/not found|unknown/i.test(words)) return [...known(`${prefix}_DOMAIN`), ...known(`${prefix}_BASE_URI`)];
  return /\bfrom\b|sender|signature/i.test(words) ? ["MAILER_EMAIL"] : [];
}

function wireConclusions(
  reading: Reading,
  what: Extract<Reading["what"], { kind: "trouble" }>,
  known: Known | null,
): readonly Conclusion[] {
  const client = reading.client === "gen_smtp" ? "gen_smtp" : "mua";
  const delivery = known?.delivery ?? unseenDelivery(client, reading.host);
  const { adapter, release } = known?.delivery == null ? factsOf(client, reading) : known;
  const found: Conclusion[] = [];
  // Without a relay there is one reason for whatever a stranger's server does.
  if (known?.delivery?.host === null) return [conclusion("no-relay", "no-relay", "SMTP_HOST_ADDR")];
  // Which releases say EHLO twice is decided by each release that may have written the line.
  const adapters = known?.delivery == null ? reading.releases.map(({ smtp }) => smtp[nameOf[client]]) : [adapter];
  const ehloTwice = adapters.some((facts) => facts?.secondEhlo === true);
  for (const each of suppositionsOf(what, client, known?.delivery ?? null, adapter, ehloTwice)) {
    const talk = talkOf(each, what.trouble, delivery);
    const trouble = each.trouble ?? what.trouble;
    const look: SecondLook | null = each.speaks === undefined ? null : { speaks: each.speaks, words: "" };
    const evidence: Evidence = {
      request: requestOf(delivery, adapter, release),
      host: delivery.host ?? "",
      talk: { ...talk, trouble: { step: each.step, trouble } },
      look,
      ordinary: null,
    };
    const cause = causeOf(evidence.talk, each.step, trouble, look, null);
    if (found.some((one) => one.cause === cause)) continue;
    const variable = variableOf(cause, evidence);
    const withoutHeaders = adapters.every((facts) => facts?.addsHeaders !== "date-and-message-id");
    const rule =
      cause === "host-not-found" && delivery.host === unseenHost
        ? null
        : cause === "message-refused" && trouble.kind === "reply" && /message-?id/i.test(trouble.words) && withoutHeaders
          ? "known-bug"
          : ruleOf(cause, evidence);
    found.push({ ...conclusion(cause, rule, ...(variable === null ? [] : [variable])), evidence });
  }
  return found;
}

interface Wire extends Supposition {
  /** In place of the trouble itself, where the client hides what it was. */
  readonly trouble?: Trouble;
  /** What a second look would have found. */
  readonly speaks?: SecondLook["speaks"];
}

/** What may have happened for the client to write this, the likeliest first. */
function suppositionsOf(
  { trouble, speaks }: Extract<Reading["what"], { kind: "trouble" }>,
  client: "mua" | "gen_smtp",
  delivery: Delivery | null,
  adapter: SmtpAdapterFacts | null,
  ehloTwice: boolean,
): readonly Wire[] {
  if (trouble.kind === "reply") return fitting(stepsOf(trouble.code, trouble.words), client, delivery, ehloTwice);
  if (trouble.kind === "certificate" || trouble.kind === "tls-impossible") return [{ step: "tls" }];
  if (trouble.kind !== "wire") return [{ step: "greeting" }];
  switch (trouble.problem) {
    case "tls":
      return [{ step: "tls", speaks: speaks ?? null }];
    case "timeout":
      return waits(
        delivery,
        [{ step: "connect" }],
        [
          { step: "greeting", speaks: null },
          { step: "tls", speaks: null },
        ],
      );
    case "closed":
    case "reset": {
      const closed: Wire[] = [{ step: "ehlo" }];
      if (client === "mua") return waits(delivery, closed, [{ step: "tls", speaks: null }]);
      // gen_smtp says the same of a handshake that fails, and of one that its own runtime refuses.
      const refused: Wire = { step: "starttls", trouble: { kind: "tls-impossible" } };
      if (adapter?.startTls === "fails") return [refused, ...closed];
      return waits(delivery, closed, [{ step: "tls", trouble: { kind: "wire", problem: "tls", code: "PROTOCOL_VERSION" } }]);
    }
    default:
      return [{ step: trouble.problem === "not-found" ? "resolve" : "connect" }];
  }
}

/** Ports on which mail servers speak in clear first. */
const clearPorts: ReadonlySet<number> = new Set([25, 587, 2525, 2587]);

/** A clear talk with a port that expects TLS looks like silence: sure on 465, not to be thought of on the ports for STARTTLS. */
function waits(delivery: Delivery | null, likely: readonly Wire[], others: readonly Wire[]): readonly Wire[] {
  const mistaken: Wire = { step: "greeting", speaks: "tls" };
  if (delivery?.tls === "implicit" || (delivery?.port != null && clearPorts.has(delivery.port))) return [...likely, ...others];
  return delivery?.port === 465 ? [mistaken, ...likely, ...others] : [...likely, mistaken, ...others];
}

/** Leaves out what the settings rule out. */
function fitting(
  steps: readonly Supposition[],
  client: "mua" | "gen_smtp",
  delivery: Delivery | null,
  ehloTwice: boolean,
): readonly Supposition[] {
  const fits = steps.filter(({ step, secondEhlo, passedOver }) => {
    if (step === "starttls") return delivery?.tls !== "implicit";
    if (secondEhlo === true) return ehloTwice;
    if (passedOver === true) return client === "gen_smtp" && (delivery === null || delivery.auth !== null);
    if (step === "auth") return client === "mua" && (delivery === null || delivery.auth !== null);
    return true;
  });
  // gen_smtp would have logged in first: what it is told is that the login was not accepted.
  const ordered =
    delivery?.auth == null ? fits : [...fits].sort((a, b) => Number(b.passedOver === true) - Number(a.passedOver === true));
  return ordered.length === 0 ? steps : ordered;
}

function talkOf(
  { step, mechanisms, secondEhlo, passedOver }: Supposition,
  trouble: Trouble,
  { tls }: Delivery,
): Omit<Talk, "trouble"> {
  return {
    secure: tls === "implicit" && step !== "tls",
    authenticated: false,
    attempted: [],
    offered: { startTls: "yes", mechanisms: mechanisms ?? null },
    passedOver: passedOver === true ? { code: 535, words: trouble.kind === "reply" ? trouble.words : "" } : null,
    secondEhlo: secondEhlo === true,
    handedOver: step === "message",
    greeted: step !== "tls" || tls !== "implicit",
  };
}

/** A name with a dot, of which no rule knows more: stands for a relay that is not seen. */
const unseenHost = "?.?";

function unseenDelivery(client: "mua" | "gen_smtp", host: string | null): Delivery {
  return {
    client,
    host: host ?? unseenHost,
    port: null,
    mxLookup: false,
    attempts: client === "gen_smtp" ? 3 : 1,
    tls: "starttls-if-offered",
    verifiesCertificate: true,
    auth: null,
    ehlo: null,
    mailFrom: "",
    senderName: null,
    certainFailure: null,
  };
}

const nameOf = { mua: "Bamboo.Mua", gen_smtp: "Bamboo.SMTPAdapter" } as const satisfies Record<string, SmtpAdapterName>;

/** The adapter that wrote the line: that of the newest release which its stack trace, or its notation, leaves over. */
function factsOf(client: "mua" | "gen_smtp", { releases, logLine }: Reading): Pick<Known, "adapter" | "release"> {
  const name = nameOf[client];
  // Elixir 1.15, which came with OTP 26, was the first to write `~c"…"` for what had been `'…'`.
  const old = client === "gen_smtp" && /_failure, '/.test(logLine);
  const fits = releases.filter(({ smtp }) => smtp[name] !== undefined && (!old || smtp[name].startTls === "works"));
  const release = fits.at(-1) ?? newestRelease;
  return { release, adapter: release.smtp[name] ?? null };
}

function requestOf(delivery: Delivery, adapter: SmtpAdapterFacts | null, release: Release): TestRequest {
  return {
    delivery,
    adapter,
    release: release.name,
    logsFailure: release.logsFailure,
    askApi: false,
    invitationParts: release.invitationParts,
    to: null,
    send: false,
    timeout: adapter?.timeouts.reply ?? 0,
    ca: [],
    connectTo: null,
    allowPlaintextAuth: async () => false,
  };
}
