import { CompletionItemKind } from "vscode-languageserver-types";
import type { MessageTemplate } from "../../base/messages.js";
import { releasesUnder, tagOf } from "../../plausible/tables/images.js";
import { newestRelease } from "../../plausible/tables/releases.js";
import type { CursorLine } from "./cursor-line.js";
import type { Say, Suggestion, Suggestions } from "./suggestion.js";

const texts = {
  newest: { en: "newest release", "zh-cn": "最新版本" },
  release: { en: "{date} · sends with {adapter}", "zh-cn": "{date} · 使用 {adapter} 发送" },
  undated: { en: "sends with {adapter}", "zh-cn": "使用 {adapter} 发送" },
} satisfies Record<string, MessageTemplate>;

/** The tags of the releases that are published under the image that the cursor's line names; null for other lines. */
export function imageTags(line: CursorLine, say: Say): Suggestions | null {
  const [head = "", , name = ""] = /^([ \t]*image:[ \t]*["']?)([\w./:-]+):/.exec(line.text.slice(0, line.column)) ?? [];
  if (head === "") return null;
  const [rest = ""] = /^[\w.-]*/.exec(line.text.slice(head.length)) ?? [];
  if (line.column > head.length + rest.length) return null;
  const items = releasesUnder(name)
    .toReversed()
    .map((release): Suggestion => {
      const { date, defaultAdapter: adapter } = release;
      const detail =
        release === newestRelease
          ? say(texts.newest)
          : date === null
            ? say(texts.undated, { adapter })
            : say(texts.release, { date, adapter });
      return { label: tagOf(release), kind: CompletionItemKind.Value, detail, newText: tagOf(release) };
    });
  return { start: line.start + head.length, end: line.start + head.length + rest.length, items };
}
