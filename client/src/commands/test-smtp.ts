import { type CancellationToken, l10n, window } from "vscode";
import { State } from "vscode-languageclient";
import type { ServiceInfo, TestSmtpParams, TestSmtpResult } from "../../../server/src/protocol.js";
import { remoteMachine } from "../remote.js";
import type { ProfileKind, ServiceRun } from "../testing/test-view.js";
import { allowedToConnect, askSendingTo, isAddress } from "./before-connecting.js";
import { chooseTarget } from "./choose-target.js";
import type { DesktopExtension } from "./extension.js";
import { sentences } from "./in-words.js";
import { reportText } from "./report-text.js";
import { isCancelled, offerDetails, reasonOf, withCancel } from "./requests.js";
import { showVerdict } from "./verdict.js";

/** How a test is to be run once more. */
export interface Rerun {
  /** Asks for a recipient again. */
  readonly ask?: boolean;
  readonly findWorking?: boolean;
  readonly fromHostPort?: boolean;
  readonly askApi?: boolean;
  /** Hands over one real message; needs a recipient. */
  readonly send?: boolean;
}

/**
 * `Plausible Mail: Test SMTP`: talks to the mail server of a Plausible service, shows each step, then the verdict with its cure.
 * From the palette without arguments; the code lens gives file and service.
 */
export async function testSmtp(extension: DesktopExtension, uri?: unknown, service?: unknown): Promise<void> {
  try {
    if (!(await allowedToConnect())) return;
    if (extension.client.state !== State.Running) await extension.client.start();
    const target = await chooseTarget(extension, uri, service, l10n.t("Test SMTP"));
    if (target === undefined || (await isRunning(extension, target))) return;
    const to = await askRecipient(target);
    if (to === undefined) return;
    await runAndShow(extension, target, to, {});
  } catch (error) {
    // The reason goes to the log; a user has no use for a stack trace.
    extension.output.error(error instanceof Error ? error : String(error));
    await offerDetails(window.showErrorMessage, l10n.t("Test SMTP couldn't run: {0}", reasonOf(error)), extension.output);
  }
}

/** The same from the Testing view: what it comes to is told there, and in one short sentence. */
export async function testInView(
  extension: DesktopExtension,
  target: ServiceInfo,
  kind: ProfileKind,
  run: ServiceRun,
): Promise<void> {
  try {
    const to = kind === "send" ? await askSendingTo(extension, l10n.t("Test and Send One Mail…")) : "";
    if (to === undefined || !(await allowedToConnect()) || (await isRunning(extension, target))) {
      run.ended(null);
      return;
    }
    const result = await runOnce(extension, target, to, { send: kind === "send", findWorking: kind === "ports" }, run);
    // The run has ended, whether somebody answers or not.
    if (result !== null) void tellShortly(extension, result);
  } catch (error) {
    extension.output.error(error instanceof Error ? error : String(error));
    run.ended(null, reasonOf(error));
  }
}

async function tellShortly({ transcripts, output }: DesktopExtension, result: TestSmtpResult): Promise<void> {
  const { verdict, steps, transcript } = result;
  const failed = steps.find(({ status }) => status === "failed");
  const code = /\b[45]\d\d\b/.exec(failed?.detail ?? "")?.[0];
  const at = failed === undefined ? "" : code === undefined ? failed.name : l10n.t("{0}, {1}", failed.name, code);
  const details = l10n.t("Details");
  const answer =
    verdict.wouldDeliver === true
      ? verdict.channel?.tls === false
        ? await window.showWarningMessage(l10n.t("SMTP works, but unencrypted."), details)
        : await window.showInformationMessage(l10n.t("SMTP works."), details)
      : verdict.wouldDeliver === null
        ? await window.showWarningMessage(l10n.t("SMTP test was inconclusive."), details)
        : await window.showErrorMessage(at === "" ? l10n.t("SMTP test failed.") : l10n.t("SMTP test failed ({0}).", at), details);
  if (answer !== details) return;
  if (transcript.length > 0) await transcripts.show();
  else output.show();
}

/** One test of a service at a time; says so where one is running. */
async function isRunning({ status }: DesktopExtension, target: ServiceInfo): Promise<boolean> {
  if (!status.isRunning(target)) return false;
  await window.showInformationMessage(l10n.t("A test of {0} is already running. Wait for it, or cancel it.", target.service));
  return true;
}

