import type { KnownText } from "../../base/known-text.js";
import { lastAtMost } from "../../base/line-starts.js";
import type { FilePath, Location } from "../../base/text.js";
import type { BlockTable } from "./block-table.js";
import type { ComposeDocument, DocumentPiece, PlacedBlock, ServiceText, ServiceTexts } from "./document.js";
import type { ParsedBlock } from "./parsed-block.js";
import { Piece, repeatedKey } from "./piece.js";
import { documentProblems } from "./piece-problems.js";
import { entriesOf, tagOf, type View } from "./placed-nodes.js";
import { contentLocation } from "./scalar-span.js";
import { CutServices, ListedServices } from "./service-texts.js";
import type { TextProblem } from "./text-problems.js";
import { unseenIn } from "./unseen-parts.js";
import { parseWhole } from "./whole-document.js";

const nothing: readonly never[] = [];

/** A document that was cut into blocks. A block is parsed when someone needs it, and a broken one takes nothing else with it. */
export class SplitDocument implements ComposeDocument {
  readonly file: FilePath;
  readonly exists = true;
  readonly table: BlockTable;
  readonly shared: object;
  readonly services: ServiceTexts;
  readonly sections: ReadonlySet<string>;
  /** By the numbers of their blocks, those that were asked for. */
  readonly #pieces: (Piece | undefined)[];
  #anchors: ReadonlyMap<string, readonly number[]> | null = null;
  #indexes: Map<object, number> | null = null;
  #whole: readonly ComposeDocument[] | null = null;
  #problems: readonly TextProblem[] | null = null;

  /** `before`: the same document before the last edit. */
  constructor(file: FilePath, table: BlockTable, before: SplitDocument | null) {
    this.file = file;
    this.table = table;
    this.shared = before !== null && sharesTexts(before.table, table) ? before.shared : {};
    this.sections = table.names.sections;
    this.#pieces = new Array(table.blocks.length);
    const isCut = table.names.services.length > 0;
    this.services = isCut ? new CutServices(this) : new ListedServices(this.#servicesOfSection());
  }

  /** The text of each service is a field of a section that was not cut. */
  #servicesOfSection(): ServiceText[] {
    const section = this.#section("services");
    return Array.from(entriesOf(section?.field()?.value ?? null).values(), (field) => {
      const nameAt: Location = contentLocation(field.part, field.key);
      const body = () => field.value;
      const unseen = () => unseenIn(field.value, section?.block.linesLeftOut ?? nothing, section?.problems().length === 0);
      return { name: field.name, nameAt, body, unseen, ordinary: null, mayExtend: () => true, tag: () => tagOf(field) };
    });
  }

  /** The piece of a block that is no gap. */
  piece(index: number): Piece {
    let piece = this.#pieces[index];
    if (piece === undefined) {
      const { blocks, starts, names } = this.table;
      const earlier = names.earlier(index);
      const before = earlier === undefined ? null : this.#keyStart(earlier);
      piece = new Piece(this, index, blocks[index] as ParsedBlock, starts[index] as number, before);
      this.#pieces[index] = piece;
    }
    return piece;
  }

