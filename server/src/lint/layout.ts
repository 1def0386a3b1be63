import type { FilePath, Location } from "../base/text.js";
import type { Project } from "../compose/types.js";

/** A stretch of a file: the text of a service, or what stands between those. */
interface Segment {
  readonly file: FilePath;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The first service that is read from it; null for a text that any service may rest on. */
  readonly owner: string | null;
}

/**
 * The texts of a loaded project, cut into those of single services and what is left. What is left (top-level keys, `.env`,
 * blocks with an anchor) any service may rest on.
 */
export class Layout {
  readonly #files = new Map<FilePath, readonly Segment[]>();
  readonly #shared = new Map<FilePath, readonly Segment[]>();
  /** Of each service those that it is read from, whosever they are. */
  readonly #services = new Map<string, readonly Segment[]>();
  readonly #lengths = new Map<FilePath, number>();

  constructor(project: Project) {
    const blocks = this.#blocksByFile(project);
    for (const [file, { text }] of project.files) {
      const segments = cut(file, text, blocks.get(file) ?? new Map());
      this.#files.set(file, segments);
      this.#lengths.set(file, text.length);
      this.#shared.set(
        file,
        segments.filter(({ owner }) => owner === null),
      );
    }
  }

  #blocksByFile({ services }: Project): Map<FilePath, Map<number, Segment>> {
    const files = new Map<FilePath, Map<number, Segment>>();
    for (const { name, blocks } of services) {
      const own: Segment[] = [];
      for (const { file, base, text } of blocks) {
        let known = files.get(file);
        if (known === undefined) {
          known = new Map();
          files.set(file, known);
        }
        let segment = known.get(base);
        if (segment === undefined) {
          const owner = text.includes("&") ? null : name;
          segment = { file, start: base, end: base + text.length, text, owner };
          known.set(base, segment);
        }
        own.push(segment);
      }
      this.#services.set(name, own);
    }
    return files;
  }

  /** Whether all that belongs to no single service is the same in another one. */
  sharesTextsWith(other: Layout): boolean {
    if (this.#shared.size !== other.#shared.size) return false;
    for (const [file, segments] of this.#shared) {
      const others = other.#shared.get(file);
      if (others?.length !== segments.length) return false;
      for (let index = 0; index < segments.length; index += 1) if (segments[index]?.text !== others[index]?.text) return false;
    }
    return true;
  }

  /** Where a place of this layout stands in a later one; null where that cannot be told. `near`: the services that it was found for. */
  moved<T extends Location>(at: T, later: Layout, near: readonly string[]): T | null {
    const segments = this.#files.get(at.file);
    // Of no text that is cut: an env file of a service, which is the same as before.
    if (segments === undefined) return at;
    // Behind the end of a file and behind its last service is one place now, and may be two later.
    const atEnd = at.start === this.#lengths.get(at.file);
    if (atEnd && !this.#endsAs(later, at.file)) return null;
    const segment = this.#nearest(at, near) ?? around(segments, at);
    if (segment === null) return null;
    const counterpart = this.#counterpart(segment, later);
    if (counterpart === undefined) return null;
    const by = counterpart.start - segment.start;
    return by === 0 ? at : { ...at, start: at.start + by, end: at.end + by };
  }

  #nearest(at: Location, near: readonly string[]): Segment | null {
    for (const name of near) {
      for (const segment of this.#services.get(name) ?? []) if (holds(segment, at)) return segment;
    }
    return null;
  }

  #counterpart(segment: Segment, later: Layout): Segment | undefined {
    const { file, owner } = segment;
    const here = owner === null ? this.#shared.get(file) : this.#services.get(owner);
    const there = owner === null ? later.#shared.get(file) : later.#services.get(owner);
    const found = there?.[here?.indexOf(segment) ?? -1];
    return found?.file === file && found.text === segment.text ? found : undefined;
  }

  #endsAs(later: Layout, file: FilePath): boolean {
    const last = this.#files.get(file)?.at(-1);
    return last === undefined || later.#files.get(file)?.at(-1) === this.#counterpart(last, later);
  }
}

/** A file in segments without a gap. */
function cut(file: FilePath, text: string, blocks: ReadonlyMap<number, Segment>): readonly Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  const gap = (to: number) => {
    if (to > end) segments.push({ file, start: end, end: to, text: text.slice(end, to), owner: null });
  };
  for (const block of [...blocks.values()].sort((a, b) => a.start - b.start)) {
    if (block.start < end) continue;
    gap(block.start);
    segments.push(block);
    end = block.end;
  }
  gap(text.length);
  return segments;
}

function holds(segment: Segment, at: Location): boolean {
  return segment.file === at.file && segment.start <= at.start && at.end <= segment.end;
}

/** The last segment that begins at or before a place, if the place ends in it. */
function around(segments: readonly Segment[], at: Location): Segment | null {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.start ?? 0) <= at.start) low = middle + 1;
    else high = middle;
  }
  const segment = segments[low - 1];
  return segment !== undefined && holds(segment, at) ? segment : null;
}
