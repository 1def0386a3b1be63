import type { FilePath, Location } from "../../base/text.js";
import type { DocumentPiece, ServiceText } from "./document.js";
import type { ParsedBlock } from "./parsed-block.js";
import type { JudgedPiece } from "./piece-problems.js";
import { type Field, fieldAt, locate, type PlacedText, tagOf, type View } from "./placed-nodes.js";
import { isOfParser, problemsOf, type TextProblem } from "./text-problems.js";
import { nothingUnseen, type Unseen, unseenIn } from "./unseen-parts.js";

/** What a piece asks of the document that it is part of. */
interface Surroundings {
  readonly file: FilePath;
  readonly shared: object;
  anchorBefore(index: number, name: string): View | null;
}

const nothing: readonly never[] = [];

/** A block in its place, with what it has to do with the others. */
export class Piece implements PlacedText, ServiceText, JudgedPiece {
  readonly file: FilePath;
  readonly base: number;
  readonly text: string;
  /** Its number among the blocks of the document. */
  readonly index: number;
  readonly block: ParsedBlock;
  entries: PlacedText["entries"] = null;
  readonly #document: Surroundings;
  /** Where its key stands before, in the document. */
  readonly #before: number | null;
  #field: Field | null | undefined;
  #problems: readonly TextProblem[] | null = null;

  constructor(document: Surroundings, index: number, block: ParsedBlock, start: number, before: number | null) {
    this.file = document.file;
    this.base = start;
    this.text = block.text;
    this.index = index;
    this.block = block;
    this.#document = document;
    this.#before = before;
  }

  get name(): string {
    return this.block.name ?? "";
  }

  get key(): string | null {
    return this.block.name;
  }

  get keyStart(): number {
    return this.base + this.block.keyAt;
  }

  get nameAt(): Location {
    const first = this.text[this.block.keyAt];
    const start = first === '"' || first === "'" ? this.keyStart + 1 : this.keyStart;
    return { file: this.file, start, end: start + this.name.length };
  }

  anchorBefore(name: string): View | null {
    return this.#document.anchorBefore(this.index, name);
  }

  /** The value of its key; null when the block is broken. */
  field(): Field | null {
    if (this.#field === undefined) this.#field = this.#findField();
    return this.#field;
  }

  #findField(): Field | null {
    const { name, keyAt, root } = this.block;
    if (name === null || root === null) return null;
    const field = fieldAt({ part: this, node: root }, name);
    // With the line of its key left out, the keys below it are not its own.
    return field === undefined || field.key.start !== keyAt ? null : field;
  }

  body(): View | null {
    return this.field()?.value ?? null;
  }

  tag(): ReturnType<typeof tagOf> {
    if (!this.block.matches(tag)) return null;
    const field = this.field();
    return field === null ? null : tagOf(field);
  }

  get ordinary(): this | null {
    if (this.#before !== null) return null;
    const { shared } = this.#document;
    if (this.block.ordinaryBeside === shared) return this;
    const isOrdinary = this.problems().length === 0 && this.tag() === null && this.body() !== null && !this.#extends();
    if (isOrdinary) this.block.ordinaryBeside = shared;
    return isOrdinary ? this : null;
  }

  #extends(): boolean {
    return this.mayExtend() && fieldAt(this.body(), "extends") !== undefined;
  }

  mayExtend(): boolean {
    return this.block.matches(mayExtend);
  }

  unseen(): Unseen {
    if (this.block.isPlain) return nothingUnseen;
    return unseenIn(this.body(), this.block.linesLeftOut, this.problems().length === 0);
  }

  /** Its map; null where anything is wrong with it. */
  whole(): DocumentPiece | null {
    const { kind, root } = this.block;
    if (root === null || this.problems().length > 0) return null;
    return { path: kind === "service" ? ["services"] : [], view: { part: this, node: root } };
  }

  problems(): readonly TextProblem[] {
    if (this.block.ordinaryBeside === this.#document.shared && this.#before === null) return nothing;
    this.#problems ??= this.#findProblems();
    return this.#problems;
  }

  #findProblems(): readonly TextProblem[] {
    const { kind, name, keyAt, isPlain } = this.block;
    if (name !== null && isPlain && this.#before === null) return nothing;
    const service = kind === "service" ? name : null;
    if (name === null) {
      const end = this.text.indexOf("\n", keyAt);
      const line = this.text.slice(keyAt, end === -1 ? this.text.length : end).trimEnd();
      const at = locate(this, { start: keyAt, end: keyAt + line.length });
      const number = this.text.slice(0, keyAt).split("\n").length - 1;
      const fault = {
        kind: "syntax",
        words: "could not find expected ':'",
        context: number,
        problem: number,
        counted: 1,
      } as const;
      return [{ fault, at, base: this.base, later: false, service }];
    }
    const own = this.block.read.written.flatMap((document) => problemsOf(this, document, service));
    const faults = own.filter(isOfParser);
    // What cannot be read has no keys yet.
    if (faults.length > 0) return faults;
    if (this.#before === null) return own;
    return [...own, repeatedKey(this.file, { name, first: this.#before, again: this.keyStart, service })];
  }
}

const tag = /!(?:reset|override)/;
/** By an alias, or by an escape in its name, a key may be there without standing there. */
const mayExtend = /extends|[*\\]/;

/** A key that stands twice in a document. */
export function repeatedKey(
  file: FilePath,
  { name, first, again, service }: { name: string; first: number; again: number; service: string | null },
): TextProblem {
  const at = { file, start: again, end: again + name.length };
  const fault = { kind: "repeated-key", name, top: service === null } as const;
  return { fault, at, base: 0, later: false, service, repeats: { first, again } };
}
