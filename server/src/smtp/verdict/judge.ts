import { isLoopback } from "../../base/addresses.js";
import { codes, type Message, message } from "../../base/messages.js";
import { apiProviderOf } from "../../plausible/tables/api-providers.js";
import { createMask } from "../../secrets/login-mask.js";
import { causeOf } from "./cause-of.js";
import { adviceOf, type Cause, ruleOf, variableOf } from "./causes.js";
import { namesToShow } from "./certificate-names.js";
import { type Circumstances, type Evidence, headersAtFault, isOffline } from "./circumstances.js";
import { certainLine, logLineOf } from "./log-line.js";
import { differences, overlookedBy } from "./ordinary-texts.js";
import type { NoTalkPlan } from "./plan.js";
import { remarks } from "./remarks.js";
import { isTemporary, meaningOf } from "./reply-meaning.js";
import type { Verdict } from "./report.js";
import type { TestRequest } from "./request.js";
import type { StepName } from "./steps.js";
import type { Talk, Trouble } from "./talk.js";
import { unfinished } from "./wire-error.js";

/** The verdict on a talk; pure: the same evidence gives the same verdict. */
export function judge(evidence: Evidence): Verdict {
  const { request, host, talk, look, ordinary } = evidence;
  if (talk.trouble === null) return success(evidence);
  const { step, trouble } = talk.trouble;
  const own = request.delivery.tlsFailure ?? null; // SMTP_MIDDLEBOX_COMP_MODE of old releases
  const cause =
    trouble.kind === "tls-impossible" && own !== null ? "adapter-crashes" : causeOf(talk, step, trouble, look, ordinary);
  const tooSoon = mayStillAnswer(request, step, trouble, cause);
  const open = tooSoon || isOffline(talk) || undecided.has(cause);
  const words = "words" in trouble ? trouble.words : (look?.words ?? "");
  // The login that was passed over, where that is what the mail fails for.
  const login = cause === "auth-refused" || cause === meaningOf([talk.passedOver?.words ?? ""])?.cause ? talk.passedOver : null;
  const main = message(adviceOf(cause, evidence), {
    ...valuesOf(evidence),
    words: cause === "auth-mechanism" && trouble.kind === "reply" ? mechanismWords(talk, words) : (login?.words ?? words),
    names: trouble.kind === "certificate" ? codes(namesToShow(trouble.names, host)) : "",
    exception: ("exception" in trouble ? trouble.exception : (own?.exception ?? "")).split("\n", 1).join(""),
    variable: variableOf(cause, evidence) ?? "",
    cure: cureWords(request),
    ehloHint: message(talk.secondEhlo ? remarks.secondEhlo : remarks.ehloName),
  });
  const temporary = trouble.kind === "reply" && isTemporary(trouble);
  return {
    wouldDeliver: open ? null : false,
    cause,
    rule: ruleOf(cause, evidence),
    variable: variableOf(cause, evidence),
    advice: withRemarks(main, [
      ...(cause === "message-refused" && headersAtFault(evidence)
        ? [message(remarks.noHeaders, { release: request.release })]
        : []),
      ...todoAt(cause, login !== null ? [login.words] : "lines" in trouble ? trouble.lines : []),
      ...(temporary ? [message(remarks.temporary)] : []),
      ...(tooSoon ? [message(remarks.tooSoon, valuesOf(evidence))] : []),
      ...placeRemarks(request, host, cause),
    ]),
    // However the handshake ended here, Erlang names the greeting that it met.
    logLine:
      cause === "tls-on-plain-port"
        ? logLineOf(request, host, step, { kind: "wire", problem: "tls", code: "WRONG_VERSION_NUMBER" }, look?.words || "2")
        : // A server that answers the handshake in clear says `500`, or the like.
          logLineOf(request, host, step, trouble, look?.words || "5"),
    channel: talk.handedOver ? { tls: talk.secure, authenticated: talk.authenticated } : null,
    secondOpinion: ordinary === null ? null : differences(ordinary, request.release, host),
    cure: cureOf(cause, evidence),
  };
}

/** What ended the talk before anything could be known. */
const undecided: ReadonlySet<Cause> = new Set(["cancelled", "plaintext-auth-not-allowed", "credentials-unseen"]);

/** Whether a reply of which nothing came was awaited for less time than the adapter itself would wait, and nothing else tells that none would come. */
function mayStillAnswer({ adapter, timeout }: TestRequest, step: StepName, trouble: Trouble, cause: Cause): boolean {
  if (cause !== "no-greeting" && (cause !== "connection-timeout" || step === "connect")) return false;
  const hasBegun = trouble.kind === "wire" && trouble.code === unfinished;
  return !hasBegun && adapter !== null && timeout < adapter.timeouts.reply;
}

/** What to do at the provider whose words these are. */
export function todoAt(cause: Cause, lines: readonly string[]): Message[] {
  const meaning = meaningOf(lines);
  return meaning?.cause === cause && meaning.todo !== null ? [message(meaning.todo)] : [];
}

function success(evidence: Evidence): Verdict {
  const { request, host, talk } = evidence;
  const channel = { tls: talk.secure, authenticated: talk.authenticated };
  const how = talk.secure
    ? talk.authenticated
      ? remarks.encryptedWithLogin
      : remarks.encrypted
    : talk.authenticated
      ? remarks.clearWithLogin
      : remarks.clear;
  const main = message(talk.handedOver ? remarks.delivered : remarks.delivers, {
    release: request.release,
    host,
    channel: message(how),
  });
  const untried = request.to === null ? [message(remarks.untried)] : [];
  const passedOver = talk.passedOver === null ? [] : [message(remarks.passedOver, { words: talk.passedOver.words })];
  return {
    wouldDeliver: true,
    cause: null,
    rule: null,
    variable: talk.passedOver === null ? null : "SMTP_USER_PWD",
    advice: withRemarks(main, [...passedOver, ...untried, ...placeRemarks(request, host, null)]),
    logLine: null,
    channel,
    secondOpinion: overlookedBy(request.release, host, talk.overlooked),
    cure: null,
  };
}

