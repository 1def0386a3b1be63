import {
  commands,
  type Disposable,
  EventEmitter,
  l10n,
  type TextDocumentContentProvider,
  Uri,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import { State } from "vscode-languageclient";
import type { ExplainParams, Explanation, ServiceInfo } from "../../../server/src/protocol.js";
import { chooseTarget } from "./choose-target.js";
import type { Extension } from "./extension.js";

/** The scheme of the pages that say what a container gets. */
export const containerScheme = "plausible-mail-container";

/** So many milliseconds after the last keystroke a page follows. */
const pause = 250;

/** "What Plausible gets": live pages that nobody can change, and two of them side by side for an upgrade. */
export class ContainerPages implements TextDocumentContentProvider {
  readonly #extension: Pick<Extension, "client" | "isBroken">;
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: Disposable[];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(extension: Pick<Extension, "client" | "isBroken">) {
    this.#extension = extension;
    const follow = () => this.#follow();
    const watcher = workspace.createFileSystemWatcher("**/{.env,*.env,*.yml,*.yaml}");
    this.#subscriptions = [
      this.#changed,
      watcher,
      watcher.onDidChange(follow),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme !== containerScheme) follow();
      }),
    ];
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const explanation = await this.#ask(JSON.parse(uri.query));
    return explanation?.text ?? l10n.t("There is no such Plausible service, or its file can't be read just now.");
  }

  /** `Plausible Mail: Show What Plausible Gets`: the page beside what is open. */
  async show(uri?: unknown, service?: unknown): Promise<void> {
    const target = await this.#target(uri, service, l10n.t("What Plausible Gets"));
    if (target === undefined) return;
    const document = await workspace.openTextDocument(pageOf(target, null));
    await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: true });
  }

  /** `Plausible Mail: Preview Upgrade…`: the page as it is, and as another release would have it. */
  async previewUpgrade(uri?: unknown, service?: unknown): Promise<void> {
    const title = l10n.t("Preview Upgrade");
    const target = await this.#target(uri, service, title);
    if (target === undefined) return;
    const explanation = await this.#ask({ uri: target.uri, service: target.service });
    if (explanation === null) return;
    if (explanation.newer.length === 0) {
      await window.showInformationMessage(l10n.t("Plausible {0} is the newest known release.", target.release));
      return;
    }
    const picked = await window.showQuickPick([...explanation.newer], {
      title,
      placeHolder: l10n.t("To which release? Now: {0}", target.release),
    });
    if (picked === undefined) return;
    const label = `${target.service}: ${target.release} → ${picked}`;
    await commands.executeCommand("vscode.diff", pageOf(target, null), pageOf(target, picked), label);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const one of this.#subscriptions) one.dispose();
  }

  async #target(uri: unknown, service: unknown, title: string): Promise<ServiceInfo | undefined> {
    if (this.#extension.client.state !== State.Running) await this.#extension.client.start();
    return await chooseTarget(this.#extension, uri, service, title);
  }

  async #ask(params: ExplainParams): Promise<Explanation | null> {
    if (this.#extension.client.state !== State.Running) return null;
    return await this.#extension.client.sendRequest<Explanation | null>("plausibleMail/explain", params);
  }

  /** Pages that are open follow the texts that they rest on. */
  #follow(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const { uri } of workspace.textDocuments) if (uri.scheme === containerScheme) this.#changed.fire(uri);
    }, pause);
  }
}

/** `as`: the release that it is shown under; null: its own. */
function pageOf({ uri, service, release }: ServiceInfo, as: string | null): Uri {
  const name = l10n.t("What {0} gets ({1})", service, as ?? release);
  const params: ExplainParams = { uri, service, ...(as === null ? {} : { as }) };
  return Uri.from({ scheme: containerScheme, path: `/${name}`, query: JSON.stringify(params) });
}
