import assert from "node:assert/strict";
import path from "node:path";
import * as vscode from "vscode";
import { inspected, printed } from "#server-testing/container.js";
import { found, type StandInDocker, standInDocker } from "../../support/docker.js";
import { canary, dotenv } from "../fixtures.js";
import { until } from "../until.js";
import { open, revertAll, workspacePath } from "./editor.js";

const reportScheme = "plausible-mail-report";
const environment = dotenv({ host: "smtp.zoo.example", port: 587, ssl: "true" })
  .split("\n")
  .filter((line) => /^\w+=/.test(line));
const mailer = `[adapter: Bamboo.Mua, ssl: [middlebox_comp_mode: false], protocol: :ssl, relay: "smtp.zoo.example", port: 587, auth: [username: "stats@example.org", password: "***"]]`;

/** A Docker that has one container, made of the files, or of others. */
function answers(variables: readonly string[]) {
  return [
    ...found(inspected({ environment: variables, folder: workspacePath("bare-names") })),
    { to: ["run", "--rm"], runs: true },
    { to: ["rpc"], stdout: printed({ mailer }) },
    { to: ["logs"], stdout: `[error] Failed to send e-mail:\n  ** (Mua.SMTPError) 535 5.7.8 ${canary}\n` },
  ];
}

/** The report or comparison that was opened last. */
function report(language: string): vscode.TextDocument | undefined {
  return vscode.window.visibleTextEditors
    .map(({ document }) => document)
    .find(({ uri, languageId }) => uri.scheme === reportScheme && languageId === language);
}

/** Takes the first entry of each list that opens, until something has come of it. */
async function acceptUntil<T>(what: string, come: () => T | undefined): Promise<NonNullable<T>> {
  return (await until(what, async () => {
    const there = come();
    if (there !== undefined) return there;
    await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    return undefined;
  })) as NonNullable<T>;
}

describe("The running container", () => {
  let docker: StandInDocker;
  const before_ = process.env.PATH;

  before(async function () {
    if (process.platform === "win32") this.skip(); // the stand-in is a script
    docker = standInDocker(answers(environment));
    process.env.PATH = [docker.folder, before_].join(path.delimiter);
    // The server finds programs where it was started.
    await vscode.commands.executeCommand("plausibleMail.restartServer");
  });

  after(async () => {
    process.env.PATH = before_;
    docker?.remove();
    await vscode.commands.executeCommand("plausibleMail.restartServer");
  });

  afterEach(revertAll);

  it("runs nothing until its commands were seen", async () => {
    const { document } = await open("bare-names/compose.yml");
    const asked = vscode.commands.executeCommand("plausibleMail.compareContainer", document.uri.toString(), "plausible");
    // The list of commands is open; leaving it is a no.
    let ended = false;
    void asked.then(() => {
      ended = true;
    });
    await until("the end of a question that is left", async () => {
      await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
      return ended;
    });
    assert.deepEqual(docker.calls(), []);
  });

  it("is compared with the files", async () => {
    const { document } = await open("bare-names/compose.yml");
    docker.answer(answers(environment.map((line) => line.replace("PORT=587", "PORT=25"))));
    void vscode.commands.executeCommand("plausibleMail.compareContainer", document.uri.toString(), "plausible");
    const page = await acceptUntil("the comparison", () => report("plaintext"));
    assert.match(page.getText(), /SMTP_HOST_PORT/);
    assert.ok(!page.getText().includes(canary));
    assert.ok(docker.calls().some((words) => words.includes("rpc")));
  });

  it("is diagnosed: a report without secrets, with the buttons that a reader needs, and an edit that is made", async () => {
    const editor = await open("bare-names/compose.yml");
    docker.answer(answers(environment));
    void vscode.commands.executeCommand("plausibleMail.diagnose", editor.document.uri.toString(), "plausible");
    const page = await acceptUntil("the report", () => report("markdown"));
    const text = page.getText();
    assert.match(text, /^# Plausible Mail: diagnosis\n/);
    assert.match(text, /## ✔ running container/);
    assert.match(text, /## ✖ log/);
    // The extension hands the program to a container of its own; here nobody answers for the host.
    const ran = docker.calls().find((words) => words[0] === "run");
    assert.ok(ran?.includes("/plausible-mail.mjs"), String(ran));
    assert.doesNotMatch(text, /this program can't run there|can't be asked/);
    assert.ok(!text.includes(canary));
    const lenses = await until("the buttons", async () => {
      const all = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", page.uri, 20);
      return all.length >= 3 && all.map(({ command }) => command);
    });
    assert.deepEqual(
      lenses.map((command) => command?.command),
      ["plausibleMail.applyReportFix", "plausibleMail.diagnose", "plausibleMail.copyReport"],
    );
    const copy = lenses.at(-1);
    await vscode.commands.executeCommand(copy?.command ?? "", ...(copy?.arguments ?? []));
    assert.equal(await vscode.env.clipboard.readText(), text);
    const fix = lenses[0];
    await vscode.commands.executeCommand(fix?.command ?? "", ...(fix?.arguments ?? []));
    const env = vscode.workspace.textDocuments.find(({ uri }) => uri.fsPath === workspacePath("bare-names/.env"));
    assert.match(env?.getText() ?? "", /^SMTP_HOST_SSL_ENABLED=false$/m);
  });

  it("has its log explained, in the part that was chosen", async () => {
    const { document } = await open("bare-names/compose.yml");
    docker.answer(answers(environment));
    const calls = docker.calls().length;
    void vscode.commands.executeCommand("plausibleMail.explainContainerLog", document.uri.toString(), "plausible");
    const words = await acceptUntil("the question for the log", () => docker.calls().slice(calls)[0]);
    assert.deepEqual(words.slice(words.indexOf("--since"), words.indexOf("--since") + 2), ["--since", "1h"]);
  });

  it("is asked to connect by itself, and no email is sent", async () => {
    const { document } = await open("bare-names/compose.yml");
    docker.answer(answers(environment));
    const calls = docker.calls().length;
    void vscode.commands.executeCommand("plausibleMail.testFromContainer", document.uri.toString(), "plausible");
    const words = await acceptUntil("the container to be asked", () =>
      docker
        .calls()
        .slice(calls)
        .find((each) => each.includes("rpc")),
    );
    assert.doesNotMatch(words.join(" "), /deliver_now/);
  });
});
