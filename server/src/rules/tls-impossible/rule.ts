import { codes, type Message, type MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { knownPortMode } from "../../instance/relay-port.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf, shownText, textOfVariable } from "../../instance/value.js";
import type { SmtpSettings } from "../../plausible/mailer/model.js";
import type { Release, SmtpAdapterFacts } from "../../plausible/types.js";
import { fix } from "../kit/fixes.js";
import { releaseForMua } from "../kit/newer-image.js";
import { onAssumedAdapter, type Qualified, qualify } from "../kit/qualify.js";
import { relatedTo } from "../kit/related-line.js";
import { muaEdits, muaEffect, muaLines, type SettingLine } from "../kit/switch-to-mua.js";
import type { Fix, Rule } from "../kit/types.js";

const messages = {
  implicit: {
    en: "{advice}\nIn Plausible {release}, `{adapter}` can't use TLS: with `SMTP_HOST_SSL_ENABLED={flag}`, every email fails before anything is sent.",
    "zh-cn":
      "{advice}\n在 Plausible {release} 中，`{adapter}` 无法使用 TLS：设为 `SMTP_HOST_SSL_ENABLED={flag}` 时，每封邮件都会在发出任何数据之前失败。",
  },
  startTls: {
    en: "{advice}\n`{host}` offers encryption (STARTTLS) on port `{port}`. `{adapter}` of Plausible {release} accepts the offer and fails at it, so no email is sent.",
    "zh-cn":
      "{advice}\n`{host}` 在端口 `{port}` 上提供加密（STARTTLS）。Plausible {release} 的 `{adapter}` 会启用加密却无法完成，邮件无法发出。",
  },
  adviseImage: {
    en: "This adapter can't use TLS. Use Plausible {name}, and set `{lines}`.",
    "zh-cn": "此适配器无法使用 TLS。请使用 Plausible {name}，并设置 `{lines}`。",
  },
  advise: { en: "This adapter can't use TLS. Set `{lines}`.", "zh-cn": "此适配器无法使用 TLS。请设置 `{lines}`。" },
  adviseNone: {
    en: "This adapter can't use TLS. Use another adapter, or a mail server without TLS.",
    "zh-cn": "此适配器无法使用 TLS。请改用其他适配器，或不使用 TLS 的邮件服务器。",
  },
  weakProvider: {
    en: "{finding} (We have no first-hand source that {provider} offers STARTTLS there.)",
    "zh-cn": "{finding}（{provider} 在此提供 STARTTLS 这一点没有第一手资料。）",
  },
  usualPort: {
    en: "{finding} (Servers on that port usually offer STARTTLS; this one isn't known.)",
    "zh-cn": "{finding}（该端口上的服务器通常提供 STARTTLS；此服务器的情况未知。）",
  },
  fix: { en: "Use `{adapter}` with `{others}`", "zh-cn": "改用 `{adapter}`，并设 `{others}`" },
  fixImage: { en: "Use Plausible {name} with `{lines}`", "zh-cn": "改用 Plausible {name}，并设 `{lines}`" },
  fixAdapter: { en: "Use `{adapter}`", "zh-cn": "改用 `{adapter}`" },
} satisfies Record<string, MessageTemplate>;

/** SMTPAdapter in releases where it cannot start TLS, towards a server that wants it. */
export const tlsImpossible: Rule = {
  meta: {
    id: "tls-impossible",
    severity: "error",
    summary: {
      en: "`Bamboo.SMTPAdapter` of this release fails with TLS, which the mail server or the flag asks for.",
      "zh-cn": "邮件服务器或开关要求 TLS，而此版本的 `Bamboo.SMTPAdapter` 无法使用 TLS。",
    },
    fixable: true,
    yieldsTo: {
      // No mail at all is taken there.
      inService: ["wrong-port"],
    },
  },
  messages,
  check(view, report) {
    const { settings } = view;
    if (settings === null || settings.facts.startTls === "works" || view.extraConfig) return;
    const byFlag = settings.tlsFlag.kind === "on";
    const release = releaseForMua(view);
    const isKnown = settings.port.kind === "known";
    const lines = release === null || !isKnown ? null : muaLines(view, release, "moves");
    const advice = adviceOf(view, release, lines);
    const finding = byFlag ? atOnce(view, settings.facts, advice) : whereOffered(view, settings, advice);
    if (finding === null) return;
    // The adapter is what must change; where it is the release's default, the line that shows the intent.
    const shown = ["MAILER_ADAPTER", byFlag ? "SMTP_HOST_SSL_ENABLED" : "SMTP_HOST_PORT", "SMTP_HOST_ADDR"]
      .map((name) => view.variable(name))
      .find(isPlaced);
    report({
      ...onAssumedAdapter(view, finding),
      variable: "MAILER_ADAPTER",
      at: shown === undefined ? view.service.nameAt : placeOf(shown),
      related: shown === undefined ? [] : relatedTo(view.service, shown),
      fixes: [lines === null || release === null ? null : fixOf(view, release, lines)],
    });
  },
};

function adviceOf(view: PlausibleInstance, release: Release | null, lines: readonly SettingLine[] | null): Message {
  if (release === null || lines === null) return { template: messages.adviseNone, values: {} };
  return {
    template: release === view.choice.release ? messages.advise : messages.adviseImage,
    values: imageValues(release, lines),
  };
}

function imageValues({ name }: Release, lines: readonly SettingLine[]) {
  return { name, lines: codes(lines.map((line) => `${line.name}=${line.value}`)) };
}

/** With the flag on, nothing is sent whatever the server is. */
function atOnce(view: PlausibleInstance, { adapter }: SmtpAdapterFacts, advice: Message): Qualified {
  const flag = shownText(textOfVariable(view.variable("SMTP_HOST_SSL_ENABLED")) ?? "");
  return { severity: "error", message: messages.implicit, values: { flag, adapter, release: view.releaseName, advice } };
}

/** Without it a server gets the mail that offers no STARTTLS: only what is known to offer it is spoken of. */
function whereOffered(view: PlausibleInstance, { facts: smtp, port, tls }: SmtpSettings, advice: Message): Qualified | null {
  const { relay, releaseName: release } = view;
  if (relay.state !== "host" || relay.place !== "outside" || port.kind !== "known" || tls.opens !== "starttls") return null;
  // Of port 25 `port-25` speaks, and offers the same adapter.
  if (port.port === 25 || knownPortMode(view, port.port)?.mode !== "starttls") return null;
  const { host, provider } = relay;
  const finding: Qualified = {
    severity: "error",
    message: messages.startTls,
    values: { adapter: smtp.adapter, host, port: port.port, release, advice },
  };
  if (!provider?.starttls.includes(port.port)) return qualify(finding, messages.usualPort);
  return provider.evidence === "primary" ? finding : qualify(finding, messages.weakProvider, { provider: provider.name });
}

function fixOf(view: PlausibleInstance, release: Release, lines: readonly SettingLine[]): Fix | null {
  const parts = muaEdits(view, release, lines);
  if (release !== view.choice.release)
    return fix(messages.fixImage, imageValues(release, lines), parts, false, muaEffect(release, lines));
  const [adapter = "", ...others] = lines.map(({ name, value }) => (name === "MAILER_ADAPTER" ? value : `${name}=${value}`));
  return others.length === 0
    ? fix(messages.fixAdapter, { adapter }, parts, true, muaEffect(release, lines))
    : fix(messages.fix, { adapter, others: codes(others) }, parts, true, muaEffect(release, lines));
}
