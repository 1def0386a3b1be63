import type { MessageTemplate } from "../../base/messages.js";

/** What reports say around the findings. */
export const lintReportTexts = {
  clean: { en: "No email problems found.", "zh-cn": "未发现邮件问题。" },
  severity: { en: "Severity", "zh-cn": "严重程度" },
  place: { en: "Place", "zh-cn": "位置" },
  rule: { en: "Rule", "zh-cn": "规则" },
  problem: { en: "Problem", "zh-cn": "问题" },
  more: { en: "And {more} more.", "zh-cn": "另有 {more} 个。" },
} satisfies Record<string, MessageTemplate>;
