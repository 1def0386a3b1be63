// The page of `plausible-mail explain` for the language server: what the container gets, as a text. A module of its own, so
// that a session which never asks for it does not load it.

import type { Language } from "./base/messages.js";
import type { FilePath } from "./base/text.js";
import { asImage } from "./cli/as-image.js";
import { explainText, upgradeText } from "./cli/reporters/explain-text.js";
import type { RunningComparison } from "./containers/compare-running.js";
import { type ComposedService, composedService } from "./instance/composed.js";
import type { Explain } from "./lsp/explain-question.js";
import { secretsOf } from "./secrets/secrets.js";

/** An editor wraps lines as its user wants; a heading is cut where a page of paper would be. */
const columns = 100;

/** The text for one service. Secrets are masked. Null: it is no Plausible, or `as` names no release. */
export const explained: Explain = ({ project, service, known, as, language }) => {
  const was = composedService(project, service, known);
  if (was === null) return null;
  const secrets = secretsOf(project);
  const { lines, page, surroundings } = paper(project.directory, language);
  const none = { otherImages: new Map(), comparisons: new Map() };
  if (as === null) {
    explainText({ project, plausible: [was] }, [], none, secrets, surroundings, page);
    return lines.join("");
  }
  const other = asImage(was, as, known);
  // What changes is the reason to look: it comes first.
  upgradeText(other, secrets, surroundings, page);
  lines.push("\n");
  explainText({ project, plausible: [other.composed] }, [], none, secrets, surroundings, page);
  return lines.join("").replace(/^\n/, "");
};

/** A running container beside its files. Secrets are masked. */
export function comparisonExplained(composed: ComposedService, comparison: RunningComparison, language: Language): string {
  const { project } = composed;
  const { lines, page, surroundings } = paper(project.directory, language);
  const asides = { otherImages: new Map(), comparisons: new Map([[composed, comparison]]) };
  explainText({ project, plausible: [composed] }, [], asides, secretsOf(project), surroundings, page);
  return lines.join("");
}

/** What a page is written on, without colours. */
function paper(cwd: FilePath, language: Language) {
  const lines: string[] = [];
  const write = (text: string) => void lines.push(text);
  const surroundings = { language, colour: { stdout: false, stderr: false }, quiet: true };
  return { lines, page: { stdout: { write, terminal: false, columns }, cwd }, surroundings };
}
