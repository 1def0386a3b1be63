import type { FilePath, SourceText } from "../../base/text.js";
import { tableOf } from "./block-table.js";
import type { ComposeDocument } from "./document.js";
import { SplitDocument } from "./split-document.js";
import { parseWhole } from "./whole-document.js";

/**
 * The documents of a compose file. Where the text can be cut, pieces whose text was in `previous` are not parsed again,
 * and a broken one takes nothing else with it. The result is the one that a parse of the whole text gives.
 */
export function parseDocuments(
  file: FilePath,
  source: SourceText,
  previous: readonly ComposeDocument[] | null = null,
): readonly ComposeDocument[] {
  const before = previous?.[0] instanceof SplitDocument ? previous[0] : null;
  const table = tableOf(source, before?.table ?? null);
  if (table === null) return parseWhole(file, source.text);
  const document = new SplitDocument(file, table, before);
  return document.runningOn() ?? [document];
}
