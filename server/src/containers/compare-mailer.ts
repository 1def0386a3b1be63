import type { Location } from "../base/text.js";
import { type ComposedService, composedConfigDir } from "../instance/composed.js";
import { type Difference, differencesBetween } from "../plausible/elixir/compare.js";
import { inspectFlat, type Term } from "../plausible/elixir/elixir-term.js";
import { mailerTerm, variableOfKey } from "../plausible/mailer/mailer-term.js";
import type { AdapterName } from "../plausible/types.js";
import { isPublicText } from "../secrets/public-texts.js";
import { isSecretName } from "../secrets/secret-names.js";
import { mask } from "../secrets/secret-texts.js";
import type { Secrets } from "../secrets/secrets.js";

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

/** Where the container differs from what the files come to. */
export function compareContainer(composed: ComposedService, container: Term, secrets: Secrets): Comparison {
  const { mailer, choice } = composed;
  if (mailer.outcome !== "boots") return { differences: null };
  const adapter = mailer.config.adapter as AdapterName;
  const inContainer = new Set(secretTexts(container));
  const differences = differencesBetween(mailerTerm(mailer.config, choice.release), container);
  return { differences: differences.map((difference) => shown(difference, adapter, composed, secrets, inContainer)) };
}

/** How texts of one path are shown. */
interface Shown {
  readonly text: (text: string) => string;
  /** In a term that is no text by itself. */
  readonly other: (text: string) => string;
  readonly secret: (text: string) => boolean;
}

/** A name whose values are never shown. */
const secretKey = "password";

/** Texts that stand under the name of a secret in the container: a token may be user name and password there. */
function* secretTexts(term: Term, key = ""): Generator<string> {
  if (term.kind === "string" && isSecretName(key) && !isPublicText(term.text)) yield term.text;
  if (term.kind === "keyword") for (const [name, value] of term.pairs) yield* secretTexts(value, name);
}

function shown(
  difference: Difference,
  adapter: AdapterName,
  composed: ComposedService,
  secrets: Secrets,
  containerSecrets: ReadonlySet<string>,
): ShownDifference {
  const { path } = difference;
  const variable = variableOfKey(path, adapter);
  const key = path.slice(path.lastIndexOf(".") + 1);
  // Also a text that only the container has is masked as that of the files would be.
  const shownText: Shown = {
    text: (text) =>
      containerSecrets.has(text) ? secrets.value(secretKey, text) : String(secrets.term(text, composed.service, adapter, path)),
    other: secrets.text,
    secret: (text) => secrets.value(key, text) === mask,
  };
  return {
    path,
    variable,
    files: textOfTerm(difference.files, key, shownText),
    container: textOfTerm(difference.container, key, shownText),
    secret: isSecretName(key),
    at: placeOf(variable, composed),
  };
}

/** A term in Elixir's notation, its texts masked as under their key. */
function textOfTerm(term: Term | null, key: string, shown: Shown): string | null {
  if (term === null) return null;
  if (term.kind === "string") return inspectFlat({ kind: "string", text: shown.text(term.text) });
  // A secret that is no text (bytes, a list of characters) is one all the same.
  if (isSecretName(key) && term.kind !== "atom" && shown.secret("x")) return `"${mask}"`;
  return shown.other(inspectFlat(term));
}

/** Where the text of a variable stands: a file of `CONFIG_DIR`, the environment; else the service. */
export function placeOf(variable: string | null, { service, choice }: ComposedService): Location {
  if (variable === null) return service.image?.at ?? service.nameAt;
  const folder = composedConfigDir(service);
  const mount = choice.release.readsSecretFiles ? service.mounts.get(`${folder}/${variable}`) : undefined;
  if (mount !== undefined) return mount.at ?? mount.declared;
  const written = service.environment.get(variable);
  if (written === undefined) return service.nameAt;
  return written.origin.at ?? written.declared.at;
}
