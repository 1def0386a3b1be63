import { relativePath } from "../../base/paths.js";
import type { Location } from "../../base/text.js";
import { type Comparison, placeOf, type ShownDifference } from "../../containers/compare-mailer.js";
import type { ComposedService } from "../../instance/composed.js";
import type { OtherImage } from "../as-image.js";
import { pad, printable, width, wrap } from "../terminal/text.js";
import { releaseText, say } from "./explain-messages.js";
import { heading, type Printer } from "./printer.js";
import { changeText, writeText } from "./upgrade.js";

/** What changes with the image of `--as`, each with the line where it is decided and what to write there. */
export function upgradePart(other: OtherImage, printer: Printer): void {
  const { was, composed, changes } = other;
  const { language, colours, secrets, line } = printer;
  const between = { from: releaseText(was.choice, language), to: releaseText(composed.choice, language) };
  line();
  heading(say(language, changes.length === 0 ? "noChanges" : "changes", between), printer);
  for (const change of changes) {
    const { variable } = change;
    // Where no line decides, the change is its own heading.
    const indent = variable === null ? 2 : 4;
    if (variable !== null)
      line(`  ${colours.bold(`${variable}  `)}${colours.dim(placeText(placeOf(variable, was), was, printer))}`.trimEnd());
    const write = writeText(change, language);
    const text = printable(changeText(change, other, secrets, language));
    for (const part of wrap(text, printer.columns - indent)) line(`${" ".repeat(indent)}${part}`);
    if (write !== null) for (const part of wrap(write, printer.columns - 6)) line(`    ${colours.green("→")} ${part}`);
  }
}

/** Where a running container differs from what the files come to. */
export function comparisonPage(composed: ComposedService, { differences }: Comparison, printer: Printer): void {
  const { service } = composed;
  const { language, colours, line, secrets } = printer;
  line(`${colours.bold(service.name)}  ${printable(secrets.text(service.image?.text ?? ""))}`);
  line();
  if (differences === null) {
    heading(say(language, "containerUnknown"), printer);
    return;
  }
  if (differences.length === 0) {
    heading(say(language, "containerSame"), printer);
    return;
  }
  heading(say(language, "containerDiffers", { service: service.name }), printer);
  differencesPart(differences, composed, printer);
}

/** Each key of the mailer that differs, with both sides. */
export function differencesPart(differences: readonly ShownDifference[], composed: ComposedService, printer: Printer): void {
  for (const { path, variable, at, secret, files, container } of differences) {
    printer.line();
    const { colours } = printer;
    printer.line(`  ${colours.bold(path)}  ${variable ?? ""}  ${colours.dim(placeText(at, composed, printer))}`.trimEnd());
    sidesPart({ files, container, secret }, printer);
  }
}

/** What the files have, and what the container. */
export function sidesPart(
  { files: ours, container: theirs, secret }: Pick<ShownDifference, "files" | "container" | "secret">,
  { language, colours, line }: Printer,
): void {
  const [files, container] = [say(language, "inFiles"), say(language, "inContainer")];
  const labels = Math.max(width(files), width(container));
  const both = secret && ours !== null && theirs !== null;
  for (const [label, text] of [
    [files, ours],
    [container, both ? say(language, "anotherValue") : theirs],
  ] as const) {
    line(`    ${pad(label, labels)}  ${text === null ? colours.dim(say(language, "notThere")) : printable(text)}`);
  }
}

export function placeText(at: Location, { project }: ComposedService, { cwd }: Printer): string {
  return `${relativePath(cwd, at.file)}:${(project.files.get(at.file)?.positionAt(at.start).line ?? 0) + 1}`;
}
