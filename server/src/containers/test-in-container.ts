import { type Language, type Message, plainText } from "../base/messages.js";
import type { ComposedService } from "../instance/composed.js";
import type { Suspect } from "../log/answer.js";
import { requestOf } from "../log/conclusion.js";
import type { Term } from "../plausible/elixir/elixir-term.js";
import { smtpFactsOf } from "../plausible/mailer/port-choices.js";
import { judgeWithoutTalk } from "../smtp/verdict/judge.js";
import { planOf } from "../smtp/verdict/plan.js";
import type { TestReport, Verdict } from "../smtp/verdict/report.js";
import type { Step, StepName } from "../smtp/verdict/steps.js";
import { type Hide, shownReport, shownStep } from "../smtp-test/shown-report.js";
import { type Answer, textOfTerm } from "./answers.js";
import { containerText } from "./container-texts.js";
import { connectExpression, sendExpression } from "./expressions.js";
import { explainResult, failedWith, shownWords, verdictOf } from "./read-result.js";
import type { ServiceContainer } from "./service-container.js";

/** What a test in the container is asked to do. */
export interface ContainerTestOptions {
  /** Where one real email goes; null: the container only connects. */
  readonly sendTo: string | null;
  /** Seconds for the connection and for each reply, where nothing is sent. */
  readonly timeout: number;
  /** Of the email's text. */
  readonly language: Language;
}

/** Seconds that a mailer may take for one email: Mua waits half a minute for each of some replies. */
const sendSeconds = 180;

/**
 * Lets the running Plausible connect to its mail server, or send one email, with the libraries and the network that it has.
 *
 * @param suspect the service with what the linter finds in it, for the cause of a failure
 * @throws ContainerTrouble where it cannot be asked
 */
export async function testInContainer(
  composed: ComposedService,
  asked: ServiceContainer,
  options: ContainerTestOptions,
  suspect: Suspect | null,
  onStep: (step: Step) => void,
  hide: Hide,
): Promise<TestReport> {
  // Without a container that runs, each question would fail in its own way.
  const { count } = await asked.running();
  const test = new ContainerTest(composed, suspect, count, (step) => onStep(shownStep(step, hide)));
  const connected = await asked.rpc(connectExpression(options.timeout), 4 * options.timeout + 60);
  test.connected(connected);
  if (options.sendTo !== null && test.mayGoOn) {
    const mail = {
      subject: plainText(containerText("subject"), options.language),
      body: plainText(containerText("body"), options.language),
      parts: composed.choice.release.invitationParts,
    };
    test.sent(await asked.rpc(sendExpression(options.sendTo, mail), sendSeconds), options.sendTo);
  } else if (options.sendTo !== null) test.skip("message", containerText("notReached"));
  const { steps, verdict } = test;
  return shownReport({ steps, verdict, transcript: [], search: null }, hide);
}

/** The steps of one test, and what they come to. */
class ContainerTest {
  readonly steps: Step[] = [];
  readonly #composed: ComposedService;
  readonly #suspect: Suspect | null;
  /** How many containers of the service run; Compose asks the first of them. */
  readonly #count: number;
  readonly #onStep: (step: Step) => void;
  #encrypted: boolean | null = null;
  verdict: Verdict = verdictOf({ wouldDeliver: null, advice: containerText("reached") });
  /** Whether an email may still be accepted. */
  mayGoOn = true;

  constructor(composed: ComposedService, suspect: Suspect | null, count: number, onStep: (step: Step) => void) {
    this.#composed = composed;
    this.#suspect = suspect;
    this.#count = count;
    this.#onStep = onStep;
  }

