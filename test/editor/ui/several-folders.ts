import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { writeFiles } from "../fixtures.js";
import { inPlace } from "../folders.js";
import { until } from "../until.js";
import { darkChinese, light, pictureOf, type Style, sayIn } from "./styles.js";
import {
  type Editor,
  inputBoxText,
  openFile,
  openWorkspace,
  pictureOfFailure,
  runCommand,
  squiggle,
  textOf,
  type World,
} from "./workbench.js";

/** The most frequent mistake, in a project of a name. */
const project = (name: string) => inPlace.replace("plausible:\n", `${name}:\n`).replaceAll("smtp.zoo", `smtp.${name}`);

/** A workspace of several folders, which come and go. */
export function describeSeveralFolders(world: World): void {
  for (const style of [light, darkChinese]) describeIn(world, style);
}

function describeIn(world: World, style: Style): void {
  const say = sayIn(style.language);
  describe(`A workspace of several folders: ${style.name}`, function () {
    this.timeout(300_000); // a busy machine may take its time to open VS Code
    const place = path.join(world.scratch, `several-folders-${style.language}`);
    let editor: Editor;

    before(async () => {
      writeFiles(place, {
        "notes/readme.txt": "nothing\n",
        "shop/compose.yml": project("shop"),
        "club/compose.yml": project("club"),
        "late/compose.yml": project("late"),
      });
      const workspace = path.join(place, "all.code-workspace");
      writeFileSync(workspace, JSON.stringify({ folders: [{ path: "notes" }, { path: "shop" }, { path: "club" }] }));
      editor = await world.startEditor({ "security.workspace.trust.enabled": false, ...style.settings }, style.locale);
      const { host } = new URL(editor.origin);
      await openWorkspace(editor, workspace, `vscode-remote://${host}${place}/shop/compose.yml`);
      await squiggle(editor.page);
    });

    after(async () => editor?.stop());

    afterEach(pictureOfFailure(world, () => editor));

    beforeEach(async () => {
      await editor.page.keyboard.press("Escape");
      await runCommand(editor.page, "Notifications: Clear All Notifications");
    });

    const picture = async (name: string) =>
      await editor.page.screenshot({ path: path.join(world.pictures, pictureOf(style, `folders-${name}`)) });
    const problem = (text: string) => editor.page.locator(".markers-panel .monaco-list-row", { hasText: text });
    const test = (text: string) => editor.page.locator(".test-explorer .monaco-list-row", { hasText: text }).first();
    const status = (host: string) =>
      editor.page.locator(`.statusbar-item[id$="plausibleMail.test"][aria-label*="smtp.${host}.example:587"]`);

    it("shows the problems of each folder", async () => {
      const { page } = editor;
      await openFile(page, "club/compose.yml");
      await squiggle(page);
      await runCommand(page, "Problems: Focus on Problems View");
      for (const name of ["shop", "club"]) await problem(`smtp.${name}.example`).first().waitFor();
      await picture("problems");
    });

    it("the status item follows the active editor, and stays where a file is of no project", async () => {
      const { page } = editor;
      for (const name of ["shop", "club"]) {
        await openFile(page, `${name}/compose.yml`);
        await status(name).waitFor();
      }
      await openFile(page, "notes/readme.txt");
      await status("club").waitFor();
    });

    it("tests the service of the active file, and asks which one elsewhere", async () => {
      const { page } = editor;
      for (const name of ["shop", "club"]) {
        await openFile(page, `${name}/compose.yml`);
        await runCommand(page, `Plausible Mail: ${say("Test SMTP")}`);
        assert.match(await inputBoxText(page), new RegExp(`smtp\\.${name}\\.example:587`));
        await page.keyboard.press("Escape");
      }
      await openFile(page, "notes/readme.txt");
      await runCommand(page, `Plausible Mail: ${say("Test SMTP")}`);
      const rows = page.locator(".quick-input-list .monaco-list-row", { hasText: "compose.yml" });
      await until("both services", async () => (await rows.count()) === 2);
      await picture("which");
      await rows.filter({ hasText: "club" }).click();
      await until("the question", async () => (await inputBoxText(page)).includes("smtp.club.example:587"));
      await page.keyboard.press("Escape");
    });

    it("a folder that leaves the workspace takes its problems and its service with it", async () => {
      const { page } = editor;
      await openFile(page, "club/compose.yml");
      await status("club").waitFor();
      await runCommand(page, "View: Close All Editors");
      await runCommand(page, `Plausible Mail: ${say("Lint All Plausible Projects")}`);
      for (const name of ["shop", "club"]) await problem(`smtp.${name}.example`).first().waitFor();
      await removeFolder(page, "club");
      await problem("smtp.club.example").first().waitFor({ state: "detached" });
      await status("club").waitFor({ state: "detached" });
      await problem("smtp.shop.example").first().waitFor();
      await runCommand(page, "Testing: Focus on Test Explorer View");
      await test("shop → smtp.shop.example:587").waitFor();
      await test("club → ").waitFor({ state: "detached" });
      await picture("left");
    });

    it("a folder that joins the workspace brings its problems and its service", async () => {
      const { page } = editor;
      await runCommand(page, "View: Show Explorer");
      await addFolder(page, path.join(place, "late"));
      await problem("smtp.late.example").first().waitFor();
      await runCommand(page, "Testing: Focus on Test Explorer View");
      await test("late → smtp.late.example:587").waitFor();
      await picture("joined");
    });
  });
}

const input = ".quick-input-widget:visible input[type=text]";

async function removeFolder(page: Page, name: string): Promise<void> {
  await runCommand(page, "Workspaces: Remove Folder from Workspace...");
  await page.locator(input).fill(name);
  await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: name }).waitFor();
  await until("one folder to choose", async () => (await page.locator(".quick-input-list .monaco-list-row").count()) === 1);
  await page.keyboard.press("Enter");
  await folder(page, name).waitFor({ state: "detached" });
}

/** Adds a folder, which has none below it, through the dialog that asks for its path. */
async function addFolder(page: Page, place: string): Promise<void> {
  await runCommand(page, "Workspaces: Add Folder to Workspace...");
  const rows = page.locator(".quick-input-list .monaco-list-row");
  // Enter takes the folder whose content is listed, whatever the path says: at first that of the workspace.
  await rows.filter({ hasText: path.basename(place) }).waitFor();
  await page.locator(input).fill(`${place}/`);
  await until("its content", async () => (await rows.count()) === 1 && (await textOf(rows.first())).trim() === "..");
  await page.keyboard.press("Enter");
  await folder(page, path.basename(place)).waitFor();
}

/** A folder of the workspace, as the Explorer shows it. */
function folder(page: Page, name: string) {
  return page.locator(`.explorer-folders-view .monaco-list-row[aria-level="1"][aria-label^="${name}"]`).first();
}
