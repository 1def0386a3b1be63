import {
  type CancellationToken,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  WorkDoneProgress,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
  type WorkDoneProgressReporter,
} from "vscode-languageserver/node";
import { hostAndPort } from "../base/host-and-port.js";
import { codes, type Message, type MessageTemplate, plainText } from "../base/messages.js";
import { folderOf } from "../base/paths.js";
import type { FilePath } from "../base/text.js";
import { testSmtpCommand } from "../editor/features/code-lens.js";
import type { Presentation } from "../editor/features/presentation.js";
import { alternativeLine, type EditorTestOptions, notesOf, routeOf, stepLine } from "../editor/features/test-notes.js";
import { resultOf, shownStep } from "../editor/features/test-smtp.js";
import { toFilePath } from "../editor/session/uris.js";
import { composedView } from "../instance/composed.js";
import type { PlausibleInstance } from "../instance/plausible-instance.js";
import type { TestSmtpResult, TestSmtpStep, TestStepParams } from "../protocol.js";
import { hiderOf } from "../smtp-test/shown-report.js";
import { runTest } from "../smtp-test/test-run.js";
import { isRecord } from "./client.js";
import type { LanguageServer } from "./language-server.js";
import { describeError } from "./reporter.js";
import { type ClientSettings, parseAddress } from "./settings.js";

const texts = {
  restricted: {
    en: "Restricted Mode: trust this folder to test SMTP.\nThe files of an untrusted folder must not decide which server is contacted.",
    "zh-cn": "受限模式：请先信任此文件夹，再测试 SMTP。\n不受信任的文件夹中的文件不能决定连接哪台服务器。",
  },
  noService: { en: "There is no Plausible service here.", "zh-cn": "此处没有 Plausible 服务。" },
  noSuchService: {
    en: "There is no Plausible service `{service}` here.",
    "zh-cn": "此处没有名为 `{service}` 的 Plausible 服务。",
  },
  several: {
    en: "Several services run Plausible: {services}. Name one.",
    "zh-cn": "有多个 Plausible 服务：{services}。请指定其一。",
  },
  recipient: { en: "`to` must be one bare address.", "zh-cn": "`to` 必须是一个单独的邮件地址。" },
  sendNeedsRecipient: { en: "`send` needs a recipient in `to`.", "zh-cn": "`send` 需要在 `to` 中给出收件人。" },
  ca: {
    en: "The certificate file in `plausibleMail.testCa` can't be read.",
    "zh-cn": "无法读取 `plausibleMail.testCa` 指定的证书文件。",
  },
  title: { en: "Test SMTP", "zh-cn": "测试 SMTP" },
  failed: { en: "The test couldn't run; see the log for details.", "zh-cn": "测试无法进行；详情见日志。" },
  cancelled: { en: "The test was cancelled.", "zh-cn": "测试已取消。" },
  running: {
    en: "A test of `{service}` is already running. Wait for it, or cancel it.",
    "zh-cn": "`{service}` 的测试正在进行。请等待或取消它。",
  },
  searching: { en: "Trying other ports…", "zh-cn": "正在尝试其他端口……" },
  plaintext: {
    en: "Send the password unencrypted? {server} offers no encryption; Plausible would do the same.",
    "zh-cn": "要以未加密方式发送密码吗？{server} 不提供加密；Plausible 也会这样发送。",
  },
  dontSend: { en: "Don't Send", "zh-cn": "不发送" },
  sendAnyway: { en: "Send Unencrypted", "zh-cn": "不加密发送" },
} satisfies Record<string, MessageTemplate>;

/** `plausibleMail/testSmtp`: one test after its request, with progress and cancellation. */
export function registerSmtpTests(server: LanguageServer): void {
  const tests = new SmtpTests(server);
  server.connection.onRequest("plausibleMail/testSmtp", async (sent: unknown, token): Promise<unknown> => {
    await server.ready;
    return server.guard.refusal() ?? (await tests.run(sent, token));
  });
  server.whenEnding(() => tests.stop());
  server.commands.set(
    testSmtpCommand,
    async ([uri, service], token, progress) => await tests.runCommand({ uri, service }, token, progress),
  );
}

