// The pictures of the README, from the packed extension in a real VS Code: light, dark, and dark in Chinese, and a short
// animation from a typed mistake to a passed test. What the documentation shows goes to docs/images, the rest, to be looked at, to
// .pictures. `npm run screenshots -- [light|dark|zh-cn|animation]`
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { animation } from "./apng.mjs";
import { packageExtension } from "./package.mjs";
import { startEditorWith } from "./vscode-host/editor.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const images = path.join(root, "docs/images");
const others = path.join(root, ".pictures");
/** What the READMEs show. */
const published = new Set([
  "diagnostic-dark",
  ...["quick-fix", "test-smtp", "what-plausible-gets"].flatMap((name) => [`${name}-dark`, `${name}-zh-cn`]),
]);
const scratch = mkdtempSync(path.join(tmpdir(), "plausible-mail-pictures-"));
process.once("exit", () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));

execFileSync(process.execPath, [path.join(root, "node_modules/typescript/bin/tsc"), "-b"], { cwd: root, stdio: "inherit" });
const compiled = (name) => import(new URL(`../test/out/${name}`, import.meta.url));
const { startMailServer } = await compiled("support/mail-server.js");
const ui = await compiled("editor/ui/workbench.js");
const { until } = await compiled("editor/until.js");

const vsix = await packageExtension({ out: path.join(scratch, "plausible-mail.vsix") });
for (const folder of [images, others]) mkdirSync(folder, { recursive: true });

const english = {
  testSmtp: "Test SMTP",
  showContainer: "Show What Plausible Gets",
  again: "Test again",
  testAgain: "Test Again",
  works: "SMTP works",
  applyFix: "Apply Fix",
};
const chinese = {
  testSmtp: "测试 SMTP",
  showContainer: "显示 Plausible 得到的设置",
  again: "请再次测试",
  testAgain: "再次测试",
  works: "SMTP 可用",
  applyFix: "应用修复",
};
const looks = {
  light: { theme: "light", words: english },
  dark: { theme: "dark", words: english },
  "zh-cn": { theme: "dark", words: chinese, locale: "zh-cn" },
};
const wanted = process.argv.length > 2 ? process.argv.slice(2) : [...Object.keys(looks), "animation"];
if (wanted.includes("zh-cn") && spawnSync("fc-list", [":lang=zh"], { encoding: "utf8" }).stdout === "")
  throw new Error("No font has Chinese characters: apt-get install fonts-wqy-zenhei");
for (const [look, how] of Object.entries(looks)) if (wanted.includes(look)) await takePictures(look, how);
if (wanted.includes("animation")) await animate();

/** The bundled example in an editor, its mail server played by one on this machine. */
async function startExample(name, { theme, locale, view }) {
  const folder = path.join(scratch, name, "plausible");
  cpSync(path.join(root, "examples/quick-start"), folder, { recursive: true });
  const { host, user, password } = settingsOf(folder);
  const mail = await startMailServer({ tls: "starttls", hostNames: [host], auth: { user, password } });
  const ca = path.join(scratch, `${name}.pem`);
  writeFileSync(ca, mail.ca);
  const editor = await startEditorWith({
    vsix,
    scratch,
    locale,
    view: { ...view, colorScheme: theme },
    settings: {
      "security.workspace.trust.enabled": false,
      "workbench.colorTheme": theme === "dark" ? "Default Dark Modern" : "Default Light Modern",
      "window.autoDetectColorScheme": false,
      "workbench.layoutControl.enabled": false,
      "workbench.activityBar.location": "hidden",
      "window.commandCenter": false,
      "window.menuBarVisibility": "hidden",
      "editor.fontSize": 14,
      "editor.hover.delay": 100,
      "plausibleMail.testCa": ca,
      "plausibleMail.testConnectTo": `127.0.0.1:${mail.port}`,
    },
  });
  return { editor, folder, host, mail };
}

async function takePictures(look, { theme, words, locale }) {
  const view = { width: 1120, height: 700, deviceScaleFactor: 2 };
  const { editor, folder, host, mail } = await startExample(look, { theme, locale, view });
  const { page } = editor;
  const picture = async (name) => {
    await new Promise((resolve) => setTimeout(resolve, 400)); // fades and blinking carets
    const file = path.join(published.has(`${name}-${look}`) ? images : others, `${name}-${look}.png`);
    await page.screenshot({ path: file });
    console.log(path.relative(root, file));
  };
  try {
    await pictureEditing({ editor, page, folder, words, picture });
    await pictureTesting({ page, folder, words, picture, host });
  } finally {
    await editor.stop();
    await mail.close();
  }
}

