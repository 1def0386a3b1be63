import type { MessageTemplate } from "../../base/messages.js";
import { nearest } from "../../base/nearest.js";
import { entryNear } from "../../instance/entry-near.js";
import { mailServiceOf } from "../../instance/mail-catcher.js";
import { isMislaid } from "../../instance/mislaid.js";
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
    en: "No service of this project is named `{host}`. {advice}\nPlausible {release} won't find the host in `SMTP_HOST_ADDR` (`non-existing domain`), so no email is sent.",
    "zh-cn":
      "此项目中没有名为 `{host}` 的服务。{advice}\nPlausible {release} 会找不到 `SMTP_HOST_ADDR` 中的主机（`non-existing domain`），邮件无法发出。",
  },
  byDefault: {
    en: "No service of this project is named `{host}`. {advice}\nWithout `SMTP_HOST_ADDR`, `{adapter}` of Plausible {release} sends through a host with that name, so no email is sent.",
    "zh-cn":
      "此项目中没有名为 `{host}` 的服务。{advice}\n未设置 `SMTP_HOST_ADDR` 时，Plausible {release} 的 `{adapter}` 会通过该名称的主机发信，因此邮件无法发出。",
  },
  writeService: { en: "Set `SMTP_HOST_ADDR` to `{service}`.", "zh-cn": "请将 `SMTP_HOST_ADDR` 设为 `{service}`。" },
  writeHost: {
    en: "Use the full host name of your mail server.",
    "zh-cn": "请使用邮件服务器的完整主机名。",
  },
} satisfies Record<string, MessageTemplate>;

/** A relay by a short name that nothing in the project has. */
export const unresolvableRelay: Rule = {
  meta: {
    id: "unresolvable-relay",
    severity: "error",
    summary: {
      en: "The mail server is a short name that no service of this project has.",
      "zh-cn": "邮件服务器是一个短名称，而此项目中没有叫这个名字的服务。",
    },
    fixable: true,
    yieldsTo: {
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
    if (relay.written ? !isPlaced(variable) : isMisnamed(view, variable.name) || isMislaid(view, variable.name)) return;
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