class SmtpTests {
  readonly #server: LanguageServer;
  readonly #present: Presentation;
  /** By the service that is tested: a mail server is not to be met twice at once by one user. */
  readonly #running = new Map<string, AbortController>();

  constructor(server: LanguageServer) {
    this.#server = server;
    this.#present = server.present;
  }

  /**
   * The same as a command, for an editor that has none of its own for the code lens: the verdict is shown as a message, with
   * the edit that cures as its button. A refusal is a message too.
   */
  async runCommand(params: object, token: CancellationToken, progress: WorkDoneProgressReporter): Promise<TestSmtpResult | null> {
    const { window, workspace } = this.#server.connection;
    let result: TestSmtpResult;
    try {
      result = await this.run(params, token, progress);
    } catch (error) {
      if (error instanceof ResponseError) window.showWarningMessage(error.message);
      return null;
    }
    const { verdict, cure } = result;
    const actions = cure === null || !this.#server.client.completion.appliesEdits ? [] : [{ title: cure.title }];
    const show =
      verdict.wouldDeliver === true
        ? window.showInformationMessage
        : verdict.wouldDeliver === false
          ? window.showErrorMessage
          : window.showWarningMessage;
    // Nobody waits for a person: the command has ended with the test.
    show
      .call(window, verdict.advice, ...actions)
      .then((answer) => (answer === undefined || cure === null ? undefined : workspace.applyEdit(cure.edit)))
      .catch(() => {});
    return result;
  }

