import { type Message, type MessageTemplate, message, plainText } from "../../base/messages.js";
import { statusSigns } from "../../base/status-signs.js";
import type { DoctorStep } from "../../doctor/diagnosis.js";
import { diagnose } from "../../doctor/doctor.js";
import { doctorMarkdown } from "../../doctor/doctor-markdown.js";
import { doctorStepNames } from "../../doctor/doctor-texts.js";
import { severities } from "../../rules/kit/severity.js";
import { secretsOf } from "../../secrets/secrets.js";
import { runTest } from "../../smtp-test/test-run.js";
import type { ContainerQuestion, ContainerWorld, Told, Ways } from "./container-question.js";
import { suspectOf } from "./explain-log.js";
import { routeOf } from "./test-notes.js";

const line: MessageTemplate = { en: "{sign} {step}: {summary}", "zh-cn": "{sign} {step}：{summary}" };
const verdictLine: MessageTemplate = { en: "{summary} {next}", "zh-cn": "{summary}{next}" };

/** All that `plausible-mail doctor` finds out, for an editor: the same report, with the first edit that it names. */
export async function diagnosed(question: ContainerQuestion, ways: Ways, world: ContainerWorld): Promise<Told> {
  const { view, checked, options, params, present, signal, onLine } = question;
  const { language } = present.facts;
  const say = (told: Message) => plainText(told, language);
  const suspect = suspectOf([checked], view.service.name);
  const own = (suspect?.findings ?? []).filter(({ service }) => service === view.service.name || service === "");
  const patient = {
    composed: view,
    findings: [...own].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)),
    secrets: secretsOf(view.project),
    cwd: view.project.directory,
    unsetIsUnknown: true,
  };
  const { delivery } = view;
  const asks = params.docker === true;
  const tools = {
    test: () => runTest(view, options, routeOf(view, options), world.probe, { signal, onStep: () => {} }),
    container: asks ? ways.container : null,
    network: asks ? (ways.network?.run ?? null) : null,
    domain:
      params.dns === true ? async () => (delivery === null ? [] : await world.checkSender(delivery, options.timeout)) : null,
    suspect,
    noNetwork: false,
  };
  const shown = ({ step, status, summary }: DoctorStep) =>
    onLine(say(message(line, { sign: statusSigns[status], step: message(doctorStepNames[step]), summary })));
  const diagnosis = await diagnose(patient, tools, shown);
  const { wouldDeliver, summary, next, fix } = diagnosis.verdict;
  const edit = fix === null ? null : present.workspaceEdit(view.project, fix.edits);
  return {
    outcome: wouldDeliver === null ? "unknown" : wouldDeliver ? "ok" : "failed",
    summary: say(message(verdictLine, { summary, next })),
    page: doctorMarkdown(diagnosis, language),
    cure: fix === null || edit === null ? null : { title: say(fix.title), edit },
  };
}
