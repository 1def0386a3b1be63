import type { WorkspaceEdit } from "vscode-languageserver-types";
import { type Message, textOf } from "../../base/messages.js";
import { composedContainer } from "../../instance/composed.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { portChoices } from "../../plausible/mailer/port-choices.js";
import { settingsFix, wantedBy } from "../../rules/kit/settings-fix.js";
import type { Fix } from "../../rules/kit/types.js";
import { reportWithoutDelivery } from "../../smtp/verdict/no-delivery.js";
import type { TestReport } from "../../smtp/verdict/report.js";
import type { SearchReport, SearchRequest, SearchWatch } from "../../smtp/verdict/search.js";
import { summaryOf } from "../../smtp/verdict/search-texts.js";
import type { StepName, StepStatus } from "../../smtp/verdict/steps.js";
import { placeMatters, type TestElsewhere, testElsewhere } from "../../smtp-test/elsewhere.js";
import { shownAlternative, shownMessage, shownReport, shownStep } from "../../smtp-test/shown-report.js";
import type { Presentation } from "./presentation.js";
import { hiderOf, hostPortOf, notesOf, routeOf, type TestOptions } from "./test-notes.js";

/** Runs a test; `smtp/find-working.ts` in the server, a stand-in in tests. */
export type Probe = (request: SearchRequest, watch: SearchWatch) => Promise<SearchReport>;

/** A step as the client gets it. */
export interface StepResult {
  readonly step: StepName;
  readonly status: StepStatus;
  readonly ms: number;
  readonly detail: string;
}

/** An edit that cures, with what its button says. */
export interface Cure {
  readonly title: string;
  readonly edit: WorkspaceEdit;
}

/** The answer to `plausibleMail/testSmtp`: the JSON of `plausible-mail test`, with what an editor can do about it. */
export interface TestResult {
  readonly schemaVersion: 1;
  readonly uri: string;
  readonly service: string;
  readonly ranOn: "host";
  readonly steps: readonly StepResult[];
  readonly verdict: {
    readonly wouldDeliver: boolean | null;
    readonly cause: string | null;
    readonly rule: string | null;
    readonly variable: string | null;
    readonly advice: string;
    readonly logLine: string | null;
    readonly channel: TestReport["verdict"]["channel"];
    readonly secondOpinion: string | null;
  };
  /** What became of the other ports, where they were tried; the preferred one first. */
  readonly alternatives: readonly {
    readonly port: number;
    readonly sslEnabled: boolean | null;
    readonly works: boolean | null;
    readonly cause: string | null;
    readonly detail: string;
    readonly lines: readonly string[];
    /** Null where the lines cannot be written into the files. */
    readonly cure: Cure | null;
  }[];
  /** What trying them comes to; null where it was not asked for. */
  readonly search: { readonly blocked: readonly number[]; readonly clouds: readonly string[]; readonly advice: string } | null;
  readonly transcript: readonly string[];
  /** What the reader must know to take the result right: where the test ran from. */
  readonly notes: readonly string[];
  readonly cure: Cure | null;
  /** The same test as command lines, where the place may matter. */
  readonly elsewhere: TestElsewhere | null;
  /** Where a relay of the project is published on this machine, if it is; for `fromHostPort`. */
  readonly hostPort: string | null;
}

/** Runs a test of one service; nothing of it is turned into texts yet. */
export async function testService(
  view: PlausibleInstance,
  options: TestOptions,
  probe: Probe,
  watch: SearchWatch,
): Promise<{ readonly request: SearchRequest | null; readonly report: SearchReport }> {
  const { delivery, mailer, smtp, choice, project, service } = view;
  const { release } = choice;
  const hide = hiderOf(view);
  if (delivery === null) {
    const report = reportWithoutDelivery(mailer, release.name, hide);
    return { request: null, report: { ...report, search: null } };
  }
  const { to, send, timeout, ca, allowPlaintextAuth, findWorking, askApi } = options;
  const request: SearchRequest = {
    delivery,
    adapter: smtp,
    release: release.name,
    logsFailure: release.logsFailure,
    askApi,
    invitationParts: release.invitationParts,
    to,
    send,
    timeout,
    ca,
    allowPlaintextAuth,
    ...routeOf(view, options),
    choices: findWorking ? portChoices(release, composedContainer(project, service), delivery) : null,
  };
  const shown: SearchWatch = {
    ...watch,
    onStep: (step) => watch.onStep(shownStep(step, hide)),
    onAlternative: (alternative) => watch.onAlternative?.(shownAlternative(alternative, hide)),
  };
  return { request, report: shownReport(await probe(request, shown), hide) };
}

/** What the client shows of a test. */
export function resultOf(
  view: PlausibleInstance,
  options: TestOptions,
  { request, report }: Awaited<ReturnType<typeof testService>>,
  present: Presentation,
): TestResult {
  const { language } = present.facts;
  const { project, service, delivery } = view;
  const { steps, verdict, transcript, search } = report;
  const { cure, advice, secondOpinion, ...rest } = verdict;
  const say = (text: Message) => textOf(text, language);
  const { to, findWorking } = options;
  const elsewhere = placeMatters(verdict.cause)
    ? testElsewhere(project, service, { host: delivery?.host ?? null, to, findWorking })
    : null;
  return {
    schemaVersion: 1,
    uri: present.uriOf(service.nameAt.file),
    service: service.name,
    ranOn: "host",
    steps: steps.map(({ step, status, ms, detail }) => ({ step, status, ms, detail: say(detail) })),
    verdict: { ...rest, advice: say(advice), secondOpinion: secondOpinion === null ? null : say(secondOpinion) },
    alternatives: (search?.alternatives ?? []).map(({ choice, works, cause, detail }) => ({
      port: choice.port,
      sslEnabled: choice.sslEnabled,
      works,
      cause,
      detail: say(detail),
      lines: choice.writes.map(({ name, value }) => `${name}=${value}`),
      cure: cureOf(view, settingsFix(view, choice.writes), present),
    })),
    search:
      search === null || request === null
        ? null
        : {
            blocked: search.blocked,
            clouds: search.clouds.map(({ name }) => name),
            advice: summaryOf(search, request, verdict, false)
              .map((part) => say(shownMessage(part, hiderOf(view))))
              .join(language === "en" ? " " : ""),
          },
    transcript,
    notes: notesOf(view, options, language),
    cure: cure === null ? null : cureOf(view, settingsFix(view, [wantedBy(cure)]), present),
    elsewhere,
    hostPort: hostPortOf(view),
  };
}

/** A change as an edit of the user's own text; null where it cannot be made there. */
function cureOf({ project }: PlausibleInstance, fix: Fix | null, present: Presentation): Cure | null {
  const edit = fix === null ? null : present.workspaceEdit(project, fix.edits);
  return fix === null || edit === null ? null : { title: textOf(fix.title, present.facts.language), edit };
}
