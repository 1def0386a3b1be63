import { type Command, InvalidArgumentError, Option } from "commander";
import { hostAndPort } from "../../base/host-and-port.js";
import type { ProjectError } from "../../compose/types.js";
import type { ComposedService } from "../../instance/composed.js";
import { secretsOf } from "../../secrets/secrets.js";
import type { DomainCheck } from "../../sender-domain/check-domain.js";
import { testAndSearch } from "../../smtp/find-working.js";
import type { Step } from "../../smtp/verdict/steps.js";
import { hiderOf } from "../../smtp-test/shown-report.js";
import { runTest, type TestOptions, type TestRun } from "../../smtp-test/test-run.js";
import { CannotWork, type ExitStatus, type Io, type Surroundings } from "../io.js";
import { say } from "../messages.js";
import { type ChosenProject, chooseProject, errorWords } from "../project.js";
import { cannot } from "../refusals.js";
import { testFailure, testJson } from "../reporters/test-json.js";
import { nagiosStatus, testNagios } from "../reporters/test-nagios.js";
import { alternativeLine, stepLine, testText } from "../reporters/test-text.js";
import { addContainerFlags, addProjectFlags, type ProjectFlags, repeatable } from "../request.js";
import { addRunningFlags, type RunningFlags } from "../running.js";
import { suspectNamed } from "../suspect.js";
import { type CommonFlags, newCommand, positiveNumber, surroundingsOf } from "./command.js";
import { jsonOnFailure } from "./failure.js";
import { announce } from "./introduction.js";
import { type CliRoute, routeOf } from "./route.js";
import { namesOf, refuseSeveral, serviceNamed } from "./service.js";

/** What `test` is asked to do, beside which project. */
export interface TestFlags extends CommonFlags, ProjectFlags, RunningFlags {
  readonly service?: string;
  readonly to?: string;
  readonly send?: boolean;
  readonly timeout: number;
  readonly ca?: readonly string[];
  readonly connectTo?: { readonly host: string; readonly port: number };
  readonly fromHostPort?: boolean;
  readonly fromContainer?: boolean;
  readonly inContainer?: boolean;
  readonly findWorking?: boolean;
  readonly allowPlaintextAuth?: boolean;
  readonly askApi?: boolean;
  readonly dns?: boolean;
  readonly dnsServer?: string;
  readonly format: "text" | "json" | "nagios";
}

/** The flags that say what is tested, and how. */
export function addTestFlags(command: Command): Command {
  return command
    .option("--service <name>", "the Plausible service (needed when there are several)")
    .option("--to <address>", "a recipient to check with the server; without it the test ends after MAIL FROM", mailAddress)
    .option("--send", "send one real email to that recipient")
    .addOption(new Option("--timeout <seconds>", "for each connection, handshake or reply").argParser(positiveNumber).default(10))
    .option("--ca <file>", "PEM certificate to trust in addition to the usual ones (repeatable)", repeatable)
    .option("--connect-to <address:port>", "connect there instead; names and TLS stay the same", addressAndPort)
    .option("--from-host-port", "reach a mail server that is a service of the project by its published port")
    .option("--from-container", "say that this runs inside the project's network, not on the host")
    .option("--allow-plaintext-auth", "send the password unencrypted if Plausible would (a terminal asks)")
    .option("--dns", "also look up SPF, DKIM, DMARC and MX of the sender's domain")
    .option("--dns-server <address>", "with --dns: the DNS server to ask, such as 192.0.2.53 or 127.0.0.1:5353", dnsServer)
    .option("--ask-api", "ask the provider's API whether it accepts key and domain; no email is sent");
}

/** `plausible-mail test [PATH]`: talks to the configured mail server as Plausible's own adapter would. */
export function testCommand(io: Io, done: (status: ExitStatus) => void): Command {
  return addTestFlags(addRunningFlags(addContainerFlags(addProjectFlags(newCommand("test")))))
    .summary("test the mail server the way Plausible would")
    .description(
      "Tests the configured mail server the way Plausible's own adapter would. No email is sent without --send.\n" +
        "Exit status: 0 passed, 1 failed, 2 inconclusive, 130 interrupted.",
    )
    .argument("[path]", "a compose file, or a folder (default: this one)")
    .option("--in-container", "let the running Plausible connect by itself, through docker compose; with --send also send")
    .option("--find-working", "try the other sensible ports of that host, and name the one that works")
    .addOption(
      new Option("--format <format>", "output on stdout (nagios: one line, and its exit statuses)")
        .choices(["text", "json", "nagios"])
        .default("text"),
    )
    .action(async (path: string | undefined, flags: TestFlags) => done(await test(path, flags, io)));
}

