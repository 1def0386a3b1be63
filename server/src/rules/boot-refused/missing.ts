import { nearest } from "../../base/nearest.js";
import type { Location } from "../../base/text.js";
import type { Variable } from "../../compose/types.js";
import { entryNear } from "../../instance/entry-near.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { isPlausibleImage } from "../../plausible/tables/images.js";
import { variableNamed } from "../../plausible/tables/variables.js";
import { askFor, toBeReplaced } from "../kit/asked-variables.js";
import { renameVariable } from "../kit/fixes.js";
import type { Fix } from "../kit/types.js";

/** The variables that every set-up must have, each with its other half: where that is missing too, this is a piece of a set-up. */
const halves: Readonly<Record<string, readonly string[]>> = {
  BASE_URL: ["SECRET_KEY_BASE"],
  SECRET_KEY_BASE: ["BASE_URL"],
  TOTP_VAULT_KEY: ["BASE_URL", "SECRET_KEY_BASE"],
};

/** Placeholders of the shape that a value must have. */
const samples: Readonly<Record<string, string>> = { BASE_URL: "https://replace-me.example.com" };

/** A variable that the boot needs and nothing sets. */
export interface Missing {
  readonly at: Location;
  /** Where `.env` sets it, which nothing passes on. */
  readonly inDotenv: Location | null;
  /** Set under a name that differs by a letter or two. */
  readonly misspelt: boolean;
  readonly fix: Fix | null;
}

/** Where a variable is missing; null where it may well be set in a way that we do not see. */
export function missingFrom(view: PlausibleInstance, name: string): Missing | null {
  const wanted = halves[name] ?? [];
  const present = wanted.map((half) => view.variable(half)).filter(isPlaced);
  const inDotenv = placeInDotenv(view, name);
  if ((present.length < wanted.length && inDotenv === null) || !isVisiblyWhole(view)) return null;
  const slip = slipOf(view, name);
  if (slip !== null) {
    return { at: slip.declared.key, inDotenv, misspelt: true, fix: renameVariable(view, slip, name) };
  }
  const [shown] = present;
  const near = entryNear(view, [...wanted, "MAILER_ADAPTER"]);
  return {
    at: shown === undefined ? view.service.nameAt : placeOf(shown),
    inDotenv,
    misspelt: false,
    // The value belongs into `.env`, as in the compose file that Plausible publishes.
    fix: askFor(view, [{ name, sample: samples[name] ?? toBeReplaced }], near?.form === "env-line" ? null : near),
  };
}

/**
 * Whether this is a set-up and no piece of one, which gets its settings from what we see alone. Plausible cannot do
 * without its databases: a service that names none is a piece. An image of one's own may bring settings, and so may a script.
 */
function isVisiblyWhole(view: PlausibleInstance): boolean {
  const { service, choice, project } = view;
  if (service.dependsOn.length === 0 && !isPlaced(view.variable("DATABASE_URL"))) return false;
  if (choice.reason === "build" || choice.reason === "unresolved" || service.image === null) return false;
  if (!isPlausibleImage(service.image.text) || project.broken) return false;
  const command = service.commandLine.join(" ");
  return !/(^|[\s;&|("'])(\.|source|export|env|eval|exec)\s|\$\(|`|\.env\b|secrets/.test(command);
}

/** Where `.env` sets a name that the service does not pass on. */
function placeInDotenv({ project }: PlausibleInstance, name: string): Location | null {
  const statements = project.dotenv.flatMap((file) => file.statements);
  return statements.findLast((statement) => statement.name === name && (statement.value ?? "") !== "")?.entry.key ?? null;
}

function slipOf({ service }: PlausibleInstance, name: string): Variable | null {
  for (const [written, variable] of service.environment) {
    if (variableNamed(written) === null && nearest(written, [name]) !== null) return variable;
  }
  return null;
}
