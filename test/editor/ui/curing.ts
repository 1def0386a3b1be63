import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { canary, writeFiles } from "../fixtures.js";
import { inPlace } from "../folders.js";
import { until } from "../until.js";
import { takeRow } from "./rows.js";
import { darkChinese, type Language, light, type Style, sayIn } from "./styles.js";
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

/** What the fixes are called. */
interface Words {
  readonly all: string;
  readonly toDotenv: string;
  readonly toSecret: string;
  readonly image: string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    all: "Fix all auto-fixable Plausible Mail problems",
    toDotenv: "Move BASE_URL to .env",
    toSecret: "Move SMTP_USER_PWD to the secret secrets/SMTP_USER_PWD",
    image: "Use the image ghcr.io/plausible/community-edition:v2.1.5",
  },
  "zh-cn": {
    all: "修复所有可自动修复的 Plausible Mail 问题",
    toDotenv: "把 BASE_URL 移到 .env",
    toSecret: "把 SMTP_USER_PWD 移到 secret 文件 secrets/SMTP_USER_PWD",
    image: "改用镜像 ghcr.io/plausible/community-edition:v2.1.5",
  },
};

/** What cures more than one line, and what changes the form of a setting. */
export function describeCuring(world: World): void {
  for (const style of [light, darkChinese]) describeIn(world, style);
}

function describeIn(world: World, style: Style): void {
  const says = words[style.language];
  const apply = sayIn(style.language)("Apply");
  describe(`Curing: ${style.name}`, function () {
    this.timeout(300_000); // several files are changed and saved
    const folder = path.join(world.scratch, `curing-${style.language}`);
    let editor: Editor;

    before(async () => {
      writeFiles(folder, {
        "all/compose.yml": mistaken,
        "all/.env": `PWD_OF_MAIL=${canary}\n`,
        "secret/compose.yml": withPassword,
        "image/compose.yml": silent,
        "image/.env": `SMTP_USER_PWD=${canary}\n`,
      });
      editor = await world.startEditor({ "security.workspace.trust.enabled": false, ...style.settings }, style.locale);
      await openFolder(editor, folder, "all/compose.yml");
    });

    after(async () => {
      await editor?.stop();
    });

    afterEach(pictureOfFailure(world, () => editor));

    const onDisk = (name: string) => readFileSync(path.join(folder, name), "utf8");
    const active = () => editorText(editor.page);

    /** Takes what Ctrl+. offers; no title has the password. */
    async function take(title: string): Promise<void> {
      const list = editor.page.locator(".action-widget").first();
      await takeFix(editor.page, title, async () => assert.ok(!(await textOf(list)).includes(canary)));
    }

    it("cures all that has one cure at once, and one undo takes it back", async () => {
      const { page } = editor;
      await squiggle(page);
      await goTo(page, lineOf(mistaken, "SSL_ENABLED"), "      - SMTP_HOST_SSL_ENABLED=t".length);
      await until(says.all, async () => {
        await runCommand(page, "Source Action...");
        return await takeRow(page, ".action-widget", { label: says.all });
      });
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
      await take(says.toDotenv);
      await applyReviewed(page, ["BASE_URL=https://stats.example.org"], canary, apply);
      await until("the bare name", async () => /- BASE_URL$/m.test(await active()));
      await runCommand(page, "File: Save All Files");
      await until(
        "both files",
        () => existsSync(path.join(folder, "secret/.env")) && /- BASE_URL$/m.test(onDisk("secret/compose.yml")),
      );
      assert.match(onDisk("secret/.env"), /^BASE_URL="?https:\/\/stats\.example\.org"?$/m);
    });

    it("moves a password to a secret, whose file has it at once, and one undo takes all of it back", async () => {
      const { page } = editor;
      await openFile(page, "secret/compose.yml");
      await goTo(page, lineOf(withPassword, "SMTP_USER_PWD"), "      - SMTP_USER_PWD=c".length);
      await take(says.toSecret);
      await applyReviewed(page, ["secrets:"], canary, apply);
      const file = path.join(folder, "secret/secrets/SMTP_USER_PWD");
      await until("the secret's file", () => existsSync(file) && readFileSync(file, "utf8").trimEnd() === canary);
      await until("the secret", async () => (await active()).includes("file: "));
      await noSquiggle(page);
      await noSquiggle(page, "warning");
      assert.equal(await page.locator(".tab.dirty").count(), 1, "only the compose file is left to be saved");
      assert.match(onDisk("secret/compose.yml"), /^ {6}- SMTP_USER_PWD=/m);
      await runCommand(page, "Undo");
      await until("the password in its place", async () => (await active()).includes(canary));
      await until("the file is gone", () => !existsSync(file));
    });

    it("moves to another image", async () => {
      const { page } = editor;
      await openFile(page, "image/compose.yml");
      await goTo(page, lineOf(silent, "image:"), "    image: plausible/ana".length);
      await take(says.image);
      await until("the image", async () => (await active()).includes("image: ghcr.io/plausible/community-edition:v2.1.5"));
      await runCommand(page, "File: Revert File");
    });
  });
}

/** The number of the line, from 1. */
function lineOf(text: string, part: string): number {
  return text.split("\n").findIndex((line) => line.includes(part)) + 1;
}
