import type { FilePath, Location } from "./text.js";

/** The number of sorted `positions` below `limit`. */
export function countBelow(positions: readonly number[], limit: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((positions[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The places of one file by where they begin, each with the farthest end up to it. */
interface PlacesOfFile {
  readonly places: readonly Location[];
  readonly starts: readonly number[];
  readonly reach: readonly number[];
}

/** Places in files, of which those near another one are found without a look at all of them. */
export class PlaceIndex {
  readonly #files = new Map<FilePath, PlacesOfFile>();

  constructor(places: readonly Location[]) {
    const byFile = new Map<FilePath, Location[]>();
    for (const place of places) {
      const list = byFile.get(place.file);
      if (list === undefined) byFile.set(place.file, [place]);
      else list.push(place);
    }
    for (const [file, list] of byFile) {
      list.sort((a, b) => a.start - b.start);
      const reach: number[] = [];
      for (const { end } of list) reach.push(Math.max(end, reach.at(-1) ?? 0));
      this.#files.set(file, { places: list, starts: list.map(({ start }) => start), reach });
    }
  }

  /** Those that share a position with a span, be it only its edge; by where they begin. */
  touching({ file, start, end }: Location): readonly Location[] {
    const found = this.#files.get(file);
    if (found === undefined) return [];
    // What ends before the span is left out by the farthest end so far, which only grows.
    const near = found.places.slice(countBelow(found.reach, start), countBelow(found.starts, end + 1));
    return near.filter((place) => place.end >= start);
  }
}
