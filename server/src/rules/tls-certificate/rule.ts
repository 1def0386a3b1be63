import type { MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { whyNoCertificate } from "../../instance/relay.js";
import { knownPortMode } from "../../instance/relay-port.js";
import { servicesNamed } from "../../instance/service-networks.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf, shownText } from "../../instance/value.js";
import type { SmtpSettings } from "../../plausible/mailer/model.js";
import { companionOf, isBridge, isFullMailServer } from "../../plausible/tables/companions.js";
import { type Qualified, qualify } from "../kit/qualify.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  implicit: {
    en: "`{host}` has no trusted certificate. Use the name on the server's certificate.\nPublic authorities issue no certificates for {what}. On port `{port}`, Plausible {release} uses TLS and only trusts a certificate from a public authority for exactly this name, so no email is sent. This check can't be turned off.",
    "zh-cn":
      "`{host}` 没有受信任的证书。请使用服务器证书上的名称。\n公共 CA 不会为{what}签发证书。在端口 `{port}` 上，Plausible {release} 使用 TLS，并且只信任公共 CA 为此名称签发的证书，邮件因此无法发出。此检查无法关闭。",
  },
  startTls: {
    en: "`{host}` has no trusted certificate. Use the name on the server's certificate.\nPublic authorities issue no certificates for {what}. If the server offers encryption on port `{port}`, as most do, Plausible {release} uses it and only trusts a certificate from a public authority for exactly this name, so no email is sent. This check can't be turned off.",
    "zh-cn":
      "`{host}` 没有受信任的证书。请使用服务器证书上的名称。\n公共 CA 不会为{what}签发证书。若服务器在端口 `{port}` 上提供加密（大多如此），Plausible {release} 就会启用，并且只信任公共 CA 为此名称签发的证书，邮件因此无法发出。此检查无法关闭。",
  },
  bridge: {
    en: "`{service}` has a self-signed certificate, which Plausible doesn't trust.\nThe bridge offers encryption on its SMTP port, Plausible {release} uses it and rejects the certificate. Nothing turns the check off. Put a relay that doesn't check certificates in between, or use a provider that Plausible can reach directly.",
    "zh-cn":
      "`{service}` 使用自签名证书，Plausible 不信任它。\n该桥接程序在 SMTP 端口上提供加密，Plausible {release} 会启用加密并拒绝此证书。没有开关可以关闭此检查。请在中间放置一个不检查证书的中继，或改用 Plausible 能直接连接的服务商。",
  },
  address: { en: "an IP address like this", "zh-cn": "这样的 IP 地址" },
  "one-label": { en: "a name without a dot", "zh-cn": "不含点号的名称" },
  "private-domain": { en: "a name of a private network", "zh-cn": "私有网络中的名称" },
  usualPort: {
    en: "{finding} (It isn't known whether an internal server offers encryption on that port.)",
    "zh-cn": "{finding}（内部服务器是否在该端口提供加密，此处无法得知。）",
  },
  service: {
    en: "{finding} (It isn't visible here whether the service `{service}` offers encryption.)",
    "zh-cn": "{finding}（服务 `{service}` 是否提供加密，此处无法看出。）",
  },
} satisfies Record<string, MessageTemplate>;

/** A relay whose certificate cannot be valid under the name by which it is called. */
export const tlsCertificate: Rule = {
  meta: {
    id: "tls-certificate",
    severity: "warning",
    summary: {
      en: "The mail server is set as an address or an internal name, for which no trusted certificate exists.",
      "zh-cn": "邮件服务器使用 IP 地址或内部名称，不存在受信任的证书。",
    },
    fixable: false,
    yieldsTo: {
      inService: [
        // Another host, or another port of it, comes first.
        "localhost-relay",
        "unresolvable-relay",
        "unreachable-relay",
        "published-port",
        "wrong-port",
      ],
    },
  },
  messages,
  check(view, report) {
    const { settings, relay } = view;
    if (settings?.inForce !== "yes" || !settings.facts.verifiesCertificate || view.extraConfig) return;
    if (relay.state !== "host") return;
    const why = whyNoCertificate(relay.host);
    const address = view.variable("SMTP_HOST_ADDR");
    const finding =
      judgeBridge(view, settings, relay.host) ?? (why === null ? null : judge(view, settings, relay.host, messages[why]));
    if (finding === null || !isPlaced(address)) return;
    report({
      ...finding,
      variable: address.name,
      at: placeOf(address),
      related: relatedTo(view.service, address),
    });
  },
};

/** A service with a certificate of its own making, under whatever name it is called; null: it is none. */
function judgeBridge(view: PlausibleInstance, { facts, tls }: SmtpSettings, host: string): Qualified | null {
  const service = servicesNamed(view.project, view.service, host).find(({ image }) => image !== null && isBridge(image.text));
  if (service === undefined || tls.opens !== "starttls" || facts.startTls !== "works") return null;
  return { severity: "warning", message: messages.bridge, values: { service: service.name, release: view.releaseName } };
}

/** What is certain of TLS between the two; null: no TLS, or nothing that tells of it. */
function judge(view: PlausibleInstance, settings: SmtpSettings, host: string, what: MessageTemplate): Qualified | null {
  const { facts: smtp, port } = settings;
  const { opens } = settings.tls;
  if (port.kind !== "known" || opens === null) return null;
  const speaks = knownPortMode(view, port.port);
  // Where the two do not fit, `tls-port-mismatch` comes first.
  if (speaks !== null && speaks.mode !== opens) return null;
  const values = { host: shownText(host), port: port.port, release: view.releaseName, what: { template: what, values: {} } };
  if (opens === "implicit") {
    return smtp.implicitTls === "works" ? { severity: "warning", message: messages.implicit, values } : null;
  }
  if (speaks === null || smtp.startTls !== "works") return null;
  const finding: Qualified = { severity: "warning", message: messages.startTls, values };
  const [service] = servicesNamed(view.project, view.service, host);
  if (service !== undefined) {
    const image = service.image?.text ?? "";
    if (isFullMailServer(image)) return finding;
    // Port 25 between containers goes without, and relays for containers offer nothing unless they are told to.
    if (port.port === 25 || speaks.strength === "weak" || companionOf(image) === "mail-server") return null;
    return qualify(finding, messages.service, { service: service.name });
  }
  // The same relays, in a network that this project shares with another one.
  if (port.port === 25 && !host.includes(".") && view.service.network.reachesElsewhere) return null;
  return speaks.strength === "weak" ? qualify(finding, messages.usualPort) : finding;
}