  /** What the container's own client met when it connected. */
  connected({ terms }: Answer): void {
    const server = serverIn(terms.get("server"));
    const failed = textOfTerm(terms.get("failed"));
    const refused = textOfTerm(terms.get("refused"));
    const raised = textOfTerm(terms.get("raised"));
    if (terms.has("no_server") || terms.has("direct")) {
      this.#noServer(terms.has("direct"));
      return;
    }
    if (raised !== null && /UndefinedFunctionError|function_clause|FunctionClauseError/.test(raised)) {
      this.skip("connect", containerText("notReached"));
      this.skip("ehlo", containerText("notReached"));
      this.verdict = verdictOf({ wouldDeliver: null, advice: containerText("noConnection", { words: shownWords(raised) }) });
      return;
    }
    const failure = failed ?? raised;
    if (failure !== null) {
      this.#step("connect", "failed", containerText("said", { words: shownWords(failure) }));
      this.skip("ehlo", containerText("notReached"));
      this.#fails(failure);
      return;
    }
    const banner = textOfTerm(terms.get("connected"));
    const words = shownWords(banner ?? "");
    this.#step("connect", "ok", containerText(words === "" ? "connectedSilently" : "connected", { server, words }));
    if (refused !== null) {
      this.#step("ehlo", "failed", containerText("said", { words: shownWords(refused) }));
      this.#fails(refused);
      return;
    }
    const extensions = textsIn(terms.get("ehlo"));
    this.#encrypted = this.#composed.delivery?.tls === "implicit" || extensions.includes("STARTTLS");
    const offered = extensions.slice(0, 8).join(", ");
    this.#step(
      "ehlo",
      "ok",
      offered === "" ? containerText("accepted") : containerText("offers", { extensions: shownWords(offered) }),
    );
  }

  /** What became of one email. */
  sent({ terms }: Answer, to: string): void {
    const failure = textOfTerm(terms.get("failed")) ?? textOfTerm(terms.get("raised")) ?? textOfTerm(terms.get("odd"));
    if (failure !== null || !terms.has("delivered")) {
      this.#step("message", "failed", containerText("said", { words: shownWords(failure ?? "?") }));
      this.#fails(failure ?? "");
      return;
    }
    const like = terms.get("like");
    const framed = like?.kind === "tuple" && like.items[1]?.kind === "atom" && like.items[1].name === "true";
    this.#step("message", "ok", containerText(framed ? "message" : "plainMessage", { to }));
    const { delivery } = this.#composed;
    const channel =
      delivery === null || this.#encrypted === null ? null : { tls: this.#encrypted, authenticated: delivery.auth !== null };
    this.verdict = verdictOf({ wouldDeliver: true, advice: containerText("delivered"), channel });
  }

  skip(step: StepName, detail: Message): void {
    this.#step(step, "skipped", detail);
  }

  #step(step: StepName, status: Step["status"], detail: Message): void {
    const isOne = step === "connect" && this.#count > 1;
    const done: Step = { step, status, ms: 0, detail: isOne ? containerText("oneOf", { detail, count: this.#count }) : detail };
    this.steps.push(done);
    this.#onStep(done);
  }

  #fails(text: string): void {
    this.mayGoOn = false;
    const answer = explainResult(text, this.#suspect);
    this.verdict =
      answer === null
        ? verdictOf({ wouldDeliver: text === "" ? null : false, advice: containerText("unread", { words: shownWords(text) }) })
        : failedWith(answer, this.#composed.choice.release.logsFailure);
  }

  /** There is nobody to connect to: the adapter is one for a web API, keeps emails, or has no relay. */
  #noServer(direct: boolean): void {
    this.skip("connect", containerText("noServer"));
    this.skip("ehlo", containerText("noServer"));
    const { delivery, choice } = this.#composed;
    this.verdict = verdictOf({ wouldDeliver: null, advice: containerText("askApi") });
    if (delivery === null) return;
    const request = requestOf(delivery, smtpFactsOf(choice.release, delivery.client), choice.release);
    const plan = planOf(request);
    if (plan.kind !== "no-talk" || (direct && delivery.host !== null)) return;
    this.verdict = judgeWithoutTalk(request, plan);
    if (plan.cause === "black-hole") this.mayGoOn = false;
  }
}

/** `{"smtp.zoo.example", 587}` */
function serverIn(term: Term | undefined): string {
  if (term?.kind !== "tuple") return "?";
  return term.items
    .map((item) => (item.kind === "string" || item.kind === "number" ? item.text : "?"))
    .join(":")
    .slice(0, 200);
}

function textsIn(term: Term | undefined): readonly string[] {
  return term?.kind === "list" ? term.items.flatMap((item) => (item.kind === "string" ? item.text : [])) : [];
}