  async run(params: unknown, token: CancellationToken, shown?: WorkDoneProgressReporter): Promise<TestSmtpResult> {
    // The client shows what is thrown here: a sentence, in the user's language.
    if (!this.#server.disk.trusted) throw this.#refusal("restricted");
    const view = composedView(this.#serviceOf(params));
    const options = this.#optionsOf(params, view);
    const { language } = this.#present.facts;
    const key = `${view.service.nameAt.file}\0${view.service.name}`;
    if (this.#running.has(key)) throw this.#refusal("running", { service: view.service.name });
    const abort = new AbortController();
    const { signal } = abort;
    const cancel = () => abort.abort();
    const listener = token.onCancellationRequested(cancel);
    if (token.isCancellationRequested) cancel();
    this.#running.set(key, abort);
    const progress = shown === undefined ? this.#progressOf(params) : progressOn(shown);
    try {
      progress.begin(this.#say("title"));
      for (const note of notesOf(view, options, language)) progress.report(note);
      const tested = await runTest(view, options, routeOf(view, options), this.#server.probe, {
        signal,
        onStep: (step) => {
          progress.report(stepLine(step, language));
          this.#tellStep(params, shownStep(step, language));
        },
        onSearch: () => progress.report(this.#say("searching")),
        onAlternative: (alternative) => progress.report(alternativeLine(alternative, language)),
      });
      if (signal.aborted) throw this.#refusal("cancelled", {}, LSPErrorCodes.RequestCancelled);
      this.#server.session.tested(view, tested.report);
      this.#server.outcomes.take(view, tested.report, Date.now());
      this.#server.refreshLenses();
      this.#server.recheck(0);
      return resultOf(view, options, tested, this.#present);
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      if (signal.aborted) throw this.#refusal("cancelled", {}, LSPErrorCodes.RequestCancelled);
      this.#server.connection.console.error(`Test SMTP: ${describeError(error)}`);
      throw this.#refusal("failed", {}, ErrorCodes.InternalError);
    } finally {
      progress.end();
      listener.dispose();
      this.#running.delete(key);
    }
  }

  /** Ends what is running, as the client leaves. */
  stop(): void {
    for (const abort of this.#running.values()) abort.abort();
  }

  #serviceOf(params: unknown): PlausibleInstance {
    const { uri, service } = isRecord(params) ? params : {};
    const projects =
      typeof uri === "string" ? this.#server.session.projectsAt(toFilePath(uri)) : this.#server.session.openProjects();
    const services = projects.flatMap(({ analysis }) => analysis.services);
    if (typeof service === "string") {
      const named = services.find((view) => view.service.name === service);
      if (named === undefined) throw this.#refusal("noSuchService", { service });
      return named;
    }
    const [first] = services;
    if (first === undefined) throw this.#refusal("noService");
    const names = [...new Set(services.map((view) => view.service.name))];
    if (names.length > 1) throw this.#refusal("several", { services: codes(names) });
    return first;
  }

  #optionsOf(params: unknown, view: PlausibleInstance): EditorTestOptions {
    const { to, send, connectTo, timeout, findWorking, fromHostPort, askApi } = isRecord(params) ? params : {};
    if (to !== undefined && (typeof to !== "string" || !/^[^\s@<>]+@[^\s@<>]+$/.test(to))) throw this.#refusal("recipient");
    if (send === true && to === undefined) throw this.#refusal("sendNeedsRecipient");
    const settings = this.#server.settings.of(view.service.nameAt.file);
    return {
      to: to ?? null,
      send: send === true,
      timeout: typeof timeout === "number" && timeout > 0 ? Math.min(timeout, 300) * 1000 : settings.testTimeout,
      ca: this.#certificates(settings, folderOf(view.service.nameAt.file)),
      connectTo: parseAddress(connectTo) ?? settings.testConnectTo,
      fromHostPort: fromHostPort === true,
      findWorking: findWorking === true,
      askApi: askApi === true,
      remote: this.#server.remote,
      allowPlaintextAuth: () => this.#askPlaintext(view),
    };
  }

  #certificates({ testCa }: ClientSettings, folder: FilePath): readonly string[] {
    if (testCa === "") return [];
    const path = testCa.replaceAll("\\", "/");
    const content = this.#server.disk.read(/^(?:\/|[A-Za-z]:)/.test(path) ? path : `${folder}/${path}`);
    if (content.kind !== "text") throw this.#refusal("ca");
    return content.text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  }

  async #askPlaintext(view: PlausibleInstance): Promise<boolean> {
    const { delivery } = view;
    const server = hiderOf(view.project)(hostAndPort(delivery?.host ?? null, delivery?.port ?? null));
    const title = this.#say("sendAnyway");
    // The first one is the default of a dialog: whoever presses Enter unread sends nothing.
    const answer = await this.#server.connection.window
      .showWarningMessage(this.#say("plaintext", { server }), { title: this.#say("dontSend") }, { title })
      .catch(() => undefined);
    return answer?.title === title;
  }

  /** For a client that paints each step; to the others the line of progress is enough. */
  #tellStep(params: unknown, step: TestSmtpStep): void {
    const token = isRecord(params) ? params.stepToken : undefined;
    if (typeof token !== "string") return;
    const told: TestStepParams = { token, step };
    this.#server.connection.sendNotification("plausibleMail/testStep", told).catch(() => {});
  }

  /** Work-done progress under the request's own token; a client that gave none sees none. */
  #progressOf(params: unknown) {
    const token = isRecord(params) ? params.workDoneToken : undefined;
    const send = (value: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd) => {
      if (typeof token !== "string" && typeof token !== "number") return;
      this.#server.connection.sendProgress(WorkDoneProgress.type, token, value).catch(() => {});
    };
    return {
      begin: (title: string) => send({ kind: "begin", title, cancellable: true }),
      report: (message: string) => send({ kind: "report", message }),
      end: () => send({ kind: "end" }),
    };
  }

  #refusal(
    key: keyof typeof texts,
    values: Message["values"] = {},
    code: number = LSPErrorCodes.RequestFailed,
  ): ResponseError<void> {
    return new ResponseError(code, this.#say(key, values));
  }

  #say(key: keyof typeof texts, values: Message["values"] = {}): string {
    return plainText({ template: texts[key], values }, this.#present.facts.language);
  }
}

/** Progress that the library keeps: of a command, or one that the server began by itself. */
function progressOn(shown: WorkDoneProgressReporter) {
  return {
    begin: (title: string) => shown.begin(title, undefined, undefined, true),
    report: (message: string) => shown.report(message),
    end: () => shown.done(),
  };
}
