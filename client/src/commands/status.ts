import { l10n, StatusBarAlignment, type StatusBarItem, type TextDocument, window } from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";
import type { ServiceInfo, TestSmtpResult } from "../../../server/src/protocol.js";
import { servicesOf } from "./services.js";

/** What the status bar says of a service. */
type Outcome = "running" | "works" | "fails" | "open";

const icons: Readonly<Record<Outcome, string>> = {
  running: "$(loading~spin)",
  works: "$(pass)",
  fails: "$(error)",
  open: "$(question)",
};

/** Test SMTP in the status bar, beside the files of a Plausible project: what the last test said, and a way to the next. */
export class Status {
  readonly #item: StatusBarItem;
  readonly #client: LanguageClient;
  readonly #outcomes = new Map<string, Outcome>();
  readonly #onSeen: (services: readonly ServiceInfo[]) => void;
  #shown: readonly ServiceInfo[] = [];
  #looks = 0;

  /** `onSeen` gets the services of each file that is looked at. */
  constructor(client: LanguageClient, onSeen: (services: readonly ServiceInfo[]) => void) {
    this.#client = client;
    this.#onSeen = onSeen;
    this.#item = window.createStatusBarItem("plausibleMail.test", StatusBarAlignment.Right, 90);
    this.#item.name = "Plausible Mail";
    this.#item.command = "plausibleMail.testSmtp";
  }

  /** Looks whether the active editor's file belongs to a Plausible project. */
  async follow(document: TextDocument | undefined): Promise<void> {
    const asks = document?.uri.scheme === "file" && isOurs(document) && this.#client.state === State.Running;
    this.#looks += 1;
    const look = this.#looks;
    const found = asks ? await servicesOf(this.#client, document.uri).catch(() => []) : [];
    if (look !== this.#looks) return; // another editor has come since
    this.#shown = found;
    this.#onSeen(found);
    this.#draw();
  }

  isRunning(target: ServiceInfo): boolean {
    return this.#outcomes.get(keyOf(target)) === "running";
  }

  running(target: ServiceInfo): void {
    this.#outcomes.set(keyOf(target), "running");
    this.#draw();
  }

  /** Null: the test came to no end. */
  ended(target: ServiceInfo, result: TestSmtpResult | null): void {
    if (result === null) this.#outcomes.delete(keyOf(target));
    else {
      const { wouldDeliver } = result.verdict;
      this.#outcomes.set(keyOf(target), wouldDeliver === null ? "open" : wouldDeliver ? "works" : "fails");
    }
    this.#draw();
  }

  dispose(): void {
    this.#item.dispose();
  }

  #draw(): void {
    if (this.#shown.length === 0) {
      this.#item.hide();
      return;
    }
    const outcomes = this.#shown.flatMap((each) => this.#outcomes.get(keyOf(each)) ?? []);
    const worst = (["running", "fails", "open", "works"] as const).find((outcome) => outcomes.includes(outcome));
    this.#item.text = `${worst === undefined ? "$(mail)" : icons[worst]} ${l10n.t("Test SMTP")}`;
    this.#item.tooltip = this.#shown.map((each) => lineOf(each, this.#outcomes.get(keyOf(each)))).join("\n");
    this.#item.show();
  }
}

/** Asking costs a look at the project: not for every file of the world. */
function isOurs({ languageId, fileName }: TextDocument): boolean {
  return languageId === "dockercompose" || languageId === "yaml" || /(?:^|[\\/])\.env(?:\.|$)|\.env$/.test(fileName);
}

function lineOf({ service, release, host, port }: ServiceInfo, outcome: Outcome | undefined): string {
  const server = host === null ? l10n.t("no mail server set") : `${host}${port === null ? "" : `:${port}`}`;
  const said = {
    running: l10n.t("the test is running"),
    works: l10n.t("last test: passed"),
    fails: l10n.t("last test: failed"),
    open: l10n.t("last test: inconclusive"),
  };
  return `${service} (Plausible ${release}) → ${server}: ${outcome === undefined ? l10n.t("not tested") : said[outcome]}`;
}

function keyOf({ uri, service }: ServiceInfo): string {
  return `${uri}\n${service}`;
}
