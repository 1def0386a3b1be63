import type { Diagnostic } from "vscode-languageserver";
import type { FilePath, SourceText } from "../base/text.js";
import { findingsAt } from "../editor/features/code-actions.js";
import { configDiagnostics } from "../editor/features/config-diagnostics.js";
import { gravest, leftOutDiagnostic } from "../editor/features/gravest.js";
import { MadeDiagnostics } from "../editor/features/made-diagnostics.js";
import type { Presentation } from "../editor/features/presentation.js";
import { tooLargeDiagnostics } from "../editor/features/too-large.js";
import type { Checked, Session } from "../editor/session/session.js";

interface MadeList {
  readonly projects: readonly Checked[];
  readonly source: SourceText | undefined;
  readonly items: readonly Diagnostic[];
}

const none: readonly Diagnostic[] = [];

/** The diagnostics of each file, made once of the same analyses for all who ask; a list that says the same as before is the same object. */
export class DiagnosticLists {
  readonly #session: Session;
  readonly #present: Presentation;
  readonly #diagnostics: MadeDiagnostics;
  readonly #made = new Map<FilePath, MadeList>();

  constructor(session: Session, present: Presentation) {
    this.#session = session;
    this.#present = present;
    this.#diagnostics = new MadeDiagnostics(present);
  }

  of(projects: readonly Checked[], path: FilePath): readonly Diagnostic[] {
    const document = this.#session.document(path);
    const before = this.#made.get(path);
    if (before !== undefined && before.source === document?.source && isSameList(before.projects, projects)) return before.items;
    const items: Diagnostic[] = [];
    const found = findingsAt(projects, path);
    const shown = gravest(found);
    if (shown.length < found.length) items.push(leftOutDiagnostic(found.length, this.#present.facts.language));
    for (const { finding, project } of shown) {
      const diagnostic = this.#diagnostics.of(finding, project);
      if (diagnostic !== null) items.push(diagnostic);
    }
    if (document !== undefined)
      items.push(...configDiagnostics(document, this.#present.facts.language), ...tooLargeDiagnostics(document, this.#present));
    const same = before !== undefined && saysTheSame(before.items, items) ? before.items : items;
    this.#made.set(path, { projects, source: document?.source, items: same.length === 0 ? none : same });
    return same;
  }

  forget(path: FilePath): void {
    this.#made.delete(path);
  }
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}

/** Whether two lists of diagnostics are the same to a client. */
export function saysTheSame(a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean {
  if (a === b) return true;
  return a.length === b.length && a.every((one, index) => one === b[index] || JSON.stringify(one) === JSON.stringify(b[index]));
}
