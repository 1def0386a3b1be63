import { env, l10n, window } from "vscode";
import type { TestSmtpResult } from "../../../server/src/protocol.js";
import { applyCure } from "./apply-cure.js";
import type { Extension } from "./extension.js";
import type { Rerun } from "./test-smtp.js";

/** What can be done about a verdict, by the text of its button. */
type Actions = ReadonlyMap<string, () => Promise<unknown>>;

/** After these another port may do better. */
const portMatters = new Set([
  "connection-refused",
  "connection-timeout",
  "connection-closed",
  "host-unreachable",
  "no-greeting",
  "not-smtp",
  "tls-on-plain-port",
  "plain-on-tls-port",
  "tls-failed",
  "tls-required",
  "auth-not-offered",
  "plaintext-auth-not-allowed",
]);

/** Shows what a test came to, with what can be done about it. `again`: runs it once more, with other options. */
export async function showVerdict(
  extension: Extension,
  result: TestSmtpResult,
  again: (rerun: Rerun) => Promise<void>,
): Promise<void> {
  const { verdict, search } = result;
  const show =
    verdict.wouldDeliver === true
      ? window.showInformationMessage
      : verdict.wouldDeliver === false
        ? window.showErrorMessage
        : window.showWarningMessage;
  const text = [verdict.advice, search?.advice ?? null, verdict.secondOpinion].filter((part) => part !== null).join(" ");
  const actions = actionsFor(extension, result, again);
  const answer = await show(text, ...actions.keys());
  if (answer !== undefined) await actions.get(answer)?.();
}

function actionsFor(extension: Extension, result: TestSmtpResult, again: (rerun: Rerun) => Promise<void>): Actions {
  const { verdict, alternatives, cure, search, hostPort, elsewhere, transcript } = result;
  const actions = new Map<string, () => Promise<unknown>>();
  const best = alternatives.find(({ works }) => works === true)?.cure ?? null;
  if (verdict.wouldDeliver !== true) {
    for (const one of [cure, best]) {
      if (one === null) continue;
      actions.set(one.title, async () => {
        const stale = l10n.t("Nothing was changed: the file has changed since the test. Test again.");
        if (await applyCure(extension.client, one.edit, stale)) await offerAgain(again);
      });
    }
    if (hostPort !== null && verdict.cause === "host-not-found") {
      actions.set(l10n.t("Test {0}", hostPort), () => again({ fromHostPort: true }));
    } else if (search === null && portMatters.has(verdict.cause ?? "")) {
      actions.set(l10n.t("Try Other Ports"), () => again({ findWorking: true }));
    }
    if (verdict.cause === "api-adapter") actions.set(l10n.t("Ask the Provider"), () => again({ askApi: true }));
    if (elsewhere !== null) actions.set(l10n.t("Copy Test Command…"), () => copyLine(extension, elsewhere));
  }
  // It tells all that the output does.
  if (transcript.length > 0) actions.set(l10n.t("Show Transcript"), () => extension.transcripts.show());
  else actions.set(l10n.t("Show Details"), async () => extension.output.show());
  return actions;
}

async function offerAgain(again: (rerun: Rerun) => Promise<void>): Promise<void> {
  const button = l10n.t("Test Again");
  const text = l10n.t(
    "Changed. Test again, then save the file and run docker compose up -d: it recreates the container (a restart doesn't read the new values).",
  );
  if ((await window.showInformationMessage(text, button)) === button) await again({ ask: true });
}

/** The same test as a line for another place, copied. */
async function copyLine({ program }: Extension, { server, network }: NonNullable<TestSmtpResult["elsewhere"]>): Promise<void> {
  const file = await program.make();
  const items = [
    { label: l10n.t("First: copy the program to the server"), detail: `scp "${file}" SERVER:FOLDER/` },
    { label: l10n.t("Copy the command for the server"), detail: server },
    { label: l10n.t("Copy the command for a container in Plausible's network"), detail: network },
  ];
  const placeHolder = l10n.t("Run it where Plausible runs, in the folder of the compose file");
  const picked = await window.showQuickPick(items, { title: l10n.t("Test SMTP"), placeHolder });
  if (picked === undefined) return;
  await env.clipboard.writeText(picked.detail);
  window.setStatusBarMessage(l10n.t("Copied."), 3000);
}
