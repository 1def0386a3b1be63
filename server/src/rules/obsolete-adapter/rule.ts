import type { MessageTemplate } from "../../base/messages.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { onAssumedAdapter } from "../kit/qualify.js";
import { relatedTo } from "../kit/related-line.js";
import { switchToMua } from "../kit/switch-to-mua.js";
import type { Rule } from "../kit/types.js";

const messages = {
  noTls: {
    en: "`MAILER_ADAPTER=Bamboo.SMTPAdapter`: in Plausible {release} it cannot encrypt, so it fails with every server that offers TLS, and newer releases refuse to boot with it. Write `Bamboo.Mua`.",
    "zh-cn":
      "`MAILER_ADAPTER=Bamboo.SMTPAdapter`：在 Plausible {release} 中它无法加密，遇到任何提供 TLS 的服务器都会失败，更新的版本会因它拒绝启动。请写 `Bamboo.Mua`。",
  },
  finding: {
    en: "`MAILER_ADAPTER=Bamboo.SMTPAdapter`: Plausible {release} still has it, newer releases refuse to boot with it. Write `Bamboo.Mua`.",
    "zh-cn": "`MAILER_ADAPTER=Bamboo.SMTPAdapter`：Plausible {release} 仍支持它，更新的版本会因它拒绝启动。请写 `Bamboo.Mua`。",
  },
} satisfies Record<string, MessageTemplate>;

/** The old SMTP adapter, where the new one is there. */
export const obsoleteAdapter: Rule = {
  meta: {
    id: "obsolete-adapter",
    severity: "warning",
    summary: {
      en: "`Bamboo.SMTPAdapter` is no longer maintained, and gone in newer releases.",
      "zh-cn": "`Bamboo.SMTPAdapter` 已不再维护，在更新的版本中已移除。",
    },
    fixable: true,
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
