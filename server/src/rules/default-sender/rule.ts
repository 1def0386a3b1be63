import type { MessageTemplate } from "../../base/messages.js";
import { entryNear } from "../../instance/entry-near.js";
import { isMislaid } from "../../instance/mislaid.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isBareAddress, loginAddress } from "../../instance/sender-address.js";
import { isPlaced } from "../../instance/service-variable.js";
import { isUnsetInFiles } from "../../instance/unset-name.js";
import { certainlySet, placeOf } from "../../instance/value.js";
import { isMisnamed } from "../../instance/variable-names.js";
import type { SenderSetting } from "../../plausible/mailer/model.js";
import { baseHostOf, senderFailure, senderSetting } from "../../plausible/mailer/sender.js";
import { variables } from "../../plausible/tables/variables.js";
import { askFor } from "../kit/asked-variables.js";
import { addDotenv, addVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Report, Rule } from "../kit/types.js";

const messages = {
  derived: {
    en: "Set `MAILER_EMAIL`: no email can be sent from the default sender `{sender}`.\nIt comes from `BASE_URL`, and Plausible {release} can't build an email with it. Use an address that your mail server lets you send from.",
    "zh-cn":
      "请设置 `MAILER_EMAIL`：默认发件人 `{sender}` 无法用于发信。\n它由 `BASE_URL` 得出，Plausible {release} 无法用它生成邮件。请使用邮件服务器允许您使用的地址。",
  },
  fixed: {
    en: "Set `MAILER_EMAIL`: the domain of the default sender `{sender}` doesn't exist.\nMany mail servers reject what Plausible {release} sends from it. Use an address that your mail server lets you send from.",
    "zh-cn":
      "请设置 `MAILER_EMAIL`：默认发件人 `{sender}` 的域名并不存在。\n许多邮件服务器会拒绝 Plausible {release} 以此发送的邮件。请使用邮件服务器允许您使用的地址。",
  },
  derivedUnset: {
    en: "Set `MAILER_EMAIL`: no email can be sent from the default sender `{sender}`.\nThese files don't set it. Unless your shell does, the sender comes from `BASE_URL`, and Plausible {release} can't build an email with it. Use an address that your mail server lets you send from.",
    "zh-cn":
      "请设置 `MAILER_EMAIL`：默认发件人 `{sender}` 无法用于发信。\n这些文件没有设置它。除非您的 shell 设置了它，否则发件人由 `BASE_URL` 得出，Plausible {release} 无法用它生成邮件。请使用邮件服务器允许您使用的地址。",
  },
  fixedUnset: {
    en: "Set `MAILER_EMAIL`: the domain of the default sender `{sender}` doesn't exist.\nThese files don't set it. Unless your shell does, many mail servers reject what Plausible {release} sends. Use an address that your mail server lets you send from.",
    "zh-cn":
      "请设置 `MAILER_EMAIL`：默认发件人 `{sender}` 的域名并不存在。\n这些文件没有设置它。除非您的 shell 设置了它，否则许多邮件服务器会拒绝 Plausible {release} 发送的邮件。请使用邮件服务器允许您使用的地址。",
  },
  fixDotenv: { en: "Set `{name}` to `{value}` in `.env`", "zh-cn": "在 `.env` 中将 `{name}` 设为 `{value}`" },
} satisfies Record<string, MessageTemplate>;

const sample = "replace-me@example.com";

const blackHoles: readonly string[] = ["Bamboo.LocalAdapter", "Bamboo.TestAdapter"];

