import type { Message, MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { lowered, type Severity } from "./severity.js";

/** What a finding rests on beside the texts that it shows. */
export const notes = {
  ifRelay: {
    en: "{finding} (Only if `SMTP_HOST_ADDR` is set, which isn't visible here.)",
    "zh-cn": "{finding}（前提是设置了 `SMTP_HOST_ADDR`，此处无法看到。）",
  },
  weakProvider: {
    en: "{finding} (We have no first-hand source for what {provider} uses on that port.)",
    "zh-cn": "{finding}（{provider} 在该端口上使用的协议没有第一手资料。）",
  },
  weakPort: {
    en: "{finding} (An internal server may use that port differently.)",
    "zh-cn": "{finding}（内部服务器可能以其他方式使用该端口。）",
  },
  unsetInFiles: {
    en: "{finding} (These files don't set it; your shell may.)",
    "zh-cn": "{finding}（这些文件没有设置它；您的 shell 可能会设置。）",
  },
  assumedAdapter: {
    en: "{finding} (Assuming that Plausible {release} still has this adapter; without it, Plausible doesn't start.)",
    "zh-cn": "{finding}（假定 Plausible {release} 仍有该适配器；若没有，Plausible 无法启动。）",
  },
} satisfies Record<string, MessageTemplate>;

export interface Qualified {
  readonly message: MessageTemplate;
  readonly values: Message["values"];
  readonly severity: Severity;
}

/** A finding one severity lower, with the note that says what it rests on; as it is where there is no note. */
export function qualify(finding: Qualified, note: MessageTemplate | null, values: Message["values"] = {}): Qualified {
  if (note === null) return finding;
  const inner: Message = { template: finding.message, values: finding.values };
  return { message: note, values: { ...values, finding: inner }, severity: lowered(finding.severity) };
}

/** A finding on the adapter in force; it says so where it is only assumed that the release has that one. No less grave: without it the boot is refused. */
export function onAssumedAdapter({ choice, adapter, releaseName }: PlausibleInstance, finding: Qualified): Qualified {
  if (adapter === null || !choice.release.assumedAdapters.includes(adapter)) return finding;
  const inner: Message = { template: finding.message, values: { release: releaseName, ...finding.values } };
  return { ...finding, message: notes.assumedAdapter, values: { finding: inner, release: releaseName } };
}
