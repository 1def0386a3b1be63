import type { Message } from "../base/messages.js";
import type { PortChoice } from "../plausible/mailer/port-choices.js";
import { cloudsThatBlock } from "../plausible/tables/clouds.js";
import type { SmtpAdapterFacts } from "../plausible/types.js";
import { createMask } from "../secrets/login-mask.js";
import { testSmtp } from "./probe.js";
import type { Cause } from "./verdict/causes.js";
import { judge, judgeWithoutTalk } from "./verdict/judge.js";
import { planOf } from "./verdict/plan.js";
import type { TestReport } from "./verdict/report.js";
import type { TestRequest } from "./verdict/request.js";
import type { Alternative, Search, SearchReport, SearchRequest, SearchWatch } from "./verdict/search.js";
import { tried } from "./verdict/search-texts.js";
import { said } from "./verdict/step-texts.js";
import type { Step } from "./verdict/steps.js";
import { systemDns } from "./wire/resolve.js";
import { walk } from "./wire/walk.js";

/**
 * `testSmtp`, and then, where asked, the other choices: all of them side by side without credentials, and the best of
 * those that came to the login with them, unless this run has spent its one login already.
 */
export async function testAndSearch(request: SearchRequest, watch: SearchWatch): Promise<SearchReport> {
  const { signal } = watch;
  const report = await testSmtp(request, watch.onStep, signal);
  const { adapter, choices } = request;
  if (choices === null || adapter === null || signal.aborted || planOf(request).kind !== "talk") {
    return { ...report, search: null };
  }
  const { cause } = report.verdict;
  const isNameless = report.steps.some(({ step, status }) => step === "resolve" && status === "failed");
  const mayHelp = ({ port }: PortChoice) =>
    // A name that leads nowhere does so on every port.
    cause !== "host-not-found" &&
    !isNameless &&
    request.connectChoiceTo(port) !== "nowhere" &&
    (port !== request.delivery.port || openedWrongly.includes(cause));
  const sensible = choices.filter(mayHelp);
  if (sensible.length > 0) watch.onSearch?.();
  const search = await searchAmong(sensible, {
    request,
    adapter,
    report,
    signal,
    onAlternative: watch.onAlternative ?? (() => {}),
  });
  return signal.aborted ? { ...report, search: null } : { ...report, ...search };
}

/** After these the same port, opened the other way, may be the right one. */
const openedWrongly: readonly (Cause | null)[] = [
  "tls-on-plain-port",
  "plain-on-tls-port",
  "no-greeting",
  "tls-failed",
  "connection-closed",
  "not-smtp",
];

interface Situation {
  readonly request: SearchRequest;
  readonly adapter: SmtpAdapterFacts;
  readonly report: TestReport;
  readonly signal: AbortSignal;
  readonly onAlternative: (alternative: Alternative) => void;
}

async function searchAmong(
  choices: readonly PortChoice[],
  situation: Situation,
): Promise<Pick<SearchReport, "search" | "transcript">> {
  const { request, report, onAlternative } = situation;
  const login = loginLeft(request, report);
  const trials = await Promise.all(choices.map((choice) => trialOf(choice, situation)));
  const ready = trials.filter(({ state }) => state === "login").sort((a, b) => Number(b.secure) - Number(a.secure));
  const chosen = login === "free" ? ready[0] : undefined;
  const full = chosen === undefined ? null : await withLogin(chosen, situation);
  const alternatives = trials.map((trial): Alternative => {
    const { choice, works, cause, detail } = trial;
    return trial === chosen && full !== null ? { choice, ...outcomeOf(full) } : { choice, works, cause, detail };
  });
  for (const alternative of alternatives) onAlternative(alternative);
  const { silent, answering } = reached(request, report, trials);
  const blocked = answering.length === 0 ? [] : silent;
  const transcript = [
    ...report.transcript,
    ...trials.flatMap(({ choice, transcript: lines }) => headed(choice, lines)),
    ...(chosen === undefined || full === null ? [] : headed(chosen.choice, full.transcript)),
  ];
  return {
    transcript,
    search: {
      alternatives,
      best: bestOf(alternatives, trials),
      blocked,
      silent,
      answering,
      clouds: cloudsThatBlock(blocked, answering),
      login,
    },
  };
}

/** One choice walked without credentials. */
interface Trial {
  readonly choice: PortChoice;
  /** `end`: it ended, well or not, without a login; `login`: it went well up to that. */
  readonly state: "end" | "login";
  readonly works: boolean | null;
  readonly secure: boolean;
  readonly cause: Cause | null;
  readonly detail: Message;
  readonly reach: "answers" | "silent" | "else";
  readonly transcript: readonly string[];
}

