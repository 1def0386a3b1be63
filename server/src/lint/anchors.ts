import type { FilePath, Location } from "../base/text.js";
import type { Project, Service, TextBlock } from "../compose/types.js";
import type { Finding } from "../rules/kit/types.js";

/** A place counted from the block that it stands in. */
interface Anchor {
  readonly file: FilePath;
  readonly block: object;
  /** Where the block began. */
  readonly base: number;
  /** Whether the place is the end of the file: behind its last block is one place then, and may be two later. */
  readonly atEnd: boolean;
}

/**
 * Anchors of all places of a finding, in the order of `movedBy`; null for a place in a file that is not cut. A number where all
 * places in the file of the finding stand in the only block of its service, as most do: where that began.
 */
export type Anchors = number | readonly (Anchor | null)[];

/** Where the blocks of a project stand that findings of a service are likely to stand in. */
export class Blocks {
  readonly #project: Project;
  readonly #near: readonly TextBlock[];
  /** The block of the service that the findings are found for; null where it has several. */
  readonly #home: TextBlock | null;

  /** @param others further services that the findings rest on */
  constructor(project: Project, service: Service, others: readonly Service[]) {
    this.#project = project;
    this.#near = [...service.blocks, ...others.flatMap(({ blocks }) => blocks)];
    this.#home = service.blocks.length === 1 ? (service.blocks[0] as TextBlock) : null;
  }

  anchorsOf({ at, related, fixes }: Finding): Anchors {
    const places: Location[] = [at];
    for (const one of related) places.push(one.at);
    for (const { edits } of fixes) for (const edit of edits) places.push(edit);
    const anchors = places.map((place) => this.#anchorOf(place));
    const home = this.#home;
    if (home?.file !== at.file) return anchors;
    const isSimple = (anchor: Anchor | null, place: number) =>
      anchor === null ? places[place]?.file !== at.file : anchor.block === home.block && anchor.file === at.file && !anchor.atEnd;
    return anchors.every(isSimple) ? home.base : anchors;
  }

  #anchorOf(at: Location): Anchor | null {
    const within = ({ file, base, text }: TextBlock) => file === at.file && base <= at.start && at.end <= base + text.length;
    const around = this.#near.find(within) ?? this.#project.blockAt(at);
    if (around === null) return null;
    const { file, base, block } = around;
    return { file, block, base, atEnd: at.start === this.#lengthOf(file) };
  }

  /** How far a place has moved since; null where that cannot be told. */
  #moveOf({ file, block, base, atEnd }: Anchor): number | null {
    let now: TextBlock | null = null;
    for (const each of this.#near) {
      if (each.block === block && each.file === file) {
        now = each;
        break;
      }
    }
    now ??= this.#project.placeOf(file, block);
    if (now === null || (atEnd && now.base + now.text.length !== this.#lengthOf(file))) return null;
    return now.base - base;
  }

  #lengthOf(file: FilePath): number | undefined {
    return this.#project.files.get(file)?.length;
  }

  /** A finding in its new place, the same one where it has not moved; null where a place of it cannot be told. */
  moved(finding: Finding, anchors: Anchors): Finding | null {
    if (typeof anchors === "number") return this.#home === null ? null : movedWithin(finding, anchors, this.#home.base);
    const moves: number[] = [];
    let isMoved = false;
    for (const anchor of anchors) {
      const move = anchor === null ? 0 : this.#moveOf(anchor);
      if (move === null) return null;
      if (move !== 0) isMoved = true;
      moves.push(move);
    }
    return isMoved ? movedBy(finding, (place) => moves[place] ?? 0) : finding;
  }
}

/** A finding all of whose places in its file stand in one block, where that began once and now. */
export function movedWithin(finding: Finding, then: number, now: number): Finding {
  return then === now ? finding : movedBy(finding, (_, { file }) => (file === finding.at.file ? now - then : 0));
}

/** @param moveOf how far its places have moved, by their number: its own one, the related ones, the edits */
function movedBy(finding: Finding, moveOf: (number: number, place: Location) => number): Finding {
  let next = 0;
  const moved = <T extends Location>(at: T): T => {
    const move = moveOf(next, at);
    next += 1;
    return move === 0 ? at : { ...at, start: at.start + move, end: at.end + move };
  };
  const { rule, severity, message, service, variable } = finding;
  const at = moved(finding.at);
  const related = finding.related.map((one) => ({ message: one.message, at: moved(one.at) }));
  const fixes = finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => moved(edit)) }));
  return { rule, severity, message, service, variable, at, related, fixes };
}
