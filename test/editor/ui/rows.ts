import type { Page } from "playwright-core";
import { until } from "../until.js";

/** A row of a list: the whole of its label and, where that does not tell it from others, what stands beside it. */
export interface Row {
  readonly label: string;
  readonly description?: string;
}

/** The lists that rows are taken from: of a quick pick or the palette, and of code actions. */
export type List = ".quick-input-list" | ".action-widget";

interface Places {
  /** The number of the row with the focus, and of the one that is meant; the page has only rows that there is room for. */
  readonly focused: number | null;
  readonly wanted: number | null;
  /** Whether they are the same. */
  readonly isThere: boolean;
  /** What the rows say. */
  readonly labels: readonly string[];
}

/** Goes to a row with the arrow keys and presses Enter on it; false where it is not there after a while. */
export async function takeRow(page: Page, list: List, row: Row): Promise<boolean> {
  const look = `(${find})(${JSON.stringify([list, row])})`;
  for (const end = Date.now() + 5_000; Date.now() < end; ) {
    const { focused, wanted, isThere }: Places = await page.evaluate(look);
    if (isThere && (await enterOn(page, look))) return true;
    if (focused === null || wanted === null || isThere) await new Promise((resolve) => setTimeout(resolve, 50));
    else await page.keyboard.press(focused < wanted ? "ArrowDown" : "ArrowUp");
  }
  return false;
}

/** Takes the row of a list that is shown, or says which ones there are. */
export async function pick(page: Page, label: string): Promise<void> {
  await orSayWhatIsThere(
    page,
    ".quick-input-list",
    label,
    until(label, () => takeRow(page, ".quick-input-list", { label })),
  );
}

/** Adds to the failure of a choice what could be chosen. */
export async function orSayWhatIsThere(page: Page, list: List, label: string, choice: Promise<unknown>): Promise<void> {
  await choice.catch(async (error: Error) => {
    const { labels }: Places = await page.evaluate(`(${find})(${JSON.stringify([list, { label }])})`);
    throw new Error(`${error.message}; there: ${JSON.stringify(labels)}`);
  });
}

/** A list may change between a look at it and the key: the page swallows an Enter that would take another row. */
async function enterOn(page: Page, look: string): Promise<boolean> {
  await page.evaluate(`{
    globalThis.taken = false;
    addEventListener("keydown", (event) => {
      globalThis.taken = ${look}.isThere;
      if (globalThis.taken) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }, { capture: true, once: true });
  }`);
  await page.keyboard.press("Enter");
  return await page.evaluate("globalThis.taken");
}

/** What the page is asked, in its own words. */
const find = `([list, { label, description }]) => {
  const rows = [...document.querySelectorAll(list + " .monaco-list-row")].filter((row) => row.checkVisibility());
  const says = (row, part) => (row.querySelector(part)?.textContent ?? "").replaceAll("\\u00a0", " ").trim();
  const labelOf = (row) => says(row, ".label-name, .title");
  const isMeant = (row) =>
    labelOf(row) === label && (description === undefined || says(row, ".label-description") === description);
  const numberOf = (row) => (row === undefined ? null : Number(row.dataset.index));
  const focused = rows.find((row) => row.matches(".focused"));
  return {
    focused: numberOf(focused),
    wanted: numberOf(rows.find(isMeant)),
    isThere: focused !== undefined && isMeant(focused),
    labels: rows.map(labelOf),
  };
}`;
