import { commands, l10n, type TestItem, type TestMessage, window } from "vscode";
import { applyFix } from "../commands/apply-cure.js";
import type { DesktopExtension } from "../commands/extension.js";
import { openDocsCommand } from "../rule-pages.js";

/** What VS Code hands to a command in the menu of a test's message, and in that of a test's result. */
type FailedTest = { readonly test: TestItem; readonly message: TestMessage } | TestItem;

function itemOf(from: unknown): TestItem | undefined {
  const failed = from as FailedTest | undefined;
  return failed !== undefined && "test" in failed ? failed.test : failed;
}

/** *Apply Fix* and *Open Documentation* on the message of a failed test. */
export function testCommands(extension: DesktopExtension) {
  return {
    async "plausibleMail.applyTestFix"(from?: unknown): Promise<void> {
      const item = itemOf(from);
      const result = item === undefined ? undefined : extension.view.resultOf(item);
      const working = result?.alternatives.find(({ works }) => works === true)?.cure ?? null;
      const cure = result?.cure ?? working;
      if (cure === null || cure === undefined) {
        await window.showInformationMessage(l10n.t("There is no automatic fix for this. The documentation says what to do."));
        return;
      }
      await applyFix(
        extension.client,
        cure.edit,
        l10n.t("Nothing was changed: the file has changed since the test. Test again."),
      );
    },
    async "plausibleMail.openTestDocs"(from?: unknown): Promise<void> {
      const item = itemOf(from);
      const verdict = item === undefined ? undefined : extension.view.resultOf(item)?.verdict;
      const cause = verdict?.cause ?? null;
      const page = cause === null ? ["test-smtp/verdict"] : [`test-smtp/${cause}`, verdict?.advice];
      await commands.executeCommand(openDocsCommand, ...page);
    },
  };
}
