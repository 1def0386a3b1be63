import { type CodeAction, type CodeActionContext, CodeActionKind, CodeActionTriggerKind } from "vscode-languageserver-types";
import { type MessageTemplate, message, plainText } from "../../base/messages.js";
import { baseOf } from "../../base/paths.js";
import type { FilePath, Span, TextEdit } from "../../base/text.js";
import { passThrough } from "../../compose/edit/edit.js";
import { dotenvToWrite, setInDotenv } from "../../compose/edit/secret.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced, type ServiceVariable } from "../../instance/service-variable.js";
import { variables } from "../../plausible/tables/variables.js";
import type { Checked } from "../session/session.js";
import type { Presentation } from "./presentation.js";

const titles = {
  extract: { en: "Move `{name}` to `{file}`", "zh-cn": "把 `{name}` 移到 `{file}`" },
} satisfies Record<string, MessageTemplate>;

/**
 * Moves the value of the entry under the cursor to `.env`, where it changes nothing else. Only when the user asks: nothing
 * is wrong with a value that stands in the compose file. Secrets have a fix of their own.
 */
export function extractions(
  projects: readonly Checked[],
  path: FilePath,
  span: Span,
  { only, triggerKind }: CodeActionContext,
  present: Presentation,
): CodeAction[] {
  const kind = CodeActionKind.RefactorExtract;
  const isAsked = only?.some((one) => one === "" || one === kind || kind.startsWith(`${one}.`));
  if (isAsked === false || (isAsked === undefined && triggerKind === CodeActionTriggerKind.Automatic)) return [];
  for (const { analysis } of projects) {
    for (const view of analysis.services) {
      for (const { name, secret } of variables) {
        const variable = view.variable(name);
        const edits = secret || !standsAt(variable, path, span) ? null : extraction(view, variable);
        const file = dotenvToWrite(view.project);
        if (edits === null || file === null) continue;
        const title = plainText(message(titles.extract, { name, file: baseOf(file.path) }), present.facts.language);
        const action = present.actionFor(view.project, edits, title);
        if (action !== null) return [{ title, kind, ...action }];
      }
    }
  }
  return [];
}

function standsAt(variable: ServiceVariable, path: FilePath, { start, end }: Span): boolean {
  if (!isPlaced(variable) || variable.secretFile !== undefined) return false;
  const { at } = variable.declared;
  return at.file === path && at.start <= end && start <= at.end;
}

/** A bare name here and the value there; null where something else would get another value by it. */
function extraction({ project }: PlausibleInstance, variable: ServiceVariable): TextEdit[] | null {
  if (!isPlaced(variable) || variable.secretFile !== undefined || variable.state !== "value") return null;
  const { name, value, declared, origin } = variable;
  const isWritten =
    origin.through.length === 0 && origin.entry?.at.start === declared.at.start && origin.entry.at.file === declared.at.file;
  const asked = project.services.some(({ environment }) =>
    [...environment.values()].some((each) => each.state === "unknown" && each.unresolved.includes(name)),
  );
  // What the environment of Compose sets counts before `.env`.
  if (!isWritten || asked || value === "" || project.request.processEnvironment?.has(name) === true) return null;
  const here = passThrough(project, declared);
  const there = setInDotenv(project, name, value);
  return here === null || there === null ? null : [...here, ...there];
}
