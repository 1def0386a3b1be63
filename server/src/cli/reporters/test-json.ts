import { type Language, textOf } from "../../base/messages.js";
import { buildInstance } from "../../instance/build-instance.js";
import { settingsFix, type WantedSetting, wantedBy } from "../../rules/kit/settings-fix.js";
import { secretsOf } from "../../secrets/secrets.js";
import type { DomainCheck } from "../../sender-domain/check-domain.js";
import type { Alternative } from "../../smtp/verdict/search.js";
import { summaryOf } from "../../smtp/verdict/search-texts.js";
import { shownMessage } from "../../smtp-test/shown-report.js";
import { settingsInPanel } from "../in-panel.js";
import type { CannotWork, Io } from "../io.js";
import { elsewhereOf, type TestedService } from "../test-result.js";
import { jsonPlace } from "./lint-json.js";

/** `test --format json`, schema version 1. */
export function testJson(tested: TestedService, language: Language, { cwd }: Io) {
  const { composed, report, request, flags } = tested;
  const { steps, verdict, search } = report;
  const elsewhere = elsewhereOf(tested);
  return {
    schemaVersion: 1,
    service: composed.service.name,
    ranOn: ranOn(flags),
    steps: steps.map(({ step, status, ms, detail }) => ({ step, status, ms, detail: textOf(detail, language) })),
    verdict: {
      wouldDeliver: verdict.wouldDeliver,
      cause: verdict.cause,
      rule: verdict.rule,
      variable: verdict.variable,
      advice: textOf(verdict.advice, language),
      logLine: verdict.logLine,
      channel: verdict.channel,
      secondOpinion: verdict.secondOpinion === null ? null : textOf(verdict.secondOpinion, language),
      fix: verdict.cure === null ? null : jsonFix([wantedBy(verdict.cure)], tested, language, cwd),
    },
    alternatives: (search?.alternatives ?? []).map((alternative) => jsonAlternative(alternative, tested, language, cwd)),
    ...(search === null || request === null
      ? {}
      : {
          search: {
            blocked: search.blocked,
            clouds: search.clouds.map(({ name }) => name),
            advice: summaryOf(search, request, verdict, flags.fromContainer === true).map((part) =>
              textOf(shownMessage(part, tested.hide), language),
            ),
          },
        }),
    ...(elsewhere === null ? {} : { elsewhere }),
    ...(tested.dns === undefined ? {} : { dns: jsonDomain(tested.dns, tested.hide, language) }),
  };
}

/** Where the test ran: on the machine it was started on, in a container of the project's network, or in Plausible itself. */
function ranOn({ fromContainer, inContainer }: TestedService["flags"]): "host" | "container" | "plausible" {
  if (inContainer === true) return "plausible";
  return fromContainer === true ? "container" : "host";
}

/** What the DNS says of the sender's domain. */
export function jsonDomain(checks: readonly DomainCheck[], hide: TestedService["hide"], language: Language) {
  return checks.map(({ check, domain, status, record, suggested, summary }) => ({
    check,
    domain: hide(domain),
    status,
    record: record === null ? null : hide(record),
    suggested: suggested === null ? null : hide(suggested),
    summary: textOf(shownMessage(summary, hide), language),
  }));
}

/** Settings written where they stand now; null where they cannot be written there. */
function jsonFix(
  wanted: readonly WantedSetting[],
  { composed: { project, service, choice: image } }: TestedService,
  language: Language,
  cwd: string,
) {
  if (project.container) {
    const steps = settingsInPanel(wanted);
    return steps === null ? null : { title: textOf(steps, language), edits: [] };
  }
  const fix = settingsFix(buildInstance(project, service, image), wanted);
  const edits = fix === null ? null : secretsOf(project).edits(fix.edits, project.files);
  if (fix === null || edits === null) return null;
  return {
    title: textOf(fix.title, language),
    edits: edits.map((edit) => ({ ...jsonPlace(edit, project.files, cwd), newText: edit.newText })),
  };
}

function jsonAlternative({ choice, works, cause, detail }: Alternative, tested: TestedService, language: Language, cwd: string) {
  return {
    port: choice.port,
    sslEnabled: choice.sslEnabled,
    works,
    cause,
    detail: textOf(detail, language),
    lines: choice.writes.map(({ name, value }) => `${name}=${value}`),
    edits: jsonFix(choice.writes, tested, language, cwd)?.edits ?? [],
  };
}

/** The same shape where nothing could be tested. */
export function testFailure({ message }: CannotWork) {
  const nothing = {
    wouldDeliver: null,
    cause: null,
    rule: null,
    variable: null,
    logLine: null,
    channel: null,
    secondOpinion: null,
    fix: null,
  };
  return {
    schemaVersion: 1,
    service: null,
    ranOn: "host",
    steps: [],
    verdict: { ...nothing, advice: message },
    alternatives: [],
  };
}
