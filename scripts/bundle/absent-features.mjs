// Of the library of the protocol's client, what our server never offers: a third of it, and its part of each start.
import { readFileSync } from "node:fs";

/** File of the library → what a server would say that offers or registers it. */
export const absentFeatures = {
  callHierarchy: /callHierarchy/i,
  colorProvider: /colorProvider|DocumentColor/,
  declaration: /declaration(Provider|Request)/i,
  documentHighlight: /documentHighlight/i,
  documentSymbol: /documentSymbol/i,
  fileOperations: /fileOperations|(did|will)(Create|Rename|Delete)Files/i,
  foldingRange: /foldingRange/i,
  formatting: /formatting/i,
  implementation: /implementation(Provider|Request)/i,
  inlineCompletion: /inlineCompletion/i,
  inlineValue: /inlineValue/i,
  linkedEditingRange: /linkedEditing/i,
  notebook: /notebook/i,
  selectionRange: /selectionRange/i,
  semanticTokens: /semanticTokens/i,
  signatureHelp: /signatureHelp/i,
  textDocumentContent: /textDocumentContent(Provider|Request|:)/i,
  typeDefinition: /typeDefinition/i,
  typeHierarchy: /typeHierarchy/i,
  workspaceSymbol: /workspaceSymbol/i,
};

/** What the client does with each of its features: it tells the server of none of these, and nothing is registered for them. */
const absent = `class Absent {
  fillClientCapabilities() {}
  initialize() {}
  getState() { return { kind: "static" }; }
  clear() {}
}`;

/** The feature of pulled diagnostics listens to that of notebooks, whether there are any or not. */
const noNotebooks = `class NoNotebooks extends Absent {
  registrationType = { method: "notebookDocument/sync" };
  register() {}
  unregister() {}
  handles() { return false; }
  onOpenNotificationSent() { return { dispose() {} }; }
  onChangeNotificationSent() { return { dispose() {} }; }
  onSaveNotificationSent() { return { dispose() {} }; }
  onCloseNotificationSent() { return { dispose() {} }; }
}`;

/** @type {import("esbuild").Plugin} */
export const withoutAbsentFeatures = {
  name: "absent-features",
  setup({ onLoad }) {
    const files = new RegExp(
      `vscode-languageclient[\\\\/]lib[\\\\/]common[\\\\/](${Object.keys(absentFeatures).join("|")})\\.js$`,
    );
    onLoad({ filter: files }, ({ path }) => {
      const names = [...readFileSync(path, "utf8").matchAll(/^exports\.(\w+Feature) = \1;$/gm)].map(([, name]) => name);
      if (names.length === 0) throw new Error(`No feature in ${path}`);
      const made = names.map((name) => `exports.${name} = ${name.startsWith("Notebook") ? "NoNotebooks" : "Absent"};`);
      return { contents: [absent, noNotebooks, ...made].join("\n") };
    });
  },
};

/**
 * The library asks the editor for its version, and has a library of versions for that. What installs the extension has looked
 * already: `engines.vscode` of package.json asks for the same.
 * @type {import("esbuild").Plugin}
 */
export const withoutVersionCheck = {
  name: "no-version-check",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^semver\/functions\/(parse|satisfies)$/ }, ({ path, importer }) =>
      /node_modules[\\/]vscode-languageclient[\\/]/.test(importer) ? { path, namespace: "no-version-check" } : null,
    );
    onLoad({ filter: /.*/, namespace: "no-version-check" }, () => ({ contents: "module.exports = () => true;" }));
  },
};
