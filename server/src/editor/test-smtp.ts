import type { WorkspaceEdit } from "vscode-languageserver/node";
import { addEntry, removeEntry, setValue } from "../compose/edit.js";
import type { TextEdit } from "../compose/text.js";
import { type Language, type Message, type MessageTemplate, textOf } from "../messages.js";
import type { PlausibleService } from "../rules/rule.js";
import { secretsOf, shownValue } from "../secrets.js";
import { reportWithoutDelivery } from "../smtp/no-delivery.js";
import type { Step, StepName, StepStatus, TestReport, TestRequest } from "../smtp/types.js";
import type { Presentation } from "./presentation.js";

/** Options of one test, as the request and the settings give them. */
export interface TestOptions {
  readonly to: string | null;
  readonly send: boolean;
  /** Milliseconds. */
  readonly timeout: number;
  readonly ca: readonly string[];
  readonly connectTo: TestRequest["connectTo"];
  readonly allowPlaintextAuth: () => Promise<boolean>;
}

/** Runs a test; `smtp/probe.ts` in the server, a stand-in in tests. */
export type Probe = (request: TestRequest, onStep: (step: Step) => void, signal: AbortSignal) => Promise<TestReport>;

/** A step as the client gets it. */
export interface StepResult {
  readonly step: StepName;
  readonly status: StepStatus;
  readonly ms: number;
  readonly detail: string;
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
  readonly alternatives: readonly never[];
  readonly transcript: readonly string[];
  /** What the reader must know to take the result right: where the test ran from. */
  readonly notes: readonly string[];
  readonly cure: { readonly title: string; readonly edit: WorkspaceEdit } | null;
}

const texts = {
  talksTo: {
    en: "Talks to {server} as Plausible {release} of service `{service}` would.",
    "zh-cn": "以服务 `{service}` 的 Plausible {release} 的方式与 {server} 对话。",
  },
  elsewhere: { en: "Connects to {address} instead, as the settings ask for.", "zh-cn": "按设置改为连接 {address}。" },
  ranHere: {
    en: "The test runs on this machine, not in the container, whose network may allow other ports.",
    "zh-cn": "测试在本机而非容器内运行，两者的网络放行的端口可能不同。",
  },
  loopback: {
    en: "`{host}` is this machine here; in the container it is the container itself, where no mail server runs.",
    "zh-cn": "`{host}` 在此处是本机；在容器内则是容器自身，那里没有邮件服务器。",
  },
  project: {
    en: "`{host}` is a name of this compose project, which only its containers can resolve. Publish its port, and set `plausibleMail.testConnectTo` to it.",
    "zh-cn": "`{host}` 是此 compose 项目内的名称，只有其容器能解析。请发布其端口，并在 `plausibleMail.testConnectTo` 中填写。",
  },
  set: { en: "Set {variable} to {value}", "zh-cn": "将 {variable} 设为 {value}" },
  remove: { en: "Remove {variable}", "zh-cn": "删除 {variable}" },
  step: { en: "{sign} {step}: {detail}", "zh-cn": "{sign} {step}：{detail}" },
} satisfies Record<string, MessageTemplate>;

const signs: Readonly<Record<StepStatus, string>> = { ok: "✔", failed: "✖", warning: "▲", skipped: "·" };

/** One step as a line of progress. */
export function stepLine({ step, status, detail }: Step, language: Language): string {
  return textOf({ template: texts.step, values: { sign: signs[status], step, detail } }, language);
}

/** To whom the test will talk, and what that says of the container. Shown before it connects. */
export function notesOf(view: PlausibleService, { connectTo }: TestOptions, language: Language): string[] {
  const { delivery, relay, service, releaseName } = view;
  const say = (template: MessageTemplate, values: Message["values"] = {}) => textOf({ template, values }, language);
  if (delivery === null || delivery.host === null) return [];
  const { host, port } = delivery;
  const notes = [
    say(texts.talksTo, { server: port === null ? host : `${host}:${port}`, release: releaseName, service: service.name }),
  ];
  if (connectTo !== null) notes.push(say(texts.elsewhere, { address: `${connectTo.host}:${connectTo.port}` }));
  const place = relay.state === "host" ? relay.place : "outside";
  if (place === "loopback" || place === "project") notes.push(say(texts[place], { host }));
  else notes.push(say(texts.ranHere));
  return notes;
}

/** Tests one service, and makes of the report what the client shows. */
export async function testService(
  view: PlausibleService,
  options: TestOptions,
  probe: Probe,
  onStep: (step: Step) => void,
  signal: AbortSignal,
  present: Presentation,
): Promise<TestResult> {
  const { language } = present.facts;
  const report = await run(view, options, probe, onStep, signal);
  const { steps, verdict, transcript } = report;
  const { cure, advice, secondOpinion, ...rest } = verdict;
  return {
    schemaVersion: 1,
    uri: present.uriOf(view.service.nameAt.file),
    service: view.service.name,
    ranOn: "host",
    steps: steps.map(({ step, status, ms, detail }) => ({ step, status, ms, detail: textOf(detail, language) })),
    verdict: {
      ...rest,
      advice: textOf(advice, language),
      secondOpinion: secondOpinion === null ? null : textOf(secondOpinion, language),
    },
    alternatives: [],
    transcript,
    notes: notesOf(view, options, language),
    cure: cure === null ? null : cureOf(view, cure, present),
  };
}

async function run(
  view: PlausibleService,
  options: TestOptions,
  probe: Probe,
  onStep: (step: Step) => void,
  signal: AbortSignal,
) {
  const { delivery, mailer, smtp, choice } = view;
  const { release } = choice;
  if (delivery === null) return reportWithoutDelivery(mailer, release.name, secretsOf(view.project, [view.service]).quoted);
  const request = { delivery, adapter: smtp, release: release.name, logsFailure: release.logsFailure, ...options };
  return await probe(request, onStep, signal);
}

type Cure = NonNullable<TestReport["verdict"]["cure"]>;

/** The change that the talk showed to be the cure, as an edit of the user's own text; null where it cannot be made there. */
function cureOf(view: PlausibleService, cure: Cure, present: Presentation): TestResult["cure"] {
  const edits = cureEdits(view, cure);
  const edit = edits === null ? null : present.workspaceEdit(view.project, edits);
  if (edit === null) return null;
  const { variable, value } = cure;
  const title =
    value === null
      ? { template: texts.remove, values: { variable } }
      : { template: texts.set, values: { variable, value: shownValue(variable, value) } };
  return { title: textOf(title, present.facts.language), edit };
}

function cureEdits(view: PlausibleService, { variable: name, value }: Cure): readonly TextEdit[] | null {
  const { project, service } = view;
  const inForce = view.variable(name);
  const fromFile = inForce.state !== "absent" && inForce.secretFile !== undefined;
  const written = fromFile ? undefined : service.environment.get(name);
  if (value === null) return written === undefined ? null : removeEntry(project, written.declared);
  if (written !== undefined) return setValue(project, written, value);
  if (inForce.state !== "absent") return null;
  const near = service.environment.get("SMTP_HOST_PORT") ?? service.environment.get("SMTP_HOST_ADDR");
  return addEntry(project, service, { name, value, ...(near === undefined ? {} : { near: near.declared }) });
}
