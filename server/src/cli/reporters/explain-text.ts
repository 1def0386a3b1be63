import pc from "picocolors";
import { listed } from "../../base/messages.js";
import { relativePath } from "../../base/paths.js";
import { isOfUnreadDotenv, isUnseen } from "../../compose/env-files/env-variables.js";
import type { Project, Service, Variable } from "../../compose/types.js";
import { type ComposedService, composedConfigDir, composedText } from "../../instance/composed.js";
import { bootErrorText } from "../../plausible/boot/process-limit.js";
import type { Mailer } from "../../plausible/mailer/model.js";
import type { AdapterName, ElixirTerm } from "../../plausible/types.js";
import { madeOf } from "../../secrets/origins.js";
import type { Secrets } from "../../secrets/secrets.js";
import type { OtherImage } from "../as-image.js";
import type { Asides } from "../explain-extras.js";
import type { Io, Surroundings } from "../io.js";
import type { ChosenProject } from "../project.js";
import { pad, printable, widest, width, wrap } from "../terminal/text.js";
import { deliveryPart } from "./explain-delivery.js";
import { releaseText, say } from "./explain-messages.js";
import { comparisonPage, upgradePart } from "./explain-more.js";
import { heading, type Printer, table } from "./printer.js";
import { runningPage } from "./running-page.js";
import { deadTextOf } from "./unread-variables.js";

/** A page for people: the environment with where each value stands, the mailer, what it does on the wire. */
export function explainText(
  { project, plausible }: Pick<ChosenProject, "project" | "plausible">,
  others: readonly Service[],
  asides: Asides,
  secrets: Secrets,
  surroundings: Surroundings,
  io: Pick<Io, "stdout" | "cwd">,
): void {
  const printer = printerOn(io, secrets, surroundings);
  const pages = [
    ...plausible.map((composed) => () => {
      const [other, comparison] = [asides.otherImages.get(composed), asides.comparisons.get(composed)];
      if (comparison !== undefined) {
        if ("environment" in comparison) runningPage(composed, comparison, printer);
        else comparisonPage(composed, comparison, printer);
        return;
      }
      plausiblePage(composed, printer);
      if (other !== undefined) upgradePart(other, printer);
    }),
    ...others.map((service) => () => otherPage(project, service, printer)),
  ];
  pages.forEach((page, index) => {
    if (index > 0) printer.line();
    page();
  });
}

/** What changes with another image, alone. */
export function upgradeText(
  other: OtherImage,
  secrets: Secrets,
  surroundings: Surroundings,
  io: Pick<Io, "stdout" | "cwd">,
): void {
  upgradePart(other, printerOn(io, secrets, surroundings));
}

function printerOn(io: Pick<Io, "stdout" | "cwd">, secrets: Secrets, { language, colour }: Surroundings): Printer {
  return {
    language,
    colours: pc.createColors(colour.stdout),
    secrets,
    columns: Math.min(io.stdout.columns, 100),
    cwd: io.cwd,
    line: (text = "") => io.stdout.write(`${text}\n`),
  };
}

function plausiblePage(composed: ComposedService, printer: Printer): void {
  const { project, service, choice, mailer, delivery } = composed;
  const { language, colours, secrets } = printer;
  const release = releaseText(choice, language);
  printer.line(`${colours.bold(service.name)}  ${printable(secrets.text(service.image?.text ?? ""))}`);
  environment(project, service, printer);
  deadText(composed, printer);
  printer.line();
  if (mailer.outcome === "unknown") {
    heading(say(language, "bootUnknown", { release, names: listed(mailer.unknown) }), printer);
    return;
  }
  if (mailer.outcome === "refuses-to-boot") {
    const { type, variable } = mailer.error;
    const refusal =
      type === "E2BIG" ? say(language, "cannotStart", { variable: variable ?? "" }) : say(language, "refuses", { release });
    heading(colours.red(refusal), printer);
    for (const line of secrets.quoted(bootErrorText(mailer.error)).trimEnd().split("\n")) printer.line(`  ${printable(line)}`);
    return;
  }
  heading(say(language, "boots", { release }), printer);
  table(
    [
      ...Object.entries(mailer.config).map(
        ([key, term]) => [key, termText(secrets.term(term, service, mailer.config.adapter as AdapterName, key))] as const,
      ),
      ["mailer_email", emailText(mailer, service, secrets)],
    ],
    printer,
  );
  if (delivery !== null) deliveryPart(delivery, composed, printer);
}

