import type { Page } from "playwright-core";
import { until } from "../until.js";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The middle of a text in a line of the active editor, also of a hint, once the lines have settled. */
export async function placeOfText(page: Page, text: string): Promise<Point> {
  let last: Point | null = null;
  return await until(`${text} in the editor`, async () => {
    const place: Point | null = await page.evaluate(`(${find})(${JSON.stringify(text)})`);
    const hasSettled = place !== null && place.x === last?.x && place.y === last?.y;
    last = place;
    return hasSettled && place;
  });
}

/** Clicks on a text of the active editor while Ctrl is held, as on a link; `seen` is there while the pointer is on it. */
export async function controlClick(page: Page, text: string, seen?: string): Promise<void> {
  const { x, y } = await placeOfText(page, text);
  await page.mouse.move(x - 1, y);
  await page.keyboard.down("Control");
  try {
    await page.mouse.move(x, y);
    if (seen !== undefined) await page.locator(seen).first().waitFor({ timeout: 10_000 });
    await page.mouse.click(x, y);
  } finally {
    await page.keyboard.up("Control");
  }
}

/** Asks the page; a text may be made of several elements, with blanks that do not break. */
const find = `(wanted) => {
  for (const line of document.querySelectorAll(".editor-group-container.active .view-line")) {
    let start = line.textContent.replaceAll("\\u00a0", " ").indexOf(wanted);
    if (start === -1) continue;
    let end = start + wanted.length;
    const range = document.createRange();
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const { length } = node.data;
      if (start >= 0 && start < length) range.setStart(node, start);
      if (end > 0 && end <= length) range.setEnd(node, end);
      start -= length;
      end -= length;
    }
    const { left, top, width, height } = range.getBoundingClientRect();
    return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
  }
  return null;
}`;
