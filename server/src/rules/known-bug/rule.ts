import type { MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { knownPortMode } from "../../instance/relay-port.js";
import type { SmtpSettings } from "../../plausible/mailer/model.js";
import type { Release, SmtpAdapterFacts } from "../../plausible/types.js";
import { laterRelease, takesSettings, useRelease } from "../kit/newer-image.js";
import { portFixes } from "../kit/other-port.js";
import { type Qualified, qualify } from "../kit/qualify.js";
import type { Fix, Rule } from "../kit/types.js";

const messages = {
  relayAndHeaders: {
    en: "Use Plausible {later} or newer: {release} may contact the wrong server.\n`Bamboo.Mua` of Plausible {release} looks up the mail exchanger (MX) of `{host}` and, if there is one, connects to that instead. Its emails also lack `Date` and `Message-ID`, so Gmail and others reject them. Both are fixed in {later}.",
    "zh-cn":
      "请使用 Plausible {later} 或更新版本：{release} 可能连接错误的服务器。\nPlausible {release} 的 `Bamboo.Mua` 会查询 `{host}` 的 MX 记录，若存在就改为连接那台服务器。其邮件也没有 `Date` 和 `Message-ID`，会被 Gmail 等拒收。两者都已在 {later} 中修复。",
  },
  headers: {
    en: "Use Plausible {later} or newer: Gmail and others reject email from {release}.\nEmails of `Bamboo.Mua` in Plausible {release} lack `Date` and `Message-ID`. Fixed in {later}.",
    "zh-cn":
      "请使用 Plausible {later} 或更新版本：Gmail 等会拒收 {release} 的邮件。\nPlausible {release} 的 `Bamboo.Mua` 所发邮件没有 `Date` 和 `Message-ID`。已在 {later} 中修复。",
  },
  secondEhlo: {
    en: "Use Plausible {later} or newer, or port `587` with STARTTLS.\nOn port `{port}`, `Bamboo.Mua` of Plausible {release} sends EHLO twice; {provider} answers the second one with `503 Bad sequence of commands`, and no email is sent. Fixed in {later}.",
    "zh-cn":
      "请使用 Plausible {later} 或更新版本，或改用端口 `587`（STARTTLS）。\n在端口 `{port}` 上，Plausible {release} 的 `Bamboo.Mua` 会发送两次 EHLO，{provider} 对第二次回复 `503 Bad sequence of commands`，邮件无法发出。已在 {later} 中修复。",
  },
  weak: {
    en: "{finding} (We have no first-hand source that {provider} does so.)",
    "zh-cn": "{finding}（{provider} 会这样做，但没有第一手资料。）",
  },
} satisfies Record<string, MessageTemplate>;

/** A bug of this release's mail that a later one has not, and that this configuration meets. */
export const knownBug: Rule = {
  meta: {
    id: "known-bug",
    severity: "warning",
    summary: {
      en: "This release has an email bug that affects this configuration; a later release fixes it.",
      "zh-cn": "此版本有一个会影响该配置的邮件缺陷，更新的版本已修复。",
    },
    fixable: true,
    ofRelease: true,
  },
  messages,
  check(view, report) {
    const { settings, service } = view;
    if (settings === null || service.image === null || view.extraConfig) return;
    const bug = missingHeaders(view, settings.facts) ?? secondEhlo(view, settings);
    if (bug === null) return;
    report({
      ...bug.finding,
      variable: null,
      at: service.image.at,
      fixes: [takesSettings(view, bug.fixed) ? useRelease(view, bug.fixed) : null, ...bug.fixes],
    });
  },
};

interface Bug {
  readonly finding: Qualified;
  /** The first release without it. */
  readonly fixed: Release;
  /** What helps beside a newer image. */
  readonly fixes: readonly (Fix | null)[];
}

/** The first release in which the same adapter is as it should be; null where it never is. */
function fixedIn(view: PlausibleInstance, { adapter }: SmtpAdapterFacts, isRight: (facts: SmtpAdapterFacts) => boolean) {
  return laterRelease(view, ({ smtp }) => {
    const facts = smtp[adapter];
    return facts !== undefined && isRight(facts);
  });
}

/** Mails without `Date` and `Message-ID`; the releases that send such look up the relay's MX as well. */
function missingHeaders(view: PlausibleInstance, smtp: SmtpAdapterFacts): Bug | null {
  if (smtp.addsHeaders !== "none") return null;
  const fixed = fixedIn(view, smtp, ({ addsHeaders, relayMxLookup }) => addsHeaders !== "none" && relayMxLookup === "never");
  if (fixed === null) return null;
  const { relay } = view;
  // Only a name of the public DNS can have a mail exchanger.
  const looksUp = smtp.relayMxLookup === "always" && relay.state === "host" && relay.place !== "project" && isDomain(relay.host);
  const values = { later: fixed.name, host: relay.state === "host" ? relay.host : "" };
  const message = looksUp ? messages.relayAndHeaders : messages.headers;
  return { finding: { severity: "warning", message, values }, fixed, fixes: [] };
}

function isDomain(host: string): boolean {
  return host.includes(".") && !/^[\d.]+$|:/.test(host);
}

/** EHLO twice without STARTTLS between them, to a provider that takes it once. */
function secondEhlo(view: PlausibleInstance, { facts: smtp, port, tls }: SmtpSettings): Bug | null {
  const provider = view.relay.state === "host" ? view.relay.provider : null;
  if (!smtp.secondEhlo || provider?.refusesSecondEhlo !== true || port.kind !== "known") return null;
  // After STARTTLS a new EHLO is what the protocol asks for.
  if (tls.opens !== "implicit" || knownPortMode(view, port.port)?.mode !== "implicit") return null;
  const fixed = fixedIn(view, smtp, (facts) => !facts.secondEhlo);
  if (fixed === null) return null;
  const values = { port: port.port, provider: provider.name, later: fixed.name };
  const finding: Qualified = { severity: "warning", message: messages.secondEhlo, values };
  const note = provider.evidence === "primary" ? null : messages.weak;
  return {
    finding: qualify(finding, note, { provider: provider.name }),
    fixed,
    fixes: portFixes(view, false, port.port),
  };
}
