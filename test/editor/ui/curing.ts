import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { canary, writeFiles } from "../fixtures.js";
import { inPlace } from "../folders.js";
import { until } from "../until.js";
import {
  applyReviewed,
  type Editor,
  editorText,
  goTo,
  noSquiggle,
  openFile,
  openFolder,
  pictureOfFailure,
  runCommand,
  squiggle,
  takeFix,
  textOf,
  type World,
} from "./workbench.js";

/** Two mistakes of which each has one cure. */
const mistaken = inPlace
  .replace("SMTP_USER_NAME=", "SMTP_USERNAME=")
  .replace("- SMTP_USER_PWD", "- SMTP_USER_PWD=$" + "{PWD_OF_MAIL}");
const withPassword = inPlace.replace("ENABLED=true", "ENABLED=false").replace("- SMTP_USER_PWD", `- SMTP_USER_PWD=${canary}`);
/** A release of which the log doesn't say why an email failed. */
const silent = withPassword
  .replace("ghcr.io/plausible/community-edition:v3.2.1", "plausible/analytics:v2.0.0")
  .replace(`- SMTP_USER_PWD=${canary}`, "- SMTP_USER_PWD");
/** No mail is set up. */
const bare = `${inPlace.slice(0, inPlace.indexOf("      - MAILER_EMAIL"))}`;
const key = "SECRET_KEY_BASE=jMX7ZEdTjSx8kZ1OqHkG0yJEOlHd6bRJ3JHSyZx2hPcFYJ5k0fEoqQb1w0kq8VnC\n";

/** What cures more than one line, and what changes the form of a setting. */
export function describeCuring(world: World): void {
  describe("Curing", function () {
    this.timeout(300_000); // several files are changed and saved
    const folder = path.join(world.scratch, "curing");
    let editor: Editor;

    before(async () => {
      writeFiles(folder, {
        "all/compose.yml": mistaken,
        "all/.env": `PWD_OF_MAIL=${canary}\n`,
        "secret/compose.yml": withPassword,
        "image/compose.yml": silent,
        "image/.env": `SMTP_USER_PWD=${canary}\n`,
        "preset/compose.yml": bare,
        "preset/.env": key,
      });
      editor = await world.startEditor({ "security.workspace.trust.enabled": false });
      await openFolder(editor, folder, "all/compose.yml");
    });

    after(async () => {
      await editor?.stop();
    });

    afterEach(pictureOfFailure(world, () => editor));

    const onDisk = (name: string) => readFileSync(path.join(folder, name), "utf8");
    const active = () => editorText(editor.page);

    /** Takes what Ctrl+. offers; no title has the password. */
    async function take(title: string | RegExp): Promise<void> {
      const list = editor.page.locator(".action-widget").first();
      await takeFix(editor.page, title, async () => assert.ok(!(await textOf(list)).includes(canary)));
    }

    it("cures all that has one cure at once, and one undo takes it back", async () => {
      const { page } = editor;
      await squiggle(page);
      await goTo(page, lineOf(mistaken, "SSL_ENABLED"), "      - SMTP_HOST_SSL_ENABLED=t".length);
      await take("Fix all auto-fixable Plausible Mail problems");
      await noSquiggle(page);
      await until("both cures", async () => {
        const text = await active();
        return text.includes("SMTP_HOST_SSL_ENABLED=false") && text.includes("SMTP_USER_NAME=stats");
      });
      await page.keyboard.press("Control+z");
      await squiggle(page);
      await until("both mistakes", async () => {
        const text = await active();
        return text.includes("SMTP_HOST_SSL_ENABLED=true") && text.includes("SMTP_USERNAME=stats");
      });
      await runCommand(page, "File: Revert File");
    });

    it("moves a setting to .env", async () => {
      const { page } = editor;
      await openFile(page, "secret/compose.yml");
      await goTo(page, lineOf(withPassword, "BASE_URL"), "      - BASE_URL=https".length);
      await take("Move BASE_URL to .env");
      await applyReviewed(page, ["BASE_URL=https://stats.example.org"], canary);
      await until("the bare name", async () => /- BASE_URL$/m.test(await active()));
      await runCommand(page, "File: Save All Files");
      await until(
        "both files",
        () => existsSync(path.join(folder, "secret/.env")) && /- BASE_URL$/m.test(onDisk("secret/compose.yml")),
      );
      assert.match(onDisk("secret/.env"), /^BASE_URL="?https:\/\/stats\.example\.org"?$/m);
    });

    it("moves a password to a secret, which it shows nowhere", async () => {
      const { page } = editor;
      await openFile(page, "secret/compose.yml");
      const text = onDisk("secret/compose.yml");
      await goTo(page, lineOf(text, "SMTP_USER_PWD="), "      - SMTP_USER_PWD=c".length);
      await take(/^Move SMTP_USER_PWD to the secret/);
      await applyReviewed(page, ["secrets:"], canary);
      await runCommand(page, "File: Save All Files");
      await until("the secret", () => existsSync(path.join(folder, "secret/secrets/SMTP_USER_PWD")));
      await until("the compose file", () => !onDisk("secret/compose.yml").includes(canary));
      assert.equal(onDisk("secret/secrets/SMTP_USER_PWD").trim(), canary);
      assert.match(onDisk("secret/compose.yml"), /secrets:\n\s+- SMTP_USER_PWD/);
      await openFile(page, "secret/compose.yml");
      await noSquiggle(page);
    });

    it("moves to another image", async () => {
      const { page } = editor;
      await openFile(page, "image/compose.yml");
      await goTo(page, lineOf(silent, "image:"), "    image: plausible/ana".length);
      await take("Use the image ghcr.io/plausible/community-edition:v2.1.5");
      await until("the image", async () => (await active()).includes("image: ghcr.io/plausible/community-edition:v2.1.5"));
      await runCommand(page, "File: Revert File");
    });

    it("writes all that a provider needs, with tab stops, and a line for the password in .env", async () => {
      const { page } = editor;
      await openFile(page, "preset/compose.yml");
      await goTo(page, bare.split("\n").length);
      await page.keyboard.type("      - ");
      const row = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "Mail via Postmark" }).first();
      await until("the preset", async () => {
        await page.keyboard.press("Escape");
        await page.keyboard.press("Control+Space");
        await page.locator(".suggest-widget.visible").waitFor();
        await page.keyboard.type("postm", { delay: 50 });
        const isThere = await row.waitFor({ timeout: 5_000 }).then(
          () => true,
          () => false,
        );
        if (!isThere) for (const _ of "postm") await page.keyboard.press("Backspace");
        return isThere;
      });
      await row.click();
      await until("the block", async () => /SMTP_HOST_ADDR=smtp\.postmarkapp\.com/.test(await active()));
      const written = await active();
      assert.match(written, /- MAILER_EMAIL=plausible@stats\.example\.org/);
      assert.match(written, /- SMTP_USER_PWD=\$\{SMTP_USER_PWD\}/);
      await runCommand(page, "File: Save All Files");
      await until("the line in .env", () => /^SMTP_USER_PWD=/m.test(onDisk("preset/.env")));
      assert.ok(onDisk("preset/.env").startsWith(key), "what stood there stays");
    });
  });
}

/** The number of the line, from 1. */
function lineOf(text: string, part: string): number {
  return text.split("\n").findIndex((line) => line.includes(part)) + 1;
}
