import type { MessageTemplate } from "../../base/messages.js";
import { entryNear } from "../../instance/entry-near.js";
import { mailDelivery } from "../../instance/mail-delivery.js";
import { addVariable } from "../kit/fixes.js";
import { laterRelease, useRelease } from "../kit/newer-image.js";
import type { Rule } from "../kit/types.js";

const messages = {
  "without-reason": {
    en: "When a mail fails, Plausible {release} shows success in the browser and logs `Failed to send e-mail` without the reason. Plausible {later} logs it: take a newer image. Until then, set `SENTRY_DSN` to see it there, and test the connection.",
    "zh-cn":
      "邮件发送失败时，Plausible {release} 在浏览器中仍显示成功，日志只有 `Failed to send e-mail` 而没有原因。Plausible {later} 起会记录原因：请改用更新的镜像。在此之前，可设置 `SENTRY_DSN` 以在那里查看，并测试连接。",
  },
  nothing: {
    en: "When a mail fails, Plausible {release} logs nothing that says so. Plausible {later} logs the reason: take a newer image. Until then, set `SENTRY_DSN` to see it there, and test the connection.",
    "zh-cn":
      "邮件发送失败时，Plausible {release} 不会记录任何说明。Plausible {later} 起会记录原因：请改用更新的镜像。在此之前，可设置 `SENTRY_DSN` 以在那里查看，并测试连接。",
  },
} satisfies Record<string, MessageTemplate>;

/** A release that keeps to itself why a mail failed. */
export const silentFailure: Rule = {
  meta: {
    id: "silent-failure",
    severity: "info",
    summary: {
      en: "This release does not log why a mail failed.",
      "zh-cn": "此版本不会记录邮件发送失败的原因。",
    },
    fixable: true,
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
