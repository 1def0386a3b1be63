import type { MessageTemplate } from "../base/messages.js";
import type { DeliveryTls } from "../plausible/mailer/model.js";

/** How the connection is encrypted, in words for readers. */
export const tlsTexts: Readonly<Record<DeliveryTls, MessageTemplate>> = {
  implicit: { en: "implicit TLS", "zh-cn": "隐式 TLS" },
  "starttls-if-offered": {
    en: "encrypted with STARTTLS if the server offers it",
    "zh-cn": "服务器提供 STARTTLS 时加密",
  },
  "fails-if-offered": {
    en: "unencrypted; fails if the server offers STARTTLS",
    "zh-cn": "未加密；服务器提供 STARTTLS 时失败",
  },
  impossible: { en: "TLS, which fails in this release", "zh-cn": "TLS，在此版本中会失败" },
  none: { en: "not encrypted", "zh-cn": "不加密" },
};
