import type { MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isBareAddress, loginAddress } from "../../instance/sender-address.js";
import { isPlaced, type PlacedVariable } from "../../instance/service-variable.js";
import { knownText, placeOf, shownText } from "../../instance/value.js";
import { settingsEffect } from "../../instance/what-if.js";
import { asciiDomain, senderFailure } from "../../plausible/mailer/sender.js";
import type { SmtpAdapterFacts } from "../../plausible/types.js";
import { addEdits, fix, setEdits, setVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Fix, Rule } from "../kit/types.js";

const messages = {
  finding: {
    en: "`MAILER_EMAIL` {what}. {advice}\nIts value is `{value}`. {effect}",
    "zh-cn": "`MAILER_EMAIL` {what}。{advice}\n其值为 `{value}`。{effect}",
  },
  name: { en: "contains a name", "zh-cn": "包含姓名" },
  several: { en: "contains more than one address", "zh-cn": "包含多个地址" },
  scheme: { en: "begins with `mailto:`", "zh-cn": "以 `mailto:` 开头" },
  noAt: { en: "isn't an email address", "zh-cn": "不是邮箱地址" },
  domain: { en: "has a domain without a dot", "zh-cn": "的域名中没有点" },
  international: { en: "has a domain with non-ASCII characters", "zh-cn": "的域名含有非 ASCII 字符" },
  other: { en: "isn't a plain email address", "zh-cn": "不是纯粹的邮箱地址" },
  raises: {
    en: "Plausible {release} can't create an email with it, so every email fails.",
    "zh-cn": "Plausible {release} 无法用它生成邮件，所有邮件都会失败。",
  },
  mangled: {
    en: "Plausible {release} sends it unchanged, and mail servers reject such a sender.",
    "zh-cn": "Plausible {release} 会原样发送，邮件服务器会拒绝这样的发件人。",
  },
  writeName: {
    en: "Move it to `MAILER_NAME`, and keep `{address}`.",
    "zh-cn": "请移到 `MAILER_NAME`，只保留 `{address}`。",
  },
  write: { en: "Set it to `{address}`.", "zh-cn": "请设为 `{address}`。" },
  writeOne: {
    en: "Use an address that your mail server allows.",
    "zh-cn": "请使用邮件服务器允许的发件地址。",
  },
  fixName: {
    en: "Split into address `{address}` and name `{name}`",
    "zh-cn": "拆分为地址 `{address}` 和姓名 `{name}`",
  },
} satisfies Record<string, MessageTemplate>;

type Fault = "name" | "several" | "scheme" | "noAt" | "domain" | "international" | "other";

/** A `MAILER_EMAIL` that the adapter cannot send from, or that it mangles. */
export const invalidSender: Rule = {
  meta: {
    id: "invalid-sender",
    severity: "error",
    summary: {
      en: "`MAILER_EMAIL` isn't a plain address that email can be sent from.",
      "zh-cn": "`MAILER_EMAIL` 不是可用于发信的纯邮箱地址。",
    },
    fixable: true,
    turn: "form",
  },
  messages,
  check(view, report) {
    const { smtp } = view;
    const variable = view.variable("MAILER_EMAIL");
    const value = knownText(variable);
    if (smtp === null || view.extraConfig || value === null || !isPlaced(variable)) return;
    // Blanks around an address that is otherwise right are another rule's.
    if (value.trim() === "" || isBareAddress(value.trim())) return;
    const fault = faultOf(smtp, value);
    if (fault === null) return;
    const meant = meantSender(view, value, fault);
    const advice =
      meant === null
        ? { template: messages.writeOne, values: {} }
        : { template: fault === "name" ? messages.writeName : messages.write, values: { address: meant.address } };
    const raises = senderFailure(smtp.senderCheck, value) !== null;
    report({
      variable: variable.name,
      at: placeOf(variable),
      message: messages.finding,
      values: {
        value: shownText(value),
        what: { template: messages[fault], values: {} },
        effect: { template: raises ? messages.raises : messages.mangled, values: { release: view.releaseName } },
        advice,
      },
      related: relatedTo(view.service, variable),
      fixes: meant === null ? [] : fixesFor(view, variable, meant, fault),
    });
  },
};

/** What is wrong with an address for this adapter; null: nothing that is certain. */
function faultOf(smtp: SmtpAdapterFacts, value: string): Fault | null {
  const text = value.trim();
  if (!text.includes("@")) return "noAt";
  if (/^mailto:/i.test(text)) return "scheme";
  const between = text.split("@").slice(1, -1);
  if (between.some((part) => /[,;\s]/.test(part))) return "several";
  if (/<[^<>]*>/.test(text)) return "name";
  if (text.split("@").length !== 2) return "several";
  const [, domain = ""] = text.split("@");
  if (senderFailure(smtp.senderCheck, text) !== null) {
    if (/[^ -~]/.test(domain)) return "international";
    return /^[A-Za-z0-9-]+$|^[\d.]+$|^\[.*\]$/.test(domain) ? "domain" : "other";
  }
  // Mua hands on the text as it is; what is not in the sets of an address breaks the command.
  if (/[\s<>",;:\\()]/.test(text)) return "other";
  return smtp.senderCheck !== "idna-domain" && smtp.senderCheck !== "none" && /[^ -~]/.test(domain) ? "international" : null;
}

interface Meant {
  readonly address: string;
  readonly name: string | null;
  /** Whether nothing else can have been meant. */
  readonly sure: boolean;
}

function meantSender(view: PlausibleInstance, value: string, fault: Fault): Meant | null {
  const text = value.trim();
  const as = (address: string | undefined, sure: boolean, name: string | null = null) =>
    address !== undefined && isBareAddress(address) ? { address, sure, name } : null;
  switch (fault) {
    case "name": {
      const [, before = "", inside = ""] = /^([^<>]*)<([^<>]*)>?$/.exec(text) ?? [];
      const inner = inside.trim().replace(/^mailto:/i, "");
      const name = before
        .trim()
        .replace(/^(["'])(.*)\1$/, "$2")
        .trim();
      return as(inner, true, name === "" ? null : name);
    }
    case "several":
      return as(/(?<![^\s,;<>"'])[^\s,;<>"']+@[^\s,;<>"'@]+/.exec(text)?.[0], false);
    case "scheme":
      return as(text.replace(/^mailto:\s*/i, ""), true);
    case "international":
      return as(asciiDomain(text), true);
    case "noAt":
    case "domain":
      return as(loginAddress(view) ?? undefined, false);
    case "other":
      return as(/^\W*(\w[\w.%+-]*@[\w.-]+)(?<=\w)\W*$/.exec(text)?.[1] ?? text.replace(/\s+/g, ""), false);
  }
}

function fixesFor(
  view: PlausibleInstance,
  variable: PlacedVariable,
  { address, name, sure }: Meant,
  fault: Fault,
): (Fix | null)[] {
  const named = view.variable("MAILER_NAME");
  if (fault !== "name" || name === null || named.state !== "absent" || !view.reads("MAILER_NAME")) {
    return [setVariable(view, variable, address, sure)];
  }
  const near = variable.secretFile === undefined ? variable.declared : null;
  const parts = [setEdits(view, variable, address), addEdits(view, { name: "MAILER_NAME", value: name }, near)];
  const effect = settingsEffect([variable.name, { text: address }], ["MAILER_NAME", { text: name }]);
  return [fix(messages.fixName, { address, name }, parts, sure, effect), setVariable(view, variable, address, false)];
}
