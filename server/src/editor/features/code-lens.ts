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
  const lenses = projects.flatMap(({ analysis: { project }, marks }) =>
    marks.flatMap(({ service, at }) => {
      const range = at.file === path ? present.rangeOf(project, at) : null;
      if (range === null) return [];
      return [{ range, command: { title: title[present.facts.language], command: testSmtpCommand, arguments: [uri, service] } }];
    }),
  );
  // A file may be part of several projects.
  return lenses.filter(({ range }, index) => lenses.findIndex((other) => other.range.start.line === range.start.line) === index);
}
