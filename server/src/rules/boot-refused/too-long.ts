import type { MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { placeOf } from "../../instance/value.js";
import { bytesBeyondLimit, mostBytesAnywhere } from "../../plausible/boot/process-limit.js";
import { relatedTo } from "../kit/related-line.js";
import type { Problem } from "../kit/types.js";

export const tooLongMessages = {
  tooLong: {
    en: "The container can't start: `{name}` has {size} bytes. Linux allows 131,071.\nThis is the limit of one variable with its name on most computers, whose memory pages have 4 KB. Beyond it the start fails with `argument list too long`.",
    "zh-cn":
      "容器无法启动：`{name}` 有 {size} 字节，而 Linux 最多允许 131,071 字节。\n在内存页为 4 KB 的多数计算机上，这是单个变量连同其名称的上限。超过时启动会失败，并报告 `argument list too long`。",
  },
} satisfies Record<string, MessageTemplate>;

/** The variables that Linux cannot give to a process. Which programs read them does not matter. */
export function* tooLong(view: PlausibleInstance): Generator<Problem> {
  for (const variable of view.service.environment.values()) {
    const size = variable.state === "value" ? bytesBeyondLimit(variable.name, variable.value) : null;
    if (size === null) continue;
    yield {
      variable: variable.name,
      at: placeOf(variable),
      severity: size > mostBytesAnywhere ? "error" : "warning",
      message: tooLongMessages.tooLong,
      values: { name: variable.name, size: size.toLocaleString("en") },
      related: relatedTo(view.service, variable),
    };
  }
}
