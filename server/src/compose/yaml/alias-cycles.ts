import type { YamlFault } from "./faults.js";
import type { YamlAlias, YamlDocument, YamlNode } from "./nodes.js";
import { type PlacedText, stepOver, type View } from "./placed-nodes.js";

/** How far it is looked: aliases of aliases multiply. Beyond it nothing is said. */
const mostSteps = 20_000;
const deepest = 300;

export interface AliasCycle {
  readonly alias: YamlAlias;
  readonly fault: Extract<YamlFault, { kind: "alias-cycle" }>;
}

/**
 * The first alias that Compose takes for one inside of itself: one whose path begins with that of another alias of the same anchor.
 * It leaves merge keys out of the paths, so that it also finds some that are none.
 *
 * @param service that of a text which is a service alone: its path begins with `services`
 */
export function aliasCycle(part: PlacedText, document: YamlDocument, service: string | null): AliasCycle | null {
  const search = new Search(document);
  if (document.root !== null) search.visit({ part, node: document.root }, service === null ? "" : "services", 0);
  return search.found;
}

class Search {
  found: AliasCycle | null = null;
  readonly #document: YamlDocument;
  /** The paths of the aliases of a node. */
  readonly #paths = new Map<YamlNode, string[]>();
  #left = mostSteps;
  /** The alias of the text itself over which other nodes were reached. */
  #through: YamlAlias | null = null;

  constructor(document: YamlDocument) {
    this.#document = document;
  }

  visit({ part, node }: View, given: string, depth: number): void {
    this.#left -= 1;
    if (this.found !== null || this.#left < 0 || depth > deepest) return;
    const path = given.replace(".<<", "");
    const at = (step: string) => (path === "" ? step : `${path}.${step}`);
    if (node.kind === "alias") this.#follow(part, node, path, depth);
    else if (node.tag === "!reset" || node.tag === "!override") return;
    else if (node.kind === "sequence") {
      for (const [index, item] of node.items.entries()) this.visit({ part, node: item.node }, at(String(index)), depth + 1);
    } else if (node.kind === "map") {
      for (const { key, value } of node.pairs) {
        const name = key.kind === "scalar" ? key.text : key.kind === "alias" ? key.name : "";
        this.visit({ part, node: value }, at(name), depth + 1);
      }
    }
  }

  #follow(part: PlacedText, alias: YamlAlias, path: string, depth: number): void {
    const target = stepOver(part, alias, this.#document.anchors);
    if (target === null) return;
    const outer = this.#through;
    this.#through ??= alias;
    const paths = this.#paths.get(target.node) ?? [];
    this.#left -= paths.length;
    const before = paths.find((other) => other !== path && isWithin(path, other));
    if (before !== undefined) this.found = { alias: this.#through, fault: { kind: "alias-cycle", path, before } };
    this.#paths.set(target.node, [...paths, path]);
    this.visit(target, path, depth + 1);
    this.#through = outer;
  }
}

/** Whether one of two paths begins with the other, in one service. */
function isWithin(path: string, other: string): boolean {
  if (path.includes("<<") || other.includes("<<")) return false;
  if (!path.startsWith(`${other}.`) && !other.startsWith(`${path}.`)) return false;
  return serviceIn(path, other) === serviceIn(other, path);
}

/** The step after the first `services` that stands at the same place in both. */
function serviceIn(path: string, other: string): string | undefined {
  const [steps, others] = [path.split("."), other.split(".")];
  const at = steps.findIndex(
    (step, index) => step === "services" && others[index] === step && index + 1 < Math.min(steps.length, others.length),
  );
  return at === -1 ? undefined : steps[at + 1];
}
