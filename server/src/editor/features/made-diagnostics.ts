import type { Diagnostic } from "vscode-languageserver-types";
import type { Message } from "../../base/messages.js";
import type { Project } from "../../compose/types.js";
import type { ShownFinding } from "../session/test-findings.js";
import { diagnosticOf, keepsText } from "./diagnostics.js";
import type { Presentation } from "./presentation.js";

interface Made {
  readonly finding: ShownFinding;
  readonly diagnostic: Diagnostic;
}

/**
 * Diagnostics that were made before. What an edit does not concern keeps its message, which is the same object, and mostly its line
 * and column: then its diagnostic is the same object, too.
 */
export class MadeDiagnostics {
  readonly #present: Presentation;
  readonly #made = new WeakMap<Message, Made>();

  constructor(present: Presentation) {
    this.#present = present;
  }

  of(finding: ShownFinding, project: Project): Diagnostic | null {
    const { message } = finding;
    const made = this.#made.get(message);
    if (made !== undefined && this.#isStill(made, finding, project)) return made.diagnostic;
    const diagnostic = diagnosticOf(finding, project, this.#present);
    // The words of Compose and of tests may say something else of the same text.
    if (diagnostic !== null && keepsText(finding)) this.#made.set(message, { finding, diagnostic });
    return diagnostic;
  }

  #isStill({ finding: before, diagnostic }: Made, finding: ShownFinding, project: Project): boolean {
    if (
      before.rule !== finding.rule ||
      before.severity !== finding.severity ||
      before.service !== finding.service ||
      before.variable !== finding.variable ||
      !this.#stands(finding.at, diagnostic.range, project)
    )
      return false;
    const shown = diagnostic.relatedInformation;
    if (before.related.length !== finding.related.length) return false;
    if (shown === undefined) return before.related.length === 0 || !this.#present.facts.relatedInformation;
    return (
      shown.length === finding.related.length &&
      finding.related.every(({ at, message }, index) => {
        const location = shown[index]?.location;
        return (
          location !== undefined &&
          before.related[index]?.message === message &&
          location.uri === this.#present.uriOf(at.file) &&
          this.#stands(at, location.range, project)
        );
      })
    );
  }

  #stands(at: ShownFinding["at"], range: Diagnostic["range"], project: Project): boolean {
    return this.#present.positionsIn(project, at.file)?.isAt(at, range) === true;
  }
}
