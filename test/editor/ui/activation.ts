import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { bareNames, dotenv, writeFiles } from "../fixtures.js";
import { until } from "../until.js";
import { type Editor, openFile, openFolder, pictureOfFailure, runCommand, textOf, type World } from "./workbench.js";

/** When the extension runs, and when it does not, as VS Code itself tells. */
export function describeActivation(world: World): void {
  describe("Activation", () => {
    const place = path.join(world.scratch, "activation");
    let editor: Editor;

    before(async () => {
      writeFiles(place, {
        "without/values.yaml": "smtp: {port: 587}\n",
        "without/.env": "SMTP_HOST_PORT=\n",
        "without/readme.txt": "nothing\n",
        "with/stats/compose.yml": bareNames,
        "with/stats/.env": dotenv({ host: "smtp.zoo.example", port: 587, ssl: "true" }),
        "with/readme.txt": "nothing\n",
      });
      editor = await world.startEditor({ "security.workspace.trust.enabled": false });
    });

    after(async () => editor?.stop());

    afterEach(pictureOfFailure(world, () => editor));

    /** The extension host's log of the window that was opened last. */
    function log(): string {
      const folder = path.join(editor.folder, "user-data/logs");
      const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith("exthost.log"));
      const text = files.map((name) => readFileSync(path.join(folder, name), "utf8")).join("");
      return text.slice(text.lastIndexOf("Extension host with pid"));
    }

    /** What starts with a window has started then, also what waits for a file that is searched for. */
    const started = () => log().includes("Eager extensions activated");

    /** Whether ours has started; the name alone also stands in the paths of other lines. */
    const isActive = () => log().includes("_doActivateExtension plausible-mail.plausible-mail");

    it("does not take place in a folder without a compose file, also with YAML and .env open", async () => {
      await openFolder(editor, path.join(place, "without"), "readme.txt");
      await until("the start of the others", started);
      await openFile(editor.page, "values.yaml");
      await openFile(editor.page, ".env");
      assert.ok(!isActive());
    });

    it("takes place for a compose file in the folder, which need not be open", async () => {
      const { page } = editor;
      await openFolder(editor, path.join(place, "with"), "readme.txt");
      await until("the start", () => started() && isActive());
      await runCommand(page, "Developer: Show Running Extensions");
      const rows = page.locator(".runtime-extensions-editor .monaco-list-row");
      const ours = rows.filter({ hasText: "Plausible Mail for Docker Compose" });
      // The slowest come first.
      await until("the extension in the list", async () => {
        await rows.first().click();
        await page.keyboard.press("End");
        return await ours.waitFor({ timeout: 5000 }).then(
          () => true,
          () => false,
        );
      });
      const hover = page.locator(".monaco-hover:visible, .workbench-hover:visible", { hasText: "Activated by" }).first();
      await until("why it runs", async () => {
        await ours.locator(".activation-time").hover();
        return await hover.waitFor({ timeout: 5000 }).then(
          () => true,
          () => false,
        );
      });
      assert.match(await textOf(hover), /because a file matching \*\*\/\{compose,docker-compose\}/);
      await page.screenshot({ path: path.join(world.pictures, "activation.png") });
      console.log(`      ${(await textOf(ours)).split("\n").at(-1)}`);
    });
  });
}
