import type { CodeLens, Command } from "vscode-languageserver-types";
import { hostAndPort } from "../../base/host-and-port.js";
import { type Message, type MessageTemplate, message, plainText } from "../../base/messages.js";
import type { FilePath } from "../../base/text.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import type { Delivery } from "../../plausible/mailer/model.js";
import { causes } from "../../smtp/verdict/causes.js";
import type { Checked } from "../session/session.js";
import type { TestOutcome } from "../session/test-outcomes.js";
import { knownServer } from "./known-server.js";
import type { Presentation } from "./presentation.js";

/** The command that the client provides: it asks for a recipient, sends `plausibleMail/testSmtp` and shows the result. */
export const testSmtpCommand = "plausibleMail.testSmtp";
/** Those with which a client shows the talk of the last test, and what the container gets. */
export const showTranscriptCommand = "plausibleMail.showTranscript";
export const showContainerCommand = "plausibleMail.showContainer";
/** With which it asks for a provider and a login, and writes what they need. */
export const setUpMailCommand = "plausibleMail.setUpMail";

const texts = {
  test: { en: "Test SMTP", "zh-cn": "测试 SMTP" },
  works: { en: "✓ SMTP works · {time}", "zh-cn": "✓ SMTP 可用 · {time}" },
  unencrypted: { en: "▲ SMTP works, unencrypted · {time}", "zh-cn": "▲ SMTP 可用，未加密 · {time}" },
  fails: { en: "✗ SMTP: {cause} · {time}", "zh-cn": "✗ SMTP：{cause} · {time}" },
  failsSomehow: { en: "✗ SMTP failed · {time}", "zh-cn": "✗ SMTP 失败 · {time}" },
  open: { en: "? SMTP: inconclusive · {time}", "zh-cn": "? SMTP：没有定论 · {time}" },
  outdated: { en: "Settings changed since the test at {time}", "zh-cn": "{time} 测试之后设置已更改" },
  relay: { en: "{server}{tls}", "zh-cn": "{server}{tls}" },
  direct: { en: "no mail server set", "zh-cn": "未设置邮件服务器" },
  unknown: { en: "mail server not known here", "zh-cn": "此处不知道邮件服务器" },
  api: { en: "sends through a web API", "zh-cn": "通过 Web API 发送" },
  setUp: { en: "Set Up Mail…", "zh-cn": "设置邮件…" },
  problem: { en: "1 problem", "zh-cn": "1 个问题" },
  problems: { en: "{count} problems", "zh-cn": "{count} 个问题" },
} satisfies Record<string, MessageTemplate>;

const tls: Readonly<Record<Delivery["tls"], MessageTemplate | null>> = {
  implicit: { en: " · implicit TLS", "zh-cn": " · 隐式 TLS" },
  "starttls-if-offered": { en: " · STARTTLS", "zh-cn": " · STARTTLS" },
  "fails-if-offered": null,
  impossible: null,
  none: { en: " · unencrypted", "zh-cn": " · 未加密" },
};

/**
 * Over each Plausible service of a compose file: *Test SMTP*, what the last test came to, and where its email goes. Only the
 * first for a client without the commands of the others.
 *
 * @param outcomeOf what the last test of a service came to; null: it was not tested
 */
export function codeLenses(
  projects: readonly Checked[],
  path: FilePath,
  present: Presentation,
  outcomeOf: (view: PlausibleInstance) => TestOutcome | null,
): CodeLens[] {
  const uri = present.uriOf(path);
  // A file may be part of several projects.
  const lines = new Set<number>();
  return projects.flatMap(({ analysis, findings }) => {
    const counts = new Map<string | null, number>();
    for (const { service } of findings) counts.set(service, (counts.get(service) ?? 0) + 1);
    return analysis.plausible.flatMap((service) => {
      const { name, nameAt } = service;
      const range = nameAt.file === path ? present.rangeOf(analysis.project, nameAt) : null;
      if (range === null || lines.has(range.start.line)) return [];
      lines.add(range.start.line);
      const say = (template: MessageTemplate, values: Message["values"] = {}) =>
        plainText(message(template, values), present.facts.language);
      const lens = (title: string, command: string, given: Command["arguments"]): CodeLens => ({
        range,
        command: { title, command, ...(given === undefined ? {} : { arguments: given }) },
      });
      const lenses = [lens(say(texts.test), testSmtpCommand, [uri, name])];
      if (!present.facts.showsPages) return lenses;
      const view = analysis.viewOf(service);
      const outcome = view === null ? null : outcomeOf(view);
      if (outcome !== null) lenses.push(lens(outcomeText(outcome, say), showTranscriptCommand, undefined));
      if (view !== null) {
        const count = counts.get(name) ?? 0;
        const problems = count === 0 ? [] : [say(count === 1 ? texts.problem : texts.problems, { count })];
        lenses.push(lens([relayText(view, present, say), ...problems].join(" · "), showContainerCommand, [uri, name]));
        // Where a mail server is set, the command palette has it.
        if (view.relay.state !== "host" && view.smtp !== null) lenses.push(lens(say(texts.setUp), setUpMailCommand, [uri, name]));
      }
      return lenses;
    });
  });
}

type Say = (template: MessageTemplate, values?: Message["values"]) => string;

function outcomeText({ wouldDeliver, cause, encrypted, at, outdated }: TestOutcome, say: Say): string {
  const time = new Date(at).toTimeString().slice(0, 5);
  if (outdated) return say(texts.outdated, { time });
  if (wouldDeliver === true) return say(encrypted === false ? texts.unencrypted : texts.works, { time });
  if (wouldDeliver === null) return say(texts.open, { time });
  return cause === null ? say(texts.failsSomehow, { time }) : say(texts.fails, { time, cause: message(causes[cause].name) });
}

/** To which server, and how the connection is opened. */
function relayText(view: PlausibleInstance, present: Presentation, say: Say): string {
  const { project, service, delivery, relay, smtp } = view;
  if (smtp === null) return say(delivery === null ? texts.unknown : texts.api);
  const { host, port } = knownServer(view);
  if (host === null) return say(delivery === null && relay.state === "unknown" ? texts.unknown : texts.direct);
  const server = present.secretsOf(project, service.name).text(hostAndPort(host, port));
  const mode = delivery === null ? null : tls[delivery.tls];
  return say(texts.relay, { server, tls: mode === null ? "" : say(mode) });
}
