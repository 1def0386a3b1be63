import type { FilePath } from "../../base/text.js";
import { mostNames } from "../env-statements.js";
import { readEnvOutput } from "./env-output.js";
import { containersIn } from "./inspect.js";
import { readJson } from "./json-text.js";
import type { ContainerFault, RunningContainer } from "./running-container.js";

/** The characters of the largest text that is read: the inspections of some hundred containers. */
const largest = 4 * 1024 * 1024;

export type ContainerReading =
  | { readonly kind: "containers"; readonly containers: readonly RunningContainer[] }
  | { readonly kind: "fault"; readonly fault: ContainerFault };

/**
 * Reads what shows containers as they run: the JSON of `docker inspect`, `podman inspect` or `docker service inspect`, of
 * their environment alone, or what `env` prints inside. Never throws.
 */
export function readContainers(file: FilePath, text: string): ContainerReading {
  if (text.length > largest) return { kind: "fault", fault: "too-large" };
  if (text.trim() === "") return { kind: "fault", fault: "empty" };
  const start = startOfJson(text);
  if (start === null) {
    const container = readEnvOutput(file, text);
    return container === null ? { kind: "fault", fault: faultOf(text) } : asRead([container]);
  }
  const json = readJson(file, text, start);
  if (json.kind !== "json") return { kind: "fault", fault: json.kind === "truncated" ? "truncated" : "no-json" };
  const found = containersIn(json.value);
  return typeof found === "string" ? { kind: "fault", fault: found } : asRead(found);
}

function asRead(containers: readonly RunningContainer[]): ContainerReading {
  const isTooLarge = containers.some(({ variables }) => variables.length > mostNames);
  return isTooLarge ? { kind: "fault", fault: "too-large" } : { kind: "containers", containers };
}

/** What a text is that has neither JSON nor variables. */
function faultOf(text: string): ContainerFault {
  if (/^services:/m.test(text)) return "compose-project";
  return /^apiVersion:/m.test(text) ? "kubernetes-object" : "no-environment";
}

/** Where JSON begins, which a prompt or a notice may stand before; null where variables come first. */
function startOfJson(text: string): number | null {
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf("\n", at);
    const line = text.slice(at, end === -1 ? text.length : end);
    const sign = /^\s*([[{])/.exec(line);
    if (sign !== null) return at + sign[0].length - 1;
    if (/^[A-Za-z_]\w*=/.test(line) || end === -1) return null;
    at = end + 1;
  }
  return null;
}
