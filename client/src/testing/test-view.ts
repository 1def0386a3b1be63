import {
  type CancellationToken,
  CancellationTokenSource,
  Location,
  l10n,
  MarkdownString,
  Range,
  type TestController,
  type TestItem,
  TestMessage,
  type TestRun,
  type TestRunProfile,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  Uri,
  workspace,
} from "vscode";
import type { ServiceInfo, TestSmtpResult, TestSmtpStep } from "../../../server/src/protocol.js";
import { listed } from "../commands/in-words.js";
import { reportText } from "../commands/report-text.js";

/** What is run from the view, beside the plain test. */
export type ProfileKind = "test" | "send" | "ports" | "container" | "container-send";

/** What runs a test that was started in the view; ends when the test has ended. */
export type RunFromView = (target: ServiceInfo, kind: ProfileKind, run: ServiceRun) => Promise<void>;

/** What a server says where a step goes well (RFC 5321, 3207, 4954). */
const expected: Readonly<Record<string, string>> = {
  greeting: "220",
  ehlo: "250",
  starttls: "220",
  auth: "235",
  sender: "250",
  recipient: "250",
  message: "250",
};

/** The Plausible services in the Testing view, one item each, with the steps of its last test below it. */
export class TestView {
  readonly #controller: TestController;
  readonly #targets = new Map<string, ServiceInfo>();
  readonly #results = new Map<string, TestSmtpResult>();
  readonly #discover: () => Promise<readonly ServiceInfo[]>;
  readonly #plain: TestRunProfile;

