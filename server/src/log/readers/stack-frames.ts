import { releases } from "../../plausible/tables/releases.js";
import type { Release } from "../../plausible/types.js";

/** One line of a stack trace: `(mua 0.2.4) lib/mua.ex:206: Mua.connect/5`. */
export interface Frame {
  readonly library: string;
  readonly version: string;
}

/** The frames of the stack traces in a text, the innermost first. */
export function framesIn(text: string): readonly Frame[] {
  return [...text.matchAll(/\(([a-z][a-z0-9_]*) (\d+\.\d[\w.-]*)\) /g)].map(([, library = "", version = ""]) => ({
    library,
    version,
  }));
}

/** The libraries that a release has only where the table says so. */
const told: ReadonlySet<string> = new Set(["mua", "bamboo_mua", "bamboo_smtp", "gen_smtp", "mail"]);

/** The releases that ship these versions, oldest first; all where the frames name none that the table has. */
export function releasesOf(frames: readonly Frame[]): readonly Release[] {
  const fitting = releases.filter((release) =>
    frames.every(({ library, version }) => {
      if (library === "elixir") return release.runtime.elixir === version;
      const shipped = release.libraries[library];
      return shipped === undefined ? !told.has(library) : shipped === version;
    }),
  );
  return fitting.length === 0 ? releases : fitting;
}
