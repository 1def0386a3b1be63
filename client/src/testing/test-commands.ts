import { commands, l10n, type TestItem, type TestMessage } from "vscode";
import { applyCure } from "../commands/apply-cure.js";
import type { DesktopExtension } from "../commands/extension.js";
import { openDocsCommand } from "../rule-pages.js";

/** What VS Code hands to a command in the menu of a test's message. */
interface FailedTest {
  readonly test: TestItem;
  readonly message: TestMessage;
}

/** *Apply Fix* and *Open Documentation* on the message of a failed test. */
export function testCommands(extension: DesktopExtension) {
  return {
    async "plausibleMail.applyTestFix"(from?: unknown): Promise<void> {
      const failed = from as FailedTest | undefined;
      const result = failed === undefined ? undefined : extension.view.resultOf(failed.test);
      const working = result?.alternatives.find(({ works }) => works === true)?.cure ?? null;
      const cure = result?.cure ?? working;
      if (cure === null || cure === undefined) return;
      await applyCure(
        extension.client,
        cure.edit,
        l10n.t("Nothing was changed: the file has changed since the test. Test again."),
      );
    },
    async "plausibleMail.openTestDocs"(from?: unknown): Promise<void> {
      const failed = from as FailedTest | undefined;
      const verdict = failed === undefined ? undefined : extension.view.resultOf(failed.test)?.verdict;
      const cause = verdict?.cause ?? null;
      const page = cause === null ? ["test-smtp/verdict"] : [`test-smtp/${cause}`, verdict?.advice];
      await commands.executeCommand(openDocsCommand, ...page);
    },
  };
}
