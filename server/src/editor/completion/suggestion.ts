import type { CompletionItem, CompletionItemKind } from "vscode-languageserver-types";
import type { Message, MessageTemplate } from "../../base/messages.js";

/** What of the client decides how completions are shown to it. */
export interface CompletionClient {
  readonly snippets: boolean;
  /** It strikes through what is deprecated. */
  readonly tags: boolean;
  readonly markdown: boolean;
  /** It runs the commands that the server offers, and applies the edits that the server asks for. */
  readonly appliesEdits: boolean;
}

/** One completion, before the client's own forms. */
export interface Suggestion {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** A few words beside the label. */
  readonly detail: string;
  readonly newText: string;
  /** Whether `newText` is a snippet, with tab stops. */
  readonly snippet?: boolean;
  /** What the typed text is compared with, where that is not `newText` as it is. */
  readonly filter?: string;
  /** It changes nothing here. */
  readonly ignored?: boolean;
  readonly preselect?: boolean;
  /** What is told of it when it is looked at. */
  readonly about?: About;
  /** What the line needs beside itself. */
  readonly command?: CompletionItem["command"];
}

/** What `completionItem/resolve` tells of a suggestion; travels to the client and back. */
export type About =
  | { readonly variable: string; readonly release: string; readonly adapter: string | null }
  | { readonly rule: string };

/** Suggestions for a stretch of the document, the most likely first. */
export interface Suggestions {
  readonly start: number;
  readonly end: number;
  readonly items: readonly Suggestion[];
}

/** Words for a person in the client's language. */
export type Say = (template: MessageTemplate, values?: Message["values"]) => string;
