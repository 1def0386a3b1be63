import type { MessageTemplate } from "../../base/messages.js";
import type { Location } from "../../base/text.js";
import { entryNear } from "../../instance/entry-near.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { misnamedFor } from "../../instance/variable-names.js";
import { isPlausibleImage } from "../../plausible/tables/images.js";
import { askFor, toBeReplaced } from "../kit/asked-variables.js";
import { fix, renameVariable } from "../kit/fixes.js";
import { mountNameOf } from "../kit/mount-name.js";
import type { Fix } from "../kit/types.js";

/** The variables that every set-up must have, each with its other half: where that is missing too, this is a piece of a set-up. */
const halves: Readonly<Record<string, readonly string[]>> = {
  BASE_URL: ["SECRET_KEY_BASE"],
  SECRET_KEY_BASE: ["BASE_URL"],
  TOTP_VAULT_KEY: ["BASE_URL", "SECRET_KEY_BASE"],
};

/** The titles of the fixes that are made here. */
export const missingTitles = {
  mountAs: { en: "Mount it as `{path}`", "zh-cn": "挂载为 `{path}`" },
} satisfies Record<string, MessageTemplate>;

/** Placeholders of the shape that a value must have. */
const samples: Readonly<Record<string, string>> = { BASE_URL: "https://replace-me.example.com" };

/** A variable that the boot needs and nothing sets. */
export interface Missing {
  readonly at: Location;
  /** Where `.env` sets it, which nothing passes on. */
  readonly inDotenv: Location | null;
  /** Where it was meant to be set: under another name, or as a file of another name. */
  readonly wrong: { readonly kind: "name" | "file"; readonly name: string } | null;
  readonly fix: Fix | null;
  /** False: the service may get it from other files. */
  readonly certain: boolean;
}

/** Where a variable is missing; null where it may well be set in a way that we do not see. */
export function missingFrom(view: PlausibleInstance, name: string): Missing | null {
  const wanted = halves[name] ?? [];
  const present = wanted.map((half) => view.variable(half)).filter(isPlaced);
  const inDotenv = placeInDotenv(view, name);
  if ((present.length < wanted.length && inDotenv === null) || mayBeSetUnseen(view)) return null;
  const slip = misnamedFor(view, name);
  const rest = { inDotenv, certain: true };
  if (slip !== null) {
    return { ...rest, at: slip.declared.key, wrong: { kind: "name", name: slip.name }, fix: renameVariable(view, slip, name) };
  }
  const file = fileOf(view, name);
  if (file !== null) return { ...rest, ...file };
  const certain = isVisiblyWhole(view);
  // Whoever shows a piece of a set-up leaves out its key.
  if (!certain && (name === "SECRET_KEY_BASE" || present.length < wanted.length)) return null;
  const [shown] = present;
  const near = entryNear(view, [...wanted, "MAILER_ADAPTER"]);
  return {
    at: shown === undefined ? view.service.nameAt : placeOf(shown),
    inDotenv,
    wrong: null,
    // The value belongs into `.env`, as in the compose file that Plausible publishes.
    fix: askFor(view, [{ name, sample: samples[name] ?? toBeReplaced }], near?.form === "env-line" ? null : near),
    certain,
  };
}

/** A secret that was meant for the variable: `NAME_FILE`, which no release reads, or a file of another case. */
function fileOf(view: PlausibleInstance, name: string): Pick<Missing, "at" | "wrong" | "fix"> | null {
  const { service, project, configDir } = view;
  const variable = service.environment.get(`${name}_FILE`);
  for (const [path, mount] of service.mounts) {
    const base = path.slice(path.lastIndexOf("/") + 1);
    const isNamed = variable?.state === "value" && variable.value === path;
    if (configDir === null || !path.startsWith(`${configDir}/`) || !(isNamed || isFileFor(base, name))) continue;
    const place = mountNameOf(project, path, mount);
    const target = `${configDir}/${name}`;
    const renamed = view.choice.release.readsSecretFiles
      ? fix(missingTitles.mountAs, { path: target }, [place.rename(name)], false)
      : null;
    return { at: variable?.declared.key ?? place.at, wrong: { kind: "file", name: variable?.name ?? path }, fix: renamed };
  }
  return variable === undefined ? null : { at: variable.declared.key, wrong: { kind: "file", name: variable.name }, fix: null };
}

function isFileFor(base: string, name: string): boolean {
  const stem = base
    .replace(/\.\w+$/, "")
    .replace(/[-. ]/g, "_")
    .toUpperCase()
    .replace(/_FILE$/, "");
  return base !== name && (stem === name || stem.replace(/^PLAUSIBLE_/, "") === name);
}

/** Whether a script or an image of one's own may set it. */
function mayBeSetUnseen({ service, choice, project }: PlausibleInstance): boolean {
  if (choice.reason === "build" || choice.reason === "unresolved" || service.image === null) return true;
  if (!isPlausibleImage(service.image.text) || project.broken) return true;
  const command = service.commandLine.join(" ");
  return /(^|[\s;&|("'])(\.|source|export|env|eval|exec)\s|\$\(|`|\.env\b|secrets/.test(command);
}

/**
 * Whether this is a set-up and no piece of one, which gets its settings from what we see alone. Plausible cannot do
 * without its databases: a service that names none is a piece.
 */
function isVisiblyWhole(view: PlausibleInstance): boolean {
  return view.service.dependsOn.length > 0 || isPlaced(view.variable("DATABASE_URL"));
}

/** Where `.env` sets a name that the service does not pass on. */
function placeInDotenv({ project }: PlausibleInstance, name: string): Location | null {
  const statements = project.dotenv.flatMap((file) => file.statements);
  return statements.findLast((statement) => statement.name === name && (statement.value ?? "") !== "")?.entry.key ?? null;
}
