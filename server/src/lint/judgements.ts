import type { Message, Value } from "../base/messages.js";
import type { SourceText } from "../base/text.js";
import { rosterOf } from "../compose/roster.js";
import type { Project, Roster, Service } from "../compose/types.js";
import { buildInstance } from "../instance/build-instance.js";
import type { PlausibleInstance } from "../instance/plausible-instance.js";
import { indexOf } from "../instance/project-index.js";
import { isToldByEnvFiles, type KnownServices, releaseOf } from "../instance/recognise.js";
import type { ReleaseChoice } from "../plausible/types.js";
import type { Finding } from "../rules/kit/types.js";
import { type Anchors, Blocks, movedWithin } from "./anchors.js";
import { type AskedQuestion, Trace, traced } from "./traced-project.js";

/** A service that runs Plausible, and what is wrong with it. */
export interface JudgedService {
  readonly service: Service;
  readonly choice: ReleaseChoice;
  readonly findings: readonly Finding[];
  /** Whether Compose refuses nothing of it. */
  readonly sound: boolean;
}

/** What another service was when it was looked at. */
interface Contribution {
  readonly identity: object;
  /** Of the files beside: each one's path, how it was found, and its text. */
  readonly files: readonly (SourceText | string | undefined)[];
}

/** What was asked of the project as a whole, by question. */
type Asked = ReadonlyMap<string, AskedQuestion>;

/** What was found of a service, and what that rests on beside its own texts. */
interface Judgement {
  /** Null: it does not run Plausible. */
  readonly choice: ReleaseChoice | null;
  readonly findings: readonly Finding[];
  readonly anchors: readonly Anchors[];
  readonly sound: boolean;
  readonly files: Contribution["files"];
  /** The same object for services that are judged in one go and of which the same was asked. */
  readonly asked: Asked;
  /** Whether it rests on what cannot be told apart: then it does not count again. */
  readonly onEverything: boolean;
  readonly given: ReadonlyMap<string, Contribution>;
  /** The env files that nothing names; null where nobody looked at them. */
  readonly beside: Contribution["files"] | null;
}

/**
 * What was found of the services of one project, for the next version of its texts. A judgement counts again as long as
 * all that it rests on is the same: the service's own texts, what stands between the services, the services that the
 * rules were given, and what the project answered to their questions. Its places move with the texts.
 */
export class Judgements {
  /** Those of the last version, and the services that they were of. */
  #judgements: readonly Judgement[] = [];
  #identities: readonly object[] = [];
  #state = "";

  /** The services that run Plausible, in the order of the project. */
  of(project: Project, known: KnownServices, judge: (view: PlausibleInstance) => readonly Finding[]): JudgedService[] {
    // By what services are recognised; whether one of them is official decides about the others.
    const { images, services } = known;
    const state = JSON.stringify([project.incomplete, project.broken, images, services, indexOf(project).runsPlausible()]);
    const roster = rosterOf(project);
    const { identities } = roster;
    const lasts = state === this.#state ? this.#lastsFor(identities) : none;
    const judgements = new Array<Judgement>(identities.length);
    const judged: JudgedService[] = [];
    const round = new Round(project, roster, judge);
    for (let number = 0; number < identities.length; number += 1) {
      const last = lasts[number];
      if (last !== undefined && isOfAnother(last)) {
        judgements[number] = last;
        continue;
      }
      const moved = last !== undefined && round.holds(number, last) ? round.moved(number, last) : null;
      const judgement = last !== undefined && moved !== null ? last : round.judge(number, known);
      judgements[number] = judgement;
      if (judgement.choice !== null) judged.push(new Judged(roster, number, judgement, moved ?? judgement.findings));
    }
    this.#state = state;
    this.#identities = identities;
    this.#judgements = judgements;
    return judged;
  }

