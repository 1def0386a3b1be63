import { once } from "../../base/once.js";
import type { FilePath, Location } from "../../base/text.js";
import type { Block, Split } from "./blocks.js";
import type { ComposeDocument, DocumentPiece, ServiceText } from "./document.js";
import { ParsedBlock } from "./parsed-block.js";
import { documentProblems, type JudgedPiece } from "./piece-problems.js";
import { entriesOf, type Field, fieldAt, locate, type PlacedText, tagOf, type View } from "./placed-nodes.js";
import { isSyntaxFault } from "./repaired-yaml.js";
import { contentLocation } from "./scalar-span.js";
import { problemsOf, type Repeats, type TextProblem } from "./text-problems.js";
import { nothingUnseen, type Unseen, unseenIn } from "./unseen-parts.js";
import { parseWhole } from "./whole-document.js";

const nothing: readonly never[] = [];

/** A document that was cut into blocks. A block is parsed when someone needs it, and a broken one takes nothing else with it. */
export class SplitDocument implements ComposeDocument {
  readonly file: FilePath;
  readonly sections: ReadonlySet<string>;
  readonly services: ReadonlyMap<string, ServiceText>;
  readonly parses: ReadonlyMap<string, ParsedBlock>;
  readonly #pieces: Piece[] = [];
  /** The piece of each top-level key; of several with one key the last one. */
  readonly #sections = new Map<string, Piece>();
  #repeated: readonly TextProblem[] = nothing;
  readonly #places = once(() => anchorPlaces(this.#pieces));
  readonly #whole: () => readonly ComposeDocument[];
  readonly #wholeProblems = once(() => this.#whole().flatMap((document) => document.problems()));
  readonly #problems = once(() => documentProblems(this.#pieces, this.#repeated, this.#wholeProblems));
  readonly #sound = once(() => this.#pieces.flatMap((piece) => piece.whole() ?? nothing));

