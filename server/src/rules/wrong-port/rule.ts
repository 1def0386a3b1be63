import type { Message, MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { servicesNamed } from "../../instance/service-networks.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf, shownText } from "../../instance/value.js";
import { type MailCatcher, mailCatcherNamed, mailCatcherOf } from "../../plausible/tables/companions.js";
import { setVariable } from "../kit/fixes.js";
import { otherPorts, portFixes } from "../kit/other-port.js";
import { notes, type Qualified, qualify } from "../kit/qualify.js";
import { relatedTo } from "../kit/related-line.js";
import type { Fix, Rule } from "../kit/types.js";

const messages = {
  reading: {
    en: "Port `{port}` is for reading email ({protocol}), not for sending. {advice}\nNo mail server accepts email from Plausible {release} there.",
    "zh-cn":
      "端口 `{port}` 用于收取邮件（{protocol}），不能用于发送。{advice}\n没有邮件服务器会在该端口接收 Plausible {release} 的邮件。",
  },
  provider: {
    en: "Port `{port}` is for web pages, not email. {advice}\n{provider} doesn't accept email there, so every email of Plausible {release} fails.",
    "zh-cn":
      "端口 `{port}` 用于网页，不收邮件。{advice}\n{provider} 不在该端口接收邮件，Plausible {release} 的每封邮件都会失败。",
  },
  catcher: {
    en: "Port `{port}` is the web page of {name}, not its mail port. {advice}\nEvery email of Plausible {release} to `{host}` fails.",
    "zh-cn":
      "端口 `{port}` 是 {name} 的网页端口，而不是邮件端口。{advice}\nPlausible {release} 发往 `{host}` 的每封邮件都会失败。",
  },
  web: {
    en: "Port `{port}` is for web pages, not email. {advice}\nHardly any mail server accepts email there.",
    "zh-cn": "端口 `{port}` 用于网页，不收邮件。{advice}\n几乎没有邮件服务器在该端口接收邮件。",
  },
  set: { en: "Set `SMTP_HOST_PORT` to `{value}`.", "zh-cn": "请将 `SMTP_HOST_PORT` 设为 `{value}`。" },
  look: {
    en: "Use the port your mail provider names.",
    "zh-cn": "请使用邮件服务商给出的端口。",
  },
} satisfies Record<string, MessageTemplate>;

/** Ports for reading mail (RFC 1939, RFC 9051, RFC 8314), by their protocol. */
const reading: Readonly<Record<number, string>> = { 110: "POP3", 143: "IMAP", 993: "IMAP", 995: "POP3" };

/** Ports on which web pages are usually served. */
const web: readonly number[] = [80, 443, 3000, 8000, 8080, 8443, 8025];

/** A port of `SMTP_HOST_PORT` that takes no mail. */
export const wrongPort: Rule = {
  meta: {
    id: "wrong-port",
    severity: "error",
    summary: {
      en: "`SMTP_HOST_PORT` is a port for reading email, or for web pages.",
      "zh-cn": "`SMTP_HOST_PORT` 是用于收取邮件或网页的端口。",
    },
    fixable: true,
    yieldsTo: {
      // It knows the port that was meant.
      inService: ["published-port"],
    },
  },
  messages,
  check(view, report) {
    const { settings } = view;
    if (settings === null || settings.inForce === "no" || view.extraConfig) return;
    const { port } = settings;
    if (port.kind !== "known" || port.decidedBy.by !== "text") return;
    const variable = view.variable(port.decidedBy.variable);
    const found = judge(view, port.port);
    if (found === null || !isPlaced(variable)) return;
    report({
      ...qualify(found.finding, settings.inForce === "if-relay" ? notes.ifRelay : null),
      variable: variable.name,
      at: placeOf(variable),
      related: relatedTo(view.service, variable),
      fixes: found.fixes,
    });
  },
};

interface Judgement {
  readonly finding: Qualified;
  readonly fixes: readonly (Fix | null)[];
}

/** What is known of that port of that host; null: nothing against it. */
function judge(view: PlausibleInstance, port: number): Judgement | null {
  const { relay, releaseName: release } = view;
  const catcher = catcherOf(view);
  const protocol = reading[port];
  if (protocol !== undefined) {
    const mailPort = catcher?.smtpPort ?? null;
    const values = { port, protocol, release, advice: adviceOf(view, mailPort) };
    return { finding: { message: messages.reading, values, severity: "error" }, fixes: fixesOf(view, mailPort, true) };
  }
  if (!web.includes(port) || relay.state !== "host") return null;
  if (relay.place === "project" && catcher?.webPort !== port) return null;
  if (catcher !== null && catcher.webPort === port) {
    const { name, smtpPort } = catcher;
    const values = { port, host: shownText(relay.host), name, release, advice: adviceOf(view, smtpPort) };
    // Outside this project only its name tells what it is.
    const sure = relay.place === "project";
    const finding: Qualified = { message: messages.catcher, values, severity: sure ? "error" : "warning" };
    return { finding, fixes: fixesOf(view, smtpPort, sure) };
  }
  const { provider } = relay;
  const advice = adviceOf(view, null);
  if (provider === null) {
    const finding: Qualified = { message: messages.web, values: { port, advice }, severity: "warning" };
    return { finding, fixes: fixesOf(view, null, false) };
  }
  const ports = [...provider.implicit, ...provider.starttls];
  if (ports.length === 0 || ports.includes(port)) return null;
  const values = { port, provider: provider.name, release, advice };
  const weak = provider.evidence === "primary" ? null : notes.weakProvider;
  const finding = qualify({ message: messages.provider, values, severity: "error" }, weak, { provider: provider.name });
  return { finding, fixes: fixesOf(view, null, weak === null) };
}

/** The mail catcher that is the relay, by its image in this project, else by its name; null: the relay is none. */
function catcherOf({ relay, project, service }: PlausibleInstance): MailCatcher | null {
  if (relay.state !== "host") return null;
  if (relay.place !== "project") return relay.provider === null ? mailCatcherNamed(relay.host) : null;
  const [named] = servicesNamed(project, service, relay.host);
  return mailCatcherOf(named?.image?.text ?? "");
}

/** What to write; `mailPort`: where a service of the project takes mail. */
function adviceOf(view: PlausibleInstance, mailPort: number | null): Message {
  const value = mailPort === null ? otherPorts(view)[0] : String(mailPort);
  return value === undefined ? { template: messages.look, values: {} } : { template: messages.set, values: { value } };
}

function fixesOf(view: PlausibleInstance, mailPort: number | null, automatic: boolean): readonly (Fix | null)[] {
  if (mailPort === null) return portFixes(view, automatic);
  return [setVariable(view, view.variable("SMTP_HOST_PORT"), String(mailPort), automatic)];
}
