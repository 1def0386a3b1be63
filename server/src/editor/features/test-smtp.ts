import type { Location } from "vscode-languageserver-types";
import { type Language, type Message, plainText } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced } from "../../instance/service-variable.js";
import type { OfferedEdit, TestSmtpResult, TestSmtpStep } from "../../protocol.js";
import { settingsFix, wantedBy } from "../../rules/kit/settings-fix.js";
import type { Fix } from "../../rules/kit/types.js";
import { summaryOf } from "../../smtp/verdict/search-texts.js";
import { type Step, stepNames } from "../../smtp/verdict/steps.js";
import { placeMatters, testElsewhere } from "../../smtp-test/elsewhere.js";
import { shownMessage } from "../../smtp-test/shown-report.js";
import type { TestRun } from "../../smtp-test/test-run.js";
import type { Presentation } from "./presentation.js";
import { type EditorTestOptions, hostPortOf, isForFiles, notesOf, recreateNote } from "./test-notes.js";

/** What the client shows of a test. */
export function resultOf(
  view: PlausibleInstance,
  options: EditorTestOptions,
  { request, report, hide }: TestRun,
  present: Presentation,
): TestSmtpResult {
  const { language } = present.facts;
  const { project, service, delivery } = view;
  const { steps, verdict, transcript, search } = report;
  const { cure, advice, secondOpinion, ...rest } = verdict;
  const say = (text: Message) => plainText(text, language);
  const { to, findWorking } = options;
  const elsewhere = placeMatters(verdict.cause)
    ? testElsewhere(project, service, { host: delivery?.host ?? null, to, findWorking })
    : null;
  return {
    schemaVersion: 1,
    uri: present.uriOf(service.nameAt.file),
    service: service.name,
    ranOn: "host",
    steps: steps.map((step) => shownStep(step, language)),
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
              .map((part) => say(shownMessage(part, hide)))
              .join(language === "en" ? " " : ""),
          },
    at: placeOf(view, verdict.variable, present),
    transcript,
    notes: [...notesOf(view, options, language), ...(isForFiles(verdict) ? [recreateNote(language)] : [])],
    cure: cure === null ? null : cureOf(view, settingsFix(view, [wantedBy(cure)]), present),
    elsewhere,
    hostPort: hostPortOf(view),
  };
}

/** A step as the client shows it. */
export function shownStep({ step, status, ms, detail }: Step, language: Language): TestSmtpStep {
  return { step, name: stepNames[step][language], status, ms, detail: plainText(detail, language) };
}

/** Where the variable at fault, or else the relay, comes into the container; without one the service's name. */
function placeOf({ project, service, variable }: PlausibleInstance, name: string | null, present: Presentation): Location | null {
  for (const one of [...(name === null ? [] : [name]), "SMTP_HOST_ADDR"]) {
    const found = variable(one);
    if (!isPlaced(found)) continue;
    const at = found.secretFile === undefined ? found.declared.at : found.secretFile.declared;
    const range = present.rangeOf(project, at);
    if (range !== null) return { uri: present.uriOf(at.file), range };
  }
  const range = present.rangeOf(project, service.nameAt);
  return range === null ? null : { uri: present.uriOf(service.nameAt.file), range };
}

/** A change as an edit of the user's own text; null where it cannot be made there. */
function cureOf({ project }: PlausibleInstance, fix: Fix | null, present: Presentation): OfferedEdit | null {
  const edit = fix === null ? null : present.workspaceEdit(project, fix.edits);
  return fix === null || edit === null ? null : { title: plainText(fix.title, present.facts.language), edit };
}
