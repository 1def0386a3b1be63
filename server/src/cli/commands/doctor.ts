import { type Command, Option } from "commander";
import { ContainerTrouble } from "../../containers/faults.js";
import { type DoctorTools, diagnose } from "../../doctor/doctor.js";
import { doctorMarkdown } from "../../doctor/doctor-markdown.js";
import type { Patient } from "../../doctor/look.js";
import type { ComposedService } from "../../instance/composed.js";
import { severities } from "../../rules/kit/severity.js";
import { secretsOf } from "../../secrets/secrets.js";
import { askEngine } from "../ask-engine.js";
import type { ExitStatus, Io, Surroundings } from "../io.js";
import { chooseProject } from "../project.js";
import { cannot } from "../refusals.js";
import { doctorFailure, doctorJson } from "../reporters/doctor-json.js";
import { doctorStepText, doctorText } from "../reporters/doctor-text.js";
import { addProjectFlags } from "../request.js";
import { suspectNamed } from "../suspect.js";
import { newCommand, surroundingsOf } from "./command.js";
import { jsonOnFailure } from "./failure.js";
import { routeOf } from "./route.js";
import { addTestFlags, domainOf, run, serviceToTest, type TestFlags } from "./test.js";

interface DoctorFlags extends Omit<TestFlags, "format" | "docker"> {
  /** A command, or nothing behind the flag. */
  readonly docker?: string | true;
  readonly network: boolean;
  readonly format: "text" | "json" | "markdown";
}

/** `plausible-mail doctor [PATH]`: everything that this program can find out, in the order of the guide. */
export function doctorCommand(io: Io, done: (status: ExitStatus) => void): Command {
  return addTestFlags(addProjectFlags(newCommand("doctor")))
    .summary("find out why no email arrives, step by step")
    .description(
      "Goes through all steps of the guide: settings, running container, mail server, log, domain, release.\n" +
        "Exit status: 0 email works, 1 it doesn't, 2 it can't be known, 130 interrupted.",
    )
    .argument("[path]", "a compose file, or a folder (default: this one)")
    .addOption(new Option("--docker [command]", "ask the running container, and how Docker is called (a terminal asks)"))
    .option("--dry-run", "only print the commands that would ask the container")
    .option("--no-network", "no connections at all")
    .addOption(new Option("--format <format>", "output on stdout").choices(["text", "json", "markdown"]).default("text"))
    .action(async (path: string | undefined, flags: DoctorFlags) => done(await doctor(path, flags, io)));
}

async function doctor(path: string | undefined, flags: DoctorFlags, io: Io): Promise<ExitStatus> {
  return jsonOnFailure(flags, doctorFailure, io, async () => {
    if (flags.send === true && flags.to === undefined) throw cannot("sendNeedsTo");
    const surroundings = surroundingsOf(flags, io);
    const { language, colour, quiet } = surroundings;
    const chosen = await chooseProject(flags, path, io);
    const composed = serviceToTest(chosen, flags.service, io);
    const signal = io.interruptible();
    const suspect = suspectNamed(chosen, composed.service.name, io);
    const engine = await askEngine(composed, flags, surroundings, signal, io);
    if (typeof engine === "number") return engine;
    const tools: DoctorTools = {
      test: testOf(composed, flags, surroundings, signal, io),
      container: engine?.container ?? null,
      network: flags.network ? (engine?.network ?? null) : null,
      domain: flags.dns === true && flags.network ? () => domainOf(composed, flags) : null,
      suspect,
      noNetwork: !flags.network,
    };
    const columns = io.stdout.columns;
    try {
      const diagnosis = await diagnose(patientOf(composed, suspect, io), tools, (step) => {
        if (flags.format === "text" && !quiet) io.stdout.write(doctorStepText(step, language, colour.stdout, columns));
      });
      if (signal.aborted) return 130;
      if (flags.format === "json") io.stdout.write(`${JSON.stringify(doctorJson(diagnosis, language), null, 2)}\n`);
      else if (flags.format === "markdown") io.stdout.write(doctorMarkdown(diagnosis, language));
      else io.stdout.write(doctorText(diagnosis, language, colour.stdout, columns));
      const { wouldDeliver } = diagnosis.verdict;
      return wouldDeliver === null ? 2 : wouldDeliver ? 0 : 1;
    } catch (error) {
      if (error instanceof ContainerTrouble && error.fault.kind === "cancelled") return 130;
      throw error;
    }
  });
}

function patientOf(composed: ComposedService, suspect: ReturnType<typeof suspectNamed>, io: Io): Patient {
  const own = (suspect?.findings ?? []).filter(({ service }) => service === composed.service.name || service === "");
  return {
    composed,
    findings: [...own].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)),
    secrets: secretsOf(composed.project),
    cwd: io.cwd,
  };
}

/** The test of the mail server from here; null where no connection is wanted. */
function testOf(
  composed: ComposedService,
  { docker: _, format, network, ...flags }: DoctorFlags,
  surroundings: Surroundings,
  signal: AbortSignal,
  io: Io,
): DoctorTools["test"] {
  if (!network || composed.project.errors.length > 0) return null;
  const route = routeOf(composed, flags);
  return () => run(composed, route, { ...flags, format: "json" }, { ...surroundings, quiet: true }, signal, io);
}