  /** What was found last of services, each in its place. */
  #lastsFor(identities: readonly object[]): readonly (Judgement | undefined)[] {
    const before = this.#identities;
    if (identities === before) return this.#judgements;
    if (identities.length === before.length)
      return this.#judgements.map((judgement, number) => (identities[number] === before[number] ? judgement : undefined));
    const known = new Map(before.map((identity, number) => [identity, this.#judgements[number]]));
    return identities.map((identity) => known.get(identity));
  }
}

class Judged implements JudgedService {
  readonly choice: ReleaseChoice;
  readonly findings: readonly Finding[];
  readonly sound: boolean;
  readonly #roster: Roster;
  readonly #number: number;

  constructor(roster: Roster, number: number, { choice, sound }: Judgement, findings: readonly Finding[]) {
    this.choice = choice as ReleaseChoice;
    this.findings = findings;
    this.sound = sound;
    this.#roster = roster;
    this.#number = number;
  }

  get service(): Service {
    return this.#roster.at(this.#number);
  }
}

/** One look at a project. */
class Round {
  readonly #project: Project;
  readonly #roster: Roster;
  readonly #judge: (view: PlausibleInstance) => readonly Finding[];
  #beside: Contribution["files"] | null = null;
  readonly #sameAsked = new Map<string, Asked>();
  /** Whether the project still answers the same. */
  readonly #holds = new Map<Asked, boolean>();

  constructor(project: Project, roster: Roster, judge: (view: PlausibleInstance) => readonly Finding[]) {
    this.#project = project;
    this.#roster = roster;
    this.#judge = judge;
  }

  judge(number: number, known: KnownServices): Judgement {
    const service = this.#roster.at(number);
    const choice = releaseOf(this.#project, service, known);
    if (choice === null) {
      // The names in its env files could tell otherwise.
      const files = isToldByEnvFiles(this.#project, service) ? this.#filesOf(service) : none;
      return { choice, findings: none, anchors: none, sound: true, files, ...restingOnNothing };
    }
    const trace = new Trace();
    const findings = this.#judge(buildInstance(traced(this.#project, trace), service, choice)).map(ownTexts);
    trace.given.delete(service);
    const others = [...trace.given];
    const given = new Map(others.map((other) => [other.name, { identity: other.identity, files: this.#filesOf(other) }]));
    const blocks = new Blocks(this.#project, service, others);
    const anchors = findings.map((finding) => blocks.anchorsOf(finding));
    return {
      choice,
      findings,
      anchors,
      sound: service.errors.length === 0,
      files: this.#filesOf(service),
      asked: this.#same(trace.asked),
      onEverything: trace.everything,
      given,
      beside: trace.beside ? this.#besides() : null,
    };
  }

  #same(asked: Asked): Asked {
    const key = [...asked].map(([question, { answer }]) => `${question}\0${answer}`).join("\0\0");
    const known = this.#sameAsked.get(key);
    if (known === undefined) this.#sameAsked.set(key, asked);
    return known ?? asked;
  }

  /** Whether a judgement of before may still be given. */
  holds(number: number, { files, asked, onEverything, given, beside }: Judgement): boolean {
    if (onEverything) return false;
    if (files.length > 0 && !same(this.#filesOf(this.#roster.at(number)), files)) return false;
    if (beside !== null && !same(this.#besides(), beside)) return false;
    return this.#areAnswered(asked) && (given.size === 0 || this.#areSame(given));
  }

  #areSame(given: Judgement["given"]): boolean {
    for (const [name, { identity, files }] of given) {
      const [other] = indexOf(this.#project).called(name);
      if (other?.identity !== identity || (files.length > 0 && !same(this.#filesOf(other), files))) return false;
    }
    return true;
  }

  #areAnswered(asked: Asked): boolean {
    let holds = this.#holds.get(asked);
    if (holds === undefined) {
      const index = indexOf(this.#project);
      holds = [...asked].every(([question, { compute, answer }]) => index.ask(question, compute) === answer);
      this.#holds.set(asked, holds);
    }
    return holds;
  }

  /** The findings of a judgement that holds, in their places now; null where one of these cannot be told. */
  moved(number: number, { findings, anchors, given }: Judgement): readonly Finding[] | null {
    const home = this.#roster.baseAt(number);
    let blocks: Blocks | null = null;
    let moved: Finding[] | null = null;
    for (let at = 0; at < findings.length; at += 1) {
      const finding = findings[at] as Finding;
      const then = anchors[at] ?? none;
      let one: Finding | null;
      if (home !== null && typeof then === "number") one = movedWithin(finding, then, home);
      else {
        blocks ??= this.#blocksOf(this.#roster.at(number), given);
        one = blocks.moved(finding, then);
      }
      if (one === null) return null;
      if (one === finding && moved === null) continue;
      moved ??= findings.slice(0, at);
      moved.push(one);
    }
    return moved ?? findings;
  }

  #blocksOf(service: Service, given: Judgement["given"]): Blocks {
    const index = indexOf(this.#project);
    return new Blocks(
      this.#project,
      service,
      [...given.keys()].flatMap((name) => index.called(name)),
    );
  }

  #filesOf(service: Service): Contribution["files"] {
    if (!service.blocks.some(({ block }) => block.matches(bringsFiles))) return none;
    const { envFiles, mounts } = service;
    const { files } = this.#project;
    const read = envFiles.flatMap(({ path, state }) => [path, state, files.get(path)]);
    // What lies in a volume nobody looks at.
    const placed = [...mounts].filter(([, { kind, source }]) => kind !== "volume" || /[^\w-]/.test(source));
    const mounted = placed.flatMap(([path, { content }]) => [path, content ?? "unseen"]);
    return [...read, ...mounted];
  }

  #besides(): Contribution["files"] {
    const { files, envFilesBeside } = this.#project;
    this.#beside ??= envFilesBeside.flatMap(({ path, state }) => [path, state, files.get(path)]);
    return this.#beside;
  }
}

/** Whether it says that a service does not run Plausible, whatever else changes. */
const isOfAnother = ({ choice, files }: Judgement) => choice === null && files.length === 0;

const none: readonly never[] = [];
const restingOnNothing = { asked: new Map(), onEverything: false, given: new Map(), beside: null };

/** By an alias, or by an escape in its name, a key may be there without standing there. */
const bringsFiles = /env_file|volumes|secrets|configs|[*\\]/;

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
