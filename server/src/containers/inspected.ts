import type { FilePath } from "../base/text.js";
import { readContainers } from "../compose/container/read-container.js";
import type { RunningContainer } from "../compose/container/running-container.js";

/** What `docker inspect` shows of a container of a compose project. */
export interface InspectedContainer {
  readonly name: string;
  /** `running`, `restarting`, `exited` … */
  readonly state: string;
  /** The folder and the files of the project that it was made from, as Compose noted them; null: it did not. */
  readonly workingDir: string | null;
  readonly configFiles: readonly string[];
  /** Whether `docker compose run` made it for one command: it is none of those that serve. */
  readonly oneOff: boolean;
  /** The image as it was named when the container was made; null: only an id is known. */
  readonly image: string | null;
  readonly container: RunningContainer;
}

/** The containers in the output of `docker inspect`; null: it is none. */
export function readInspected(file: FilePath, output: string): readonly InspectedContainer[] | null {
  const reading = readContainers(file, output);
  if (reading.kind === "fault") return reading.fault === "no-such-container" ? [] : null;
  const raw = listIn(output);
  if (raw === null || raw.length !== reading.containers.length) return null;
  return reading.containers.map((container, index) => {
    const one = raw[index];
    const label = (name: string) => textAt(one, "Config", "Labels", `com.docker.compose.${name}`);
    return {
      name: (textAt(one, "Name") ?? "").replace(/^\//, ""),
      state: textAt(one, "State", "Status") ?? "unknown",
      workingDir: label("project.working_dir"),
      oneOff: label("oneoff") === "True",
      image: namedImage(textAt(one, "Config", "Image") ?? textAt(one, "ImageName")),
      configFiles: (label("project.config_files") ?? "").split(",").filter((path) => path !== ""),
      container,
    };
  });
}

function namedImage(text: string | null): string | null {
  return text === null || text === "" || /^(?:sha256:)?[0-9a-f]{12,64}$/.test(text) ? null : text;
}

function listIn(output: string): readonly unknown[] | null {
  const start = output.indexOf("[");
  const end = output.lastIndexOf("]");
  if (start === -1 || end < start) return null;
  try {
    const list: unknown = JSON.parse(output.slice(start, end + 1));
    return Array.isArray(list) ? list : null;
  } catch {
    return null;
  }
}

function textAt(value: unknown, ...path: readonly string[]): string | null {
  let at: unknown = value;
  for (const key of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return null;
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return typeof at === "string" ? at : null;
}