  constructor(discover: () => Promise<readonly ServiceInfo[]>, runFromView: RunFromView) {
    this.#discover = discover;
    this.#controller = tests.createTestController("plausibleMail", "Plausible Mail");
    this.#controller.resolveHandler = async (item) => {
      if (item === undefined) await this.refresh();
    };
    this.#controller.refreshHandler = () => this.refresh();
    const profile = (label: string, kind: ProfileKind, isDefault: boolean) =>
      this.#controller.createRunProfile(
        label,
        TestRunProfileKind.Run,
        (request, token) => this.#runAll(request, kind, token, runFromView),
        isDefault,
      );
    this.#plain = profile(l10n.t("Test SMTP"), "test", true);
    profile(l10n.t("Test and Send One Mail…"), "send", false);
    profile(l10n.t("Try Other Ports"), "ports", false);
    profile(l10n.t("Test from the Running Container"), "container", false);
    profile(l10n.t("Send One Mail from the Running Container…"), "container-send", false);
  }

  /** Looks for all services of the workspace. */
  async refresh(): Promise<void> {
    this.show(await this.#discover(), true);
  }

  /** Shows services; `all`: there are no others. */
  show(services: readonly ServiceInfo[], all = false): void {
    const seen = new Set<string>();
    for (const target of services) {
      const id = idOf(target);
      seen.add(id);
      this.#targets.set(id, target);
      const item = this.#controller.items.get(id) ?? this.#controller.createTestItem(id, "", Uri.parse(target.uri));
      item.label = labelOf(target);
      // Several folders may have a service of that name, for the same mail server.
      item.description = workspace.asRelativePath(Uri.parse(target.uri));
      const { start, end } = target.range;
      item.range = new Range(start.line, start.character, end.line, end.character);
      this.#controller.items.add(item);
    }
    if (!all) return;
    for (const [id] of [...this.#controller.items]) {
      if (seen.has(id)) continue;
      this.#controller.items.delete(id);
      this.#targets.delete(id);
    }
  }

  /** A run of one service that was started elsewhere: from the palette, a lens, the status bar. */
  begin(target: ServiceInfo, token?: CancellationToken): ServiceRun {
    this.show([target]);
    const item = this.#controller.items.get(idOf(target));
    // VS Code reruns only what has a profile.
    const request = new TestRunRequest(item === undefined ? [] : [item], undefined, this.#plain);
    const run = this.#controller.createTestRun(request, labelOf(target));
    return this.#serviceRun(run, item, target, token, true);
  }

  /** The service of an item, or of one of its steps; undefined: it is none of this view. */
  targetOf(item: unknown): ServiceInfo | undefined {
    const { id, parent } = (typeof item === "object" && item !== null ? item : {}) as Partial<TestItem>;
    return this.#targets.get(parent?.id ?? "") ?? this.#targets.get(id ?? "");
  }

  /** What the last test of an item came to. */
  resultOf(item: TestItem): TestSmtpResult | undefined {
    return this.#results.get(item.id) ?? (item.parent === undefined ? undefined : this.#results.get(item.parent.id));
  }

  dispose(): void {
    this.#controller.dispose();
  }

  #serviceRun(
    run: TestRun,
    item: TestItem | undefined,
    target: ServiceInfo,
    token: CancellationToken | undefined,
    ends: boolean,
  ) {
    const keep = (result: TestSmtpResult) => void this.#results.set(idOf(target), result);
    const make = (step: TestSmtpStep) => this.#controller.createTestItem(`${idOf(target)}\n${step.step}`, step.name, item?.uri);
    return new ServiceRun(run, item, make, keep, token, ends);
  }

  async #runAll(request: TestRunRequest, kind: ProfileKind, token: CancellationToken, runFromView: RunFromView): Promise<void> {
    if (request.include === undefined && this.#controller.items.size === 0) await this.refresh();
    const chosen = request.include ?? [...this.#controller.items].map(([, item]) => item);
    const items = new Map(chosen.map((item) => item.parent ?? item).map((item) => [item.id, item]));
    for (const id of request.exclude?.map((item) => item.id) ?? []) items.delete(id);
    // Its name in the list of former results.
    const run = this.#controller.createTestRun(request, listed([...items.values()].map(({ label }) => label)));
    for (const item of items.values()) run.enqueued(item);
    for (const [id, item] of items) {
      const target = this.#targets.get(id);
      if (target === undefined || token.isCancellationRequested) {
        run.skipped(item);
        continue;
      }
      await runFromView(target, kind, this.#serviceRun(run, item, target, token, false));
    }
    run.end();
  }
}

/** One test of one service, as the view paints it. */
export class ServiceRun {
  /** Cancelled where the view, or whoever began the run, cancels it. */
  readonly token: CancellationToken;
  readonly #run: TestRun;
  readonly #item: TestItem | undefined;
  readonly #makeStep: (step: TestSmtpStep) => TestItem;
  readonly #keep: (result: TestSmtpResult) => void;
  readonly #source = new CancellationTokenSource();
  readonly #ends: boolean;
  readonly #painted = new Set<string>();

  constructor(
    run: TestRun,
    item: TestItem | undefined,
    makeStep: (step: TestSmtpStep) => TestItem,
    keep: (result: TestSmtpResult) => void,
    outer: CancellationToken | undefined,
    ends: boolean,
  ) {
    this.#run = run;
    this.#item = item;
    this.#makeStep = makeStep;
    this.#keep = keep;
    this.#ends = ends;
    this.token = this.#source.token;
    for (const token of [run.token, outer]) token?.onCancellationRequested(() => this.#source.cancel());
    item?.children.replace([]);
    if (item !== undefined) run.started(item);
  }

  /** A step has ended: it is painted at once. */
  step(step: TestSmtpStep): void {
    if (this.#item === undefined || this.#painted.has(step.step)) return;
    this.#painted.add(step.step);
    const child = this.#makeStep(step);
    // In the order in which they were walked, not by name.
    child.sortText = String(this.#painted.size).padStart(2, "0");
    child.description = step.detail;
    this.#item.children.add(child);
    if (step.status === "skipped") this.#run.skipped(child);
    else if (step.status === "failed") this.#run.failed(child, new TestMessage(step.detail), step.ms);
    else this.#run.passed(child, step.ms);
  }

  /** Null: it was cancelled, or could not be run, for the reason that is given. */
  ended(result: TestSmtpResult | null, reason?: string): void {
    const item = this.#item;
    if (item !== undefined) {
      if (result !== null) this.#paint(item, result);
      else if (reason !== undefined) this.#run.errored(item, new TestMessage(reason));
      else {
        // VS Code shows an item as its steps: those that went well would make it green.
        item.children.replace([]);
        this.#run.skipped(item);
      }
    }
    if (this.#ends) this.#run.end();
    this.#source.dispose();
  }

  #paint(item: TestItem, result: TestSmtpResult): void {
    this.#keep(result);
    const { steps, verdict } = result;
    for (const step of steps) this.step(step);
    const time = steps.reduce((sum, { ms }) => sum + ms, 0);
    this.#run.appendOutput(reportText(result).replaceAll("\n", "\r\n"), undefined, item);
    if (verdict.wouldDeliver === true && verdict.channel?.tls !== false) this.#run.passed(item, time);
    else if (verdict.wouldDeliver === null) this.#run.errored(item, messageOf(result, item), time);
    else this.#run.failed(item, messageOf(result, item), time);
  }
}

/** What failed, at the entry of the variable at fault, with what the server should have said. */
function messageOf(result: TestSmtpResult, item: TestItem): TestMessage {
  const { verdict, steps, at, cure, alternatives } = result;
  const text = new MarkdownString();
  text.appendText(verdict.wouldDeliver === true ? l10n.t("Email arrives, but unencrypted.") : verdict.advice);
  const failed = steps.find(({ status }) => status === "failed");
  const code = /\b[45]\d\d\b/.exec(failed?.detail ?? "")?.[0];
  const wanted = failed === undefined ? undefined : expected[failed.step];
  const message =
    code === undefined || wanted === undefined ? new TestMessage(text) : TestMessage.diff(text, wanted, failed?.detail ?? code);
  const uri = at === null ? item.uri : Uri.parse(at.uri);
  const range =
    at === null
      ? item.range
      : new Range(at.range.start.line, at.range.start.character, at.range.end.line, at.range.end.character);
  if (uri !== undefined && range !== undefined) message.location = new Location(uri, range);
  const fixable = cure !== null || alternatives.some((one) => one.works === true && one.cure !== null);
  message.contextValue = fixable ? "plausibleMail.fixable" : "plausibleMail.failed";
  return message;
}

/** Service first, then where it goes: what a screen reader says first is what tells items apart. */
function labelOf({ service, host, port }: ServiceInfo): string {
  if (host === null) return service;
  const name = host.includes(":") ? `[${host}]` : host;
  return `${service} → ${name}${port === null ? "" : `:${port}`}`;
}

function idOf({ uri, service }: ServiceInfo): string {
  return `${uri}\n${service}`;
}
