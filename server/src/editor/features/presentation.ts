import type {
  CodeAction,
  CreateFile,
  TextEdit as LspTextEdit,
  Range,
  TextDocumentEdit,
  WorkspaceEdit,
} from "vscode-languageserver-types";
import { type Language, type Message, plainText } from "../../base/messages.js";
import type { FilePath, Location, SourceText, TextEdit } from "../../base/text.js";
import type { Project } from "../../compose/types.js";
import { indexOf } from "../../instance/project-index.js";
import type { EditReview } from "../../protocol.js";
import { type Secrets, secretsOf } from "../../secrets/secrets.js";
import type { OpenDocument } from "../session/documents.js";
import { type PositionEncoding, Positions } from "../session/positions.js";
import { toUri } from "../session/uris.js";
import { reviewLines } from "./review-lines.js";

/** The command with which a client shows what an edit of several files changes, and applies it. */
export const reviewCommand = "plausibleMail.applyReviewed";

/** What of the client decides how things are shown to it. */
export interface ClientFacts {
  readonly language: Language;
  readonly encoding: PositionEncoding;
  readonly markdownHover: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  /** Edits may name the version of the document that they were made for. */
  readonly versionedEdits: boolean;
  /** Edits may make new files. */
  readonly createsFiles: boolean;
  /** The client has the commands that show the talk of a test, and what a container gets. */
  readonly showsPages: boolean;
  /** Edits may say that the user is to look at them first. */
  readonly confirmsEdits: boolean;
  /** The client has the command that sets up mail. */
  readonly setsUpMail: boolean;
  /** The server may ask the client to apply an edit. */
  readonly appliesEdits: boolean;
  /** The client has the command that shows the page of a rule. */
  readonly opensDocs: boolean;
  /** The client has the command that shows what an edit changes, and applies it. */
  readonly reviewsEdits: boolean;
  /** Where the doc pages of the rules are, ending in `/`; null when they are not installed. */
  readonly docs: string | null;
}

/** Places and edits of our texts, as the client counts and names them. */
export class Presentation {
  readonly facts: ClientFacts;
  readonly #document: (path: FilePath) => OpenDocument | undefined;
  readonly #positions = new WeakMap<SourceText, Positions>();
  readonly #secrets = new WeakMap<Project, Map<string | null, Secrets>>();
  readonly #texts = new WeakMap<Message, string>();

  constructor(facts: ClientFacts, document: (path: FilePath) => OpenDocument | undefined) {
    this.facts = facts;
    this.#document = document;
  }

  /** As the client spelt it where it has the document open. */
  uriOf(path: FilePath): string {
    return this.#document(path)?.uri ?? toUri(path);
  }

  /** The positions of the text that a project was loaded from; null when the file is no part of it. */
  positionsIn(project: Project, path: FilePath): Positions | null {
    const source = project.files.get(path);
    if (source === undefined) return null;
    const document = this.#document(path);
    if (document?.source === source || document?.text === source.text) return document.positions;
    let positions = this.#positions.get(source);
    if (positions === undefined) {
      positions = new Positions({ source }, this.facts.encoding);
      this.#positions.set(source, positions);
    }
    return positions;
  }

  /**
   * What a rule says of a service, without its secrets. The same message is the same text: it lives as long as the judgement
   * that it belongs to, and so as long as the texts of its service, and with them the secrets, are the same.
   */
  textOfRule(message: Message, project: Project, service: string | null): string {
    let text = this.#texts.get(message);
    if (text === undefined) {
      text = plainText(message, this.facts.language, this.secretsOf(project, service).text);
      this.#texts.set(message, text);
    }
    return text;
  }

  /** What must not be shown of a service's findings, or of those of no service. */
  secretsOf(project: Project, service: string | null): Secrets {
    let known = this.#secrets.get(project);
    if (known === undefined) {
      known = new Map();
      this.#secrets.set(project, known);
    }
    let secrets = known.get(service);
    if (secrets === undefined) {
      secrets = secretsOf(project, service === null ? [] : indexOf(project).called(service));
      known.set(service, secrets);
    }
    return secrets;
  }

  rangeOf(project: Project, at: Location): Range | null {
    return this.positionsIn(project, at.file)?.rangeOf(at) ?? null;
  }

  /** The edits of one fix; null when the client cannot make a file that one of them needs. */
  workspaceEdit(project: Project, edits: readonly TextEdit[]): WorkspaceEdit | null {
    const byFile = new Map<FilePath, LspTextEdit[]>();
    const fresh: CreateFile[] = [];
    for (const edit of edits) {
      let range = this.rangeOf(project, edit);
      if (range === null) {
        if (!this.facts.createsFiles || !this.facts.versionedEdits) return null;
        // Without options it fails where the file is there: what stands in it is not ours to change.
        fresh.push({ kind: "create", uri: this.uriOf(edit.file) });
        range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
      }
      const list = byFile.get(edit.file) ?? [];
      list.push({ range, newText: edit.newText });
      byFile.set(edit.file, list);
    }
    if (!this.facts.versionedEdits) {
      return { changes: Object.fromEntries([...byFile].map(([path, list]) => [this.uriOf(path), list])) };
    }
    const changes = [...byFile].map(([path, list]): TextDocumentEdit => {
      return { textDocument: { uri: this.uriOf(path), version: this.#document(path)?.version ?? null }, edits: list };
    });
    return { documentChanges: [...fresh, ...changes] };
  }

  /**
   * The same as a code action has it. What changes more than one file is shown to the user before it is made, all or nothing:
   * half of it may lose what it moves.
   */
  actionFor(project: Project, edits: readonly TextEdit[], title: string): Pick<CodeAction, "edit" | "command"> | null {
    const edit = this.workspaceEdit(project, edits);
    if (edit === null) return null;
    const isWide = new Set(edits.map(({ file }) => file)).size > 1;
    if (!isWide) return { edit };
    if (!this.facts.reviewsEdits) return { edit: this.#confirmed(edit, title) };
    const lines = reviewLines(project, edits, this.secretsOf(project, null));
    const review: EditReview = { title, edit, lines };
    return { command: { title, command: reviewCommand, arguments: [review] } };
  }

  /** A client that can shows each change with a mark of its own, which the user sets. */
  #confirmed(edit: WorkspaceEdit, label: string): WorkspaceEdit {
    if (edit.documentChanges === undefined || !this.facts.confirmsEdits) return edit;
    const annotationId = "several-files";
    const documentChanges = edit.documentChanges.map((change) =>
      "edits" in change
        ? { ...change, edits: change.edits.map((one) => ({ ...one, annotationId })) }
        : { ...change, annotationId },
    );
    return { documentChanges, changeAnnotations: { [annotationId]: { label, needsConfirmation: true } } };
  }
}