/** An address, `""` for none, or undefined when the user leaves. Says whom the test talks to before it does. */
async function askRecipient(target: ServiceInfo): Promise<string | undefined> {
  const answer = await window.showInputBox({
    title: l10n.t("Test SMTP: {0}", target.service),
    prompt: sentences([announce(target), l10n.t("Optional: a recipient to check. No email is sent.")]),
    placeHolder: l10n.t("recipient@example.com (optional)"),
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === "" || isAddress(text) ? undefined : l10n.t("Enter one email address without a name, or leave it empty."),
  });
  return answer?.trim();
}

/** To which host, from where, and on whose behalf. */
function announce({ host, port, release, service }: ServiceInfo): string {
  const plausible = `Plausible ${release}`;
  const remote = remoteMachine();
  if (remote !== null && host !== null) {
    const server = port === null ? host : `${host}:${port}`;
    return l10n.t(
      "Test {1} the way {2} (service {3}) would, from the remote computer ({0}).",
      remote,
      server,
      plausible,
      service,
    );
  }
  return host === null
    ? l10n.t("Test the mail settings of {0} the way {1} would, from this computer.", service, plausible)
    : l10n.t(
        "Test {0} the way {1} (service {2}) would, from this computer.",
        port === null ? host : `${host.includes(":") ? `[${host}]` : host}:${port}`,
        plausible,
        service,
      );
}

function shortTitle({ service, release }: ServiceInfo): string {
  return l10n.t("Test SMTP for {0} (Plausible {1})", service, release);
}

/** Numbers the progress tokens. */
let tests = 0;

async function runAndShow(extension: DesktopExtension, target: ServiceInfo, to: string, rerun: Rerun): Promise<void> {
  if (await isRunning(extension, target)) return;
  const result = await runOnce(extension, target, to, rerun);
  if (result === null) return;
  await showVerdict(extension, result, async (next) =>
    next.ask === true
      ? testSmtp(extension, target.uri, target.service)
      : runAndShow(extension, target, to, { ...rerun, ...next }),
  );
}

/** One test, painted in the Testing view; null: it was cancelled. `inView`: it was started there, where its progress is shown. */
async function runOnce(
  extension: DesktopExtension,
  target: ServiceInfo,
  to: string,
  rerun: Rerun,
  inView?: ServiceRun,
): Promise<TestSmtpResult | null> {
  const { output, status, transcripts, running } = extension;
  const run = inView ?? extension.view.begin(target);
  output.info(`--- Test SMTP: ${announce(target)}`);
  tests += 1;
  const token = `plausibleMail/testSmtp/${tests}`;
  const params: TestSmtpParams = {
    uri: target.uri,
    service: target.service,
    workDoneToken: token,
    stepToken: token,
    ...(to === "" ? {} : { to }),
    ...(rerun.findWorking === true ? { findWorking: true } : {}),
    ...(rerun.fromHostPort === true ? { fromHostPort: true } : {}),
    ...(rerun.askApi === true ? { askApi: true } : {}),
    ...(rerun.send === true ? { send: true } : {}),
  };
  status.running(target);
  running.set(token, run);
  let result: TestSmtpResult | null = null;
  let failure: string | undefined;
  try {
    result = await request(extension, params, target, run.token, inView !== undefined);
  } catch (error) {
    failure = reasonOf(error);
    throw error;
  } finally {
    status.ended(target);
    running.delete(token);
    run.ended(result?.verdict.cause === "cancelled" ? null : result, failure);
  }
  if (result === null || result.verdict.cause === "cancelled") {
    output.info("Cancelled.");
    window.setStatusBarMessage(l10n.t("Test SMTP was cancelled."), 5000);
    return null;
  }
  transcripts.keep(result);
  output.info(reportText(result));
  return result;
}

/** The test itself; null: it was cancelled, in its notification or in the Testing view (`token`). `quiet`: without a notification. */
async function request(
  { client }: DesktopExtension,
  params: TestSmtpParams,
  target: ServiceInfo,
  token: CancellationToken,
  quiet: boolean,
): Promise<TestSmtpResult | null> {
  const send = async (cancellation: CancellationToken) => {
    try {
      return await client.sendRequest<TestSmtpResult>("plausibleMail/testSmtp", params, cancellation);
    } catch (error) {
      if (cancellation.isCancellationRequested || isCancelled(error)) return null;
      throw error;
    }
  };
  if (quiet) return await send(token);
  const show = (message: string, shown: (message: string) => void) => shown(message);
  return await withCancel(client, shortTitle(target), params.workDoneToken ?? "", [token], show, send);
}
