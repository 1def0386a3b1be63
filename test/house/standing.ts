/** What stands against the allow-list while the rooms are being cleared: a file and what it imports, or a circle of files. */
export const standing: readonly string[] = [
  "editor/session/documents.ts imports vscode-languageserver-textdocument",
  "editor/session/positions.ts imports vscode-languageserver-textdocument",
  "rules/kit/qualify.ts imports lint/assumptions.ts",
  "rules/kit/types.ts imports lint/suppressions.ts",
  "rules/needless-suppression/rule.ts imports lint/suppressions.ts",
  "lint/suppressions.ts rules/kit/types.ts",
];
