import type { Location } from "../../base/text.js";
import type { Entry, Mount, ServiceNetwork } from "../types.js";

/** A container as it runs, whatever started it. */
export interface RunningContainer {
  /** The name of its service where its labels tell it, else its own; null where neither is known. */
  readonly name: string | null;
  /** The compose project or the stack that it belongs to; null where none is known. */
  readonly project: string | null;
  /** Null where it is not told, or only by an id. */
  readonly image: { readonly text: string; readonly at: Location } | null;
  readonly variables: readonly ContainerVariable[];
  /** Where it is described. */
  readonly at: Location;
  readonly nameAt: Location;
  /** Null: nothing is known of it. */
  readonly network: ServiceNetwork | null;
  readonly mounts: ReadonlyMap<string, Mount>;
  readonly commandLine: readonly string[];
}

export interface ContainerVariable {
  readonly name: string;
  readonly value: string;
  readonly entry: Entry & { readonly value: Location };
}

/** Why no container can be read from a text. */
export type ContainerFault =
  /** No text at all, as when the command before the pipe failed. */
  | "empty"
  /** More than any process can have. */
  | "too-large"
  /** An empty list, which is what `docker inspect` prints for a name that it does not know. */
  | "no-such-container"
  | "truncated"
  /** It begins as JSON and is none. */
  | "no-json"
  /** JSON of an image, which has no settings of a container. */
  | "image"
  | "compose-project"
  | "kubernetes-object"
  /** JSON that describes something else. */
  | "other-json"
  /** Not a line is `NAME=value`. */
  | "no-environment";
