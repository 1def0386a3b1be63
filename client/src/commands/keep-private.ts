import { execFile } from "node:child_process";
import { chmod } from "node:fs/promises";
import path from "node:path";
import { l10n, Uri, window, workspace } from "vscode";
import type { MailSetup } from "../../../server/src/protocol.js";
import { warnOfCommit } from "./warn-of-commit.js";

/** A new file with a password is its owner's alone, and Git must not have it. */
export async function keepPrivate({ newFile, dotenv }: MailSetup): Promise<void> {
  if (dotenv !== null && Uri.parse(dotenv.uri).scheme !== "file") {
    warnOfCommit(dotenv.name);
    return;
  }
  if (newFile !== null && process.platform !== "win32") await chmod(Uri.parse(newFile).fsPath, 0o600).catch(() => {});
  if (dotenv !== null && (await gitWouldCommit(Uri.parse(dotenv.uri)))) {
    // Nobody has to answer before the test is offered.
    void window.showWarningMessage(l10n.t("Git would commit {0} with your password. Add it to .gitignore.", dotenv.name));
  }
}

/** Whether a file lies in a Git repository that does not ignore it; false where there is no Git to ask. */
async function gitWouldCommit({ fsPath }: Uri): Promise<boolean> {
  if (!workspace.isTrusted) return false;
  return await new Promise((resolve) => {
    // 0: it is ignored; 1: it is not; 128: there is no repository.
    execFile("git", ["check-ignore", "-q", "--", fsPath], { cwd: path.dirname(fsPath), timeout: 5000 }, (error) =>
      resolve(error !== null && error.code === 1),
    );
  });
}
