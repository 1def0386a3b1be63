import { placesOf } from "../../base/text-search.js";
import type { Entry, Project } from "../../compose/types.js";
import { textAt } from "../../instance/references.js";
import { isPlaceholder } from "../../plausible/tables/placeholder.js";
import { isSecretName } from "../../secrets/secret-names.js";

/**
 * Whether a user name, password or key would be gone for good if these entries were taken out together: it is written
 * there, and the project sets that text nowhere else. Whoever applies a fix in passing may have no copy of it.
 */
export function loseCredential(project: Project, entries: readonly Entry[]): boolean {
  return entries.some((entry) => {
    const text = credentialIn(project, entry);
    return text !== null && !isSetElsewhere(project, text, entries);
  });
}

/** Whether a text is a value somewhere in the files but in these entries. By its looks: a project may have thousands of entries. */
function isSetElsewhere({ files }: Project, value: string, entries: readonly Entry[]): boolean {
  for (const [file, { text }] of files) {
    for (const at of placesOf(value, text)) {
      if (entries.some((entry) => entry.at.file === file && entry.at.start <= at && at < entry.at.end)) continue;
      const before = text.slice(text.lastIndexOf("\n", at) + 1, at);
      const after = text.slice(at + value.length, at + value.length + 1);
      if (/[=:]-?[ \t]*["']?$/.test(before) && !/(^|\s)#/.test(before) && /^[\s"'},]?$/.test(after)) return true;
    }
  }
  return false;
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
