import { type ComposedService, composedContainer } from "../instance/composed.js";
import { portChoices, smtpFactsOf } from "../plausible/mailer/port-choices.js";
import { reportWithoutDelivery } from "../smtp/verdict/no-delivery.js";
import type { TestRequest } from "../smtp/verdict/request.js";
import type { SearchReport, SearchRequest, SearchWatch } from "../smtp/verdict/search.js";
import type { Route } from "./route.js";
import { type Hide, hiderOf, shownAlternative, shownReport, shownStep } from "./shown-report.js";

/** Runs a test; the doors hand in the one that connects, tests a stand-in. */
export type Probe = (request: SearchRequest, watch: SearchWatch) => Promise<SearchReport>;

/** What a user asks of a test, whichever door it comes through. */
export interface TestOptions {
  /** A recipient for RCPT TO; null: the test ends after MAIL FROM. */
  readonly to: string | null;
  /** Hand over one real message. */
  readonly send: boolean;
  /** Milliseconds for each connection, handshake or reply. */
  readonly timeout: number;
  /** PEM certificates that are trusted too. */
  readonly ca: readonly string[];
  /** Try the other sensible ports too. */
  readonly findWorking: boolean;
  /** Ask the API of an adapter's provider about key and domain. */
  readonly askApi: boolean;
  /** Asked before credentials go over an unencrypted connection. */
  readonly allowPlaintextAuth: TestRequest["allowPlaintextAuth"];
}

/** A test that was run. */
export interface TestRun {
  /** Null: there was nothing to connect to. */
  readonly request: SearchRequest | null;
  /** Without the secrets of the project. */
  readonly report: SearchReport;
  /** Hides the project's secrets in what else is said of the test. */
  readonly hide: Hide;
}

/** Tests a service as its release would send. What comes of it may be shown: the project's secrets are hidden in it. */
export async function runTest(
  { project, service, choice, mailer, delivery }: ComposedService,
  options: TestOptions,
  route: Route,
  probe: Probe,
  watch: SearchWatch,
): Promise<TestRun> {
  const { release } = choice;
  const hide = hiderOf(project);
  if (delivery === null) {
    const report = reportWithoutDelivery(mailer, release.name, hide);
    return { request: null, report: { ...report, search: null }, hide };
  }
  const { to, send, timeout, ca, allowPlaintextAuth, findWorking, askApi } = options;
  const request: SearchRequest = {
    delivery,
    adapter: smtpFactsOf(release, delivery.client),
    release: release.name,
    logsFailure: release.logsFailure,
    askApi,
    invitationParts: release.invitationParts,
    to,
    send,
    timeout,
    ca,
    allowPlaintextAuth,
    connectTo: route.connectTo,
    connectChoiceTo: route.connectChoiceTo,
    choices: findWorking ? portChoices(release, composedContainer(project, service), delivery) : null,
  };
  const shown: SearchWatch = {
    ...watch,
    onStep: (step) => watch.onStep(shownStep(step, hide)),
    onAlternative: (alternative) => watch.onAlternative?.(shownAlternative(alternative, hide)),
  };
  return { request, report: shownReport(await probe(request, shown), hide), hide };
}
