import type { MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { knownPortMode } from "../../instance/relay-port.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { otherPorts, portFixes } from "../kit/other-port.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  finding: {
    en: "Port `{port}` doesn't guarantee encryption for your password. {advice}\nPlausible {release} encrypts only if `{host}` offers it (STARTTLS); otherwise it sends user name and password unencrypted.",
    "zh-cn":
      "端口 `{port}` 不保证加密传输密码。{advice}\n只有 `{host}` 提供加密（STARTTLS）时 Plausible {release} 才会加密，否则会以明文发送用户名和密码。",
  },
  adviseTwo: {
    en: "Use port `{port}` or `{other}`.",
    "zh-cn": "请改用端口 `{port}` 或 `{other}`。",
  },
  advise: { en: "Use port `{port}`.", "zh-cn": "请改用端口 `{port}`。" },
} satisfies Record<string, MessageTemplate>;

/** The ports on which every provider encrypts before the login (RFC 8314 and their usual twins). */
const encrypted: readonly number[] = [465, 587, 2465, 2587];

/** A login that goes out although nothing guarantees encryption. */
export const plaintextAuth: Rule = {
  meta: {
    id: "plaintext-auth",
    severity: "warning",
    summary: {
      en: "The password is sent on a port that doesn't guarantee encryption.",
      "zh-cn": "密码经由一个不保证加密的端口发出。",
    },
    fixable: true,
    yieldsTo: {
      inService: ["wrong-port", "tls-impossible", "port-25"],
      onVariable: [
        // Another port was meant.
        "invalid-integer",
        "retyped-value",
      ],
    },
    besideDelivery: true,
  },
  messages,
  check(view, report) {
    const { settings, relay } = view;
    if (settings?.inForce !== "yes" || view.extraConfig || !hasLogin(view)) return;
    // A provider's row tells what it offers; inside the project and the own network nobody else listens.
    if (relay.state !== "host" || relay.place !== "outside" || relay.provider !== null) return;
    const { port, tls } = settings;
    if (port.kind !== "known" || encrypted.includes(port.port)) return;
    if (tls.opens !== "starttls") return;
    // Plain text towards a port that starts with TLS sends nothing: `tls-port-mismatch`.
    if (knownPortMode(view, port.port)?.mode === "implicit") return;
    const shown = view.variable(port.decidedBy.by === "text" ? port.decidedBy.variable : "SMTP_HOST_ADDR");
    if (!isPlaced(shown)) return;
    const [first = "587", second] = otherPorts(view);
    report({
      variable: "SMTP_HOST_PORT",
      at: placeOf(shown),
      message: messages.finding,
      values: {
        host: relay.host,
        port: port.port,
        release: view.releaseName,
        advice:
          second === undefined
            ? { template: messages.advise, values: { port: first } }
            : { template: messages.adviseTwo, values: { port: first, other: second } },
      },
      related: relatedTo(view.service, shown),
      // Whether the server listens there nobody here knows.
      fixes: portFixes(view, false),
    });
  },
};

/** Whether a login will be tried: both are set, as far as we see. */
function hasLogin(view: PlausibleInstance): boolean {
  const user = view.variable("SMTP_USER_NAME");
  const password = view.variable("SMTP_USER_PWD");
  if (!isPlaced(user) || !isPlaced(password)) return false;
  return user.state === "value" ? user.value !== "" : password.state === "value" && password.value !== "";
}
