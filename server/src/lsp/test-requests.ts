import {
  LSPErrorCodes,
  MessageType,
  ResponseError,
  WorkDoneProgress,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from "vscode-languageserver";
import { hostAndPort } from "../base/host-and-port.js";
import { codes, type Message, type MessageTemplate, plainText } from "../base/messages.js";
import { folderOf } from "../base/paths.js";
import type { FilePath } from "../base/text.js";
import type { EditorTestOptions } from "../editor/features/test-notes.js";
import type { Checked } from "../editor/session/session.js";
import { toFilePath } from "../editor/session/uris.js";
import type { PlausibleInstance } from "../instance/plausible-instance.js";
import { hiderOf } from "../smtp-test/shown-report.js";
import { isRecord } from "./client.js";
import type { LanguageServer } from "./language-server.js";
import { parseAddress } from "./settings.js";
import { tellUser } from "./tell-user.js";

const texts = {
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
  plaintext: {
    en: "Send the password unencrypted? {server} offers no encryption; Plausible would do the same.",
    "zh-cn": "要以未加密方式发送密码吗？{server} 不提供加密；Plausible 也会这样发送。",
  },
  dontSend: { en: "Don't Send", "zh-cn": "不发送" },
  sendAnyway: { en: "Send Unencrypted", "zh-cn": "不加密发送" },
} satisfies Record<string, MessageTemplate>;

/** What a request says of the service and of its test. What is thrown here is a sentence in the user's language, which the client shows. */
export class TestRequests {
  readonly #server: LanguageServer;

  constructor(server: LanguageServer) {
    this.#server = server;
  }

  /** The service that a request is for. */
  serviceOf(params: unknown): PlausibleInstance {
    return this.#checkedServiceOf(params).view;
  }

  /** The same with the project that it is in, once all of its files are here. */
  async checkedServiceOf(params: unknown): Promise<{ readonly checked: Checked; readonly view: PlausibleInstance }> {
    await this.#server.complete(() => void this.#projectsOf(params));
    return this.#checkedServiceOf(params);
  }

  #projectsOf(params: unknown): readonly Checked[] {
    const { session } = this.#server;
    return isRecord(params) && typeof params.uri === "string"
      ? session.projectsAt(toFilePath(params.uri))
      : session.openProjects();
  }

  #checkedServiceOf(params: unknown): { readonly checked: Checked; readonly view: PlausibleInstance } {
    const { service } = isRecord(params) ? params : {};
    const projects = this.#projectsOf(params);
    const services = projects.flatMap((checked) => checked.analysis.services.map((view) => ({ checked, view })));
    if (typeof service === "string") {
      const named = services.find(({ view }) => view.service.name === service);
      if (named === undefined) throw this.#refusal("noSuchService", { service });
      return named;
    }
    const [first] = services;
    if (first === undefined) throw this.#refusal("noService");
    const names = [...new Set(services.map(({ view }) => view.service.name))];
    if (names.length > 1) throw this.#refusal("several", { services: codes(names) });
    return first;
  }

  /** What a request and the settings say of a test. */
  optionsOf(params: unknown, view: PlausibleInstance): EditorTestOptions {
    const { to, send, connectTo, timeout, findWorking, fromHostPort, askApi } = isRecord(params) ? params : {};
    if (to !== undefined && (typeof to !== "string" || !/^[^\s@<>]+@[^\s@<>]+$/.test(to))) throw this.#refusal("recipient");
    if (send === true && to === undefined) throw this.#refusal("sendNeedsRecipient");
    const settings = this.#server.settings.of(view.service.nameAt.file);
    return {
      to: to ?? null,
      send: send === true,
      timeout: typeof timeout === "number" && timeout > 0 ? Math.min(timeout, 300) * 1000 : settings.testTimeout,
      ca: this.#certificates(view),
      connectTo: parseAddress(connectTo) ?? settings.testConnectTo,
      fromHostPort: fromHostPort === true,
      findWorking: findWorking === true,
      askApi: askApi === true,
      remote: this.#server.remote,
      allowPlaintextAuth: () => this.#askPlaintext(view),
    };
  }

  /** The file of the setting `testCa`; an empty list: none. */
  caFilesOf(view: PlausibleInstance): readonly FilePath[] {
    const { file } = view.service.nameAt;
    const path = this.#server.settings.of(file).testCa.replaceAll("\\", "/");
    if (path === "") return [];
    return [/^(?:\/|[A-Za-z]:)/.test(path) ? path : `${folderOf(file)}/${path}`];
  }

  #certificates(view: PlausibleInstance): readonly string[] {
    return this.caFilesOf(view).flatMap((file) => {
      const content = this.#server.disk.read(file);
      if (content.kind !== "text") throw this.#refusal("ca");
      return content.text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
    });
  }

  async #askPlaintext(view: PlausibleInstance): Promise<boolean> {
    const { delivery } = view;
    const server = hiderOf(view.project)(hostAndPort(delivery?.host ?? null, delivery?.port ?? null));
    const title = this.#say("sendAnyway");
    // The first one is the default of a dialog: whoever presses Enter unread sends nothing.
    const titles = [this.#say("dontSend"), title];
    return (await tellUser(this.#server.connection, MessageType.Warning, this.#say("plaintext", { server }), titles)) === title;
  }

  #refusal(key: keyof typeof texts, values: Message["values"] = {}): ResponseError<void> {
    return new ResponseError(LSPErrorCodes.RequestFailed, this.#say(key, values));
  }

  #say(key: keyof typeof texts, values: Message["values"] = {}): string {
    return plainText({ template: texts[key], values }, this.#server.present.facts.language);
  }
}

/** How far a request is, as its client may show it. */
export interface ShownProgress {
  readonly begin: (title: string) => void;
  readonly report: (message: string) => void;
  readonly end: () => void;
}

/** Work-done progress under the request's own token; a client that gave none sees none. */
export function progressUnder({ connection }: LanguageServer, params: unknown): ShownProgress {
  const token = isRecord(params) ? params.workDoneToken : undefined;
  const send = (value: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd) => {
    if (typeof token !== "string" && typeof token !== "number") return;
    connection.sendProgress(WorkDoneProgress.type, token, value).catch(() => {});
  };
  return {
    begin: (title: string) => send({ kind: "begin", title, cancellable: true }),
    report: (message: string) => send({ kind: "report", message }),
    end: () => send({ kind: "end" }),
  };
}
