import type { WorkspaceEdit } from "vscode-languageserver-types";
import type { FilePath } from "../../base/text.js";
import { askedLines, toBeReplaced } from "../../rules/kit/asked-variables.js";
import type { Presentation } from "../features/presentation.js";
import type { Session } from "../session/session.js";

/**
 * Lines with a placeholder in `.env` for names that a compose file takes from there and that no file sets; null where
 * there is nothing to add, or where it cannot be written.
 */
export function askInDotenv(
  session: Session,
  path: FilePath,
  names: readonly string[],
  present: Presentation,
): WorkspaceEdit | null {
  for (const { analysis } of session.projectsAt(path)) {
    if (analysis.plausible.length === 0) continue;
    const { project } = analysis;
    const asked = names.map((name) => ({ name, sample: toBeReplaced }));
    const edits = askedLines(project, asked);
    if (edits !== null && edits.length > 0) return present.workspaceEdit(project, edits);
  }
  return null;
}
