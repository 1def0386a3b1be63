import { type CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { type MessageTemplate, plainText } from "../base/messages.js";
import { isLogTime } from "../containers/command-lines.js";
import { ContainerTrouble } from "../containers/faults.js";
import { whyNotHere } from "../editor/features/in-terminal.js";
import { isVirtual } from "../editor/session/uris.js";
import { composedView } from "../instance/composed.js";
import type { AskContainerParams, ContainerAnswer } from "../protocol.js";
import { isRecord } from "./client.js";
import type { LanguageServer } from "./language-server.js";
import { describeError } from "./reporter.js";
import { progressUnder, TestRequests } from "./test-requests.js";

const kinds = ["diagnose", "compare", "test", "log"] as const satisfies readonly AskContainerParams["what"][];

const texts = {
  restricted: {
    en: "Restricted Mode: trust this folder to ask its containers.\nThe files of an untrusted folder must not decide which commands run.",
    "zh-cn": "受限模式：请先信任此文件夹，再询问其容器。\n不受信任的文件夹中的文件不能决定运行哪些命令。",
  },
  what: {
    en: "`what` must be one of: diagnose, compare, test, log.",
    "zh-cn": "`what` 必须是以下之一：diagnose、compare、test、log。",
  },
  since: {
    en: "`since` must be a duration such as 90m or 24h, or a time such as 2026-11-30T10:00:00.",
    "zh-cn": "`since` 必须是时长（如 90m 或 24h）或时间（如 2026-11-30T10:00:00）。",
  },
  cancelled: { en: "Cancelled.", "zh-cn": "已取消。" },
  failed: { en: "The container couldn't be asked; see the log for details.", "zh-cn": "无法询问容器；详情见日志。" },
  diagnose: { en: "Diagnose", "zh-cn": "诊断" },
  compare: { en: "Compare with the running container", "zh-cn": "与运行中的容器比较" },
  test: { en: "Test from the running container", "zh-cn": "从运行中的容器测试" },
  log: { en: "Explain the container's log", "zh-cn": "解释容器的日志" },
} satisfies Record<string, MessageTemplate>;

/** `plausibleMail/askContainer`: asks the running container of a service, with progress and cancellation. */
export function registerAskContainer(server: LanguageServer): void {
  const questions = new ContainerQuestions(server);
  server.connection.onRequest("plausibleMail/askContainer", async (sent: unknown, token): Promise<unknown> => {
    await server.ready;
    return server.guard.refusal() ?? (await questions.ask(sent, token));
  });
  server.whenEnding(() => questions.stop());
}

class ContainerQuestions {
  readonly #server: LanguageServer;
  readonly #requests: TestRequests;
  readonly #running = new Set<AbortController>();

  constructor(server: LanguageServer) {
    this.#server = server;
    this.#requests = new TestRequests(server);
  }

  async ask(params: unknown, token: CancellationToken): Promise<ContainerAnswer> {
    // The files of a folder that nobody has said to trust decide about these commands: not even the lines are made.
    if (!this.#server.disk.trusted) throw this.#refusal("restricted");
    const { containers, probe } = this.#server;
    const { what: sent, dryRun, since, docker, program, dns } = isRecord(params) ? params : {};
    const what = kinds.find((one) => one === sent);
    if (what === undefined) throw this.#refusal("what");
    if (containers === null || probe === null) throw this.#notHere(what, true);
    if (since !== undefined && (typeof since !== "string" || !isLogTime(since))) throw this.#refusal("since");
    const { checked, view } = await this.#requests.checkedServiceOf(params);
    // Commands run in the folder of the project.
    if (isVirtual(view.project.directory)) throw this.#notHere(what, false);
    const composed = composedView(view);
    const abort = new AbortController();
    const listener = token.onCancellationRequested(() => abort.abort());
    this.#running.add(abort);
    const progress = progressUnder(this.#server, params);
    try {
      progress.begin(this.#say(what));
      const [{ askContainer }, world] = await Promise.all([import("../editor/features/ask-container.js"), containers()]);
      const question = {
        params: {
          what,
          dryRun: dryRun === true,
          docker: docker === true,
          dns: dns === true,
          ...(typeof program === "string" && program.endsWith(".mjs") ? { program } : {}),
          ...(since === undefined ? {} : { since }),
        },
        view: composed,
        checked,
        options: this.#requests.optionsOf(params, composed),
        caFiles: this.#requests.caFilesOf(composed),
        present: this.#server.present,
        signal: abort.signal,
        onLine: progress.report,
      };
      const answer = await askContainer(question, { ...world, probe });
      if (abort.signal.aborted) throw this.#refusal("cancelled", LSPErrorCodes.RequestCancelled);
      return answer;
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      if (abort.signal.aborted || error instanceof ContainerTrouble)
        throw this.#refusal("cancelled", LSPErrorCodes.RequestCancelled);
      this.#server.connection.console.error(`${what}: ${describeError(error)}`);
      throw this.#refusal("failed", ErrorCodes.InternalError);
    } finally {
      progress.end();
      listener.dispose();
      this.#running.delete(abort);
    }
  }

  /** Ends what is running, as the client leaves. */
  stop(): void {
    for (const abort of this.#running) abort.abort();
  }

  #notHere(what: AskContainerParams["what"], inBrowser: boolean): ResponseError<void> {
    return new ResponseError(LSPErrorCodes.RequestFailed, whyNotHere(what, inBrowser, this.#server.present));
  }

  #refusal(key: keyof typeof texts, code: number = LSPErrorCodes.RequestFailed): ResponseError<void> {
    return new ResponseError(code, this.#say(key));
  }

  #say(key: keyof typeof texts): string {
    return plainText({ template: texts[key], values: {} }, this.#server.present.facts.language);
  }
}
