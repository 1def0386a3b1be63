import type { MessageTemplate } from "../../base/messages.js";
import { entryNear } from "../../instance/entry-near.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { askFor, toBeReplaced } from "../kit/asked-variables.js";
import { type Qualified, qualify } from "../kit/qualify.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  provider: {
    en: "`{host}` without `SMTP_USER_NAME` and `SMTP_USER_PWD`: Plausible {release} sends without login, and {provider} refuses such mail. Add both.",
    "zh-cn":
      "`{host}` 缺少 `SMTP_USER_NAME` 和 `SMTP_USER_PWD`：Plausible {release} 会不登录直接发送，而 {provider} 会拒收此类邮件。请添加两者。",
  },
  submission: {
    en: "`{host}` on port `{port}` without `SMTP_USER_NAME` and `SMTP_USER_PWD`: Plausible {release} sends without login, which nearly every server refuses on that port. Add both.",
    "zh-cn":
      "`{host}` 端口 `{port}` 缺少 `SMTP_USER_NAME` 和 `SMTP_USER_PWD`：Plausible {release} 会不登录直接发送，而几乎所有服务器在该端口都会拒绝。请添加两者。",
  },
  crashes: {
    en: "`{host}` without `SMTP_USER_NAME` and `SMTP_USER_PWD`: `Bamboo.Mua` of Plausible {release} crashes at every mail to a relay without them. Add both.",
    "zh-cn":
      "`{host}` 缺少 `SMTP_USER_NAME` 和 `SMTP_USER_PWD`：没有它们，Plausible {release} 的 `Bamboo.Mua` 每次经中继发信都会崩溃。请添加两者。",
  },
  weak: {
    en: "{finding} (That {provider} needs a login has no first-hand source.)",
    "zh-cn": "{finding}（{provider} 需要登录这一点没有第一手资料。）",
  },
} satisfies Record<string, MessageTemplate>;

/** The ports on which mail is submitted by users (RFC 6409, RFC 8314, and their usual alternatives). */
const submissionPorts: readonly number[] = [465, 587, 2465, 2525, 2587];

/** Neither credential is set, and the relay will ask for them. */
export const missingCredentials: Rule = {
  meta: {
    id: "missing-credentials",
    severity: "warning",
    summary: {
      en: "No user name and password are set for a relay that will ask for them.",
      "zh-cn": "中继需要登录，但没有设置用户名和密码。",
    },
    fixable: true,
    yieldsTo: {
      inService: [
        // No credentials help there.
        "provider-auth-unsupported",
        "secret-name",
        "wrong-service",
        "not-passed-through",
      ],
    },
  },
  messages,
  check(view, report) {
    const { settings, relay } = view;
    if (settings === null || view.extraConfig || relay.state !== "host") return;
    if (settings.login.kind !== "none") return;
    const finding = ((): Qualified | null => {
      const { host, provider, place } = relay;
      if (settings.facts.onNoCredentials === "every-send-crashes") {
        return { severity: "error", message: messages.crashes, values: { host } };
      }
      const { port } = settings;
      const values = { host, release: view.releaseName };
      if (provider?.needsAuth) {
        const named = {
          severity: "warning",
          message: messages.provider,
          values: { ...values, provider: provider.name },
        } as const;
        return qualify(named, provider.evidence === "primary" ? null : messages.weak, { provider: provider.name });
      }
      // A provider that lets known addresses in without a login is no case for this rule.
      if (provider !== null || place !== "outside" || port.kind !== "known" || !submissionPorts.includes(port.port)) return null;
      return { severity: "warning", message: messages.submission, values: { ...values, port: port.port } };
    })();
    if (finding === null) return;
    const address = view.variable("SMTP_HOST_ADDR");
    const near = entryNear(view, ["SMTP_HOST_PORT", "SMTP_HOST_ADDR", "MAILER_ADAPTER"]);
    report({
      ...finding,
      variable: "SMTP_USER_NAME",
      at: isPlaced(address) ? placeOf(address) : view.service.nameAt,
      related: isPlaced(address) ? relatedTo(view.service, address) : [],
      fixes: [
        askFor(
          view,
          ["SMTP_USER_NAME", "SMTP_USER_PWD"].map((name) => ({ name, sample: toBeReplaced })),
          near,
        ),
      ],
    });
  },
};
