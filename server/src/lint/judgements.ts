import type { Message, Value } from "../base/messages.js";
import type { SourceText } from "../base/text.js";
import type { Project, Service, TextBlock } from "../compose/types.js";
import { buildInstance } from "../instance/build-instance.js";
import type { PlausibleInstance } from "../instance/plausible-instance.js";
import { indexOf } from "../instance/project-index.js";
import { isToldByEnvFiles, type KnownServices, releaseOf, runsPlausible } from "../instance/recognise.js";
import { factsOf, passOn, type ServiceFacts } from "../instance/service-facts.js";
import type { ReleaseChoice } from "../plausible/types.js";
import type { Finding } from "../rules/kit/types.js";
import { Layout } from "./layout.js";
import { Trace, traced } from "./traced-project.js";

/** A service that runs Plausible, and what is wrong with it. */
export interface JudgedService {
  readonly service: Service;
  readonly choice: ReleaseChoice;
  readonly findings: readonly Finding[];
  /** Whether Compose refuses nothing of it. */
  readonly sound: boolean;
}

/** The texts that a service is read from. */
interface Contribution {
  readonly blocks: readonly TextBlock[];
  /** Of the files beside: each one's path, how it was found, and its text. */
  readonly files: readonly (SourceText | string | undefined)[];
}

interface Judgement extends Contribution {
  /** Null: it does not run Plausible. */
  readonly choice: ReleaseChoice | null;
  readonly findings: readonly Finding[];
  readonly sound: boolean;
  readonly facts: ServiceFacts;
  readonly trace: Trace;
  readonly given: ReadonlyMap<string, Contribution>;
  readonly beside: Contribution["files"];
}

/**
 * What was found of the services of one project, for the next version of its texts. A judgement counts again as long as
 * all that it rests on is the same: the service's own texts, what stands between the services, the services that the
 * rules were given, and what the project answered to their questions. Its places move with the texts.
 */
export class Judgements {
  #judgements = new Map<string, Judgement>();
  #layout: Layout | null = null;
  #state = "";

  /** The services that run Plausible, in the order of the project. */
  of(project: Project, services: KnownServices, judge: (view: PlausibleInstance) => readonly Finding[]): JudgedService[] {
    const layout = new Layout(project);
    // By what services are recognised; whether one of them is official decides about the others.
    const known: KnownServices = { images: services.images, services: services.services };
    const state = JSON.stringify([project.incomplete, project.broken, known, runsPlausible(project)]);
    const before = this.#layout !== null && this.#state === state && layout.sharesTextsWith(this.#layout) ? this.#layout : null;
    const round = new Round(project, before, layout, judge);
    const judgements = new Map<string, Judgement>();
    const judged: JudgedService[] = [];
    // First of all, as each service may ask about any other.
    if (before !== null) for (const service of project.services) this.#passOn(service);
    for (const service of project.services) {
      const last = before === null ? undefined : this.#judgements.get(service.name);
      const judgement = (last && round.again(service, last)) ?? round.judge(service, services);
      judgements.set(service.name, judgement);
      const { choice, findings, sound } = judgement;
      if (choice !== null) judged.push({ service, choice, findings, sound });
    }
    this.#judgements = judgements;
    this.#layout = layout;
    this.#state = state;
    return judged;
  }

  #passOn(service: Service): void {
    const known = this.#judgements.get(service.name);
    if (known !== undefined && sameBlocks(service.blocks, known.blocks)) passOn(known.facts, service);
  }
}

/** One look at a project. */
class Round {
  readonly #project: Project;
  readonly #before: Layout | null;
  readonly #layout: Layout;
  readonly #judge: (view: PlausibleInstance) => readonly Finding[];
  readonly #contributions = new Map<Service, Contribution>();
  #beside: Contribution["files"] | null = null;

  constructor(project: Project, before: Layout | null, layout: Layout, judge: (view: PlausibleInstance) => readonly Finding[]) {
    this.#project = project;
    this.#before = before;
    this.#layout = layout;
    this.#judge = judge;
  }

