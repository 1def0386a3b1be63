// An editor as a user has it: the packed extension installed, notifications on, driven from outside.
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import path from "node:path";
import { installExtension, openBrowser, startWorkbench } from "./host.mjs";
import { ensureHost } from "./install.mjs";

/** What would stand in the way of a test or a picture. */
const quiet = {
  "chat.disableAIFeatures": true,
  // As on a desktop: in a browser VS Code saves what a test means to revert.
  "files.autoSave": "off",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "telemetry.telemetryLevel": "off",
  "extensions.ignoreRecommendations": true,
  "editor.stickyScroll.enabled": false,
  "editor.minimap.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "editor.accessibilitySupport": "off",
};

/**
 * A language pack without translations: the editor's own words stay English, extensions speak the language. The real packs
 * are at the marketplace only.
 */
function writeLanguagePack(userDataDir, locale) {
  const translations = path.join(userDataDir, "language-pack.json");
  writeFileSync(translations, JSON.stringify({ version: "1.0.0", contents: {} }));
  const pack = {
    hash: locale,
    label: locale,
    extensions: [{ extensionIdentifier: { id: `test.language-pack-${locale}` }, version: "1.0.0" }],
    translations: { vscode: translations },
  };
  writeFileSync(path.join(userDataDir, "languagepacks.json"), JSON.stringify({ [locale]: pack }));
}

/**
 * @param {{ vsix: string, scratch: string, settings: Record<string, unknown>, locale?: string, view?: Parameters<typeof openBrowser>[1], args?: readonly string[], others?: readonly string[] }} options `others`: packages that are installed beside it
 */
export async function startEditorWith({ vsix, scratch, settings, locale, view, args = [], others = [] }) {
  const host = ensureHost();
  const folder = mkdtempSync(path.join(scratch, "editor-"));
  const userDataDir = path.join(folder, "user-data");
  const extensionsDir = path.join(folder, "extensions");
  mkdirSync(path.join(userDataDir, "User"), { recursive: true });
  mkdirSync(extensionsDir, { recursive: true });
  writeFileSync(path.join(userDataDir, "User", "settings.json"), JSON.stringify({ ...quiet, ...settings }));
  for (const each of [vsix, ...others]) installExtension(host, { vsix: each, userDataDir, extensionsDir });
  if (locale !== undefined) writeLanguagePack(userDataDir, locale);
  const inLocale = locale === undefined ? [] : [`--locale=${locale}`];
  const workbench = await startWorkbench(host, { userDataDir, extensionsDir, args: [...inLocale, ...args] });
  try {
    const { browser, page } = await openBrowser(host, view);
    const stop = async () => {
      await browser.close();
      await workbench.stop();
    };
    return { page, origin: workbench.origin, pid: workbench.pid, folder, stop };
  } catch (error) {
    await workbench.stop();
    throw error;
  }
}
