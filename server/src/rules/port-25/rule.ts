import type { MessageTemplate } from "../../base/messages.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { adapterInstead, otherPorts, portFixes } from "../kit/other-port.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  written: {
    en: "Port `25` towards `{host}`: most hosting providers block it, and nothing guarantees encryption there. Mail from Plausible {release} waits until it times out, or travels in clear. {advice}",
    "zh-cn":
      "经端口 `25` 连接 `{host}`：多数主机商会封锁该端口，且不保证加密。Plausible {release} 的邮件会一直等到超时，或以明文传输。{advice}",
  },
  byDefault: {
    en: "`{host}` without `SMTP_HOST_PORT`: Plausible {release} takes port `25`, which most hosting providers block and where nothing guarantees encryption. {advice}",
    "zh-cn":
      "`{host}` 未指定 `SMTP_HOST_PORT`：Plausible {release} 会使用端口 `25`，多数主机商会封锁该端口，且不保证加密。{advice}",
  },
  advise: { en: "Write `SMTP_HOST_PORT={port}`.", "zh-cn": "请写 `SMTP_HOST_PORT={port}`。" },
  adviseTwo: {
    en: "Write `SMTP_HOST_PORT={port}`, or `{other}`.",
    "zh-cn": "请写 `SMTP_HOST_PORT={port}`，或 `{other}`。",
  },
  adviseAdapter: {
    en: "Write `SMTP_HOST_PORT={port}` together with `MAILER_ADAPTER={adapter}`, as the adapter in force cannot use TLS.",
    "zh-cn": "请写 `SMTP_HOST_PORT={port}`，并设 `MAILER_ADAPTER={adapter}`，因为当前适配器无法使用 TLS。",
  },
} satisfies Record<string, MessageTemplate>;

/** A relay outside the project on port 25. */
export const port25: Rule = {
  meta: {
    id: "port-25",
    severity: "warning",
    summary: {
      en: "The relay is reached on port 25, which most hosting providers block.",
      "zh-cn": "通过端口 25 连接中继，多数主机商会封锁该端口。",
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
      other !== null
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
