import {
  type CancellationToken,
  ErrorCodes,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  type WorkDoneProgressReporter,
} from "vscode-languageserver";
import { type Message, type MessageTemplate, plainText } from "../base/messages.js";
import { testSmtpCommand } from "../editor/features/code-lens.js";
import { whyNotHere } from "../editor/features/in-terminal.js";
import type { Presentation } from "../editor/features/presentation.js";
import { alternativeLine, isForFiles, notesOf, recreateNote, routeOf, stepLine } from "../editor/features/test-notes.js";
import { resultOf, shownStep } from "../editor/features/test-smtp.js";
import { composedView } from "../instance/composed.js";
import type { TestSmtpResult, TestSmtpStep, TestStepParams } from "../protocol.js";
import { runTest } from "../smtp-test/test-run.js";
import { isRecord } from "./client.js";
import type { LanguageServer } from "./language-server.js";
import { describeError } from "./reporter.js";
import { gravityOf, tellUser } from "./tell-user.js";
import { progressUnder, type ShownProgress, TestRequests } from "./test-requests.js";

const texts = {
  restricted: {
    en: "Restricted Mode: trust this folder to test SMTP.\nThe files of an untrusted folder must not decide which server is contacted.",
    "zh-cn": "受限模式：请先信任此文件夹，再测试 SMTP。\n不受信任的文件夹中的文件不能决定连接哪台服务器。",
  },
  title: { en: "Test SMTP", "zh-cn": "测试 SMTP" },
  failed: { en: "The test couldn't run; see the log for details.", "zh-cn": "测试无法进行；详情见日志。" },
  cancelled: { en: "The test was cancelled.", "zh-cn": "测试已取消。" },
  running: {
    en: "A test of `{service}` is already running. Wait for it, or cancel it.",
    "zh-cn": "`{service}` 的测试正在进行。请等待或取消它。",
  },
  searching: { en: "Trying other ports…", "zh-cn": "正在尝试其他端口……" },
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
  readonly #requests: TestRequests;
  /** By the service that is tested: a mail server is not to be met twice at once by one user. */
  readonly #running = new Map<string, AbortController>();

  constructor(server: LanguageServer) {
    this.#server = server;
    this.#present = server.present;
    this.#requests = new TestRequests(server);
  }

  /**
   * The same as a command, for an editor that has none of its own for the code lens: the verdict is shown as a message, with
   * the edit that cures as its button. A refusal is a message too.
   */
  async runCommand(params: object, token: CancellationToken, progress: WorkDoneProgressReporter): Promise<TestSmtpResult | null> {
    const { connection, client } = this.#server;
    let result: TestSmtpResult;
    try {
      result = await this.run(params, token, progress);
    } catch (error) {
      if (error instanceof ResponseError) void tellUser(connection, MessageType.Warning, error.message);
      return null;
    }
    const { verdict, cure } = result;
    const offered = cure === null || !client.completion.appliesEdits ? null : cure;
    const { language } = this.#present.facts;
    const said = isForFiles(verdict) ? [verdict.advice, recreateNote(language)] : [verdict.advice];
    const message = said.join(language === "en" ? " " : "");
    const told = tellUser(connection, gravityOf(verdict), message, offered === null ? [] : [offered.title]);
    // Nobody waits for a person: the command has ended with the test.
    told
      .then((title) => (title === null || offered === null ? null : connection.workspace.applyEdit(offered.edit)))
      .catch(() => {});
    return result;
  }

  async run(params: unknown, token: CancellationToken, shown?: WorkDoneProgressReporter): Promise<TestSmtpResult> {
    // The client shows what is thrown here: a sentence, in the user's language.
    if (!this.#server.disk.trusted) throw this.#refusal("restricted");
    const view = composedView((await this.#requests.checkedServiceOf(params)).view);
    const { probe } = this.#server;
    if (probe === null) throw new ResponseError(LSPErrorCodes.RequestFailed, whyNotHere("smtp", true, this.#present));
    const options = this.#requests.optionsOf(params, view);
    const { language } = this.#present.facts;
    const key = `${view.service.nameAt.file}\0${view.service.name}`;
    if (this.#running.has(key)) throw this.#refusal("running", { service: view.service.name });
    const abort = new AbortController();
    const { signal } = abort;
    const cancel = () => abort.abort();
    const listener = token.onCancellationRequested(cancel);
    if (token.isCancellationRequested) cancel();
    this.#running.set(key, abort);
    const progress = shown === undefined ? progressUnder(this.#server, params) : progressOn(shown);
    try {
      progress.begin(this.#say("title"));
      for (const note of notesOf(view, options, language)) progress.report(note);
      const tested = await runTest(view, options, routeOf(view, options), probe, {
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

  /** For a client that paints each step; to the others the line of progress is enough. */
  #tellStep(params: unknown, step: TestSmtpStep): void {
    const token = isRecord(params) ? params.stepToken : undefined;
    if (typeof token !== "string") return;
    const told: TestStepParams = { token, step };
    this.#server.connection.sendNotification("plausibleMail/testStep", told).catch(() => {});
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
function progressOn(shown: WorkDoneProgressReporter): ShownProgress {
  return {
    begin: (title: string) => shown.begin(title, undefined, undefined, true),
    report: (message: string) => shown.report(message),
    end: () => shown.done(),
  };
}
