import type { MessageTemplate } from "../../base/messages.js";
import { entryNear } from "../../instance/entry-near.js";
import { mailDelivery } from "../../instance/mail-delivery.js";
import { addVariable } from "../kit/fixes.js";
import { laterRelease, useRelease } from "../kit/newer-image.js";
import type { Rule } from "../kit/types.js";

const messages = {
  "without-reason": {
    en: "Use Plausible {later} or newer: {release} doesn't log why an email fails.\nWhen an email fails, the browser shows success and the log says only `Failed to send e-mail`. Until you upgrade, set `SENTRY_DSN` to see the reason there, and test the connection.",
    "zh-cn":
      "请使用 Plausible {later} 或更新版本：{release} 不记录邮件失败的原因。\n邮件发送失败时，浏览器仍显示成功，日志只有 `Failed to send e-mail`。升级之前，可设置 `SENTRY_DSN` 以在那里查看原因，并测试连接。",
  },
  nothing: {
    en: "Use Plausible {later} or newer: {release} doesn't log that an email failed.\nPlausible {later} logs the reason. Until you upgrade, set `SENTRY_DSN` to see it there, and test the connection.",
    "zh-cn":
      "请使用 Plausible {later} 或更新版本：{release} 不会记录邮件失败。\nPlausible {later} 起会记录原因。升级之前，可设置 `SENTRY_DSN` 以在那里查看，并测试连接。",
  },
} satisfies Record<string, MessageTemplate>;

/** A release that keeps to itself why a mail failed. */
export const silentFailure: Rule = {
  meta: {
    id: "silent-failure",
    severity: "info",
    summary: {
      en: "This release doesn't log why an email failed.",
      "zh-cn": "此版本不会记录邮件发送失败的原因。",
    },
    fixable: true,
    ofRelease: true,
  },
  messages,
  check(view, report) {
    const { release } = view.choice;
    const { image } = view.service;
    if (image === null || release.logsFailure === "with-reason" || mailDelivery(view)?.client === "none") return;
    if (view.variable("SENTRY_DSN").state !== "absent") return;
    const later = laterRelease(view, ({ logsFailure }) => logsFailure === "with-reason");
    report({
      variable: null,
      at: image.at,
      message: messages[release.logsFailure],
      values: { later: later?.name ?? "" },
      fixes: [
        useRelease(view, later),
        addVariable(view, { name: "SENTRY_DSN", value: null }, entryNear(view, ["BASE_URL", "MAILER_ADAPTER", "SMTP_HOST_ADDR"])),
      ],
    });
  },
};
