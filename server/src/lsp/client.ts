import { type ClientCapabilities, CompletionItemTag, type InitializeParams, MarkupKind } from "vscode-languageserver";
import { languageOf } from "../base/messages.js";
import type { CompletionClient } from "../editor/completion/suggestion.js";
import { openDocsCommand, setUpMailCommand } from "../editor/features/code-actions.js";
import { showContainerCommand, showTranscriptCommand } from "../editor/features/code-lens.js";
import { type ClientFacts, reviewCommand } from "../editor/features/presentation.js";
import { chooseEncoding } from "../editor/session/positions.js";

/** What the client can do, as far as we ask. */
export interface Client extends ClientFacts {
  /** It asks for the diagnostics of a document; else they are sent. */
  readonly pull: boolean;
  /** An answer to it may carry the diagnostics of other documents. */
  readonly relatedDocuments: boolean;
  readonly diagnosticRefresh: boolean;
  readonly codeLensRefresh: boolean;
  readonly inlayHintRefresh: boolean;
  /** It asks first whether what stands under the cursor can be renamed. */
  readonly prepareRename: boolean;
  readonly configuration: boolean;
  readonly configurationRegistration: boolean;
  readonly workspaceFolders: boolean;
  readonly watching: boolean;
  readonly relativePatterns: boolean;
  /** The server may begin progress by itself. */
  readonly progress: boolean;
  /** The commands that the client has itself. */
  readonly commands: readonly string[];
  readonly completion: CompletionClient;
  /** What may be registered for further documents later on. */
  readonly dynamic: {
    readonly sync: boolean;
    readonly hover: boolean;
    readonly completion: boolean;
    readonly inlayHint: boolean;
    readonly definition: boolean;
    readonly codeAction: boolean;
    readonly diagnostic: boolean;
  };
}

/** What our own clients send with `initialize`; see docs/protocol.md. */
export interface InitializationOptions {
  /** For clients that cannot set `locale`. */
  readonly locale?: string;
  /** The user wants another language than that of the editor. */
  readonly language?: string;
  /** Whether the workspace is trusted; true where a client knows no such thing. */
  readonly trusted: boolean;
  /** The files of the workspace are the client's to read: it answers `plausibleMail/handOver`. */
  readonly handsOver: boolean;
  /** The machine that the client works on, when that is not the user's own (`ssh-remote`). */
  readonly remote: string | null;
  /** The commands that the client has itself: the server offers actions that call them, and does not run them. */
  readonly commands: readonly string[];
  /** Where the client has the doc pages of the rules, ending in `/`; it opens addresses below itself. */
  readonly docs?: string;
  /** The `plausibleMail` settings of a client without `workspace/configuration`. */
  readonly settings?: unknown;
}

/** Reads what the client said of itself. `docs`: where the doc pages of the rules are on this machine. */
export function clientOf({ capabilities, locale, initializationOptions }: InitializeParams, docs: string | null): Client {
  const { general, textDocument, workspace } = capabilities;
  const { language } = optionsOf(initializationOptions);
  const reports = textDocument?.publishDiagnostics;
  const pulls = textDocument?.diagnostic;
  return {
    language: languageOf(language ?? locale ?? optionsOf(initializationOptions).locale),
    encoding: chooseEncoding(general?.positionEncodings),
    markdownHover: textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) ?? false,
    relatedInformation: (pulls?.relatedInformation || reports?.relatedInformation) ?? false,
    codeDescription: (pulls?.codeDescriptionSupport || reports?.codeDescriptionSupport) ?? false,
    versionedEdits: workspace?.workspaceEdit?.documentChanges ?? false,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes("create") ?? false,
    confirmsEdits: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    setsUpMail: optionsOf(initializationOptions).commands.includes(setUpMailCommand),
    progress: capabilities.window?.workDoneProgress ?? false,
    commands: optionsOf(initializationOptions).commands,
    showsPages: [showTranscriptCommand, showContainerCommand].every((one) =>
      optionsOf(initializationOptions).commands.includes(one),
    ),
    appliesEdits: workspace?.applyEdit ?? false,
    opensDocs: optionsOf(initializationOptions).commands.includes(openDocsCommand),
    reviewsEdits: optionsOf(initializationOptions).commands.includes(reviewCommand),
    docs: optionsOf(initializationOptions).docs ?? docs,
    pull: pulls !== undefined,
    relatedDocuments: pulls?.relatedDocumentSupport ?? false,
    diagnosticRefresh: workspace?.diagnostics?.refreshSupport ?? false,
    codeLensRefresh: workspace?.codeLens?.refreshSupport ?? false,
    prepareRename: textDocument?.rename?.prepareSupport ?? false,
    inlayHintRefresh: workspace?.inlayHint?.refreshSupport ?? false,
    configuration: workspace?.configuration ?? false,
    configurationRegistration: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    workspaceFolders: workspace?.workspaceFolders ?? false,
    watching: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    relativePatterns: workspace?.didChangeWatchedFiles?.relativePatternSupport ?? false,
    completion: completionOf(capabilities),
    dynamic: {
      sync: textDocument?.synchronization?.dynamicRegistration ?? false,
      hover: textDocument?.hover?.dynamicRegistration ?? false,
      completion: textDocument?.completion?.dynamicRegistration ?? false,
      inlayHint: textDocument?.inlayHint?.dynamicRegistration ?? false,
      definition: textDocument?.definition?.dynamicRegistration ?? false,
      codeAction: textDocument?.codeAction?.dynamicRegistration ?? false,
      diagnostic: pulls?.dynamicRegistration ?? false,
    },
  };
}

function completionOf({ textDocument, workspace }: ClientCapabilities): CompletionClient {
  const item = textDocument?.completion?.completionItem;
  return {
    snippets: item?.snippetSupport ?? false,
    tags: item?.tagSupport?.valueSet?.includes(CompletionItemTag.Deprecated) ?? item?.deprecatedSupport ?? false,
    markdown: item?.documentationFormat?.includes(MarkupKind.Markdown) ?? false,
    appliesEdits: workspace?.applyEdit ?? false,
  };
}

/** The initialization options, whatever the client sent. */
export function optionsOf(options: unknown): InitializationOptions {
  const { locale, language, trusted, handsOver, remote, commands, docs, settings } = isRecord(options) ? options : {};
  return {
    ...(typeof locale === "string" ? { locale } : {}),
    ...(typeof language === "string" && language !== "" ? { language } : {}),
    trusted: trusted !== false,
    handsOver: handsOver === true,
    remote: typeof remote === "string" && remote !== "" ? remote : null,
    commands: Array.isArray(commands) ? commands.filter((command) => typeof command === "string") : [],
    ...(typeof docs === "string" && docs !== "" ? { docs } : {}),
    settings,
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
