/** What stands against the allow-list while the rooms are being cleared: a file and what it imports, or a circle of files. */
export const standing: readonly string[] = [
  "editor/session/documents.ts imports vscode-languageserver-textdocument",
  "editor/session/positions.ts imports vscode-languageserver-textdocument",
];
