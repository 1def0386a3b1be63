import type { RuleId } from "../base/ids.js";
import type { Location } from "../base/text.js";
import { rules } from "../rules/index.js";
import { type Finding, type RuleMeta, turns } from "../rules/kit/types.js";

/**
 * The findings that no other one explains: one mistake, one finding. Each rule says in its meta what it yields to.
 *
 * @param among what may explain them; unless given, each other
 */
export function withoutConsequences(findings: readonly Finding[], among: readonly Finding[] = findings): Finding[] {
  if (findings.length === 0) return [];
  const said = new Said(among);
  return findings.filter((finding) => !said.explains(finding));
}

/** What a set of findings says, looked up by rule and by variable. */
class Said {
  readonly #places = new Map<RuleId, Location[]>();
  readonly #onVariable = new Map<string, Set<RuleId>>();
  /** The earliest turn that speaks of each variable. */
  readonly #turns = new Map<string, number>();
  readonly #failure: boolean;

  constructor(findings: readonly Finding[]) {
    for (const { rule, variable, at } of findings) {
      append(this.#places, rule, at);
      if (variable === null) continue;
      const known = this.#onVariable.get(variable);
      if (known === undefined) this.#onVariable.set(variable, new Set([rule]));
      else known.add(rule);
      this.#turns.set(variable, Math.min(turnOf(rules[rule].meta), this.#turns.get(variable) ?? Infinity));
    }
    this.#failure = findings.some(namesFailure);
  }

  explains({ rule, variable, at }: Finding): boolean {
    const { meta } = rules[rule];
    if (meta.lastResort && this.#failure) return true;
    const { inService = [], onVariable = [], atPlace = [] } = meta.yieldsTo ?? {};
    if (inService.some((other) => this.#places.has(other))) return true;
    if (atPlace.some((other) => this.#places.get(other)?.some((place) => touches(place, at)))) return true;
    if (variable === null) return false;
    if (meta.turn !== undefined && (this.#turns.get(variable) ?? Infinity) < turnOf(meta)) return true;
    return onVariable.some((other) => this.#onVariable.get(variable)?.has(other));
  }
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** The place of a rule's turn in their order; those without one come after all. */
function turnOf({ turn }: RuleMeta): number {
  return turn === undefined ? Infinity : turns.indexOf(turn);
}

/** Whether a finding warns of what keeps mail from leaving. */
function namesFailure({ rule, severity }: Finding): boolean {
  return (severity === "error" || severity === "warning") && rules[rule].meta.besideDelivery !== true;
}

function touches(a: Location, b: Location): boolean {
  return a.file === b.file && a.start <= b.end && b.start <= a.end;
}
