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

/** Anchors of all places of a finding, in the order of `movedFinding`; null for a place in a file that is not cut. */
export type Anchors = readonly (Anchor | null)[];

/** Where the blocks of a project stand that findings of a service are likely to stand in. */
export class Blocks {
  readonly #project: Project;
  readonly #near: readonly TextBlock[];

  /** @param near the services that the findings rest on, those that they are found for first */
  constructor(project: Project, near: readonly Service[]) {
    this.#project = project;
    this.#near = near.length === 1 ? (near[0] as Service).blocks : near.flatMap(({ blocks }) => blocks);
  }

  anchorsOf({ at, related, fixes }: Finding): Anchors {
    const places: Location[] = [at];
    for (const one of related) places.push(one.at);
    for (const { edits } of fixes) for (const edit of edits) places.push(edit);
    return places.map((place) => this.#anchorOf(place));
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
    const moves: number[] = [];
    let isMoved = false;
    for (const anchor of anchors) {
      const move = anchor === null ? 0 : this.#moveOf(anchor);
      if (move === null) return null;
      if (move !== 0) isMoved = true;
      moves.push(move);
    }
    return isMoved ? movedBy(finding, moves) : finding;
  }
}

function movedBy(finding: Finding, moves: readonly number[]): Finding {
  let next = 0;
  const moved = <T extends Location>(at: T): T => {
    const move = moves[next] ?? 0;
    next += 1;
    return move === 0 ? at : { ...at, start: at.start + move, end: at.end + move };
  };
  const { rule, severity, message, service, variable } = finding;
  const at = moved(finding.at);
  const related = finding.related.map((one) => ({ message: one.message, at: moved(one.at) }));
  const fixes = finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => moved(edit)) }));
  return { rule, severity, message, service, variable, at, related, fixes };
}