  judge(service: Service, known: KnownServices): Judgement {
    const choice = releaseOf(this.#project, service, known);
    const trace = new Trace();
    if (choice === null) {
      return {
        ...this.#mayBecome(service),
        choice,
        findings: none,
        sound: true,
        facts: factsOf(service),
        trace,
        given: new Map(),
        beside: none,
      };
    }
    const findings = this.#judge(buildInstance(traced(this.#project, trace), service, choice)).map(ownTexts);
    trace.given.delete(service);
    const given = new Map([...trace.given].map((other) => [other.name, this.#contribution(other)]));
    // They are of this version of the project, which is not to be kept.
    trace.given.clear();
    const sound = service.errors.length === 0;
    return {
      ...this.#contribution(service),
      choice,
      findings,
      sound,
      facts: factsOf(service),
      trace,
      given,
      beside: trace.beside ? this.#besides() : none,
    };
  }

  /** A judgement of before in its place now; null where it may not hold any more. */
  again(service: Service, known: Judgement): Judgement | null {
    if (!sameBlocks(service.blocks, known.blocks)) return null;
    if (known.choice === null) return same(this.#mayBecome(service).files, known.files) ? known : null;
    if (known.files.length > 0 && !same(this.#contribution(service).files, known.files)) return null;
    const { trace, given } = known;
    if (trace.everything) return null;
    if (trace.beside && !same(this.#besides(), known.beside)) return null;
    const index = indexOf(this.#project);
    for (const [question, { compute, answer }] of trace.asked) if (index.ask(question, compute) !== answer) return null;
    for (const [name, contribution] of given) {
      const [other] = index.called(name);
      if (other === undefined) return null;
      const now = this.#contribution(other);
      if (!sameBlocks(now.blocks, contribution.blocks) || !same(now.files, contribution.files)) return null;
    }
    const findings = this.#moved(known.findings, [service.name, ...given.keys()]);
    if (findings === null) return null;
    return findings === known.findings ? known : { ...known, findings };
  }

  #moved(findings: readonly Finding[], near: readonly string[]): readonly Finding[] | null {
    let moved: Finding[] | null = null;
    for (const [index, finding] of findings.entries()) {
      const one = movedFinding(finding, (at) => this.#before?.moved(at, this.#layout, near) ?? null);
      if (one === null) return null;
      if (one === finding && moved === null) continue;
      moved ??= findings.slice(0, index);
      moved.push(one);
    }
    return moved ?? findings;
  }

  /** What decides that a service is not Plausible: its own texts, and its env files where their names could tell otherwise. */
  #mayBecome(service: Service): Contribution {
    const { blocks } = service;
    return { blocks, files: isToldByEnvFiles(this.#project, service) ? this.#filesOf(service) : none };
  }

  #contribution(service: Service): Contribution {
    const known = this.#contributions.get(service);
    if (known !== undefined) return known;
    const { blocks } = service;
    const contribution = { blocks, files: blocks.some(({ text }) => bringsFiles.test(text)) ? this.#filesOf(service) : none };
    this.#contributions.set(service, contribution);
    return contribution;
  }

  #filesOf({ envFiles, mounts }: Service): Contribution["files"] {
    const { files } = this.#project;
    const read = envFiles.flatMap(({ path, state }) => [path, state, files.get(path)]);
    // What lies in a volume nobody looks at.
    const placed = [...mounts].filter(([, { kind, source }]) => kind !== "volume" || /[^\w-]/.test(source));
    const mounted = placed.flatMap(([path, { content, at }]) => {
      return [path, content ?? "unseen", at === null ? undefined : files.get(at.file)];
    });
    return [...read, ...mounted];
  }

  #besides(): Contribution["files"] {
    const { files, envFilesBeside } = this.#project;
    this.#beside ??= envFilesBeside.flatMap(({ path, state }) => [path, state, files.get(path)]);
    return this.#beside;
  }
}

const none: readonly never[] = [];

/** By an alias, or by an escape in its name, a key may be there without standing there. */
const bringsFiles = /env_file|volumes|secrets|configs|[*\\]/;

function sameBlocks(now: readonly TextBlock[], before: readonly TextBlock[]): boolean {
  return (
    now.length === before.length &&
    now.every(({ file, text }, index) => file === before[index]?.file && text === before[index]?.text)
  );
}

function same(now: Contribution["files"], before: Contribution["files"]): boolean {
  return (
    now.length === before.length &&
    now.every((value, index) => {
      const other = before[index];
      if (typeof value === "object" && typeof other === "object") return value.text === other.text;
      return value === other;
    })
  );
}

/**
 * The same finding without pieces of the whole text: engines keep a long text alive as long as there is a slice of it, and
 * a judgement outlives many versions.
 */
function ownTexts(finding: Finding): Finding {
  const fixes = finding.fixes.map((fix) => ({
    ...fix,
    title: ownMessage(fix.title),
    edits: fix.edits.map((edit) => ({ ...edit, newText: ownText(edit.newText) })),
  }));
  const related = finding.related.map((one) => ({ ...one, message: ownMessage(one.message) }));
  return { ...finding, message: ownMessage(finding.message), related, fixes };
}

function ownMessage({ template, values }: Message): Message {
  return { template, values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, ownValue(value)])) };
}

function ownValue(value: Value): Value {
  if (typeof value === "string") return ownText(value);
  if (typeof value === "number") return value;
  if ("template" in value) return ownMessage(value);
  return value.map((part) => ({ ...part, text: ownText(part.text) }));
}

/** A sum is a new text, and so is what is cut from it. */
function ownText(text: string): string {
  return `\n${text}`.slice(1);
}

type Move = <T extends Finding["at"]>(at: T) => T | null;

/** A finding in its new place, the same one where it has not moved; null where a place of it cannot be told. */
function movedFinding(finding: Finding, move: Move): Finding | null {
  const at = move(finding.at);
  const related = movedAll(finding.related, (one) => {
    const place = move(one.at);
    return place === null || place === one.at ? place && one : { ...one, at: place };
  });
  const fixes = movedAll(finding.fixes, (fix) => {
    const edits = movedAll(fix.edits, move);
    return edits === null || edits === fix.edits ? edits && fix : { ...fix, edits };
  });
  if (at === null || related === null || fixes === null) return null;
  if (at === finding.at && related === finding.related && fixes === finding.fixes) return finding;
  return { ...finding, at, related, fixes };
}

function movedAll<T>(all: readonly T[], move: (one: T) => T | null): readonly T[] | null {
  let changed = false;
  const moved: T[] = [];
  for (const one of all) {
    const other = move(one);
    if (other === null) return null;
    changed ||= other !== one;
    moved.push(other);
  }
  return changed ? moved : all;
}
