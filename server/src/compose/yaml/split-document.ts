import { lastAtMost } from "../../base/line-starts.js";
import type { FilePath, Location } from "../../base/text.js";
import type { BlockTable } from "./block-table.js";
import type { ComposeDocument, DocumentPiece, PlacedBlock, ServiceText } from "./document.js";
import { Piece, repeatedKey } from "./piece.js";
import { documentProblems } from "./piece-problems.js";
import { entriesOf, type PlacedText, tagOf, type View } from "./placed-nodes.js";
import { contentLocation } from "./scalar-span.js";
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
  readonly services = new Map<string, ServiceText>();
  readonly sections: ReadonlySet<string>;
  readonly #pieces: Piece[] = [];
  /** The piece of each top-level key; of several with one key the last one. */
  readonly #sections = new Map<string, Piece>();
  /** Of a section that was cut and stands twice. */
  readonly #repeated: readonly TextProblem[];
  #anchors: ReadonlyMap<string, readonly Piece[]> | null = null;
  #indexes: Map<object, number> | null = null;
  #whole: readonly ComposeDocument[] | null = null;
  #problems: readonly TextProblem[] | null = null;

  /** `before`: the same document before the last edit. */
  constructor(file: FilePath, table: BlockTable, before: SplitDocument | null) {
    this.file = file;
    this.table = table;
    this.shared = before !== null && sharesTexts(before.table, table) ? before.shared : {};
    const { blocks, starts } = table;
    const sections = new Set<string>();
    let repeated: TextProblem | null = null;
    for (let index = 0; index < blocks.length; index += 1) {
      const block = blocks[index] as Piece["block"];
      const { kind, name } = block;
      const start = starts[index] as number;
      if (kind === "gap") {
        const keyAt = start + block.text.indexOf("services");
        if (blocks[index + 1]?.kind !== "service") continue;
        const earlier = this.#sections.get("services");
        if (earlier !== undefined) {
          repeated = repeatedKey(file, { name: "services", first: earlier.keyStart, again: keyAt, service: null });
          this.#sections.delete("services");
        }
        sections.add("services");
        continue;
      }
      const known = name === null ? undefined : kind === "service" ? this.services.get(name) : this.#sections.get(name);
      const piece = new Piece(this, index, block, start, known instanceof Piece ? known.keyStart : null);
      this.#pieces.push(piece);
      if (name === null) continue;
      if (kind === "service") this.services.set(name, piece);
      else {
        this.#sections.set(name, piece);
        sections.add(name);
      }
    }
    this.sections = sections;
    this.#repeated = repeated === null ? nothing : [repeated];
    if (this.services.size === 0) this.#addServices();
  }

  /** The text of each service is a field of a section that was not cut. */
  #addServices(): void {
    const section = this.#sections.get("services");
    for (const field of entriesOf(section?.field()?.value ?? null).values()) {
      const nameAt: Location = contentLocation(field.part, field.key);
      const body = () => field.value;
      const unseen = () => unseenIn(field.value, section?.block.linesLeftOut ?? nothing, section?.problems().length === 0);
      this.services.set(field.name, {
        name: field.name,
        nameAt,
        body,
        unseen,
        ordinary: null,
        mayExtend: () => true,
        tag: () => tagOf(field),
      });
    }
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
    if (!this.#pieces.some(({ block }) => block.runsOn)) return null;
    return this.#wholeProblems().some(({ fault }) => fault.kind === "syntax") ? null : this.#asWhole();
  }

  pieces(isWanted: (part: PlacedText) => boolean = () => true): readonly DocumentPiece[] {
    const found: DocumentPiece[] = [];
    for (const piece of this.#pieces) {
      const whole = isWanted(piece) ? piece.whole() : null;
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
        this.#indexes.set(this.table.blocks[index] as Piece["block"], index);
    }
    const index = this.#indexes.get(block);
    return index === undefined ? null : this.#placed(index);
  }

  #placed(index: number): PlacedBlock {
    const block = this.table.blocks[index] as Piece["block"];
    return { file: this.file, base: this.table.starts[index] as number, text: block.text, block };
  }

  section(name: string): View | null {
    return this.#sections.get(name)?.field()?.value ?? null;
  }

  tag(name: string): ReturnType<typeof tagOf> {
    return this.#sections.get(name)?.tag() ?? null;
  }

  problems(): readonly TextProblem[] {
    this.#problems ??= documentProblems(this.#pieces, this.#repeated, () => this.#wholeProblems());
    return this.#problems;
  }

  /** Where an anchor is defined last before a block. */
  anchorBefore(index: number, name: string): View | null {
    this.#anchors ??= this.#findAnchors();
    const candidates = this.#anchors.get(name) ?? nothing;
    let next = 0;
    for (let high = candidates.length; next < high; ) {
      const middle = (next + high) >> 1;
      if ((candidates[middle] as Piece).index < index) next = middle + 1;
      else high = middle;
    }
    while (next > 0) {
      next -= 1;
      const part = candidates[next] as Piece;
      const { written, documents, leftOut, sound } = part.block.read;
      if (written[0]?.anchors.has(name) !== true && documents[0]?.anchors.has(name) !== true) continue;
      const node = documents[0]?.anchors.get(name);
      // What a line says that is left out is unseen, wherever it is repeated.
      return node !== undefined && leftOut.length === 0 && sound ? { part, node } : null;
    }
    return null;
  }

  /** The pieces that may define an anchor, in order. */
  #findAnchors(): ReadonlyMap<string, readonly Piece[]> {
    const places = new Map<string, Piece[]>();
    for (const piece of this.#pieces) {
      for (const name of piece.block.anchorNames) {
        const known = places.get(name);
        if (known === undefined) places.set(name, [piece]);
        else known.push(piece);
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
    while (index < blocks.length && !isShared(blocks[index] as Piece["block"])) index += 1;
    if (blocks[index] !== block) return false;
    index += 1;
  }
  while (index < blocks.length && !isShared(blocks[index] as Piece["block"])) index += 1;
  return index === blocks.length;
}

function isShared({ kind, anchorNames }: Piece["block"]): boolean {
  return kind !== "service" || anchorNames.size > 0;
}
