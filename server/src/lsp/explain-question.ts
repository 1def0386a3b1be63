import type { Language } from "../base/messages.js";
import type { Project, Service } from "../compose/types.js";
import type { KnownServices } from "../instance/recognise.js";

/** What is to be explained. `as`: the tag of another release. */
export interface ExplainQuestion {
  readonly project: Project;
  readonly service: Service;
  readonly known: KnownServices;
  readonly as: string | null;
  readonly language: Language;
}

/** The page of a service as text; null where there is nothing to tell. */
export type Explain = (question: ExplainQuestion) => string | null;
