import type { Entry, EnvStatement, Project } from "../../compose/types.js";
import { isPlaceholder } from "../../instance/placeholder.js";
import { textAt } from "../../instance/references.js";
import { isSecretName } from "../../secrets/secret-texts.js";

/**
 * Whether a user name, password or key would be gone for good if these entries were taken out together: it is written
 * there, and the project sets that text nowhere else. Whoever applies a fix in passing may have no copy of it.
 */
export function loseCredential(project: Project, entries: readonly Entry[]): boolean {
  const texts = entries.flatMap((entry) => credentialIn(project, entry) ?? []);
  if (texts.length === 0) return false;
  const kept = entriesOf(project).filter((other) => !entries.some((entry) => isSamePlace(entry, other)));
  const keptTexts = new Set(kept.map((entry) => literalOf(project, entry)));
  return texts.some((text) => !keptTexts.has(text));
}

/** The user name, password or key that an entry gives by itself; null where it gives none, or one of another place. */
function credentialIn(project: Project, entry: Entry): string | null {
  if (!isCredentialName(textAt(project, entry.key))) return null;
  const literal = literalOf(project, entry);
  // A note that became the value, quotes alone, or the path of a file that has the password.
  if (!/[\p{L}\p{N}]/u.test(literal) || /^[#/]|^\.{1,2}\//.test(literal) || isPlaceholder(literal)) return null;
  return literal;
}

function isCredentialName(name: string): boolean {
  return isSecretName(name) || /(^|_)(user|login)(_?name)?($|[:=\s])/i.test(name);
}

/** What an entry gives without any reference: a default (`${X:-text}`) counts, an error text (`${X:?text}`) does not. */
export function literalOf(project: Project, { value, quotes, form }: Entry): string {
  if (value === null) return "";
  const own = form !== "list-item" && (quotes === "single" || quotes === "double") ? 1 : 0;
  const text = textAt(project, { ...value, start: value.start + own, end: value.end - own });
  return text
    .replace(/\$\{\w+(?::?\?[^}]*|:?[-+])?\}|\$(?!\$)[A-Za-z_]\w*/g, "")
    .replace(/^\$\{\w+:?[-+]|\}$/g, "")
    .trim();
}

function entriesOf({ services, dotenv }: Project): Entry[] {
  const statements = (files: readonly { readonly statements: readonly EnvStatement[] }[]) =>
    files.flatMap((file) => file.statements.map(({ entry }) => entry));
  return [
    ...services.flatMap(({ environmentSections }) => environmentSections.flatMap(({ entries }) => entries)),
    ...services.flatMap(({ envFiles }) => statements(envFiles)),
    ...statements(dotenv),
  ];
}

function isSamePlace(one: Entry, other: Entry): boolean {
  return one.at.file === other.at.file && one.at.start < other.at.end && other.at.start < one.at.end;
}
