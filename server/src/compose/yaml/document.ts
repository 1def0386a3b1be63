import type { KnownText } from "../../base/known-text.js";
import type { FilePath, Location } from "../../base/text.js";
import type { PlacedText, tagOf, View } from "./placed-nodes.js";
import type { TextProblem } from "./text-problems.js";
import type { Unseen } from "./unseen-parts.js";

/** One YAML document of a compose file, by its top-level keys and its services. */
export interface ComposeDocument {
  readonly file: FilePath;
  /** False for a text of blanks and comments alone, in which there is none. */
  readonly exists: boolean;
  /** The whole document in one piece, which parses a text that was cut once more; null when it holds nothing. */
  root(): View | null;
  /**
   * The parsed pieces, in order, as maps: a whole document is one with the path `[]`; a text that was cut has a piece with
   * one pair for each top-level key (`[]`) and each service (`["services"]`). Broken pieces are left out. What visits every node
   * goes through these, so that it need not parse again what stayed the same.
   *
   * @param isWanted tells of which blocks they are asked for; all unless given
   */
  pieces(isWanted?: (block: KnownText) => boolean): readonly DocumentPiece[];
  /** A top-level key's value, aliases followed, of a key that stands twice the last one; null when there is none or it cannot be read. */
  section(name: string): View | null;
  /** The tag of a top-level key's value. */
  tag(name: string): ReturnType<typeof tagOf>;
  /** The top-level keys that there are. */
  readonly sections: ReadonlySet<string>;
  readonly services: ServiceTexts;
  /** What is wrong with the text itself as it is written; finds out by parsing all that is not parsed yet. */
  problems(): readonly TextProblem[];
  /** The documents that Compose is done with before it comes to what is wrong here, where they are none without the lines left out. */
  before(): readonly ComposeDocument[];
  /** The block in which a place of its text stands, by its offset; null where it was not cut. */
  blockAt(offset: number): PlacedBlock | null;
  /** Where a block of it stands; null: it is none of this document. */
  placeOf(block: object): PlacedBlock | null;
  /**
   * Stands for all of its text that no single service owns: the same object as in the version before, as long as that is the
   * same.
   */
  readonly shared: object;
}

/** A block of a document, whatever it holds. */
export type PlacedBlock = Pick<PlacedText, "file" | "base" | "text" | "block">;

export interface DocumentPiece {
  readonly path: readonly string[];
  readonly view: View;
}

/** The services of a document, in order. */
export interface ServiceTexts {
  /** The same object as in the version before as long as the services of a text that is cut have the same names. */
  readonly names: readonly string[];
  at(number: number): ServiceText;
  get(name: string): ServiceText | undefined;
  values(): Iterable<ServiceText>;
  /** The block of a service that is an ordinary one (`ServiceText`) wherever it stands; null where that is not known. */
  ordinaryBlock(number: number): KnownText | null;
  /** Where a service begins that has a block of its own. */
  baseAt(number: number): number | null;
}

/** A service's part of a document. */
export interface ServiceText {
  readonly name: string;
  readonly nameAt: Location;
  /** The service's map, without the lines that cannot be read; null when nothing of it can. */
  body(): View | null;
  /** What of it cannot be read, or leads nowhere. */
  unseen(): Unseen;
  /**
   * Whether it is known to be an ordinary service: nothing is wrong with it, it has no tag that concerns what is before it, and
   * extends no other one. Then it is the piece of its own block.
   */
  readonly ordinary: PlacedText | null;
  /** False: it certainly extends no other service. */
  mayExtend(): boolean;
  tag(): ReturnType<typeof tagOf>;
}
