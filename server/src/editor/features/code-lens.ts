import type { CodeLens } from "vscode-languageserver-types";
import type { MessageTemplate } from "../../base/messages.js";
import type { FilePath } from "../../base/text.js";
import type { Checked } from "../session/session.js";
import type { Presentation } from "./presentation.js";

/** The command that the client provides: it asks for a recipient, sends `plausibleMail/testSmtp` and shows the result. */
export const testSmtpCommand = "plausibleMail.testSmtp";

const title: MessageTemplate = { en: "Test SMTP", "zh-cn": "测试 SMTP" };

/** "Test SMTP" over each Plausible service of a compose file; its arguments are the file's URI and the service's name. */
export function codeLenses(projects: readonly Checked[], path: FilePath, present: Presentation): CodeLens[] {
  const uri = present.uriOf(path);
  // A file may be part of several projects.
  const lines = new Set<number>();
  return projects.flatMap(({ analysis: { project, plausible } }) =>
    plausible.flatMap(({ name, nameAt }) => {
      const range = nameAt.file === path ? present.rangeOf(project, nameAt) : null;
      if (range === null || lines.has(range.start.line)) return [];
      lines.add(range.start.line);
      return [{ range, command: { title: title[present.facts.language], command: testSmtpCommand, arguments: [uri, name] } }];
    }),
  );
}
