import type { AdapterName } from "../types.js";

/** One place in the table of variables. */
export interface VariableFact {
  readonly name: string;
  readonly kind:
    | "adapter"
    | "boolean"
    | "integer"
    | "host"
    | "email"
    | "text"
    | "secret"
    | "url"
    | "path"
    | "registration"
    | "log-level";
  readonly secret: boolean;
  /** Mail variables are those that rules speak of; the others decide about mail beside them. */
  readonly mail: boolean;
  /** Which adapter reads it, in which releases (inclusive names; `to` null: still read). `adapter` null: read whatever the adapter is. */
  readonly readBy: readonly { readonly adapter: AdapterName | null; readonly from: string; readonly to: string | null }[];
  readonly defaults: readonly {
    readonly adapter: AdapterName | null;
    readonly from: string;
    readonly to: string | null;
    /** As a compose file would write it; null: unset means something of its own (no relay, no authentication). */
    readonly value: string | null;
  }[];
  /** One sentence for hover, in each language. */
  readonly meaning: { readonly en: string; readonly "zh-cn": string };
  readonly source: string;
}
