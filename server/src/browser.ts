// The door for a page in a browser: texts in, findings, explanations and edits out. Nothing is read from anywhere else.
import { memoryFiles } from "./base/files.js";
import { type Language, type Message, type MessagePart, partsOf, plainText } from "./base/messages.js";
import { once } from "./base/once.js";
import type { Location, Span, TextEdit } from "./base/text.js";
import { explainText } from "./cli/reporters/explain-text.js";
import { loadProject } from "./compose/project/load.js";
import type { Project } from "./compose/types.js";
import { type ComposedService, composedService } from "./instance/composed.js";
import type { PlausibleInstance } from "./instance/plausible-instance.js";
import { textAt } from "./instance/references.js";
import { type Analysis, analyseProject } from "./lint/analysis.js";
import type { Config } from "./lint/config.js";
import { answersOf, type Explained, type ExplainedEntry } from "./log/answer.js";
import { LogTally } from "./log/tally.js";
import { imageRunning, releases } from "./plausible/tables/releases.js";
import type { ReleaseChoice } from "./plausible/types.js";
import { freshKeyEdits, keyOf } from "./rules/kit/fresh-key.js";
import type { Severity } from "./rules/kit/severity.js";
import type { Finding, Fix } from "./rules/kit/types.js";
import { isPlaceholderOfSecret } from "./secrets/public-texts.js";
import { secretsOf } from "./secrets/secrets.js";
import { nameOf } from "./smtp/verdict/causes.js";

export type { Language, MessagePart, Severity, Span };

/** Where the texts lie as the core sees them; no reader sees this path. */
const folder = "/plausible";

/** Not `defaultConfig`: the reader of config files beside it has a YAML library in it, which a page would load for nothing. */
const noConfig: Config = { rules: new Map(), images: [], services: [], files: [] };

/** The name of the compose file among the texts. */
export const composeFile = "compose.yml";

/** The names of the releases that a service can be given, newest first. */
export const releaseNames: readonly string[] = releases.flatMap(({ name }) => (name === "master" ? [] : [name])).reverse();

/** A replacement in one of the texts; in a text that is not there it is the whole of it. */
export interface PageEdit extends Span {
  readonly file: string;
  readonly newText: string;
}

/** Something that a button can do to the texts. */
export interface PageFix {
  readonly title: string;
  /** Made when the fix is applied: a new key is another one each time. */
  readonly edits: () => readonly PageEdit[];
}

/** A place in one of the texts. `line` counts from 1. */
export interface PagePlace extends Span {
  readonly file: string;
  readonly line: number;
}

/** A finding as a page shows it; secrets are masked. */
export interface PageFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: readonly MessagePart[];
  readonly at: PagePlace;
  readonly fixes: readonly PageFix[];
}

/** A Plausible service of the compose file. */
export interface PageService {
  readonly name: string;
  readonly image: string | null;
  readonly release: string;
  /** Why the release is only assumed; null: the image names it. */
  readonly reason: ReleaseChoice["reason"];
  /** The edit that makes it run another release; null where its image does not stand in the compose file as it is. */
  readonly withRelease: (name: string) => PageEdit | null;
}

/** One thing that a log line may come from. */
export interface PageCause {
  /** Null: the log does not tell it. */
  readonly name: string | null;
  readonly variables: readonly string[];
  readonly advice: readonly MessagePart[];
}

/** What a log says once or many times. */
export interface PageAnswer extends PageCause {
  readonly logLine: string;
  readonly count: number;
  readonly rule: string | null;
  /** The line does not decide: what else writes the same. */
  readonly alternatives: readonly PageCause[];
  /** Where the linter sees the same mistake. */
  readonly finding: PagePlace | null;
  readonly fixes: readonly PageFix[];
}

/** A log, explained. */
export interface PageLog {
  readonly answers: readonly PageAnswer[];
  /** Entries that mention mail and are not recognized. */
  readonly unknown: number;
}

/** A compose file with its env files, as they are now. Nothing is computed before it is asked for. */
export class PageProject {
  readonly #language: Language;
  readonly #project: Project;

  /** @param texts by their names below the folder of the project; `compose.yml` is the compose file */
  constructor(texts: Readonly<Record<string, string>>, language: Language) {
    this.#language = language;
    const files = memoryFiles(Object.fromEntries(Object.entries(texts).map(([name, text]) => [pathOf(name), text])));
    this.#project = loadProject(files, { composeFiles: [pathOf(composeFile)], processEnvironment: null });
  }

  readonly #analysis = once((): Analysis => analyseProject(this.#project, noConfig, { every: true, named: true }));
  readonly #secrets = once(() => secretsOf(this.#project));

