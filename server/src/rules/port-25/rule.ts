import type { MessageTemplate } from "../../base/messages.js";
import { offersPort } from "../../instance/relay-port.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { adapterInstead, otherPorts, portFixes } from "../kit/other-port.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  written: {
    en: "Most hosting providers block port `25`. {advice}\nNothing guarantees encryption there either: email from Plausible {release} to `{host}` waits until it times out, or is sent unencrypted.",
    "zh-cn":
      "多数主机商会封锁端口 `25`。{advice}\n该端口也不保证加密：Plausible {release} 发往 `{host}` 的邮件会一直等到超时，或以明文传输。",
  },
  byDefault: {
    en: "The default port `25` is usually blocked. {advice}\nWithout `SMTP_HOST_PORT`, Plausible {release} uses it for `{host}`. Most hosting providers block it, and nothing guarantees encryption there.",
    "zh-cn":
      "默认端口 `25` 通常被封锁。{advice}\n未设置 `SMTP_HOST_PORT` 时，Plausible {release} 会用它连接 `{host}`。多数主机商会封锁该端口，且不保证加密。",
  },
  advise: { en: "Set `SMTP_HOST_PORT` to `{port}`.", "zh-cn": "请将 `SMTP_HOST_PORT` 设为 `{port}`。" },
  adviseTwo: {
    en: "Set `SMTP_HOST_PORT` to `{port}` or `{other}`.",
    "zh-cn": "请将 `SMTP_HOST_PORT` 设为 `{port}` 或 `{other}`。",
  },
  adviseAdapter: {
    en: "Use port `{port}` and `MAILER_ADAPTER={adapter}`.",
    "zh-cn": "请使用端口 `{port}` 和 `MAILER_ADAPTER={adapter}`。",
  },
  noOther: {
    en: "Check that yours is open: this host has no other.",
    "zh-cn": "请确认您的端口已开放：此主机没有其他端口。",
  },
} satisfies Record<string, MessageTemplate>;

/** A relay outside the project on port 25. */
export const port25: Rule = {
  meta: {
    id: "port-25",
    severity: "warning",
    summary: {
      en: "The mail server is reached on port 25, which most hosting providers block.",
      "zh-cn": "通过端口 25 连接邮件服务器，多数主机商会封锁该端口。",
    },
    fixable: true,
    yieldsTo: {
      inService: [
        // Its cure moves the mail to another port as well.
        "tls-impossible",
        "wrong-port",
      ],
    },
  },
  messages,
  check(view, report) {
    const { settings, relay } = view;
    if (settings?.inForce !== "yes" || view.extraConfig) return;
    if (relay.state !== "host" || relay.place !== "outside") return;
    const { port } = settings;
    if (port.kind !== "known" || port.port !== 25) return;
    const written = port.decidedBy.by === "text";
    const shown = view.variable(written ? port.decidedBy.variable : "SMTP_HOST_ADDR");
    if (!isPlaced(shown)) return;
    const ports = otherPorts(view);
    const [first = "587", second] = ports;
    const other = adapterInstead(view);
    const advice =
      ports.length === 0 && !offersPort(view, 587)
        ? { template: messages.noOther, values: {} }
        : other !== null
          ? { template: messages.adviseAdapter, values: { port: first, adapter: other } }
          : second === undefined
            ? { template: messages.advise, values: { port: first } }
            : { template: messages.adviseTwo, values: { port: first, other: second } };
    report({
      variable: "SMTP_HOST_PORT",
      at: placeOf(shown),
      message: written ? messages.written : messages.byDefault,
      values: { host: relay.host, advice },
      related: relatedTo(view.service, shown),
      fixes: portFixes(view),
    });
  },
};
