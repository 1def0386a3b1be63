import { type Message, type MessageTemplate, message, plainText } from "../../base/messages.js";
import type { CommandLines } from "../../containers/command-lines.js";
import { compareRunning, sameAsRunning } from "../../containers/compare-running.js";
import { type Engine, enginesOn } from "../../containers/engine.js";
import { connectExpression, sendExpression, settingsExpression } from "../../containers/expressions.js";
import { faultMessage } from "../../containers/fault-words.js";
import { ContainerTrouble } from "../../containers/faults.js";
import type { OwnProgram } from "../../containers/network-test.js";
import type { Command } from "../../containers/runner.js";
import { ServiceContainer } from "../../containers/service-container.js";
import { testInContainer } from "../../containers/test-in-container.js";
import { commandsOf } from "../../doctor/doctor.js";
import { networkTest } from "../../doctor/network.js";
import { LogTally } from "../../log/tally.js";
import type { ContainerAnswer } from "../../protocol.js";
import { secretsOf } from "../../secrets/secrets.js";
import { hiderOf, shownMessage } from "../../smtp-test/shown-report.js";
import type { ContainerQuestion, ContainerWorld, Told, Ways } from "./container-question.js";
import { diagnosed } from "./diagnose.js";
import { explainedLog, suspectOf } from "./explain-log.js";
import { stepLine } from "./test-notes.js";
import { resultOf } from "./test-smtp.js";

const texts = {
  nothing: { en: "Nothing was run.", "zh-cn": "未运行任何命令。" },
  same: { en: "The running container has the settings of these files.", "zh-cn": "运行中的容器的设置与文件一致。" },
  differs: {
    en: "The running container has other settings than these files.",
    "zh-cn": "运行中的容器的设置与文件不同。",
  },
  unclear: {
    en: "The running container can't be compared completely with these files.",
    "zh-cn": "无法将运行中的容器与文件完整比较。",
  },
  noFailures: { en: "No failed emails in the container's log.", "zh-cn": "容器日志中没有失败的邮件。" },
  failures: { en: "Failed emails in the container's log: {count}.", "zh-cn": "容器日志中失败的邮件：{count}。" },
  sentence: { en: "{told}.", "zh-cn": "{told}。" },
} satisfies Record<string, MessageTemplate>;

/**
 * Asks the running container of a service, or says with which command lines it would.
 *
 * @throws ContainerTrouble where somebody has cancelled
 */
export async function askContainer(question: ContainerQuestion, world: ContainerWorld): Promise<ContainerAnswer> {
  const { view, params, present } = question;
  const commands: string[] = [];
  const ways = waysOf(question, world, (line) => {
    commands.push(line);
    question.onLine(`$ ${line}`);
  });
  const answer = (lines: readonly string[], told: Told): ContainerAnswer => ({
    schemaVersion: 1,
    uri: present.uriOf(view.service.nameAt.file),
    service: view.service.name,
    commands: lines,
    page: null,
    test: null,
    log: null,
    cure: null,
    ...told,
  });
  if (params.dryRun === true) {
    const isHere = enginesOn(world.runner).length > 0;
    const summary = isHere ? message(texts.nothing) : sentence(faultMessage({ kind: "no-engine" }));
    return answer(isHere ? previewOf(question, ways) : [], { outcome: "unknown", summary: say(summary, question) });
  }
  try {
    return answer(commands, await asked(question, ways, world));
  } catch (error) {
    if (!(error instanceof ContainerTrouble) || error.fault.kind === "cancelled") throw error;
    const why = shownMessage(sentence(faultMessage(error.fault)), hiderOf(view.project));
    return answer(commands, { outcome: "unknown", summary: say(why, question) });
  }
}

function waysOf(question: ContainerQuestion, world: ContainerWorld, onCommand: (line: string) => void): Ways {
  const { view, options, params, signal } = question;
  const { runner } = world;
  const program: OwnProgram | null = params.program === undefined ? world.program : { path: params.program, isFile: true };
  const { project, service } = view;
  const container = new ServiceContainer(project, service.name, { runner, engine: null, signal, onCommand });
  const engine: Engine | undefined = enginesOn(runner)[0];
  if (program === null || engine === undefined) return { container, network: null };
  const { timeout, to } = options;
  const flags = ["--timeout", String(timeout / 1000), ...(to === null ? [] : ["--to", to])];
  return {
    container,
    network: networkTest(view, container, { engine, runner, program, flags, ca: question.caFiles, signal, onCommand }),
  };
}

