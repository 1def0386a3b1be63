import path from "node:path";
import { writeFiles } from "../fixtures.js";
import { inPlace } from "../folders.js";
import { until } from "../until.js";
import { type Editor, editorText, goTo, noSquiggle, openFolder, pictureOfFailure, squiggle, type World } from "./workbench.js";

export function describeTyping(world: World): void {
  describe("Typing", () => {
    const folder = path.join(world.scratch, "typing");
    const text = inPlace.replace("SSL_ENABLED=true", "SSL_ENABLED=");
    const line = text.split("\n").findIndex((each) => each.includes("SSL_ENABLED")) + 1;
    let editor: Editor;

    before(async () => {
      writeFiles(folder, { "compose.yml": text });
      editor = await world.startEditor({ "security.workspace.trust.enabled": false });
      await openFolder(editor, folder, "compose.yml");
    });

    after(async () => {
      await editor?.stop();
    });

    afterEach(pictureOfFailure(world, () => editor));

    it("`true` beside port 587 is underlined, and the first quick fix makes it `false`", async () => {
      const { page } = editor;
      await squiggle(page); // an empty value is a mistake too: the extension is there
      await goTo(page, line, "      - SMTP_HOST_SSL_ENABLED=".length + 1);
      await page.keyboard.type("true");
      await until("the squiggle under four characters", async () => {
        const width = (await page.locator(".squiggly-error").first().boundingBox())?.width ?? 0;
        return width > 20 && width < 60;
      });
      // The list of values lies over the place where the fixes open.
      await page.keyboard.press("Escape");
      await page.locator(".suggest-widget.visible").waitFor({ state: "hidden" });
      await page.keyboard.press("ArrowLeft");
      const first = page.locator(".action-widget .monaco-list-row", { hasText: "SMTP_HOST_SSL_ENABLED" }).first();
      // Pressed while the list of values closes, the keys are lost.
      await until("the list of fixes", async () => {
        await page.keyboard.press("Control+.");
        return await first.waitFor({ timeout: 2000 }).then(
          () => true,
          () => false,
        );
      });
      await page.keyboard.press("Enter");
      await noSquiggle(page);
      // The hint that stood behind the old value is part of the editor's text until the next ones come.
      await until("the value", async () => (await editorText(page)).includes("- SMTP_HOST_SSL_ENABLED=false"));
    });
  });
}
