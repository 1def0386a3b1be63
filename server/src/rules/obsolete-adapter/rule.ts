import type { MessageTemplate } from "../../base/messages.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { onAssumedAdapter } from "../kit/qualify.js";
import { relatedTo } from "../kit/related-line.js";
import { switchToMua } from "../kit/switch-to-mua.js";
import type { Rule } from "../kit/types.js";

const messages = {
  noTls: {
    en: "Set `MAILER_ADAPTER` to `Bamboo.Mua`: `Bamboo.SMTPAdapter` can't encrypt.\nIn Plausible {release} it fails with every server that offers TLS, and newer releases refuse to start with it.",
    "zh-cn":
      "请将 `MAILER_ADAPTER` 设为 `Bamboo.Mua`：`Bamboo.SMTPAdapter` 无法加密。\n在 Plausible {release} 中，它遇到任何提供 TLS 的服务器都会失败，更新的版本会因它拒绝启动。",
  },
  finding: {
    en: "Set `MAILER_ADAPTER` to `Bamboo.Mua`: `Bamboo.SMTPAdapter` is obsolete.\nPlausible {release} still has it, but newer releases refuse to start with it.",
    "zh-cn":
      "请将 `MAILER_ADAPTER` 设为 `Bamboo.Mua`：`Bamboo.SMTPAdapter` 已过时。\nPlausible {release} 仍支持它，但更新的版本会因它拒绝启动。",
  },
} satisfies Record<string, MessageTemplate>;

/** The old SMTP adapter, where the new one is there. */
export const obsoleteAdapter: Rule = {
  meta: {
    id: "obsolete-adapter",
    severity: "warning",
    summary: {
      en: "`Bamboo.SMTPAdapter` is no longer maintained and was removed in newer releases.",
      "zh-cn": "`Bamboo.SMTPAdapter` 已不再维护，在更新的版本中已移除。",
    },
    fixable: true,
    ofRelease: true,
    yieldsTo: {
      inService: ["implicit-tls-unsupported", "tls-impossible", "tls-port-mismatch"],
    },
  },
  messages,
  check(view, report) {
    const variable = view.variable("MAILER_ADAPTER");
    const { smtp, choice } = view;
    if (smtp?.adapter !== "Bamboo.SMTPAdapter" || choice.release.smtp["Bamboo.Mua"] === undefined) return;
    // As this release's default it was chosen by nobody; and unset is cured by a newer image.
    if (variable.state !== "value" || !isPlaced(variable)) return;
    const message = smtp.startTls === "fails" ? messages.noTls : messages.finding;
    report({
      ...onAssumedAdapter(view, { severity: "warning", message, values: {} }),
      variable: variable.name,
      at: placeOf(variable),
      related: relatedTo(view.service, variable),
      fixes: [switchToMua(view)],
    });
  },
};
