import type { Location } from "../base/text.js";
import { type ComposedService, configDirOf } from "../instance/composed.js";
import { type Difference, differencesBetween } from "../plausible/elixir/compare.js";
import { readMailerOutput } from "../plausible/elixir/elixir-reader.js";
import { inspectFlat, type Term } from "../plausible/elixir/elixir-term.js";
import { mailerTerm, variableOfKey } from "../plausible/mailer/mailer-term.js";
import type { AdapterName } from "../plausible/types.js";
import { isSecretName, mask } from "../secrets/secret-texts.js";
import type { Secrets } from "../secrets/secrets.js";
import { CannotWork, type Io } from "./io.js";

/** A running container's configuration beside the one of the files. */
export interface Comparison {
  /** Null: the files come to no configuration. */
  readonly differences: readonly ShownDifference[] | null;
}

/** A difference as it may be shown: secrets are `***`. */
export interface ShownDifference {
  readonly path: string;
  readonly variable: string | null;
  /** In Elixir's notation; null: not there. */
  readonly files: string | null;
  readonly container: string | null;
  readonly secret: boolean;
  /** The text at fault: the variable's value, else the service's name. */
  readonly at: Location;
}

/**
 * `--compare FILE|-`: what the call printed in the container.
 *
 * @throws CannotWork where the file cannot be read, or holds no such configuration
 */
export async function readContainer(file: string, io: Io): Promise<Term> {
  const term = readMailerOutput(await textOf(file, io));
  if (term !== null) return term;
  throw new CannotWork(
    `--compare ${file}: no mail configuration in it; it must hold what Application.get_env(:plausible, Plausible.Mailer) prints in the container`,
  );
}

async function textOf(file: string, io: Io): Promise<string> {
  if (file === "-") return io.readStdin();
  const content = io.files.read(io.absolute(file));
  if (content.kind === "text") return content.text;
  throw new CannotWork(`--compare ${file}: ${content.kind === "missing" ? "no such file" : "cannot be read"}`);
}

/** Where the container differs from what the files come to. */
export function compareContainer(composed: ComposedService, container: Term, secrets: Secrets): Comparison {
  const { mailer, choice } = composed;
  if (mailer.outcome !== "boots") return { differences: null };
  const adapter = mailer.config.adapter as AdapterName;
  const differences = differencesBetween(mailerTerm(mailer.config, choice.release), container);
  return { differences: differences.map((difference) => shown(difference, adapter, composed, secrets)) };
}

function shown(difference: Difference, adapter: AdapterName, composed: ComposedService, secrets: Secrets): ShownDifference {
  const { path } = difference;
  const variable = variableOfKey(path, adapter);
  const key = path.slice(path.lastIndexOf(".") + 1);
  return {
    path,
    variable,
    files: textOfTerm(difference.files, key, secrets),
    container: textOfTerm(difference.container, key, secrets),
    secret: isSecretName(key),
    at: placeOf(variable, composed),
  };
}

/** A term in Elixir's notation, its texts masked as under their key. */
function textOfTerm(term: Term | null, key: string, secrets: Secrets): string | null {
  if (term === null) return null;
  if (term.kind === "string") return inspectFlat({ kind: "string", text: secrets.value(key, term.text) });
  // A secret that is no text (bytes, a list of characters) is one all the same.
  if (isSecretName(key) && term.kind !== "atom" && secrets.value(key, "x") === mask) return `"${mask}"`;
  return secrets.text(inspectFlat(term));
}

/** Where the text of a variable stands: a file of `CONFIG_DIR`, the environment; else the service. */
export function placeOf(variable: string | null, { service, choice }: ComposedService): Location {
  if (variable === null) return service.image?.at ?? service.nameAt;
  const folder = configDirOf(service);
  const mount = choice.release.readsSecretFiles ? service.mounts.get(`${folder === "/" ? "" : folder}/${variable}`) : undefined;
  if (mount !== undefined) return mount.at ?? mount.declared;
  const written = service.environment.get(variable);
  if (written === undefined) return service.nameAt;
  return written.origin.at ?? written.declared.at;
}