  constructor(file: FilePath, text: string, split: Split, previous: ReadonlyMap<string, ParsedBlock>) {
    this.file = file;
    this.#whole = once(() => parseWhole(file, text));
    const parses = new Map<string, ParsedBlock>();
    const pieceOf = (block: Block, prefix: "" | "services", first: Map<string, number>): Piece => {
      const key = `${prefix}/${block.name}`;
      const known = previous.get(key);
      const written = text.slice(block.start, block.end);
      const parsed = known?.text === written ? known : new ParsedBlock(written);
      parses.set(key, parsed);
      const since = block.name === null ? undefined : first.get(block.name);
      if (block.name !== null && since === undefined) first.set(block.name, block.keyAt);
      const repeats = since === undefined ? null : { first: since, again: block.keyAt };
      const piece = new Piece(this, this.#pieces.length, { block, prefix, parsed, repeats });
      this.#pieces.push(piece);
      return piece;
    };
    const services = new Map<string, ServiceText>();
    const tops = new Map<string, number>();
    for (const block of split.top) {
      if (block === split.section && split.services !== null) {
        const names = new Map<string, number>();
        for (const each of split.services) {
          const piece = pieceOf(each, "services", names);
          if (each.name !== null) services.set(each.name, piece);
        }
        this.#sections.delete("services");
        // The key of what was cut is in none of its pieces.
        const since = tops.get("services");
        if (since !== undefined) this.#repeated = [repeatedKey(file, "services", { first: since, again: block.keyAt }, null)];
        continue;
      }
      const piece = pieceOf(block, "", tops);
      if (block.name !== null) this.#sections.set(block.name, piece);
    }
    if (services.size === 0) addServices(services, this.#sections.get("services"));
    this.sections = new Set(split.top.flatMap(({ name }) => name ?? []));
    this.services = services;
    this.parses = parses;
  }

  root(): View | null {
    return this.#whole()[0]?.root() ?? null;
  }

  /** The documents of the text in one piece, where that means something else: where a quoted text or a bracket goes on over blocks. */
  runningOn(): readonly ComposeDocument[] | null {
    if (!this.#pieces.some(({ parsed }) => parsed.runsOn())) return null;
    return this.#wholeProblems().some(({ fault }) => fault.kind === "syntax") ? null : this.#whole();
  }

  pieces(): readonly DocumentPiece[] {
    return this.#sound();
  }

  section(name: string): View | null {
    return this.#sections.get(name)?.field()?.value ?? null;
  }

  tag(name: string): ReturnType<typeof tagOf> {
    return this.#sections.get(name)?.tag() ?? null;
  }

  problems(): readonly TextProblem[] {
    return this.#problems();
  }

  /** Where an anchor is defined last before a piece. */
  anchorBefore(index: number, name: string): View | null {
    const candidates = this.#places().get(name) ?? nothing;
    let next = 0;
    for (let high = candidates.length; next < high; ) {
      const middle = (next + high) >> 1;
      if ((candidates[middle] ?? 0) < index) next = middle + 1;
      else high = middle;
    }
    while (next > 0) {
      next -= 1;
      const part = this.#pieces[candidates[next] ?? 0];
      if (part === undefined) continue;
      const { written, documents, leftOut } = part.parsed.read();
      if (written[0]?.anchors.has(name) !== true && documents[0]?.anchors.has(name) !== true) continue;
      const node = documents[0]?.anchors.get(name);
      // What a line says that is left out is unseen, wherever it is repeated.
      return node !== undefined && leftOut.length === 0 && part.parsed.read().sound ? { part, node } : null;
    }
    return null;
  }
}

/** A service's text is a field of a section that was not cut. */
function addServices(services: Map<string, ServiceText>, section: Piece | undefined): void {
  for (const field of entriesOf(section?.field()?.value ?? null).values()) {
    const nameAt = contentLocation(field.part, field.key);
    const body = () => field.value;
    const unseen = () => unseenIn(field.value, section?.parsed.linesLeftOut() ?? nothing, section?.problems().length === 0);
    services.set(field.name, { name: field.name, nameAt, body, unseen, tag: () => tagOf(field) });
  }
}

/** A block in its place, with what it has to do with the others. */
class Piece implements PlacedText, ServiceText, JudgedPiece {
  readonly base: number;
  readonly text: string;
  readonly parsed: ParsedBlock;
  entries: PlacedText["entries"] = null;
  readonly #document: SplitDocument;
  readonly #index: number;
  readonly block: Block;
  readonly #prefix: "" | "services";
  readonly #repeats: Repeats | null;
  #field: Field | null | undefined;
  #problems: readonly TextProblem[] | undefined;

  constructor(
    document: SplitDocument,
    index: number,
    {
      block,
      prefix,
      parsed,
      repeats,
    }: Pick<Piece, "parsed"> & {
      readonly block: Block;
      readonly prefix: "" | "services";
      readonly repeats: Repeats | null;
    },
  ) {
    this.#document = document;
    this.#index = index;
    this.block = block;
    this.#prefix = prefix;
    this.#repeats = repeats;
    this.base = block.start;
    this.text = parsed.text;
    this.parsed = parsed;
  }

  get file(): FilePath {
    return this.#document.file;
  }

  get name(): string {
    return this.block.name ?? "";
  }

  get nameAt(): Location {
    const { keyAt, start } = this.block;
    const at = /["']/.test(this.text[keyAt - start] ?? "") ? keyAt + 1 : keyAt;
    return { file: this.file, start: at, end: at + this.name.length };
  }

  anchorBefore(name: string): View | null {
    return this.#document.anchorBefore(this.#index, name);
  }

  /** The value of its key; null when the block is broken. */
  field(): Field | null {
    if (this.#field === undefined) this.#field = this.#findField();
    return this.#field;
  }

  #findField(): Field | null {
    const { name, keyAt, start } = this.block;
    const node = name === null ? null : this.parsed.root;
    if (name === null || node === null) return null;
    const field = fieldAt({ part: this, node }, name);
    // With the line of its key left out, the keys below it are not its own.
    return field === undefined || field.key.start !== keyAt - start ? null : field;
  }

  body(): View | null {
    return this.field()?.value ?? null;
  }

  tag(): ReturnType<typeof tagOf> {
    const field = this.field();
    return field === null ? null : tagOf(field);
  }

  unseen(): Unseen {
    if (this.parsed.isPlain()) return nothingUnseen;
    return unseenIn(this.body(), this.parsed.linesLeftOut(), this.problems().length === 0);
  }

  /** Its map; null where anything is wrong with it. */
  whole(): DocumentPiece | null {
    const node = this.parsed.root;
    if (node === null || this.problems().length > 0) return null;
    return { path: this.#prefix === "" ? [] : [this.#prefix], view: { part: this, node } };
  }

  problems(): readonly TextProblem[] {
    this.#problems ??= this.#findProblems();
    return this.#problems;
  }

  #findProblems(): readonly TextProblem[] {
    if (this.#repeats === null && this.block.name !== null && this.parsed.isPlain()) return nothing;
    const { name, keyAt, start } = this.block;
    const service = this.#prefix === "" ? null : name;
    if (name === null) {
      const from = keyAt - start;
      const at = locate(this, { start: from, end: from + this.text.slice(from, lineEnd(this.text, from)).trimEnd().length });
      const line = this.text.slice(0, from).split("\n").length - 1;
      const fault = { kind: "syntax", words: "could not find expected ':'", context: line, problem: line, counted: 1 } as const;
      return [{ fault, at, base: this.base, service }];
    }
    const own = this.parsed.read().written.flatMap((document) => problemsOf(this, document, service));
    // What cannot be read has no keys yet.
    const faults = own.filter(isSyntaxFault);
    if (faults.length > 0) return faults;
    return this.#repeats === null ? own : [...own, repeatedKey(this.file, name, this.#repeats, service)];
  }
}

function repeatedKey(file: FilePath, name: string, repeats: Repeats, service: string | null): TextProblem {
  const at = { file, start: repeats.again, end: repeats.again + name.length };
  return { fault: { kind: "repeated-key", name }, at, base: 0, service, repeats };
}

/** The pieces, by their numbers, that may define an anchor. */
function anchorPlaces(pieces: readonly Piece[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [index, { parsed }] of pieces.entries()) {
    for (const name of parsed.anchorNames()) {
      const known = places.get(name);
      if (known === undefined) places.set(name, [index]);
      else known.push(index);
    }
  }
  return places;
}

function lineEnd(text: string, from: number): number {
  const found = text.indexOf("\n", from);
  return found === -1 ? text.length : found;
}