function previewOf({ params, view, options }: ContainerQuestion, { container, network }: Ways): readonly string[] {
  const { timeout, to } = options;
  const seconds = timeout / 1000;
  const found = [(lines: CommandLines) => lines.list(), (lines: CommandLines) => lines.inspect(["CONTAINER"])];
  switch (params.what) {
    case "diagnose":
      return [...commandsOf(container), ...(network === null ? [] : [network.preview])];
    case "compare":
      return container.preview(...found, (lines) => lines.rpc(settingsExpression()));
    case "log":
      return container.preview((lines) => lines.log(params.since ?? null, false));
    case "test": {
      const mail = { subject: "…", body: "…", parts: view.choice.release.invitationParts };
      const send: ((lines: CommandLines) => Command)[] = to === null ? [] : [(lines) => lines.rpc(sendExpression(to, mail))];
      return container.preview(...found, (lines) => lines.rpc(connectExpression(seconds)), ...send);
    }
  }
}

async function asked(question: ContainerQuestion, ways: Ways, world: ContainerWorld): Promise<Told> {
  switch (question.params.what) {
    case "diagnose":
      return await diagnosed(question, ways, world);
    case "compare":
      return await compared(question, ways, world);
    case "test":
      return await tested(question, ways);
    case "log":
      return await logged(question, ways);
  }
}

async function compared(question: ContainerQuestion, { container }: Ways, world: ContainerWorld): Promise<Told> {
  const { view, present } = question;
  const found = await compareRunning(view, container, secretsOf(view.project), true);
  const same = sameAsRunning(found);
  return {
    outcome: same === null ? "unknown" : same ? "ok" : "failed",
    summary: say(message(same === null ? texts.unclear : same ? texts.same : texts.differs), question),
    page: world.comparisonPage(view, found, present),
  };
}

async function tested(question: ContainerQuestion, { container }: Ways): Promise<Told> {
  const { view, checked, options, present, onLine } = question;
  const { language } = present.facts;
  const { to: sendTo, timeout } = options;
  const hide = hiderOf(view.project);
  const wanted = { sendTo, timeout: timeout / 1000, language };
  const suspect = suspectOf([checked], view.service.name);
  const onStep = (step: Parameters<typeof stepLine>[0]) => onLine(stepLine(step, language));
  const report = await testInContainer(view, container, wanted, suspect, onStep, hide);
  const run = { request: null, report: { ...report, search: null }, hide };
  const test = resultOf(view, options, run, present);
  const { wouldDeliver, advice } = test.verdict;
  return {
    outcome: wouldDeliver === null ? "unknown" : wouldDeliver ? "ok" : "failed",
    summary: advice,
    // It did not run on this computer: what is told of that has no meaning here.
    test: { ...test, ranOn: "plausible", notes: [], elsewhere: null, hostPort: null },
  };
}

async function logged(question: ContainerQuestion, { container }: Ways): Promise<Told> {
  const { view, checked, params, present } = question;
  const tally = new LogTally();
  await container.log(params.since ?? null, false, (piece) => tally.push(piece));
  const report = tally.end();
  const log = explainedLog(report, [checked], view.service.name, present);
  const isUnknown = log.answers.length === 0 && report.unknownCount + report.cutCount > 0;
  const summary =
    log.answers.length > 0
      ? say(message(texts.failures, { count: report.failures }), question)
      : isUnknown && log.message !== null
        ? log.message
        : say(message(texts.noFailures), question);
  return { outcome: log.answers.length > 0 ? "failed" : isUnknown ? "unknown" : "ok", summary, log };
}

const sentence = (told: Message) => message(texts.sentence, { told });

function say(told: Message, { present }: ContainerQuestion): string {
  return plainText(told, present.facts.language);
}