/** Null: it is not reached from here. */
async function trialOf(choice: PortChoice, { request, adapter, signal }: Situation): Promise<Trial> {
  const { auth } = choice.delivery;
  const without = auth === null ? null : { ...auth, username: null, password: null, unseen: ["username", "password"] as const };
  const trial: TestRequest = {
    ...request,
    delivery: { ...choice.delivery, auth: without },
    send: false,
    connectTo: placeOf(choice, request),
  };
  const plan = planOf(trial);
  if (plan.kind !== "talk") {
    const { cause, advice } = judgeWithoutTalk(trial, plan);
    return { choice, state: "end", works: false, secure: false, cause, detail: advice, reach: "else", transcript: [] };
  }
  const mask = createMask(request.delivery.auth);
  const { dialogue } = await walk({ request: trial, plan, facts: adapter, mask, onStep: () => {}, dns: systemDns, signal });
  const { steps, transcript, talk, host } = dialogue;
  const { secure } = talk;
  const { cause, wouldDeliver: works } = judge({ request: trial, host, talk, look: null, ordinary: null });
  const seen = { choice, secure, works, cause, reach: reachOf(steps, cause), transcript };
  if (talk.trouble === null) {
    return { ...seen, state: "end", detail: tried.works(secure, false) };
  }
  const { trouble } = talk.trouble;
  if (trouble.kind !== "credentials-unseen") {
    return { ...seen, state: "end", detail: said.trouble(trouble, host, request.timeout) };
  }
  // Where no login is offered Mua logs in all the same, and is refused: a password has no business there.
  const { mechanisms } = talk.offered;
  const offered = (mechanisms ?? []).some((name) => adapter.mechanisms.includes(name.toUpperCase()));
  if (offered) return { ...seen, state: "login", works: null, cause: null, detail: tried.loginNotTried() };
  const lacks = mechanisms === null ? "auth-not-offered" : "auth-mechanism";
  return { ...seen, state: "end", works: false, cause: lacks, detail: tried.noLogin() };
}

/** The whole talk with the one login of this run. */
async function withLogin({ choice }: Trial, { request, signal }: Situation): Promise<TestReport> {
  const full = { ...request, delivery: choice.delivery, send: false, connectTo: placeOf(choice, request) };
  return testSmtp(full, () => {}, signal);
}

/** Where a choice is tried; what leads nowhere has been left out. */
function placeOf({ port }: PortChoice, { connectChoiceTo }: SearchRequest): TestRequest["connectTo"] {
  const place = connectChoiceTo(port);
  if (place === "nowhere") throw new Error(`port ${port} cannot be reached from here`);
  return place;
}

function outcomeOf({ verdict, steps }: TestReport): Omit<Alternative, "choice"> {
  const { wouldDeliver, cause, channel } = verdict;
  const failed = steps.find(({ status }) => status === "failed");
  if (wouldDeliver === true && channel !== null)
    return { works: true, cause, detail: tried.works(channel.tls, channel.authenticated) };
  return { works: wouldDeliver, cause, detail: failed?.detail ?? verdict.advice };
}

/**
 * Whether this run may still log in. A server that did not look at the password (it offers no login there, or asks for
 * TLS first) has not used it up; one that refused it would refuse it on every port, and may lock the account.
 */
function loginLeft({ delivery }: TestRequest, { steps, verdict }: TestReport): Search["login"] {
  if (delivery.auth === null) return "not-needed";
  if (delivery.auth.unseen.length > 0) return "unseen";
  const auth = steps.find(({ step }) => step === "auth");
  if (auth === undefined || auth.status === "skipped") return "free";
  if (auth.status === "ok") return "spent";
  const unjudged: readonly (Cause | null)[] = ["auth-not-offered", "auth-mechanism", "tls-required"];
  return auth.status === "failed" && unjudged.includes(verdict.cause) ? "free" : "refused";
}

function bestOf(alternatives: readonly Alternative[], trials: readonly Trial[]): Alternative | null {
  const works = alternatives.filter((alternative) => alternative.works === true);
  const isSecure = ({ choice }: Alternative) => trials.find((trial) => trial.choice === choice)?.secure === true;
  return works.find(isSecure) ?? works[0] ?? null;
}

function reachOf(steps: readonly Step[], cause: Cause | null): Trial["reach"] {
  if (steps.some(({ step, status }) => step === "connect" && status === "ok")) return "answers";
  return cause === "connection-timeout" ? "silent" : "else";
}

/** Ports that took a connection, and ports from which nothing came. */
function reached({ delivery }: TestRequest, { steps, verdict }: TestReport, trials: readonly Trial[]) {
  const all = [
    { port: delivery.port ?? 0, reach: reachOf(steps, verdict.cause) },
    ...trials.map(({ choice, reach }) => ({ port: choice.port, reach })),
  ];
  const of = (reach: Trial["reach"]) =>
    [...new Set(all.flatMap((one) => (one.reach === reach ? one.port : [])))].sort((a, b) => a - b);
  return { silent: of("silent"), answering: of("answers") };
}

function headed({ port, mode }: PortChoice, lines: readonly string[]): readonly string[] {
  return lines.length === 0
    ? []
    : [`* --- port ${port}, ${mode === "implicit" ? "TLS from the first byte" : "STARTTLS"}`, ...lines];
}
