import assert from "node:assert/strict";
import * as vscode from "vscode";
import { processes } from "../processes.js";
import { until } from "../until.js";
import { extensionId, findingOn, noFindingOf, open, replace, revertAll } from "./editor.js";

/** The language server's process: a child of this extension host. */
function serverPid(): number | undefined {
  return processes().find(({ parent, command }) => parent === process.pid && command.includes("server.js"))?.pid;
}

describe("The server's process", () => {
  afterEach(revertAll);

  it("runs as what was installed, not as what lies in the repository", () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension?.isActive);
    const { PLAUSIBLE_MAIL_EXTENSIONS: installed } = process.env;
    assert.ok(installed !== undefined && extension.extensionPath.startsWith(installed), extension.extensionPath);
  });

  it("is started again after a crash, and goes on checking", async function () {
    if (process.platform === "win32") this.skip();
    const editor = await open("typing/compose.yml");
    const first = await until("a server process", serverPid);
    process.kill(first, "SIGKILL");
    const second = await until("another server process", () => {
      const pid = serverPid();
      return pid !== undefined && pid !== first && pid;
    });
    await replace(editor, "SMTP_HOST_SSL_ENABLED=false", "SMTP_HOST_SSL_ENABLED=true");
    await findingOn(editor.document, "tls-port-mismatch", "true");
    await replace(editor, "SMTP_HOST_SSL_ENABLED=true", "SMTP_HOST_SSL_ENABLED=false");
    await noFindingOf(editor.document, "tls-port-mismatch");
    assert.equal(serverPid(), second);
  });

  it("is another one after Restart Server", async function () {
    if (process.platform === "win32") this.skip();
    const { document } = await open("in-place/compose.yml");
    const first = await until("a server process", serverPid);
    await vscode.commands.executeCommand("plausibleMail.restartServer");
    await until("another server process", () => {
      const pid = serverPid();
      return pid !== undefined && pid !== first;
    });
    await findingOn(document, "tls-port-mismatch", "true");
  });
});
