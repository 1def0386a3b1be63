import type { MessageTemplate } from "../../base/messages.js";
import { joinNetwork } from "../../compose/edit/network.js";
import { servicesNamed, shareNetwork } from "../../instance/service-networks.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { fix } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  finding: {
    en: "Add the network `{network}` to service `{service}`.\n`{host}` is the service `{relay}`, which shares no network with it: Plausible {release} can't find the host, so no email is sent.",
    "zh-cn":
      "请为服务 `{service}` 添加网络 `{network}`。\n`{host}` 是服务 `{relay}`，与它没有共同的网络：Plausible {release} 找不到该主机，邮件无法发出。",
  },
  here: { en: "the service `{relay}`", "zh-cn": "服务 `{relay}`" },
  join: { en: "Join the network `{network}`", "zh-cn": "加入网络 `{network}`" },
} satisfies Record<string, MessageTemplate>;

/** The relay is a service of this project that Plausible shares no network with. */
export const unreachableRelay: Rule = {
  meta: {
    id: "unreachable-relay",
    severity: "error",
    summary: {
      en: "The mail server is a service of this project that shares no network with Plausible.",
      "zh-cn": "邮件服务器是此项目中的服务，但与 Plausible 没有共同的网络。",
    },
    fixable: true,
  },
  messages,
  check(view, report) {
    const { relay, service, project } = view;
    if (view.smtp === null || view.extraConfig || relay.state !== "host" || relay.place !== "project") return;
    const { network } = service;
    if (network.reachesElsewhere || network.extraHosts.some((name) => name.toLowerCase() === relay.host.toLowerCase())) return;
    if (project.incomplete) return;
    const candidates = servicesNamed(project, service, relay.host);
    if (candidates.some((other) => shareNetwork(service, other) !== false)) return;
    const [target] = candidates;
    const name = target?.network.networks[0];
    if (target === undefined || name === undefined) return;
    const variable = view.variable("SMTP_HOST_ADDR");
    const placed = isPlaced(variable) ? variable : null;
    report({
      variable: "SMTP_HOST_ADDR",
      at: placed === null ? service.nameAt : placeOf(placed),
      message: messages.finding,
      values: { host: relay.host, relay: target.name, service: service.name, network: name },
      related: [
        { at: target.nameAt, message: { template: messages.here, values: { relay: target.name } } },
        ...(placed === null ? [] : relatedTo(service, placed)),
      ],
      fixes: [fix(messages.join, { network: name }, [joinNetwork(project, service, name)], true)],
    });
  },
};
