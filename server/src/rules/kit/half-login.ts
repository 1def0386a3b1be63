import type { Location } from "../../base/text.js";
import { nearMissesInDotenv } from "../../instance/dotenv-names.js";
import { isMislaid } from "../../instance/mislaid.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced, type PlacedVariable } from "../../instance/service-variable.js";
import { howMissing } from "../../instance/unset-name.js";
import { certainlySet, textOfVariable } from "../../instance/value.js";
import { misnamedFor } from "../../instance/variable-names.js";
import type { SmtpAdapterFacts } from "../../plausible/types.js";
import { renameInDotenv, renameVariable } from "./fixes.js";
import type { Fix } from "./types.js";

/** One of the two SMTP credentials without the other. */
export interface HalfLogin {
  readonly set: PlacedVariable;
  readonly missing: string;
  /** `unset`: a bare name that no file sets; the shell may. */
  readonly how: "absent" | "unset";
  readonly outcome: SmtpAdapterFacts["onHalfCredentials"];
  /** The line that was meant for the missing one and has another name; null: none. */
  readonly misnamed: { readonly name: string; readonly at: Location; rename(): Fix | null } | null;
}

const names = ["SMTP_USER_NAME", "SMTP_USER_PWD"] as const;

/** The credentials of which only one reaches the container, as far as that is certain; none in an ordinary service. */
export function halvesOf(view: PlausibleInstance): HalfLogin[] {
  const outcome = outcomeOf(view);
  if (outcome === null) return [];
  return names.flatMap((name, index) => {
    const set = view.variable(name);
    const missing = names[1 - index] ?? name;
    // Unknown is not absent; and of an empty one `empty-credentials` speaks: it is the one too many.
    if (!certainlySet(set) || !isPlaced(set) || textOfVariable(set) === "") return [];
    const how = howMissing(view, missing);
    // What is there, but where Plausible does not look, has rules of its own.
    if (how === null || isMislaid(view, missing)) return [];
    return [{ set, missing, how, outcome, misnamed: misnamed(view, missing) }];
  });
}

/** Whether `half-credentials` speaks of a line that was meant for this variable and has another name. */
export function isNamedByHalfCredentials(view: PlausibleInstance, meant: string): boolean {
  return names.some((name) => name === meant) && halvesOf(view).some(({ missing }) => missing === meant);
}

/** What the adapter in force makes of one credential alone; null: nothing that is certain. */
function outcomeOf({ settings, extraConfig }: PlausibleInstance): HalfLogin["outcome"] | null {
  if (settings === null) return null;
  const outcome = settings.facts.onHalfCredentials;
  // What stops the boot cannot be cured by EXTRA_CONFIG_PATH, which is read after it.
  if (extraConfig && outcome !== "refuses-to-boot") return null;
  return settings.facts.authWithoutHost || settings.inForce === "yes" ? outcome : null;
}

function misnamed(view: PlausibleInstance, missing: string): HalfLogin["misnamed"] {
  const variable = misnamedFor(view, missing);
  if (variable !== null) {
    const rename = () => (howMissing(view, missing) === "absent" ? renameVariable(view, variable, missing) : null);
    return { name: variable.name, at: variable.declared.key, rename };
  }
  const miss = nearMissesInDotenv(view).find(({ meant }) => meant === missing);
  if (miss === undefined) return null;
  const { statement } = miss;
  const rename = () => (miss.passedOn ? renameInDotenv(view, statement, missing) : null);
  return { name: statement.name, at: statement.entry.key, rename };
}