/** What is seen while somebody reads and types: findings, fixes, lenses, completion. */
async function pictureEditing({ editor, page, folder, words, picture }) {
  await ui.openFolder(editor, folder, ".env");
  await ui.squiggle(page);

  await ui.pointAtSquiggle(page);
  await page.locator(".monaco-hover:not(.hidden) .hover-row").first().waitFor();
  await picture("diagnostic");

  await page.keyboard.press("Escape");
  await ui.goTo(page, lineOf(path.join(folder, ".env"), "SMTP_HOST_SSL_ENABLED"), "SMTP_HOST_SSL_ENABLED=".length + 2);
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget .monaco-list-row").first().waitFor();
  await picture("quick-fix");
  await page.keyboard.press("Escape");

  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "compose.yml" }).click();
  await page.locator(".codelens-decoration a", { hasText: words.testSmtp }).first().waitFor();
  await ui.squiggle(page);
  await picture("code-lens");

  await ui.goTo(page, lineOf(path.join(folder, "compose.yml"), "SMTP_USER_PWD") + 1);
  await page.keyboard.type("      - SMTP_", { delay: 120 });
  await page.locator(".suggest-widget.visible .monaco-list-row").first().waitFor({ timeout: 60_000 });
  await picture("completion");
  await page.keyboard.press("Escape");
  await ui.runCommand(page, "File: Revert File");
}

/** A test that fails, its cure, and the test again. */
async function pictureTesting({ page, folder, words, picture, host }) {
  // The other mistake would stop the login: one thing at a time.
  const compose = path.join(folder, "compose.yml");
  writeFileSync(compose, readFileSync(compose, "utf8").replace(/(SMTP_USER_NAME=)"(.*)"/, "$1$2"));
  await ui.noSquiggle(page);
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: ".env" }).click();
  await ui.squiggle(page);
  await ui.runCommand(page, `Plausible Mail: ${words.testSmtp}`);
  await ui.inputBoxText(page);
  await until("the recipient's box", async () => (await ui.inputBoxText(page)).includes(host));
  await picture("test-smtp-recipient");
  await ui.answerRecipient(page, "");
  const verdict = await ui.notification(page, "SMTP_HOST_SSL_ENABLED");
  await until("only the verdict", async () => (await page.locator(".notification-toast").count()) === 1);
  await picture("test-smtp");
  await ui.press(verdict, words.applyFix);
  await ui.press(await ui.notification(page, words.again), words.testAgain);
  await ui.answerRecipient(page, "");
  await ui.notification(page, words.works);
  await until("only the verdict", async () => (await page.locator(".notification-toast").count()) === 1);
  await picture("test-smtp-again");

  await ui.runCommand(page, "Notifications: Clear All Notifications");
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "compose.yml" }).click();
  await ui.runCommand(page, `Plausible Mail: ${words.showContainer}`);
  await page.locator(".editor-instance", { hasText: "Bamboo.Mua" }).first().waitFor({ timeout: 60_000 });
  await picture("what-plausible-gets");
}

/** A mistake is typed, underlined and cured, and the mail server tested. */
async function animate() {
  const view = { width: 960, height: 560, deviceScaleFactor: 1 };
  const { editor, folder, host, mail } = await startExample("animation", { theme: "dark", view });
  const { page } = editor;
  const frames = [];
  const show = async (ms) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    frames.push({ png: await page.screenshot(), ms });
  };
  const env = path.join(folder, ".env");
  const compose = path.join(folder, "compose.yml");
  try {
    writeFileSync(env, readFileSync(env, "utf8").replace(/^(SMTP_HOST_SSL_ENABLED=).*$/m, "$1"));
    writeFileSync(compose, readFileSync(compose, "utf8").replace(/(SMTP_USER_NAME=)"(.*)"/, "$1$2"));
    await ui.openFolder(editor, folder, ".env");
    await ui.squiggle(page); // of the empty value: the extension is there
    await ui.goTo(page, lineOf(env, "SMTP_HOST_SSL_ENABLED"), "SMTP_HOST_SSL_ENABLED=".length + 1);
    await show(1000);
    for (const letter of "true") {
      await page.keyboard.type(letter);
      await page.keyboard.press("Escape");
      await show(180);
    }
    await until("the squiggle under four letters", async () => {
      const width = (await page.locator(".squiggly-error").first().boundingBox())?.width ?? 0;
      return width > 20 && width < 60;
    });
    await show(1600);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Control+.");
    await page.locator(".action-widget .monaco-list-row").first().waitFor();
    await show(1600);
    await page.keyboard.press("Enter");
    await ui.noSquiggle(page);
    await show(1400);
    await ui.runCommand(page, `Plausible Mail: ${english.testSmtp}`);
    await until("the recipient's box", async () => (await ui.inputBoxText(page)).includes(host));
    await show(1600);
    await ui.answerRecipient(page, "");
    await ui.notification(page, english.works);
    await until("only the verdict", async () => (await page.locator(".notification-toast").count()) === 1);
    await show(4000);
  } finally {
    await editor.stop();
    await mail.close();
  }
  writeFileSync(path.join(images, "type-fix-test.png"), animation(frames));
  console.log("docs/images/type-fix-test.png");
}

function lineOf(file, text) {
  return (
    readFileSync(file, "utf8")
      .split("\n")
      .findIndex((line) => line.includes(text)) + 1
  );
}

/** Whom the example talks to, and the login that its server expects. */
function settingsOf(folder) {
  const text = readFileSync(path.join(folder, ".env"), "utf8") + readFileSync(path.join(folder, "compose.yml"), "utf8");
  const of = (name) => new RegExp(`${name}=["']?([^"'\\n]+)`).exec(text)?.[1] ?? "";
  return { host: of("SMTP_HOST_ADDR"), user: of("SMTP_USER_NAME"), password: of("SMTP_USER_PWD") };
}
