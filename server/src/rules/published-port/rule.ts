import type { MessageTemplate } from "../../base/messages.js";
import { entryNear } from "../../instance/entry-near.js";
import { servicesNamed, shareNetwork } from "../../instance/service-networks.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { setOrAdd } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  finding: {
    en: "Set `SMTP_HOST_PORT` to `{target}`, the port that `{relay}` listens on.\nPort `{port}` exists on the Docker host only, not between containers: Plausible {release} gets `connection refused`.",
    "zh-cn":
      "请将 `SMTP_HOST_PORT` 设为 `{relay}` 监听的端口 `{target}`。\n端口 `{port}` 只在 Docker 主机上有效，容器之间不能使用：Plausible {release} 会遇到 `connection refused`。",
  },
  here: { en: "the service `{relay}`", "zh-cn": "服务 `{relay}`" },
} satisfies Record<string, MessageTemplate>;

/** The port under which a service of this project is published, where its own port is another. */
export const publishedPort: Rule = {
  meta: {
    id: "published-port",
    severity: "error",
    summary: {
      en: "`SMTP_HOST_PORT` is the mail server's port on the Docker host, not the one between containers.",
      "zh-cn": "`SMTP_HOST_PORT` 是邮件服务器在 Docker 主机上的端口，而不是容器之间的端口。",
    },
    fixable: true,
  },
  messages,
  check(view, report) {
    const { relay, service, project, settings } = view;
    if (settings?.inForce !== "yes" || view.extraConfig || relay.state !== "host" || relay.place !== "project") return;
    const { port } = settings;
    if (port.kind !== "known") return;
    const named = servicesNamed(project, service, relay.host);
    const [target] = named;
    if (target === undefined || named.length > 1 || shareNetwork(service, target) !== true) return;
    const text = String(port.port);
    const ports = target.network.ports.filter(({ protocol }) => protocol === "tcp");
    const meant = ports.filter(({ published }) => published === text).map(({ target: inside }) => inside);
    // A range, or a port that both sides have, proves nothing.
    if (meant.length === 0 || !meant.every((inside) => /^\d+$/.test(inside))) return;
    if (ports.some(({ target: inside }) => inside === text || inside.includes("-"))) return;
    const own = view.variable(port.decidedBy.variable);
    const shown = port.decidedBy.by === "text" ? own : view.variable("SMTP_HOST_ADDR");
    const placed = isPlaced(shown) ? shown : null;
    const [inside = ""] = meant;
    report({
      variable: "SMTP_HOST_PORT",
      at: placed === null ? service.nameAt : placeOf(placed),
      message: messages.finding,
      values: { port: text, relay: target.name, target: inside },
      related: [
        { at: target.nameAt, message: { template: messages.here, values: { relay: target.name } } },
        ...(placed === null ? [] : relatedTo(service, placed)),
      ],
      fixes: [setOrAdd(view, own, inside, entryNear(view, ["SMTP_HOST_ADDR", "MAILER_ADAPTER"]))],
    });
  },
};
