import type { MessageTemplate } from "../../base/messages.js";
import { nearest } from "../../base/nearest.js";
import { entryNear } from "../../instance/entry-near.js";
import { mailServiceOf } from "../../instance/mail-catcher.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { indexOf } from "../../instance/project-index.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { isMisnamed } from "../../instance/variable-names.js";
import { askFor, toBeReplaced } from "../kit/asked-variables.js";
import { addVariable, setVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Fix, Rule } from "../kit/types.js";

const messages = {
  written: {
    en: "`SMTP_HOST_ADDR={host}`: no service of this project goes by that name, so Plausible {release} finds no such host (`non-existing domain`), and no mail leaves. {advice}",
    "zh-cn":
      "`SMTP_HOST_ADDR={host}`：此项目中没有叫这个名字的服务，Plausible {release} 找不到该主机（`non-existing domain`），邮件无法发出。{advice}",
  },
  byDefault: {
    en: "No `SMTP_HOST_ADDR`, so `{adapter}` of Plausible {release} sends through a host named `{host}`, and this project has no such service: no mail leaves. {advice}",
    "zh-cn":
      "未设置 `SMTP_HOST_ADDR`，Plausible {release} 的 `{adapter}` 会通过名为 `{host}` 的主机发信，而此项目中没有这个服务：邮件无法发出。{advice}",
  },
  writeService: { en: "Write `SMTP_HOST_ADDR={service}`.", "zh-cn": "请写 `SMTP_HOST_ADDR={service}`。" },
  writeHost: {
    en: "Write the host of your mail server or mail provider, with its whole name.",
    "zh-cn": "请写邮件服务器或邮件服务商主机的完整名称。",
  },
} satisfies Record<string, MessageTemplate>;

/** A relay by a short name that nothing in the project has. */
export const unresolvableRelay: Rule = {
  meta: {
    id: "unresolvable-relay",
    severity: "error",
    summary: {
      en: "The relay is a short name that no service of this project has.",
      "zh-cn": "中继是一个短名称，而此项目中没有叫这个名字的服务。",
    },
    fixable: true,
    yieldsTo: {
      inService: [
        // A default relay or sender stands in for what was set in the wrong place.
        "secret-name",
        "wrong-service",
      ],
      onVariable: ["not-passed-through"],
    },
  },
  messages,
  check(view, report) {
    const { relay, service, project } = view;
    if (view.smtp === null || view.extraConfig || relay.state !== "host" || relay.place !== "private") return;
    if (!/^[\w-]+\.?$/.test(relay.host) || mayResolve(view, relay.host.replace(/\.$/, "").toLowerCase())) return;
    const variable = view.variable("SMTP_HOST_ADDR");
    const shown = relay.written
      ? variable
      : ["SMTP_HOST_PORT", "MAILER_ADAPTER", "SMTP_USER_NAME"].map((name) => view.variable(name)).find(isPlaced);
    if (relay.written ? !isPlaced(variable) : isMisnamed(view, variable.name)) return;
    const placed = shown !== undefined && isPlaced(shown) ? shown : null;
    const mail = mailServiceOf(view)?.name ?? null;
    const names = indexOf(project)
      .names()
      .filter((name) => name !== service.name);
    const near = relay.written ? nearest(relay.host, names) : null;
    const meant = near ?? mail;
    report({
      variable: "SMTP_HOST_ADDR",
      at: placed === null ? service.nameAt : placeOf(placed),
      message: relay.written ? messages.written : messages.byDefault,
      values: {
        host: relay.host,
        adapter: view.smtp.adapter,
        advice: { template: meant === null ? messages.writeHost : messages.writeService, values: { service: meant ?? "" } },
      },
      related: placed === null ? [] : relatedTo(service, placed),
      fixes: fixesFor(view, meant, relay.written),
    });
  },
};

/** Whether the name may be known to the container after all. */
function mayResolve({ project, service }: PlausibleInstance, host: string): boolean {
  const { network, pairs, envFiles } = service;
  if (network.reachesElsewhere || network.mode !== null || project.incomplete) return true;
  // What an `extends` brings, or what the user's search domain completes, is not seen.
  if (service.incomplete && envFiles.every(({ state }) => state === "read")) return true;
  if (pairs.some(({ name }) => name === "dns_search" || name === "dns_opt" || name === "domainname")) return true;
  if (network.names.some((name) => name.toLowerCase() === host)) return true;
  // A container's own name: project, service and number.
  return indexOf(project).isContainerName(host);
}

function fixesFor(view: PlausibleInstance, meant: string | null, written: boolean): (Fix | null)[] {
  const variable = view.variable("SMTP_HOST_ADDR");
  if (written) return meant === null ? [] : [setVariable(view, variable, meant, false)];
  const near = entryNear(view, ["SMTP_HOST_PORT", "MAILER_ADAPTER", "SMTP_USER_NAME", "MAILER_EMAIL"]);
  const { name } = variable;
  if (meant !== null) return [addVariable(view, { name, value: meant }, near)];
  return [askFor(view, [{ name, sample: toBeReplaced }], near)];
}
