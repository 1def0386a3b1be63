import type { MessageTemplate } from "../../base/messages.js";
import { nearest } from "../../base/nearest.js";
import { entryNear } from "../../instance/entry-near.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced } from "../../instance/service-variable.js";
import { knownText, placeOf } from "../../instance/value.js";
import {
  type MailgunRegion,
  mailgunApiRegion,
  mailgunApis,
  mailgunHostRegion,
  unknownRegionOf,
} from "../../plausible/tables/regions.js";
import { addVariable, setVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Report, Rule } from "../kit/types.js";

const messages = {
  unknown: {
    en: "`{region}` isn't a known region of {provider}. {advice}\nPlausible {release} won't find the host `{host}`, so no email is sent.",
    "zh-cn": "`{region}` 不是已知的 {provider} 区域。{advice}\nPlausible {release} 会找不到主机 `{host}`，邮件无法发出。",
  },
  write: { en: "Use `{meant}`.", "zh-cn": "请改为 `{meant}`。" },
  choose: { en: "Use your account's region, as in `{example}`.", "zh-cn": "请使用您账户所在的区域，如 `{example}`。" },
  mailgun: {
    en: "Set `MAILGUN_BASE_URI` to `{meant}` for the {region} region.\n`{name}={value}` belongs to a Mailgun account in that region, but Plausible {release} calls `{uri}`, which doesn't know such accounts.",
    "zh-cn":
      "请将 `MAILGUN_BASE_URI` 设为 {region} 区域的 `{meant}`。\n`{name}={value}` 属于该区域的 Mailgun 账户，但 Plausible {release} 请求的是 `{uri}`，那里没有此账户。",
  },
} satisfies Record<string, MessageTemplate>;

/** A provider's host or API address of another region than the account's, or of none. */
export const providerRegion: Rule = {
  meta: {
    id: "provider-region",
    severity: "warning",
    summary: {
      en: "The provider's host or API address is for the wrong region, or for one that doesn't exist.",
      "zh-cn": "服务商的主机或 API 地址属于错误的区域，或该区域并不存在。",
    },
    fixable: true,
    yieldsTo: { inService: ["mailgun-endpoint"] },
  },
  messages,
  check(view, report) {
    if (view.extraConfig) return;
    if (view.smtp !== null) reportHost(view, report);
    else if (view.readsMail("MAILGUN_BASE_URI")) reportMailgun(view, report);
  },
};

function reportHost(view: PlausibleInstance, report: Report): void {
  const { relay } = view;
  const variable = view.variable("SMTP_HOST_ADDR");
  if (relay.state !== "host" || relay.place !== "outside" || !isPlaced(variable)) return;
  const unknown = unknownRegionOf(relay.host);
  if (unknown === null) return;
  const { provider, region, known, hostIn } = unknown;
  const near = nearest(region, known);
  const meant = near === null ? null : hostIn(near);
  report({
    variable: variable.name,
    at: placeOf(variable),
    message: messages.unknown,
    values: {
      host: relay.host,
      region,
      provider,
      advice:
        meant === null
          ? { template: messages.choose, values: { example: hostIn(provider === "Amazon SES" ? "eu-west-1" : "eu") } }
          : { template: messages.write, values: { meant } },
    },
    related: relatedTo(view.service, variable),
    fixes: [meant === null ? null : setVariable(view, variable, meant, false)],
  });
}

function reportMailgun(view: PlausibleInstance, report: Report): void {
  const written = view.variable("MAILGUN_BASE_URI");
  const uri = written.state === "absent" ? mailgunApis.US : knownText(written);
  const region = uri === null ? null : mailgunApiRegion(uri);
  const sign = regionSign(view);
  if (uri === null || region === null || sign === null || sign.region === region) return;
  const sayer = view.variable(sign.name);
  const shown = written.state === "absent" ? sayer : written;
  if (!isPlaced(shown)) return;
  const meant = mailgunApis[sign.region];
  const near = entryNear(view, ["MAILGUN_DOMAIN", "MAILGUN_API_KEY", "MAILER_ADAPTER"]);
  report({
    variable: "MAILGUN_BASE_URI",
    at: placeOf(shown),
    message: messages.mailgun,
    values: { name: sign.name, value: sign.value, region: sign.region, uri, meant },
    related: relatedTo(view.service, shown),
    fixes: [
      written.state === "absent"
        ? addVariable(view, { name: "MAILGUN_BASE_URI", value: meant }, near)
        : setVariable(view, written, meant, false),
    ],
  });
}

/** What else says where the account is: a left-over SMTP host, or a domain with the label `eu`. */
function regionSign(
  view: PlausibleInstance,
): { readonly name: string; readonly value: string; readonly region: MailgunRegion } | null {
  const host = knownText(view.variable("SMTP_HOST_ADDR"));
  const region = host === null ? null : mailgunHostRegion(host);
  if (host !== null && region !== null) return { name: "SMTP_HOST_ADDR", value: host, region };
  const domain = knownText(view.variable("MAILGUN_DOMAIN"));
  return domain !== null && /(^|\.)eu\./i.test(domain) ? { name: "MAILGUN_DOMAIN", value: domain, region: "EU" } : null;
}