/** The verdict where there was nothing to walk. */
export function judgeWithoutTalk(request: TestRequest, plan: NoTalkPlan): Verdict {
  const { cause, exception } = plan;
  const { delivery } = request;
  const host = delivery.host ?? "";
  const seen: Circumstances = { request, host, talk: null, ordinary: null };
  const variable = variableOf(cause, seen);
  const values = { ...valuesOf({ request, host }), exception: exception?.split("\n", 1)[0] ?? "", variable: variable ?? "" };
  const missingKey = cause === "api-adapter" && delivery.certainFailure !== null;
  const leak = cause === "no-relay" && delivery.auth !== null;
  const line =
    cause === "recipient-invalid"
      ? exception
      : (certainLine(request) ??
        (cause === "tls-impossible" ? logLineOf(request, host, "tls", { kind: "tls-impossible" }) : null));
  return {
    wouldDeliver: (cause === "api-adapter" && !missingKey) || cause === "no-relay" ? null : false,
    cause,
    rule: ruleOf(cause, seen),
    variable,
    advice: missingKey
      ? message(remarks.missingKey, values)
      : withRemarks(message(adviceOf(cause, seen), values), [
          ...(leak ? [message(remarks.credentialsLeak)] : []),
          ...keyRemarks(delivery),
        ]),
    logLine: line,
    channel: null,
    secondOpinion: null,
    cure: null,
  };
}

/** What can be said of a provider's key without asking there, and how to ask. */
function keyRemarks({ client, api }: TestRequest["delivery"]): Message[] {
  const provider = apiProviderOf(client);
  if (provider === null) return [];
  const { name, variable, shape } = provider;
  const odd = api?.key != null && !shape.test(api.key);
  return [...(odd ? [message(remarks.oddKey, { provider: name, variable })] : []), message(remarks.mayAsk, { provider: name })];
}

/** How long the adapter itself would wait before it gives up, in milliseconds. */
function waitOf({ adapter, delivery }: TestRequest, step: StepName | null): number {
  if (adapter === null) return 30_000;
  const { connect, reply } = adapter.timeouts;
  if (step === "connect") return connect * delivery.attempts;
  return step === "sender" || step === "recipient" || step === "message" ? reply : reply * delivery.attempts;
}

function valuesOf({
  request,
  host,
  talk,
}: Pick<Evidence, "request" | "host"> & Partial<Pick<Evidence, "talk">>): Record<string, string | number | Message> {
  const { delivery } = request;
  const wait = waitOf(request, talk?.trouble?.step ?? null);
  return {
    release: request.release,
    host: host.slice(0, 200),
    port: delivery.port ?? "",
    ports: otherPorts(delivery.port),
    from: delivery.mailFrom.slice(0, 200),
    to: (request.to ?? "").slice(0, 200),
    ehlo: (delivery.ehlo ?? "").slice(0, 200),
    // With some providers the token is both user name and password.
    user: createMask(delivery.auth)(delivery.auth?.username ?? "").slice(0, 200),
    words: "",
    names: "",
    seconds: Math.round(request.timeout / 100) / 10,
    wait: wait >= 120_000 ? message(remarks.minutes, { count: wait / 60_000 }) : message(remarks.seconds, { count: wait / 1000 }),
  };
}

function mechanismWords(talk: Talk, words: string): string {
  return talk.offered.mechanisms === null ? words : talk.offered.mechanisms.join(" ").slice(0, 100);
}

/** Only what a second connection proved: no cause that speaks of the other mode is given without one. */
function cureOf(cause: Cause, { request: { adapter }, ordinary }: Evidence): Verdict["cure"] {
  if (cause === "tls-impossible" && ordinary?.getsThrough) return { variable: "MAILER_ADAPTER", value: "Bamboo.Mua" };
  if (cause === "tls-on-plain-port") return { variable: "SMTP_HOST_SSL_ENABLED", value: "false" };
  const needsFlag = cause === "plain-on-tls-port" && adapter?.implicitTls === "works";
  return needsFlag ? { variable: "SMTP_HOST_SSL_ENABLED", value: "true" } : null;
}

/** The ports worth a try where one didn't do. */
export function otherPorts(port: number | null): Message {
  if (port === 465) return message(remarks.port587);
  return message(port === 587 ? remarks.port465 : remarks.port465Or587);
}

/** What to write where the port wants TLS from the first byte. */
export function cureWords({ adapter }: TestRequest): Message {
  if (adapter?.implicitTls === "works") return message(remarks.useTrue);
  return message(adapter?.implicitTls === "fails" ? remarks.useMua : remarks.use587);
}

/** What is different inside the container. */
function placeRemarks(request: TestRequest, host: string, cause: Cause | null): Message[] {
  if (request.connectTo !== null) return [];
  if (isLoopback(host)) return cause === null || cause === "connection-refused" ? [message(remarks.localhost, { host })] : [];
  return cause === "host-not-found" && /^[a-z0-9_-]+$/i.test(host) ? [message(remarks.serviceName, { host })] : [];
}

function withRemarks(main: Message, more: readonly Message[]): Message {
  return more.reduce((first, second) => message(remarks.both, { first, second }), main);
}
