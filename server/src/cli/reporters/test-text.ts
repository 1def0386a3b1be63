import pc from "picocolors";
import { type Language, quotedText } from "../../base/messages.js";
import { statusSigns } from "../../base/status-signs.js";
import { wantedBy } from "../../rules/kit/settings-fix.js";
import { type Cause, nameOf } from "../../smtp/verdict/causes.js";
import type { Alternative } from "../../smtp/verdict/search.js";
import { modeText, summaryOf } from "../../smtp/verdict/search-texts.js";
import { type Step, type StepStatus, stepNames } from "../../smtp/verdict/steps.js";
import { shownMessage } from "../../smtp-test/shown-report.js";
import { settingsInPanel } from "../in-panel.js";
import type { Io, Surroundings } from "../io.js";
import { say } from "../messages.js";
import { pad, printable, widest, width, wrap } from "../terminal/text.js";
import { elsewhereOf, type TestedService } from "../test-result.js";
import { oneLine } from "./test-nagios.js";

type Colours = ReturnType<typeof pc.createColors>;

/** One step as it comes: sign, name, what happened, and how long it took. */
export function stepLine({ step, status, ms, detail }: Step, language: Language, colour: boolean, columns: number): string {
  const colours = pc.createColors(colour);
  const names = Math.max(...Object.values(stepNames).map((name) => width(name[language])));
  const label = `${paint(status, colours)(statusSigns[status])} ${pad(stepNames[step][language], names)}  `;
  const indent = " ".repeat(names + 4);
  const time = ms > 0 ? colours.dim(` ${ms} ms`) : "";
  const lines = wrap(printable(quotedText(detail, language)), Math.max(40, Math.min(columns, 100) - names - 4));
  return label + lines.join(`\n${indent}`) + time;
}

/** One other setting: sign, port and mode, and what became of it. */
export function alternativeLine(
  { choice, works, detail }: Alternative,
  language: Language,
  colour: boolean,
  columns: number,
): string {
  const status = works === true ? "ok" : works === false ? "failed" : "skipped";
  const label = `${paint(status, pc.createColors(colour))(statusSigns[status])} ${choice.port} ${quotedText(modeText(choice), language)}`;
  const text = say(language, "alternative", { label, outcome: printable(quotedText(detail, language)) });
  return wrap(text, Math.max(40, Math.min(columns, 100) - 2)).join("\n  ");
}

function paint(status: StepStatus, colours: Colours): (text: string) => string {
  if (status === "ok") return colours.green;
  if (status === "failed") return colours.red;
  return status === "warning" ? colours.yellow : colours.dim;
}

/** The verdict: would mail leave, why not, what to do, what else would work, and where else to test. */
export function testText(tested: TestedService, { language, colour, quiet }: Surroundings, io: Io): void {
  const colours = pc.createColors(colour.stdout);
  const { report, request, flags } = tested;
  if (quiet) {
    io.stdout.write(`${headlineOf(tested, language, colours)}${language === "en" ? ": " : "："}${oneLine(tested, language)}\n`);
    return;
  }
  const { verdict, search } = report;
  if (report.steps.length > 0) io.stderr.write("\n");
  io.stdout.write(`${colours.bold(headlineOf(tested, language, colours))}\n`);
  const channel =
    verdict.channel === null
      ? null
      : `${say(language, verdict.channel.tls ? "encrypted" : "unencrypted")}${say(language, "and")}${say(language, verdict.channel.authenticated ? "authenticated" : "unauthenticated")}`;
  const found =
    search === null || request === null
      ? null
      : summaryOf(search, request, verdict, flags.fromContainer === true)
          .map((part) => quotedText(shownMessage(part, tested.hide), language))
          .join(language === "en" ? " " : "");
  const rows: (readonly [string, string | null])[] = [
    [say(language, "why"), verdict.cause === null ? null : nameOf(verdict.cause)[language]],
    [say(language, "variable"), verdict.variable],
    [say(language, "rule"), verdict.rule],
    [say(language, "advice"), quotedText(verdict.advice, language)],
    [say(language, "fix"), panelStep(tested, language)],
    [say(language, "option"), optionFor(verdict.cause, flags.askApi === true, language)],
    [say(language, "otherPorts"), found],
    [say(language, "next"), mayRecreate(tested) ? say(language, "recreate") : null],
    [say(language, "logLine"), verdict.logLine ?? (verdict.wouldDeliver === false ? say(language, "logNothing") : null)],
    [say(language, "second"), verdict.secondOpinion === null ? null : quotedText(verdict.secondOpinion, language)],
    [say(language, "channel"), channel],
  ];
  const names = widest(rows.map(([name]) => width(name)));
  const columns = Math.min(io.stdout.columns, 100) - names - 4;
  for (const [name, text] of rows) {
    if (text === null || text === "") continue;
    wrap(printable(text.trimEnd()), columns).forEach((line, index) => {
      io.stdout.write(`  ${colours.dim(pad(index === 0 ? name : "", names))}  ${line}\n`);
    });
  }
  domainPart(tested, language, colours, io);
  const elsewhere = elsewhereOf(tested);
  if (elsewhere === null) return;
  // To be copied: so not broken into lines of our own.
  for (const place of ["server", "network"] as const) {
    io.stderr.write(`\n${wrap(say(language, `elsewhere-${place}`), Math.min(io.stderr.columns, 100)).join("\n")}\n`);
    io.stderr.write(`  ${elsewhere[place]}\n`);
  }
}

