import type { MessageTemplate } from "../../base/messages.js";
import { entryNear } from "../../instance/entry-near.js";
import { isMislaid } from "../../instance/mislaid.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced } from "../../instance/service-variable.js";
import { howMissing } from "../../instance/unset-name.js";
import { placeOf } from "../../instance/value.js";
import { askFor, toBeReplaced } from "../kit/asked-variables.js";
import { type Qualified, qualify } from "../kit/qualify.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  provider: {
    en: "`SMTP_USER_NAME` and `SMTP_USER_PWD` are missing: {provider} requires a login.\nPlausible {release} sends through `{host}` without signing in, and {provider} rejects the email. Add both.",
    "zh-cn":
      "缺少 `SMTP_USER_NAME` 和 `SMTP_USER_PWD`：{provider} 要求登录。\nPlausible {release} 会不登录就通过 `{host}` 发信，而 {provider} 会拒收。请添加两者。",
  },
  submission: {
    en: "`SMTP_USER_NAME` and `SMTP_USER_PWD` are missing: port `{port}` usually requires a login.\nPlausible {release} sends through `{host}` without signing in, which nearly every server rejects on that port. Add both.",
    "zh-cn":
      "缺少 `SMTP_USER_NAME` 和 `SMTP_USER_PWD`：端口 `{port}` 通常要求登录。\nPlausible {release} 会不登录就通过 `{host}` 发信，而几乎所有服务器在该端口都会拒收。请添加两者。",
  },
  crashes: {
    en: "`SMTP_USER_NAME` and `SMTP_USER_PWD` are missing: Plausible crashes on every email.\n`Bamboo.Mua` of Plausible {release} can't send through a mail server without a login. Add both.",
    "zh-cn":
      "缺少 `SMTP_USER_NAME` 和 `SMTP_USER_PWD`：没有它们，Plausible 发送每封邮件时都会崩溃。\nPlausible {release} 的 `Bamboo.Mua` 无法在不登录的情况下通过邮件服务器发信。请添加两者。",
  },
  unset: {
    en: "{finding} (These files don't set them; your shell may.)",
    "zh-cn": "{finding}（这些文件没有设置它们；您的 shell 可能会设置。）",
  },
  weak: {
    en: "{finding} (We have no first-hand source for {provider} requiring a login.)",
    "zh-cn": "{finding}（{provider} 要求登录这一点没有第一手资料。）",
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
      en: "No user name and password are set for a mail server that will ask for them.",
      "zh-cn": "邮件服务器要求登录，但没有设置用户名和密码。",
    },
    fixable: true,
    yieldsTo: {
      // No credentials help there.
      inService: ["provider-auth-unsupported"],
      onVariable: ["not-passed-through"],
    },
  },
  messages,
  check(view, report) {
    const found = judge(view);
    if (found === null) return;
    const address = view.variable("SMTP_HOST_ADDR");
    const near = entryNear(view, ["SMTP_HOST_PORT", "SMTP_HOST_ADDR", "MAILER_ADAPTER"]);
    const unset = credentials.some((name) => view.variable(name).state !== "absent");
    report({
      // Of what the shell may set no error speaks.
      ...(unset ? { ...qualify(found, messages.unset), severity: "warning" } : found),
      variable: "SMTP_USER_NAME",
      at: isPlaced(address) ? placeOf(address) : view.service.nameAt,
      related: isPlaced(address) ? relatedTo(view.service, address) : [],
      fixes: [
        askFor(
          view,
          credentials.map((name) => ({ name, sample: toBeReplaced })),
          near,
        ),
      ],
    });
  },
};

const credentials = ["SMTP_USER_NAME", "SMTP_USER_PWD"] as const;

/** What comes of a relay without a login; null: nothing that is known, or there is one. */
function judge(view: PlausibleInstance): Qualified | null {
  const { settings, relay } = view;
  if (settings === null || view.extraConfig || credentials.some((name) => howMissing(view, name) === null)) return null;
  // What is there, but where Plausible does not look, has rules of its own.
  if (credentials.some((name) => isMislaid(view, name))) return null;
  const release = view.releaseName;
  // Which host it is does not matter there, only that one is set.
  if (settings.facts.onNoCredentials === "every-send-crashes") {
    return settings.inForce === "yes" ? { severity: "error", message: messages.crashes, values: { release } } : null;
  }
  if (relay.state !== "host") return null;
  const { host, provider, place } = relay;
  const { port } = settings;
  if (provider?.needsAuth) {
    const values = { host, release, provider: provider.name };
    const named: Qualified = { severity: "warning", message: messages.provider, values };
    return qualify(named, provider.evidence === "primary" ? null : messages.weak, { provider: provider.name });
  }
  // A provider that lets known addresses in without a login is no case for this rule.
  if (provider !== null || place !== "outside" || port.kind !== "known" || !submissionPorts.includes(port.port)) return null;
  return { severity: "warning", message: messages.submission, values: { host, release, port: port.port } };
}
