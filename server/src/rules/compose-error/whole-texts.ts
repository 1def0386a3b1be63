import { hasPair } from "../../base/scan.js";
import type { FilePath } from "../../base/text.js";
import type { Project, ProjectError } from "../../compose/types.js";
import { mentionsPlausibleImage, resolveRelease } from "../../plausible/tables/images.js";
import { isTemplateFile } from "../../plausible/tables/template-files.js";
import type { RefusalScope } from "../kit/types.js";

/** What the texts of a project tell as a whole of the errors in them. Each is looked through once: errors may be thousands. */
export class WholeTexts {
  readonly #project: Project;
  readonly #images: RefusalScope["images"];
  readonly #encrypted = new Map<FilePath, boolean>();
  readonly #templates = new Map<FilePath, boolean>();
  readonly #mentions = new Map<FilePath, boolean>();
  /** The line that was looked at last: many errors may stand in one that is long. */
  #line: { readonly file: FilePath; readonly number: number; readonly isFilledIn: boolean } | null = null;

  constructor(project: Project, images: RefusalScope["images"]) {
    this.#project = project;
    this.#images = images;
  }

  /** An env file that is no text, as git-crypt leaves it: nobody wrote that. */
  areEncryptedAt({ at: { file } }: ProjectError): boolean {
    if (this.#project.request.composeFiles.includes(file)) return false;
    return this.#told(this.#encrypted, file, (text) => /[\0\ufffd]/.test(text));
  }

  /**
   * Whether a template engine fills in the file, or a compose file of the project, before Compose sees it; or this line,
   * whoever fills it in.
   */
  areFilledInAt({ at: { file, start } }: ProjectError): boolean {
    if (this.#isLineFilledIn(file, start)) return true;
    const isTemplate = (path: FilePath) => this.#told(this.#templates, path, isTemplateFile);
    return isTemplate(file) || this.#project.request.composeFiles.some(isTemplate);
  }

  #isLineFilledIn(file: FilePath, offset: number): boolean {
    const source = this.#project.files.get(file);
    if (source === undefined) return false;
    const number = source.lineAt(offset);
    if (this.#line?.file !== file || this.#line.number !== number) {
      const text = source.text.slice(source.lineStart(number), source.lineEnd(number));
      this.#line = { file, number, isFilledIn: hasPair(text, "{{", "}}") };
    }
    return this.#line.isFilledIn;
  }

  /** Whether the file, which may be broken, names an image of Plausible's. */
  mentionPlausibleAt({ at: { file } }: ProjectError): boolean {
    return this.#told(this.#mentions, file, (text) => mentionsPlausible(text, this.#images));
  }

  #told(known: Map<FilePath, boolean>, file: FilePath, tell: (text: string) => boolean): boolean {
    const before = known.get(file);
    if (before !== undefined) return before;
    const told = tell(this.#project.files.get(file)?.text ?? "");
    known.set(file, told);
    return told;
  }
}

function mentionsPlausible(text: string, images: RefusalScope["images"]): boolean {
  if (mentionsPlausibleImage(text)) return true;
  if (images.length === 0) return false;
  return [...text.matchAll(/\bimage\s*:\s*["']?([^\s"'#]+)/g)].some(
    ([, image]) => resolveRelease({ text: image ?? "", unresolved: [] }, false, images) !== null,
  );
}