/** What the DNS says of the sender's domain, each with the record to add. */
function domainPart({ dns, hide }: TestedService, language: Language, colours: Colours, io: Io): void {
  if (dns === undefined) return;
  const [first] = dns;
  const heading = first === undefined ? say(language, "noDomain") : say(language, "domain", { domain: hide(first.domain) });
  io.stdout.write(`\n${colours.bold(printable(heading))}\n`);
  const columns = Math.min(io.stdout.columns, 100) - 10;
  for (const { check, status, summary, suggested } of dns) {
    const lines = wrap(printable(quotedText(shownMessage(summary, hide), language)), columns);
    io.stdout.write(`  ${statusSigns[status]} ${pad(check.toUpperCase(), 5)}  ${lines.join(`\n${" ".repeat(11)}`)}\n`);
    // To be copied: so not broken into lines of our own.
    if (suggested !== null) io.stdout.write(`${" ".repeat(11)}${colours.green(`+ ${printable(hide(suggested))}`)}\n`);
  }
}

/** What a proved cure means where no file can be edited; null where one can, or there is none. */
function panelStep({ composed, report }: TestedService, language: Language): string | null {
  const { cure } = report.verdict;
  const steps = composed.project.container && cure !== null ? settingsInPanel([wantedBy(cure)]) : null;
  return steps === null ? null : quotedText(steps, language);
}

/** Whether the files of a project are to be changed, which a running container does not see. */
function mayRecreate({ composed, report: { verdict } }: TestedService): boolean {
  return verdict.wouldDeliver === false && verdict.variable !== null && !composed.project.container;
}

/** The flag that takes a test further than this cause let it come; null where none does. */
function optionFor(cause: Cause | null, asked: boolean, language: Language): string | null {
  if (cause === "plaintext-auth-not-allowed") return say(language, "optionPlaintext");
  if (cause === "certificate-unknown-ca") return say(language, "optionCa");
  return cause === "api-adapter" && !asked ? say(language, "optionAskApi") : null;
}

/** A container that only connected proves its network, and nothing beyond. */
function headlineOf({ report: { verdict, steps }, flags }: TestedService, language: Language, colours: Colours): string {
  const reached = flags.inContainer === true && verdict.wouldDeliver === null && steps.every(({ status }) => status === "ok");
  if (reached && steps.length > 0) return colours.green(`✔ ${say(language, "reachesServer")}`);
  return headline(verdict.wouldDeliver, flags.send === true, language, colours);
}

function headline(wouldDeliver: boolean | null, sent: boolean, language: Language, colours: Colours): string {
  if (wouldDeliver === null) return colours.yellow(`? ${say(language, "cannotTell")}`);
  if (!wouldDeliver) return colours.red(`✖ ${say(language, "wouldFail")}`);
  return colours.green(`✔ ${say(language, sent ? "delivered" : "wouldDeliver")}`);
}
