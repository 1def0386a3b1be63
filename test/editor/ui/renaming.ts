import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { bareNames, dotenv, writeFiles } from "../fixtures.js";
import { until } from "../until.js";
import { darkChinese, type Language, light, pictureOf, type Style } from "./styles.js";
import {
  type Editor,
  editorText,
  goTo,
  openFile,
  openFolder,
  pictureOfFailure,
  runCommand,
  squiggle,
  textOf,
  type World,
} from "./workbench.js";

const compose = bareNames
  .replace("- SMTP_HOST_ADDR", "- SMTP_HOST_ADDR=$" + "{MAIL_HOST}")
  .replace("      - SMTP_USER_NAME\n", "")
  .replace("    environment:", "    env_file: login.env\n    environment:");

const files = {
  "stack/compose.yml": compose,
  "stack/login.env": "SMTP_USER_NAME=stats@$" + "{MAIL_HOST}\n",
  // `true` beside port 587: its squiggle tells that the extension has read the files.
  "stack/.env": dotenv({ host: "smtp.zoo.example", port: 587, ssl: "true" }).replace("SMTP_HOST_ADDR", "MAIL_HOST"),
};

interface Words {
  /** Why a name can't be taken, and why one can't be changed. */
  readonly taken: string;
  readonly notOurs: RegExp;
}

const words: Readonly<Record<Language, Words>> = {
  en: { taken: "is set or used already", notOurs: /Only names that \.env sets can be renamed/ },
  "zh-cn": { taken: "已被设置或使用", notOurs: /只能重命名 \.env 中设置的名称/ },
};

/** Names that are the user's own: given another name wherever they stand. */
export function describeRenaming(world: World): void {
  for (const style of [light, darkChinese]) describeIn(world, style);
}

function describeIn(world: World, style: Style): void {
  const says = words[style.language];
  describe(`Renaming: ${style.name}`, function () {
    this.timeout(300_000); // a busy machine may take its time to open VS Code
    const folder = path.join(world.scratch, `renaming-${style.language}`);
    let editor: Editor;

    before(async () => {
      writeFiles(folder, files);
      editor = await world.startEditor({ "security.workspace.trust.enabled": false, ...style.settings }, style.locale);
      await openFolder(editor, folder, "stack/.env");
      await squiggle(editor.page);
    });

    after(async () => editor?.stop());

    afterEach(pictureOfFailure(world, () => editor));

    const onDisk = (name: string) => readFileSync(path.join(folder, name), "utf8");
    const areAsWritten = () => Object.entries(files).every(([name, text]) => onDisk(name) === text);

    /** F2 at a place of the active editor; the box has the name that is renamed. */
    async function rename(line: number, column: number, from: string, to: string): Promise<void> {
      const { page } = editor;
      const box = page.locator("input.rename-input");
      await goTo(page, line, column);
      await until("the box for the name", async () => {
        await page.keyboard.press("F2");
        return await box.waitFor({ timeout: 5000 }).then(
          () => true,
          () => false,
        );
      });
      assert.equal(await box.inputValue(), from);
      await box.fill(to);
      await page.keyboard.press("Enter");
    }

    /** Takes a change of several files back with one undo, and saves them. */
    async function undo(before: string): Promise<void> {
      const { page } = editor;
      await page.locator(".editor-group-container.active .view-lines").first().click();
      await page.keyboard.press("Control+z");
      await until("the name as it was", async () => (await editorText(page)).includes(before));
      // The other files follow, each in its time.
      await until("the files as they were", async () => {
        await runCommand(page, "File: Save All Files");
        return areAsWritten();
      });
    }

    it("changes a name from `${…}` in the compose file, in .env and in an env file, and one undo takes it back", async () => {
      const { page } = editor;
      await openFile(page, "stack/compose.yml");
      const line = lineOf(compose, "MAIL_HOST");
      await rename(line, (compose.split("\n")[line - 1] ?? "").indexOf("MAIL_HOST") + 3, "MAIL_HOST", "RELAY");
      await until("the new name", async () => (await editorText(page)).includes("SMTP_HOST_ADDR=$" + "{RELAY}"));
      await runCommand(page, "File: Save All Files");
      await until("all three files", () => Object.keys(files).every((name) => onDisk(name).includes("RELAY")));
      for (const [name, text] of Object.entries(files)) assert.equal(onDisk(name), text.replace("MAIL_HOST", "RELAY"));
      await page.screenshot({ path: path.join(world.pictures, pictureOf(style, "renamed")) });
      await undo("MAIL_HOST");
    });

    it("changes a name from .env; what the container gets keeps Plausible's name", async () => {
      const { page } = editor;
      await openFile(page, "stack/.env");
      await rename(lineOf(files["stack/.env"], "SMTP_USER_PWD"), 3, "SMTP_USER_PWD", "MAIL_PASSWORD");
      await until("the new name", async () => (await editorText(page)).includes("MAIL_PASSWORD="));
      await runCommand(page, "File: Save All Files");
      await until("the compose file", () => onDisk("stack/compose.yml").includes("- SMTP_USER_PWD=$" + "{MAIL_PASSWORD}\n"));
      assert.equal(onDisk("stack/.env"), files["stack/.env"].replace("SMTP_USER_PWD", "MAIL_PASSWORD"));
      await undo("SMTP_USER_PWD=");
    });

    it("takes no name that is used already, and none that is Plausible's own", async () => {
      const { page } = editor;
      await openFile(page, "stack/.env");
      await rename(lineOf(files["stack/.env"], "MAIL_HOST"), 3, "MAIL_HOST", "SMTP_USER_PWD");
      await page.locator(".monaco-editor-overlaymessage, .notification-toast", { hasText: says.taken }).waitFor();
      await page.keyboard.press("Escape");
      await openFile(page, "stack/compose.yml");
      await goTo(page, lineOf(compose, "SMTP_HOST_ADDR"), 12);
      const message = page.locator(".monaco-editor-overlaymessage");
      await until("the refusal", async () => {
        await page.keyboard.press("F2");
        return await message.waitFor({ timeout: 5000 }).then(
          () => true,
          () => false,
        );
      });
      assert.match(await textOf(message), says.notOurs);
      await page.screenshot({ path: path.join(world.pictures, pictureOf(style, "not-renamed")) });
      assert.ok(areAsWritten());
    });
  });
}

/** The number of the line, from 1. */
function lineOf(text: string, part: string): number {
  return text.split("\n").findIndex((line) => line.includes(part)) + 1;
}
