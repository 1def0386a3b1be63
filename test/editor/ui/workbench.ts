import path from "node:path";
import type { Locator, Page } from "playwright-core";
import { until } from "../until.js";
import { orSayWhatIsThere, pick, type Row, takeRow } from "./rows.js";

/** A running editor as a user has it, seen in a browser page. */
export interface Editor {
  readonly page: Page;
  readonly origin: string;
  /** The id of the process that everything of this editor runs under. */
  readonly pid: number;
  /** Where its settings, extensions and logs are. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** What the script that runs these tests hands to them. */
export interface World {
  /** A folder of this run's own; removed after it. */
  readonly scratch: string;
  /** Where the picture of a failed test's editor goes. */
  readonly pictures: string;
  /** Starts an editor with the packed extension installed, and these user settings; `locale`: in that display language. */
  startEditor(settings: Readonly<Record<string, unknown>>, locale?: string): Promise<Editor>;
  /** The same with the extension in the worker of the page, as on vscode.dev. */
  startInBrowser(settings: Readonly<Record<string, unknown>>, locale?: string): Promise<Editor>;
  /** The same beside an extension that serves a folder of the disk as `shelf:/`, which is all that the editor knows of it. */
  startOnShelf(folder: string, settings: Readonly<Record<string, unknown>>, locale?: string): Promise<Editor>;
}

/** Opens a folder, and a file of it. */
export async function openFolder(editor: Editor, folder: string, file: string): Promise<void> {
  const { host } = new URL(editor.origin);
  await openPlace(editor, "folder", folder, `vscode-remote://${host}${path.join(folder, file)}`);
}

/** Opens a workspace by its file, and a file of one of its folders by its URI. */
export async function openWorkspace(editor: Editor, file: string, opened: string): Promise<void> {
  await openPlace(editor, "workspace", file, opened);
}

/** Opens a window without a folder. */
export async function openNothing({ page, origin }: Editor): Promise<void> {
  const address = new URL(origin);
  address.searchParams.set("ew", "true");
  await page.goto(address.href, { timeout: 120_000 });
  await page.locator(".monaco-workbench .statusbar-item").first().waitFor({ timeout: 60_000 });
}

async function openPlace({ page, origin }: Editor, kind: string, place: string, file: string): Promise<void> {
  const address = new URL(origin);
  address.searchParams.set(kind, place);
  address.searchParams.set("payload", JSON.stringify([["openFile", file]]));
  await page.goto(address.href, { timeout: 120_000 });
  await page
    .locator(`.tab[data-resource-name="${path.basename(file)}"]`)
    .first()
    .waitFor({ timeout: 60_000 });
  await page.locator(".view-line").first().waitFor({ timeout: 60_000 });
}

/** Runs a command by its title in the palette, as it stands there (`Plausible Mail: Test SMTP`), and no other. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const input = page.locator(quickInput);
  await choose(page, "F1", `>${title}`, { label: title });
  // The command may ask something in the same box: the palette is gone when its ">" is.
  await until("the palette closes", async () => !(await input.inputValue({ timeout: 300 }).catch(() => "")).startsWith(">"));
}

/** Opens a file of the opened folder by its path (`silent/.env`), as Go to File does. */
export async function openFile(page: Page, name: string): Promise<void> {
  const folder = path.dirname(name) === "." ? "" : path.dirname(name);
  await choose(page, "Control+p", name, { label: path.basename(name), description: folder });
  const breadcrumbs = page.locator(".editor-group-container.active .breadcrumbs-control", { hasText: folder });
  await breadcrumbs.filter({ hasText: path.basename(name) }).waitFor();
}

const quickInput = ".quick-input-widget:visible input[type=text]";
const quickRows = ".quick-input-list .monaco-list-row";

/** Types into the box that a key opens, and takes the row. The box closes when an editor that opens just then takes the focus. */
async function choose(page: Page, key: string, text: string, row: Row): Promise<void> {
  const chosen = until(`${text} to choose`, async () => {
    // In a box that is open, the key that opens it may take a row.
    if (await page.locator(quickInput).isVisible()) await page.keyboard.press("Escape");
    await page.keyboard.press(key);
    const typed = page.locator(quickInput).fill(text, { timeout: 5_000 });
    return await typed.then(
      () => takeRow(page, ".quick-input-list", row),
      () => false,
    );
  });
  await orSayWhatIsThere(page, ".quick-input-list", row.label, chosen);
}

/** Takes a quick fix at the caret by its title, by keyboard; before that, `look` sees the list. */
export async function takeFix(page: Page, title: string | RegExp, look?: () => Promise<unknown>): Promise<void> {
  const rows = page.locator(".action-widget:visible .monaco-list-row.action", { hasText: title });
  // Pressed while another list closes, the keys are lost; in the list itself they take its row.
  await until(`the fix ${title}`, async () => {
    await page.keyboard.press("Escape");
    await page.locator(".action-widget:visible").first().waitFor({ state: "hidden" });
    await page.keyboard.press("Control+.");
    const shown = rows.first().waitFor({ timeout: 5_000 });
    return await shown.then(
      () => true,
      () => false,
    );
  });
  await look?.();
  const label = (await textOf(rows.first())).trim();
  await orSayWhatIsThere(
    page,
    ".action-widget",
    label,
    until(label, () => takeRow(page, ".action-widget", { label })),
  );
  await page.locator(".action-widget:visible").first().waitFor({ state: "hidden" });
}

/** The prompt and title of the input box that is shown. */
export async function inputBoxText(page: Page): Promise<string> {
  const box = page.locator(".quick-input-widget:visible");
  await box.locator("input").first().waitFor();
  return await textOf(box);
}

/** What an element says, with ordinary spaces. */
export async function textOf(element: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: what is shown, without the style sheets that lists carry
  return (await element.innerText()).replaceAll("\u00a0", " ");
}

/** The notification with a text, once it is there. */
export async function notification(page: Page, text: string | RegExp, timeout = 30_000): Promise<Locator> {
  const toast = page.locator(".notification-toast", { hasText: text }).first();
  await toast.waitFor({ timeout }).catch(async () => {
    throw new Error(
      `No notification ${text}; there: ${JSON.stringify(await page.locator(".notification-toast").allInnerTexts())}`,
    );
  });
  return toast;
}

/** Presses a button of a notification. */
export async function press(toast: Locator, button: string | RegExp): Promise<void> {
  await toast.locator(".notification-list-item-buttons-container .monaco-button", { hasText: button }).first().click();
}

/** Chooses something that a notification has no button for, from the list behind its last one. */
export async function chooseMore(page: Page, toast: Locator, title: string, more = "More…"): Promise<void> {
  await press(toast, more);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click();
}

/** What the notification's buttons say. */
export async function buttonsOf(toast: Locator): Promise<string[]> {
  return await toast.locator(".notification-list-item-buttons-container .monaco-button").allInnerTexts();
}

/** The text of the active editor, with ordinary spaces (only the lines in view). */
export async function editorText(page: Page): Promise<string> {
  const lines = await page.locator(".editor-group-container.active .view-line").evaluateAll((elements) =>
    elements
      .map((element) => ({
        top: Number.parseFloat((element as { style: { top: string } } & typeof element).style.top),
        text: element.textContent ?? "",
      }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text),
  );
  return lines.join("\n").replaceAll("\u00a0", " ");
}

/** Waits until the active editor shows a squiggle of a severity. */
export async function squiggle(page: Page, severity: "error" | "warning" | "info" = "error"): Promise<void> {
  await page.locator(`.editor-group-container.active .squiggly-${severity}`).first().waitFor({ timeout: 60_000 });
}

/** Points at the text over the first squiggle of an error, wherever it is once the lines have settled. */
export async function pointAtSquiggle(page: Page): Promise<void> {
  const box = await until("the squiggle's place", () =>
    page.locator(".editor-group-container.active .squiggly-error").first().boundingBox(),
  );
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
}

export async function noSquiggle(page: Page, severity: "error" | "warning" | "info" = "error"): Promise<void> {
  await until(
    `no squiggle (${severity})`,
    async () => (await page.locator(`.editor-group-container.active .squiggly-${severity}`).count()) === 0,
  );
}

/** Puts the caret on a line of the active editor by its number, as Go to Line does. */
export async function goTo(page: Page, line: number, column = 1): Promise<void> {
  // The box closes when an editor that opens just then takes the focus; Enter before the row is there does nothing.
  await until(`the box for line ${line}`, async () => {
    if (await page.locator(quickInput).isVisible()) await page.keyboard.press("Escape");
    await page.keyboard.press("Control+g");
    const typed = page.locator(quickInput).fill(`:${line}:${column}`, { timeout: 5_000 });
    const shown = typed.then(() => page.locator(`${quickRows}.focused`, { hasText: `${line}` }).waitFor({ timeout: 5_000 }));
    return await shown.then(
      () => true,
      () => false,
    );
  });
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}

/** Applies what a dialog shows of a fix that changes several files; it has these lines, and no such secret. */
export async function applyReviewed(page: Page, lines: readonly string[], secret: string, apply = "Apply"): Promise<void> {
  const dialog = page.locator(".monaco-dialog-box");
  await dialog.waitFor();
  const shown = await textOf(dialog);
  if (shown.includes(secret) || !lines.every((line) => shown.includes(line))) throw new Error(`The dialog has:\n${shown}`);
  await dialog.locator(".monaco-button", { hasText: apply }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** Answers the box that is shown: with a text, or with a row of its list. */
export async function answerBox(page: Page, title: string, answer: string | { readonly row: string }): Promise<void> {
  const box = page.locator(".quick-input-widget:visible", { hasText: title });
  await box.waitFor({ timeout: 60_000 });
  const text = typeof answer === "string" ? answer : answer.row;
  if (text !== "") await box.locator("input").first().fill(text);
  if (typeof answer === "string") await page.keyboard.press("Enter");
  else await pick(page, answer.row);
}

/** Answers the input box that asks for a recipient. */
export async function answerRecipient(page: Page, address: string): Promise<void> {
  const input = page.locator(".quick-input-widget:visible input");
  await input.first().waitFor();
  if (address !== "") await input.first().fill(address);
  await page.keyboard.press("Enter");
  // Pressed while the box opens, the key is lost.
  await input
    .first()
    .waitFor({ state: "hidden", timeout: 5_000 })
    .catch(() => page.keyboard.press("Enter"));
}

/** Waits for the page of a rule in the active editor, rendered. */
export async function pageOfRule(page: Page, rule: string): Promise<void> {
  await page.locator(".tab.active", { hasText: rule }).waitFor();
  const content = page.frameLocator("iframe.webview.ready").first().frameLocator("#active-frame");
  await content.locator("h1", { hasText: rule }).first().waitFor({ timeout: 60_000 });
}

/** After each test: when it failed, what the editor looked like then. */
export function pictureOfFailure(world: World, editor: () => Editor | undefined): (this: Mocha.Context) => Promise<void> {
  return async function () {
    if (this.currentTest?.state !== "failed") return;
    const name = this.currentTest.title.replace(/\W+/g, "-").toLowerCase();
    await editor()?.page.screenshot({ path: path.join(world.pictures, `${name}.png`) });
  };
}
