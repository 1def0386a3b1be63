import type { MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { knownPortMode, offersPort } from "../../instance/relay-port.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { releases } from "../../plausible/tables/releases.js";
import type { Release } from "../../plausible/types.js";
import { setVariable } from "../kit/fixes.js";
import { takesSettings, useRelease } from "../kit/newer-image.js";
import { notes, type Qualified, qualify } from "../kit/qualify.js";
import { relatedTo } from "../kit/related-line.js";
import type { Fix, Rule } from "../kit/types.js";

const messages = {
  finding: {
    en: "Port `{port}` needs TLS that this release can't use. {advice}\nIt expects TLS right away (implicit TLS). `{adapter}` of Plausible {release} can't do that, whatever `SMTP_HOST_SSL_ENABLED` says: every email times out.",
    "zh-cn":
      "端口 `{port}` 需要此版本不支持的 TLS。{advice}\n它要求一连接就启用 TLS（隐式 TLS）。无论 `SMTP_HOST_SSL_ENABLED` 怎么设，Plausible {release} 的 `{adapter}` 都做不到：每封邮件都会超时。",
  },
  both: {
    en: "Use Plausible {newer} or newer, or port `{port}`.",
    "zh-cn": "请使用 Plausible {newer} 或更新版本，或改用端口 `{port}`。",
  },
  image: { en: "Use Plausible {newer} or newer.", "zh-cn": "请使用 Plausible {newer} 或更新版本。" },
} satisfies Record<string, MessageTemplate>;

/** A port that starts with TLS, and a release whose adapter cannot. */
export const implicitTlsUnsupported: Rule = {
  meta: {
    id: "implicit-tls-unsupported",
    severity: "error",
    summary: {
      en: "The mail server's port uses implicit TLS, which this release's `Bamboo.Mua` doesn't support.",
      "zh-cn": "邮件服务器的端口使用隐式 TLS，而此版本的 `Bamboo.Mua` 不支持。",
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
    if (settings === null || settings.facts.implicitTls !== "not-available" || view.extraConfig) return;
    const { facts: smtp, inForce: force, port } = settings;
    const variable = view.variable(port.decidedBy.variable);
    if (force === "no" || port.kind !== "known" || !isPlaced(variable)) return;
    const speaks = knownPortMode(view, port.port);
    if (speaks?.mode !== "implicit") return;
    const newer = releases.find((release) => release.smtp[smtp.adapter]?.implicitTls === "works");
    const target = [587, 2525, 2587].find(
      (number) => offersPort(view, number) && knownPortMode(view, number)?.mode === "starttls",
    );
    let finding: Qualified = {
      severity: "error",
      message: messages.finding,
      values: {
        port: port.port,
        adapter: smtp.adapter,
        release: view.releaseName,
        advice: {
          template: target === undefined ? messages.image : messages.both,
          values: { newer: newer?.name ?? "", port: target ?? "" },
        },
      },
    };
    if (speaks.strength === "weak") {
      const { provider } = speaks;
      finding = provider === null ? qualify(finding, notes.weakPort) : qualify(finding, notes.weakProvider, { provider });
    }
    if (force === "if-relay") finding = qualify(finding, notes.ifRelay);
    report({
      ...finding,
      variable: variable.name,
      at: placeOf(variable),
      related: relatedTo(view.service, variable),
      fixes: [
        target === undefined ? null : setVariable(view, variable, String(target)),
        newer === undefined ? null : newerImage(view, newer),
      ],
    });
  },
};

/** The last release of the same line, which also tells why a mail fails, where it takes the settings as they stand. */
function newerImage(view: PlausibleInstance, first: Release): Fix | null {
  const line = first.name.slice(0, first.name.lastIndexOf("."));
  const release = releases.findLast(({ name, order }) => name.startsWith(`${line}.`) && order >= first.order) ?? first;
  return takesSettings(view, release) ? useRelease(view, release) : null;
}
