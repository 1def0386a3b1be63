import type { WorkspaceEdit } from "vscode-languageserver-types";
import { freshKeyEdits, keyOf } from "../../rules/kit/fresh-key.js";
import type { Checked } from "../session/session.js";
import type { Presentation } from "./presentation.js";

/** The command that puts a new random key into a variable: `[uri, service, variable]`. */
export const freshKeyCommand = "plausibleMail.setFreshKey";

/** The edit that gives a variable of a service a new key, as a finding about it offers; null where none does any more. */
export function freshKeyEdit(
  projects: readonly Checked[],
  { service, variable }: { readonly service: string; readonly variable: string },
  present: Presentation,
): WorkspaceEdit | null {
  for (const { analysis, findings } of projects) {
    const offered = findings
      .filter((finding) => finding.service === service && finding.variable === variable)
      .flatMap(({ fixes }) => fixes.flatMap(({ freshKey }) => freshKey ?? []));
    const view = analysis.services.find((one) => one.service.name === service);
    const [fresh] = offered;
    if (fresh === undefined || view === undefined) continue;
    const edits = freshKeyEdits(view, variable, keyOf(crypto.getRandomValues(new Uint8Array(fresh.bytes))));
    return edits === null ? null : present.workspaceEdit(analysis.project, edits);
  }
  return null;
}