/** No `MAILER_EMAIL`, and a default sender that cannot send. */
export const defaultSender: Rule = {
  meta: {
    id: "default-sender",
    severity: "error",
    summary: {
      en: "`MAILER_EMAIL` is not set, and email can't be sent from the default sender.",
      "zh-cn": "未设置 `MAILER_EMAIL`，而默认发件人无法用于发信。",
    },
    fixable: true,
    yieldsTo: { onVariable: ["not-passed-through"] },
  },
  messages,
  check(view, report) {
    if (view.adapter === null || blackHoles.includes(view.adapter) || view.extraConfig) return;
    const { address, decidedBy } = isUnsetInFiles(view, "MAILER_EMAIL") ? senderWithout(view) : view.sender;
    if (address === null || decidedBy.by === "text") return;
    // It is there, and Plausible does not find it: that has rules of its own.
    if (isMisnamed(view, decidedBy.variable) || isMislaid(view, decidedBy.variable)) return;
    if (view.choice.release.defaultSender.domain === null) reportDerived(view, address, report);
    else reportFixed(view, address, report);
  },
};

function reportDerived(view: PlausibleInstance, sender: string, report: Report): void {
  const base = view.variable("BASE_URL");
  if (view.smtp === null || !isPlaced(base)) return;
  // What a template engine is still to fill in is no host yet.
  if (/[{}%<>$()[\]*#|]/.test(sender)) return;
  if (senderFailure(view.smtp.senderCheck, sender) === null) return;
  report({
    variable: "MAILER_EMAIL",
    at: placeOf(base),
    // Whoever sets nothing of mail may only be trying Plausible out.
    severity: isUnsetInFiles(view, "MAILER_EMAIL") ? "warning" : usesMail(view) ? "error" : "info",
    message: isUnsetInFiles(view, "MAILER_EMAIL") ? messages.derivedUnset : messages.derived,
    values: { sender },
    related: relatedTo(view.service, base),
    fixes: fixes(view),
  });
}

function reportFixed(view: PlausibleInstance, sender: string, report: Report): void {
  const { relay } = view;
  // With nothing of mail, and no mail server in the project, no mail is sent at all.
  if (!usesMail(view) && !(relay.state === "host" && relay.place === "project")) return;
  const shown = ["MAILER_NAME", "SMTP_HOST_ADDR", "MAILER_ADAPTER"].map((name) => view.variable(name)).find(isPlaced);
  report({
    variable: "MAILER_EMAIL",
    at: shown === undefined ? view.service.nameAt : placeOf(shown),
    severity: "warning",
    message: isUnsetInFiles(view, "MAILER_EMAIL") ? messages.fixedUnset : messages.fixed,
    values: { sender },
    related: shown === undefined ? [] : relatedTo(view.service, shown),
    fixes: fixes(view),
  });
}

/** The sender where the shell does not set the bare name. */
function senderWithout({ choice, read }: PlausibleInstance): SenderSetting {
  return senderSetting(choice.release, (name) => (name === "MAILER_EMAIL" ? { state: "absent" } : read(name)));
}

function usesMail(view: PlausibleInstance): boolean {
  return variables.some(({ name, mail }) => mail && view.reads(name) && certainlySet(view.variable(name)));
}

function fixes(view: PlausibleInstance) {
  const near = entryNear(view, ["MAILER_NAME", "MAILER_ADAPTER", "SMTP_HOST_ADDR", "BASE_URL"]);
  const name = "MAILER_EMAIL";
  const known = [loginAddress(view), addressAtHome(view)].filter((address) => address !== null);
  // The line is there already: the value belongs into `.env`.
  if (isUnsetInFiles(view, name)) {
    const derived = [...new Set(known)].map((value) => {
      const fix = addDotenv(view, [{ name, value }]);
      return fix === null ? null : { ...fix, title: { template: messages.fixDotenv, values: { name, value } } };
    });
    return [...derived, addDotenv(view, [{ name, value: sample }])];
  }
  return [
    ...[...new Set(known)].map((value) => addVariable(view, { name, value }, near)),
    askFor(view, [{ name, sample }], near),
  ];
}

/** The sender that newer releases take by default: an address at the host of `BASE_URL`; null where none can be there. */
function addressAtHome(view: PlausibleInstance): string | null {
  const host = baseHostOf(view.read);
  const address = `plausible@${typeof host === "string" ? host : ""}`;
  return isBareAddress(address) && !/\.(local|localhost|lan|internal|home|localdomain)$/i.test(address) ? address : null;
}
