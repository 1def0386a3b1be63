import type { MessageTemplate } from "../../base/messages.js";
import { evidentMeaning } from "../../instance/evident-meaning.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { knownPortMode } from "../../instance/relay-port.js";
import { isPlaced } from "../../instance/service-variable.js";
import { knownText, placeOf, shownText } from "../../instance/value.js";
import { parseBoolean, strictBooleans } from "../../plausible/boot/config-helpers.js";
import { withTlsFlag } from "../../plausible/mailer/smtp-settings.js";
import { releases } from "../../plausible/tables/releases.js";
import { removeVariable, setVariable } from "../kit/fixes.js";
import { notes, type Qualified, qualify } from "../kit/qualify.js";
import { relatedTo } from "../kit/related-line.js";
import { type MailFlag, mailFlagsOf } from "../kit/tls-flag.js";
import type { Rule } from "../kit/types.js";

const messages = {
  refused: {
    en: "`{value}` isn't a valid value for `{name}`. {advice}\nPlausible {release} refuses to start with it.",
    "zh-cn": "`{value}` 不是 `{name}` 的有效值。{advice}\nPlausible {release} 会因它拒绝启动。",
  },
  refusedEarlier: {
    en: "`{value}` isn't a valid value for `{name}`. {advice}\nPlausible {release} stops at `db createdb` and `db migrate` with it.",
    "zh-cn": "`{value}` 不是 `{name}` 的有效值。{advice}\nPlausible {release} 的 `db createdb` 和 `db migrate` 会因它出错停止。",
  },
  opposite: {
    en: "`{name}={value}` means `true`. {advice}\nFor Plausible {release}, every value except `false` means yes.",
    "zh-cn": "`{name}={value}` 表示 `true`。{advice}\n对 Plausible {release} 来说，除 `false` 以外的值都表示开启。",
  },
  dropped: {
    en: "`{name}={value}` has no effect. {advice}\n`{adapter}` of Plausible {release} understands only `true` and `false`. From {strict} on, `{value}` keeps Plausible from starting.",
    "zh-cn":
      "`{name}={value}` 不起作用。{advice}\nPlausible {release} 的 `{adapter}` 只认 `true` 和 `false`。从 {strict} 起，`{value}` 会使 Plausible 无法启动。",
  },
  write: { en: "Set it to `{meant}`.", "zh-cn": "请设为 `{meant}`。" },
  choose: {
    en: "Set it to `true` (implicit TLS) or `false`, or remove it.",
    "zh-cn": "请设为 `true`（隐式 TLS）或 `false`，或删除它。",
  },
  chooseAny: { en: "Set it to `true` or `false`, or remove it.", "zh-cn": "请设为 `true` 或 `false`，或删除它。" },
} satisfies Record<string, MessageTemplate>;

/** A flag that this release's parser refuses, or takes for its opposite. */
export const invalidBoolean: Rule = {
  meta: {
    id: "invalid-boolean",
    severity: "error",
    summary: {
      en: "A mail flag isn't a boolean for this release, or means the opposite of what it says.",
      "zh-cn": "邮件开关对此版本不是有效的布尔值，或含义恰好相反。",
    },
    fixable: true,
    turn: "form",
    yieldsTo: {
      onVariable: ["middlebox-mode"],
    },
  },
  messages,
  check(view, report) {
    for (const flag of mailFlagsOf(view)) {
      const variable = view.variable(flag.name);
      const value = knownText(variable);
      if (value === null || !isPlaced(variable)) continue;
      const fault = faultOf(flag, value);
      if (fault === null || (view.extraConfig && fault !== "refused" && fault !== "refusedEarlier")) continue;
      const meant = meantValue(view, flag, value);
      const advice =
        meant !== null
          ? { template: messages.write, values: { meant } }
          : { template: flag.name === "SMTP_HOST_SSL_ENABLED" ? messages.choose : messages.chooseAny, values: {} };
      const finding: Qualified = {
        severity: fault === "dropped" ? "info" : "error",
        message: messages[fault],
        values: {
          name: flag.name,
          value: shownText(value),
          advice,
          release: view.releaseName,
          adapter: view.adapter ?? "",
          strict: releases.find(({ smtp }) => smtp["Bamboo.SMTPAdapter"]?.tlsFlagParser === "strict")?.name ?? "",
        },
      };
      report({
        ...qualify(finding, flag.ifRelay ? notes.ifRelay : null),
        variable: flag.name,
        at: placeOf(variable),
        related: relatedTo(view.service, variable),
        fixes: [meant === null ? null : setVariable(view, variable, meant), removeVariable(view, variable, meant === null)],
      });
    }
  },
};

function faultOf({ name, parser }: MailFlag, value: string): "refused" | "refusedEarlier" | "opposite" | "dropped" | null {
  const outcome = parseBoolean(parser, value, name);
  switch (outcome.kind) {
    case "refused":
      return "refused";
    case "dropped":
      // Yes-words: `tls-port-mismatch` tells that they will mean on one day. No-words are off, as they say.
      return (strictBooleans as readonly string[]).includes(value.toLowerCase()) ? null : "dropped";
    default:
      if (outcome.earlierCommands !== null) return "refusedEarlier";
      return outcome.kind === "on" && evidentMeaning(value) === false ? "opposite" : null;
  }
}

/** What to write: what the word means, but never a TLS mode that the port does not speak. */
function meantValue(view: PlausibleInstance, { name }: MailFlag, value: string): "true" | "false" | null {
  const evident = evidentMeaning(value);
  if (name !== "SMTP_HOST_SSL_ENABLED" || view.settings === null) return evident === null ? null : evident ? "true" : "false";
  const { port } = view.settings;
  const speaks = port.kind === "known" ? knownPortMode(view, port.port) : null;
  if (speaks !== null) {
    const works = speaks.mode === "implicit" ? "true" : "false";
    if (withTlsFlag(view.settings, works === "true" ? "on" : "off").tls.opens === speaks.mode) return works;
  }
  return evident === null ? null : evident ? "true" : "false";
}