  /** By file and place. */
  get findings(): readonly PageFinding[] {
    return this.#analysis().findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      message: this.#parts(finding.message, this.#secrets().text),
      at: this.#placeOf(finding.at),
      fixes: finding.fixes.flatMap((fix) => this.#fixOf(fix, finding) ?? []),
    }));
  }

  get services(): readonly PageService[] {
    return this.#analysis().services.map((view) => ({
      name: view.service.name,
      image: view.service.image?.text ?? null,
      release: view.choice.release.name,
      reason: view.choice.assumed ? view.choice.reason : null,
      withRelease: (name) => this.#releaseEdit(view, name),
    }));
  }

  /** The env files that Compose reads, by their names, whether they are there or not; those outside of the folder are left out. */
  get envFiles(): readonly string[] {
    const read = this.#analysis().plausible.flatMap(({ envFiles }) => envFiles.map(({ path }) => path));
    return [...new Set([".env", ...read.flatMap((path) => nameBelow(path) ?? [])])];
  }

  /** Why Docker Compose refuses the project; null: it takes it. */
  get refusal(): string | null {
    const [error] = this.#project.errors;
    return error === undefined ? null : this.#secrets().quoted(error.message.replaceAll(`${folder}/`, ""));
  }

  /** What the containers get and what Plausible makes of it, as `plausible-mail explain` prints it. Empty without a Plausible. */
  explain(columns: number): string {
    const parts: string[] = [];
    const plausible = this.#project.services.flatMap((service): readonly ComposedService[] => {
      const composed = this.#project.active.has(service) ? composedService(this.#project, service, noConfig) : null;
      return composed === null ? [] : [composed];
    });
    explainText(
      { project: this.#project, plausible },
      [],
      { otherImages: new Map(), comparisons: new Map() },
      this.#secrets(),
      { language: this.#language, colour: { stdout: false, stderr: false }, quiet: true },
      { stdout: { write: (text) => void parts.push(text), terminal: false, columns }, cwd: folder },
    );
    return parts.join("");
  }

  /** What failed emails in a piece of Plausible's log come from; with the settings of the only Plausible, where there is one. */
  why(log: string): PageLog {
    const tally = new LogTally();
    tally.push(log);
    const report = tally.end();
    const { services, findings } = this.#analysis();
    const [view] = services;
    const suspect = view === undefined || services.length > 1 ? null : { view, findings };
    return { answers: answersOf(report, suspect).map((answer) => this.#answerOf(answer)), unknown: report.unknownCount };
  }

  /** Where passwords and keys stand in the texts; what is only a placeholder for one is left out. */
  get secretPlaces(): readonly PagePlace[] {
    return [...this.#project.files].flatMap(([file, source]) => {
      const places: PagePlace[] = [];
      let offset = 0;
      for (const [index, text] of source.text.split("\n").entries()) {
        const line = { start: offset, end: offset + text.length };
        for (const { start, end } of this.#secrets().inLine(file, line, text)) {
          const written = source.slice(start, end);
          if (isShareable(written)) continue;
          places.push({ file: nameBelow(file) ?? file, line: index + 1, start, end });
        }
        offset = line.end + 1;
      }
      return places;
    });
  }

  #answerOf(answer: ExplainedEntry): PageAnswer {
    const { finding, alternatives, count, rule } = answer;
    return {
      ...this.#causeOf(answer),
      logLine: this.#secrets().quoted(answer.logLine),
      count,
      rule,
      alternatives: alternatives.map((one) => this.#causeOf(one)),
      finding: finding === null ? null : this.#placeOf(finding.at),
      fixes: answer.fixes.flatMap((fix) => this.#fixOf(fix, finding) ?? []),
    };
  }

  #causeOf({ cause, variables, advice }: Explained): PageCause {
    const name = cause === null ? null : nameOf(cause)[this.#language];
    return { name, variables, advice: this.#parts(advice, this.#secrets().quoted) };
  }

  #fixOf(fix: Fix, finding: Finding | null): PageFix | null {
    const title = plainText(fix.title, this.#language, this.#secrets().text);
    const { freshKey } = fix;
    if (freshKey === undefined) return { title, edits: () => fix.edits.flatMap(pageEdit) };
    const view = this.#analysis().services.find(({ service }) => service.name === finding?.service);
    const variable = finding?.variable ?? null;
    if (view === undefined || variable === null) return null;
    const fresh = () => keyOf(crypto.getRandomValues(new Uint8Array(freshKey.bytes)));
    return { title, edits: () => (freshKeyEdits(view, variable, fresh()) ?? []).flatMap(pageEdit) };
  }

  #releaseEdit({ service }: PlausibleInstance, name: string): PageEdit | null {
    const { image } = service;
    const release = releases.find((one) => one.name === name);
    if (image === null || release === undefined || image.unresolved.length > 0) return null;
    const written = textAt(this.#project, image.at);
    if (written.split(image.text).length !== 2) return null;
    const text = written.replace(image.text, () => imageRunning(image.text, release));
    return pageEdit({ ...image.at, newText: text })[0] ?? null;
  }

  #parts(message: Message, mask: (text: string) => string): readonly MessagePart[] {
    return partsOf(message, this.#language).map((part) => ({ ...part, text: mask(part.text) }));
  }

  #placeOf({ file, start, end }: Location): PagePlace {
    const line = (this.#project.files.get(file)?.positionAt(start).line ?? 0) + 1;
    return { file: nameBelow(file) ?? file, line, start, end };
  }
}

/** What may be in a link that others get: nothing, a mere reference, or what is still to be filled in. */
function isShareable(written: string): boolean {
  const bare = written.trim().replace(/^(["'])(.*)\1$/, "$2");
  return bare === "" || /^\$\{?\w+\}?$/.test(bare) || isPlaceholderOfSecret(bare);
}

function pathOf(name: string): string {
  return `${folder}/${name}`;
}

function nameBelow(path: string): string | null {
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;
}

/** None where the file lies outside of the folder. */
function pageEdit({ file, start, end, newText }: TextEdit): PageEdit[] {
  const name = nameBelow(file);
  return name === null ? [] : [{ file: name, start, end, newText }];
}
