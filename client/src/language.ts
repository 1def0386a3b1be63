import { workspace } from "vscode";

/** The language of findings and verdicts, where the user wants another one than the editor's; empty: the same. */
export function wantedLanguage(): string {
  const language = workspace.getConfiguration("plausibleMail").get<string>("language", "auto");
  return language === "auto" ? "" : language;
}