  #keyStart(index: number): number {
    return (this.table.starts[index] as number) + (this.table.blocks[index] as ParsedBlock).keyAt;
  }

  #section(name: string): Piece | null {
    const index = this.table.names.ofSection(name);
    return index === undefined ? null : this.piece(index);
  }

  /** Whether a block was found to be an ordinary service (`ServiceText`). */
  isOrdinary(index: number): boolean {
    const { blocks, names } = this.table;
    return blocks[index]?.ordinaryBeside === this.shared && names.earlier(index) === undefined;
  }

  root(): View | null {
    return this.#asWhole()[0]?.root() ?? null;
  }

  #asWhole(): readonly ComposeDocument[] {
    this.#whole ??= parseWhole(this.file, this.table.source.text);
    return this.#whole;
  }

  #wholeProblems(): readonly TextProblem[] {
    return this.#asWhole().flatMap((document) => document.problems());
  }

  /** The documents of the text in one piece, where that means something else: where a quoted text or a bracket goes on over blocks. */
  runningOn(): readonly ComposeDocument[] | null {
    if (!this.table.blocks.some(({ kind, runsOn }) => kind !== "gap" && runsOn)) return null;
    return this.#wholeProblems().some(({ fault }) => fault.kind === "syntax") ? null : this.#asWhole();
  }

  pieces(isWanted: (block: KnownText) => boolean = () => true): readonly DocumentPiece[] {
    const found: DocumentPiece[] = [];
    const { blocks } = this.table;
    for (let index = 0; index < blocks.length; index += 1) {
      const block = blocks[index] as ParsedBlock;
      const whole = block.kind !== "gap" && isWanted(block) ? this.piece(index).whole() : null;
      if (whole !== null) found.push(whole);
    }
    return found;
  }

  before(): readonly ComposeDocument[] {
    if (this.problems()[0]?.later !== true) return nothing;
    const whole = this.#asWhole();
    const broken = whole.findIndex((document) => document.problems().length > 0);
    return [...whole.slice(0, broken), ...(whole[broken]?.before() ?? nothing)];
  }

  blockAt(offset: number): PlacedBlock | null {
    const { blocks, starts } = this.table;
    return blocks.length === 0 ? null : this.#placed(lastAtMost(starts, offset));
  }

  placeOf(block: object): PlacedBlock | null {
    if (this.#indexes === null) {
      this.#indexes = new Map();
      for (let index = 0; index < this.table.blocks.length; index += 1)
        this.#indexes.set(this.table.blocks[index] as ParsedBlock, index);
    }
    const index = this.#indexes.get(block);
    return index === undefined ? null : this.#placed(index);
  }

  #placed(index: number): PlacedBlock {
    const block = this.table.blocks[index] as ParsedBlock;
    return { file: this.file, base: this.table.starts[index] as number, text: block.text, block };
  }

  section(name: string): View | null {
    return this.#section(name)?.field()?.value ?? null;
  }

  tag(name: string): ReturnType<typeof tagOf> {
    return this.#section(name)?.tag() ?? null;
  }

  problems(): readonly TextProblem[] {
    this.#problems ??= documentProblems(this.#brokenPieces(), this.#repeated(), {
      problems: () => this.#wholeProblems(),
      pieceAt: (offset) => this.#pieceAt(offset),
    });
    return this.#problems;
  }

  #brokenPieces(): readonly Piece[] {
    const broken: Piece[] = [];
    const { blocks } = this.table;
    for (let index = 0; index < blocks.length; index += 1) {
      if (blocks[index]?.kind === "gap" || this.isOrdinary(index)) continue;
      const piece = this.piece(index);
      if (piece.problems().length > 0) broken.push(piece);
    }
    return broken;
  }

  /** The section of the services was cut and stands twice. */
  #repeated(): readonly TextProblem[] {
    const { blocks, starts, names } = this.table;
    if (names.secondServices === null) return nothing;
    const { first, gap } = names.secondServices;
    const again = (starts[gap] as number) + (blocks[gap] as ParsedBlock).text.indexOf("services");
    return [repeatedKey(this.file, { name: "services", first: this.#keyStart(first), again, service: null })];
  }

  #pieceAt(offset: number): Piece | undefined {
    const { blocks, starts } = this.table;
    const index = lastAtMost(starts, offset);
    return blocks[index] === undefined || blocks[index].kind === "gap" ? undefined : this.piece(index);
  }

  /** Where an anchor is defined last before a block. */
  anchorBefore(index: number, name: string): View | null {
    this.#anchors ??= this.#findAnchors();
    const candidates = this.#anchors.get(name) ?? nothing;
    let next = 0;
    for (let high = candidates.length; next < high; ) {
      const middle = (next + high) >> 1;
      if ((candidates[middle] as number) < index) next = middle + 1;
      else high = middle;
    }
    while (next > 0) {
      next -= 1;
      const part = this.piece(candidates[next] as number);
      const { written, documents, leftOut, sound } = part.block.read;
      if (written[0]?.anchors.has(name) !== true && documents[0]?.anchors.has(name) !== true) continue;
      const node = documents[0]?.anchors.get(name);
      // What a line says that is left out is unseen, wherever it is repeated.
      return node !== undefined && leftOut.length === 0 && sound ? { part, node } : null;
    }
    return null;
  }

  /** The blocks that may define an anchor, in order. */
  #findAnchors(): ReadonlyMap<string, readonly number[]> {
    const places = new Map<string, number[]>();
    const { blocks } = this.table;
    for (let index = 0; index < blocks.length; index += 1) {
      const { kind, anchorNames } = blocks[index] as ParsedBlock;
      if (kind === "gap") continue;
      for (const name of anchorNames) {
        const known = places.get(name);
        if (known === undefined) places.set(name, [index]);
        else known.push(index);
      }
    }
    return places;
  }
}

/** Whether the blocks that any service may rest on are the same in two versions: all but services without an anchor. */
function sharesTexts(a: BlockTable, b: BlockTable): boolean {
  let index = 0;
  const { blocks } = b;
  for (const block of a.blocks) {
    if (!isShared(block)) continue;
    while (index < blocks.length && !isShared(blocks[index] as ParsedBlock)) index += 1;
    if (blocks[index] !== block) return false;
    index += 1;
  }
  while (index < blocks.length && !isShared(blocks[index] as ParsedBlock)) index += 1;
  return index === blocks.length;
}

function isShared({ kind, anchorNames }: ParsedBlock): boolean {
  return kind !== "service" || anchorNames.size > 0;
}
