import { env, l10n, window } from "vscode";
import type { TestSmtpResult } from "../../../server/src/protocol.js";
import { applyCure } from "./apply-cure.js";
import type { DesktopExtension } from "./extension.js";
import { sentences } from "./in-words.js";
import { type Offer, offerFix, offerTo, tellWithOffers } from "./offers.js";
import type { Rerun } from "./test-smtp.js";

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
  extension: DesktopExtension,
  result: TestSmtpResult,
  again: (rerun: Rerun) => Promise<void>,
): Promise<void> {
  const { verdict, search } = result;
  const show =
    verdict.wouldDeliver === false
      ? window.showErrorMessage
      : verdict.wouldDeliver === true && verdict.channel?.tls !== false
        ? window.showInformationMessage
        : window.showWarningMessage;
  const parts = [verdict.advice, search?.advice ?? null, verdict.secondOpinion];
  const text = sentences(parts.filter((part) => part !== null));
  await tellWithOffers(show, text, offersFor(extension, result, again));
}

/** The likeliest one first: an edit that cures, else a search for one. */
function offersFor(
  extension: DesktopExtension,
  result: TestSmtpResult,
  again: (rerun: Rerun) => Promise<void>,
): readonly Offer[] {
  const offers = result.verdict.wouldDeliver === true ? [] : offersToCure(extension, result, again);
  // It tells all that the output does.
  const details =
    result.transcript.length > 0
      ? offerTo(l10n.t("Show Transcript"), () => extension.transcripts.show())
      : offerTo(l10n.t("Show Details"), async () => extension.output.show());
  return [...offers, details];
}

function offersToCure(
  extension: DesktopExtension,
  { verdict, alternatives, cure, search, hostPort, elsewhere }: TestSmtpResult,
  again: (rerun: Rerun) => Promise<void>,
): readonly Offer[] {
  const best = alternatives.find(({ works }) => works === true)?.cure ?? null;
  const cures = new Map([cure, best].flatMap((one) => (one === null ? [] : [[one.title, one.edit] as const])));
  const offers = [...cures].map(([title, edit]) =>
    offerFix(title, async () => {
      const stale = l10n.t("Nothing was changed: the file has changed since the test. Test again.");
      if (await applyCure(extension.client, edit, stale)) await offerAgain(again);
    }),
  );
  if (hostPort !== null && verdict.cause === "host-not-found") {
    offers.push(offerTo(l10n.t("Test {0}", hostPort), () => again({ fromHostPort: true })));
  } else if (search === null && portMatters.has(verdict.cause ?? "")) {
    offers.push(offerTo(l10n.t("Try Other Ports"), () => again({ findWorking: true })));
  }
  if (verdict.cause === "api-adapter") offers.push(offerTo(l10n.t("Ask the Provider"), () => again({ askApi: true })));
  if (elsewhere !== null) offers.push(offerTo(l10n.t("Copy Test Command…"), () => copyLine(extension, elsewhere)));
  return offers;
}

async function offerAgain(again: (rerun: Rerun) => Promise<void>): Promise<void> {
  const button = l10n.t("Test Again");
  const text = l10n.t(
    "Changed. Test again, then save the file and run docker compose up -d: it recreates the container (a restart doesn't read the new values).",
  );
  if ((await window.showInformationMessage(text, button)) === button) await again({ ask: true });
}

/** The same test as a line for another place, copied. */
async function copyLine(
  { program }: DesktopExtension,
  { server, network }: NonNullable<TestSmtpResult["elsewhere"]>,
): Promise<void> {
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
