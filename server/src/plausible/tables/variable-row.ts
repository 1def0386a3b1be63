import type { AdapterName } from "../types.js";
import type { VariableFact } from "./variable-fact.js";

type ReadBy = VariableFact["readBy"][number];
type Default = VariableFact["defaults"][number];

/** Read by that adapter (null: whatever it is) from one release on, up to another inclusive; without `to` still. */
export const reads = (adapter: AdapterName | null, from: string, to: string | null = null): ReadBy => ({ adapter, from, to });
/** What holds under that adapter when the variable is unset, in the same span of releases. */
export const otherwise = (
  adapter: AdapterName | null,
  value: string | null,
  from: string,
  to: string | null = null,
): Default => ({
  adapter,
  from,
  to,
  value,
});
