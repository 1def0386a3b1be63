import {
  l10n,
  StatusBarAlignment,
  type StatusBarItem,
  type TextDocument,
  ThemeColor,
  Uri,
  type WorkspaceFolder,
  window,
} from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import type { LastTest, ServiceInfo } from "../../../server/src/protocol.js";
import type { EditorManners } from "../middleware.js";
import { mayBeOfProject } from "../workspace-kind.js";
import { servicesOf } from "./services.js";

/** What the status bar says of a service. */
type Outcome = "running" | LastTest["state"];

const icons: Readonly<Record<Outcome, string>> = {
  running: "$(loading~spin)",
  works: "$(pass)",
  unencrypted: "$(warning)",
  fails: "$(error)",
  open: "$(question)",
};

/** The gravest first: of several services it is the one that counts. */
const gravest: readonly Outcome[] = ["running", "fails", "unencrypted", "open", "works"];

/** Test SMTP in the status bar: what the last test said of the project that was looked at last. It never starts one. */
export class Status {
  readonly #item: StatusBarItem;
  readonly #client: BaseLanguageClient;
  readonly #manners: Pick<EditorManners, "isBroken">;
  readonly #running = new Set<string>();
  readonly #onSeen: (services: readonly ServiceInfo[]) => void;
  #shown: readonly ServiceInfo[] = [];
  /** The file of the project that is shown is broken just now. */
  #paused = false;
  #looks = 0;

  /** `onSeen` gets the services of each file that is looked at. */
  constructor(
    client: BaseLanguageClient,
    manners: Pick<EditorManners, "isBroken">,
    onSeen: (services: readonly ServiceInfo[]) => void,
  ) {
    this.#client = client;
    this.#manners = manners;
    this.#onSeen = onSeen;
    this.#item = window.createStatusBarItem("plausibleMail.test", StatusBarAlignment.Right, 90);
    this.#item.name = "Plausible Mail";
    this.#item.command = "plausibleMail.showLastResult";
  }

  /** Looks at the project of the active editor's file. Files of no project leave what is shown. */
  async follow(document: TextDocument | undefined): Promise<void> {
    if (document === undefined || !mayBeOfProject(document.uri) || !isOurs(document) || this.#client.state !== State.Running)
      return;
    this.#looks += 1;
    const look = this.#looks;
    const found = await servicesOf(this.#client, document.uri).catch(() => []);
    if (look !== this.#looks) return; // another editor has come since
    this.#paused = found.length === 0 && this.#manners.isBroken(document.uri);
    if (found.length > 0) this.#shown = found;
    this.#onSeen(found);
    this.#draw();
  }

  /** Folders have left the workspace: what is in them is shown only while it is looked at. */
  async left(folders: readonly WorkspaceFolder[]): Promise<void> {
    const isGone = (path: string) => folders.some(({ uri }) => path.startsWith(`${uri.path}/`));
    this.#shown = this.#shown.filter(({ uri }) => !isGone(Uri.parse(uri).path));
    this.#draw();
    await this.follow(window.activeTextEditor?.document);
  }

  isRunning(target: ServiceInfo): boolean {
    return this.#running.has(keyOf(target));
  }

  running(target: ServiceInfo): void {
    this.#running.add(keyOf(target));
    this.#draw();
  }

  ended(target: ServiceInfo): void {
    this.#running.delete(keyOf(target));
    this.#draw();
    void this.follow(window.activeTextEditor?.document);
  }

  /** Whether a service that is shown was tested. */
  get wasTested(): boolean {
    return this.#shown.some(({ lastTest }) => lastTest !== null);
  }

  dispose(): void {
    this.#item.dispose();
  }

  #draw(): void {
    if (this.#shown.length === 0 && !this.#paused) {
      this.#item.hide();
      return;
    }
    const outcomes = this.#shown.flatMap((each) => this.#outcomeOf(each) ?? []);
    const worst = gravest.find((outcome) => outcomes.includes(outcome));
    const outdated = worst !== "running" && this.#shown.some(({ lastTest }) => lastTest?.outdated === true);
    const icon = this.#paused ? "$(debug-pause)" : worst === undefined ? "$(mail)" : icons[worst];
    this.#item.text = `${icon} ${l10n.t("Test SMTP")}`;
    this.#item.color = outdated || this.#paused ? new ThemeColor("disabledForeground") : undefined;
    this.#item.tooltip = this.#paused
      ? l10n.t("Paused: the compose file can't be checked. See the problem in it.")
      : this.#shown.map((each) => lineOf(each, this.#outcomeOf(each))).join("\n");
    this.#item.accessibilityInformation = { label: String(this.#item.tooltip) };
    this.#item.show();
  }

  #outcomeOf(info: ServiceInfo): Outcome | undefined {
    return this.#running.has(keyOf(info)) ? "running" : info.lastTest?.state;
  }
}

/** Asking costs a look at the project: not for every file of the world. */
function isOurs({ languageId, fileName }: TextDocument): boolean {
  return languageId === "dockercompose" || languageId === "yaml" || /(?:^|[\\/])\.env(?:\.|$)|\.env$/.test(fileName);
}

function lineOf({ service, release, host, port, lastTest }: ServiceInfo, outcome: Outcome | undefined): string {
  const server = host === null ? l10n.t("no mail server set") : `${host}${port === null ? "" : `:${port}`}`;
  const said = {
    running: l10n.t("the test is running"),
    works: l10n.t("last test: passed"),
    unencrypted: l10n.t("last test: passed, but unencrypted"),
    fails: l10n.t("last test: failed"),
    open: l10n.t("last test: inconclusive"),
  };
  const old = outcome !== "running" && lastTest?.outdated === true ? ` ${l10n.t("(settings changed since)")}` : "";
  return `${service} (Plausible ${release}) → ${server}: ${outcome === undefined ? l10n.t("not tested") : said[outcome]}${old}`;
}

function keyOf({ uri, service }: ServiceInfo): string {
  return `${uri}\n${service}`;
}