function otherPage(project: Project, service: Service, printer: Printer): void {
  const { colours, language, secrets } = printer;
  printer.line(
    `${colours.bold(service.name)}  ${printable(secrets.text(service.image?.text ?? ""))}  ${colours.dim(say(language, "notPlausible"))}`,
  );
  environment(project, service, printer);
}

function environment(project: Project, service: Service, printer: Printer): void {
  const { language, colours, secrets, line } = printer;
  const present: (readonly [string, string, string])[] = [];
  const unset: string[] = [];
  for (const variable of service.environment.values()) {
    const value = composedText(variable);
    if (value === null && !isUnseen(variable)) unset.push(secrets.name(variable));
    else present.push([secrets.name(variable), valueText(variable, value, printer), placeText(project, variable, printer)]);
  }
  if (present.length > 0) {
    line();
    heading(say(language, "environment"), printer);
    const names = widest(present.map(([name]) => width(name)));
    const values = Math.min(40, widest(present.map(([, value]) => width(value))));
    for (const [name, value, place] of present)
      line(`  ${pad(name, names)}  ${pad(value, values)}  ${colours.dim(place)}`.trimEnd());
  }
  const folder = `${composedConfigDir(service)}/`;
  const files = [...service.mounts].filter(([path]) => path.startsWith(folder));
  if (files.length > 0) {
    line();
    heading(say(language, "secretFiles"), printer);
    for (const [path, { kind, source }] of files) line(`  ${path}  ${colours.dim(`${kind} ${secrets.quoted(source)}`)}`);
  }
  if (unset.length > 0) {
    line();
    heading(say(language, "unset"), printer);
    for (const part of wrap(unset.join(", "), printer.columns - 2)) line(`  ${part}`);
  }
}

function valueText(variable: Variable, value: string | null, { secrets, language, colours }: Printer): string {
  if (value === null) return colours.dim(say(language, isOfUnreadDotenv(variable.origin) ? "notRead" : "filledIn"));
  if (value === "") return colours.dim(say(language, "emptyText"));
  const shown = printable(secrets.variable(variable, value)).replaceAll("\n", "↵");
  return width(shown) > 60 ? `${shown.slice(0, 59)}…` : shown;
}

/** Mail variables in the container that nothing there reads. */
function deadText(composed: ComposedService, printer: Printer): void {
  const { language, colours, line, secrets } = printer;
  const dead = deadTextOf(composed).map((one) => ({ ...one, name: secrets.text(one.name) }));
  if (dead.length === 0) return;
  line();
  heading(say(language, "deadText", { release: composed.choice.release.name }), printer);
  const names = widest(dead.map(({ name }) => width(name)));
  for (const { name, reason, values } of dead) {
    line(`  ${pad(printable(name), names)}  ${colours.dim(say(language, `dead-${reason}`, values))}`);
  }
}

function placeText(project: Project, variable: Variable, { cwd, language, secrets }: Printer): string {
  const { at, kind } = variable.origin;
  const nowhere = isOfUnreadDotenv(variable.origin) ? ".env" : kind;
  const where =
    at === null ? nowhere : `${relativePath(cwd, at.file)}:${(project.files.get(at.file)?.positionAt(at.start).line ?? 0) + 1}`;
  if (variable.state === "value" || variable.unresolved.length === 0) return where;
  return `${where}  ${say(language, "unresolved", { names: listed(secrets.unresolved(variable)) })}`;
}

function termText(term: ElixirTerm): string {
  if (term === null) return "nil";
  return typeof term === "string" ? term : JSON.stringify(term);
}

function emailText(mailer: Extract<Mailer, { outcome: "boots" }>, service: Service, secrets: Secrets): string {
  const { mailerEmail } = mailer;
  if (mailerEmail === null) return "nil";
  const address = secrets.made(typeof mailerEmail === "string" ? mailerEmail : mailerEmail.address, service, madeOf.sender);
  if (typeof mailerEmail === "string") return address;
  return `${secrets.made(mailerEmail.name, service, madeOf.senderName)} <${address}>`;
}