async function test(path: string | undefined, flags: TestFlags, io: Io): Promise<ExitStatus> {
  return jsonOnFailure(flags, testFailure, io, async () => {
    if (flags.dnsServer !== undefined && flags.dns !== true) throw cannot("dnsServerNeedsDns");
    if (flags.send === true && flags.to === undefined) throw cannot("sendNeedsTo");
    refuseInContainer(flags);
    const surroundings = surroundingsOf(flags, io);
    const chosen = await chooseProject(flags, path, io);
    const composed = serviceToTest(chosen, flags.service, io);
    refuseWithCompose(chosen, composed, surroundings, io);
    const signal = io.interruptible();
    const tested =
      flags.inContainer === true
        ? await runInside(chosen, composed, flags, surroundings, signal, io)
        : await run(composed, routeOf(composed, flags), flags, surroundings, signal, io);
    if (typeof tested === "number") return tested;
    const { verdict } = tested.report;
    const shown = { ...tested, composed, flags, ...(flags.dns === true && { dns: await domainOf(composed, flags) }) };
    if (flags.format === "nagios") {
      io.stdout.write(`${testNagios(shown, surroundings.language)}\n`);
      return nagiosStatus(shown);
    }
    if (flags.format === "json") io.stdout.write(`${JSON.stringify(testJson(shown, surroundings.language, io), null, 2)}\n`);
    else testText(shown, surroundings, io);
    if (verdict.cause === "cancelled" || signal.aborted) return 130;
    if (verdict.wouldDeliver === null) return 2;
    return verdict.wouldDeliver ? 0 : 1;
  });
}

/** Tests a service from this machine, each step told as it comes. */
export async function run(
  composed: ComposedService,
  route: CliRoute,
  flags: TestFlags,
  { language, quiet, colour }: Surroundings,
  signal: AbortSignal,
  io: Io,
): Promise<TestRun> {
  const { project, delivery } = composed;
  const hide = hiderOf(project);
  const options: TestOptions = {
    to: flags.to ?? null,
    send: flags.send === true,
    timeout: flags.timeout * 1000,
    ca: (flags.ca ?? []).map((file) => pemFile(file, io)),
    findWorking: flags.findWorking === true,
    askApi: flags.askApi === true,
    allowPlaintextAuth: async () => {
      if (flags.allowPlaintextAuth === true) return true;
      const server = hide(hostAndPort(delivery?.host ?? null, delivery?.port ?? null));
      return io.ask === null ? false : io.ask(say(language, "askPlaintext", { server }));
    },
  };
  if (delivery !== null && !quiet && flags.format !== "nagios") announce(composed, delivery, route, flags, language, hide, io);
  const progress = (line: string) => {
    if (flags.format === "text" && !quiet) io.stderr.write(`${line}\n`);
  };
  const columns = io.stderr.columns;
  return runTest(composed, options, route, testAndSearch, {
    signal,
    onStep: (step) => progress(stepLine(step, language, colour.stderr, columns)),
    onSearch: () => progress(`\n${say(language, "searching")}`),
    onAlternative: (alternative) => progress(alternativeLine(alternative, language, colour.stderr, columns)),
  });
}

/** The same, by the running Plausible itself. */
async function runInside(
  chosen: ChosenProject,
  composed: ComposedService,
  flags: TestFlags,
  surroundings: Surroundings,
  signal: AbortSignal,
  io: Io,
): Promise<TestRun | ExitStatus> {
  const { testRunning } = await import("../test-running.js");
  const { language, colour, quiet } = surroundings;
  const onStep = (step: Step) => {
    if (flags.format === "text" && !quiet) io.stderr.write(`${stepLine(step, language, colour.stderr, io.stderr.columns)}\n`);
  };
  const suspect = suspectNamed(chosen, composed.service.name, io);
  return testRunning(composed, flags, suspect, surroundings, signal, onStep, io);
}

/** What says where this machine connects has no meaning where Plausible does. */
function refuseInContainer(flags: TestFlags): void {
  if (flags.dryRun === true && flags.inContainer !== true) throw cannot("dryRunNeeds", { flag: "--in-container" });
  if (flags.inContainer !== true) return;
  const other = (
    [
      ["--connect-to", flags.connectTo],
      ["--from-host-port", flags.fromHostPort],
      ["--from-container", flags.fromContainer],
      ["--find-working", flags.findWorking],
      ["--ask-api", flags.askApi],
      ["--ca", flags.ca],
    ] as const
  ).find(([, value]) => value !== undefined && value !== false);
  if (other !== undefined) throw cannot("notInContainer", { flag: other[0] });
  if (flags.to !== undefined && flags.send !== true) throw cannot("toNeedsSend");
}

export function serviceToTest(found: ChosenProject, name: string | undefined, io: Io): ComposedService {
  const { project, plausible, inactive } = found;
  const [refusal] = project.errors;
  if (refusal !== undefined && plausible.length + inactive.length === 0) {
    throw new CannotWork(secretsOf(project).quoted(errorWords(project, io.cwd).line(refusal)));
  }
  if (name !== undefined) return serviceNamed(found, name);
  refuseSeveral(found);
  const [only] = plausible;
  if (only !== undefined) return only;
  throw inactive.length > 0 ? cannot("onlyInactive", { all: namesOf(inactive) }) : cannot("noneHere");
}

/** What Compose refuses stops the test where it concerns the service; what is wrong elsewhere in the project is told. */
function refuseWithCompose(
  { project }: ChosenProject,
  { service }: ComposedService,
  { quiet, language }: Surroundings,
  io: Io,
): void {
  const line = (error: ProjectError) => secretsOf(project).quoted(errorWords(project, io.cwd).line(error));
  const own = project.errors.find((error) => error.service === null || error.service === service.name);
  if (own !== undefined) throw new CannotWork(line(own));
  const [other] = project.errors;
  if (other !== undefined && !quiet) io.stderr.write(`${say(language, "refusal", { note: line(other) })}\n\n`);
}

function pemFile(file: string, io: Io): string {
  const content = io.files.read(io.absolute(file));
  if (content.kind === "missing") throw cannot("caMissing", { file });
  if (content.kind !== "text")
    throw content.kind === "directory" ? cannot("caFolder", { file }) : cannot("caUnreadable", { file, reason: content.reason });
  if (!content.text.includes("-----BEGIN CERTIFICATE-----")) throw cannot("caNoPem", { file });
  return content.text;
}

/** What the DNS says of the sender's domain; it never changes the verdict. */
export async function domainOf(
  { delivery }: ComposedService,
  { dnsServer: server, timeout }: Pick<TestFlags, "dnsServer" | "timeout">,
): Promise<readonly DomainCheck[]> {
  if (delivery === null) return [];
  const { checkSender } = await import("../../smtp/check-sender.js");
  return checkSender(delivery, server ?? null, timeout * 1000);
}

function dnsServer(value: string): string {
  if (!/^(?:[\d.]+(?::\d{1,5})?|\[[\da-f:]+\](?::\d{1,5})?|[\da-f:]+)$/i.test(value))
    throw new InvalidArgumentError("Expected an IP address, with a port where it is not 53.");
  return value;
}

function mailAddress(value: string): string {
  if (!/^[^\s<>@,;:"()[\]\\]+@[^\s<>@,;:"()\\]+$/.test(value))
    throw new InvalidArgumentError("Expected one email address, such as me@example.org.");
  return value;
}

function addressAndPort(value: string): { host: string; port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(value);
  const port = Number(match?.[3]);
  if (match === null || port < 1 || port > 65535)
    throw new InvalidArgumentError("Expected ADDRESS:PORT, such as 127.0.0.1:2525 or [::1]:2525.");
  return { host: match[1] ?? match[2] ?? "", port };
}
