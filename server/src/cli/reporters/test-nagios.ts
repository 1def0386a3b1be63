import { hostAndPort } from "../../base/host-and-port.js";
import { type Language, plainText } from "../../base/messages.js";
import { nameOf } from "../../smtp/verdict/causes.js";
import { say } from "../messages.js";
import { printable } from "../terminal/text.js";
import type { TestedService } from "../test-result.js";

/** The states of the Nagios convention, by their exit status. */
const states = ["OK", "WARNING", "CRITICAL", "UNKNOWN"] as const;
type NagiosStatus = 0 | 1 | 2 | 3;

/** What became of a test: a step with a warning is one here too, and so is a connection without encryption. */
export function nagiosStatus({ report: { verdict, steps } }: Pick<TestedService, "report">): NagiosStatus {
  if (verdict.wouldDeliver === null) return 3;
  if (!verdict.wouldDeliver) return 2;
  return verdict.channel?.tls === false || steps.some(({ status }) => status === "warning") ? 1 : 0;
}

/** `SMTP CRITICAL - smtp.zoo.example:587: login rejected (SMTP_USER_PWD) | time=0.312s` */
export function testNagios(tested: TestedService, language: Language): string {
  const ms = tested.report.steps.reduce((sum, step) => sum + step.ms, 0);
  return `SMTP ${states[nagiosStatus(tested)]} - ${withoutPipe(oneLine(tested, language))} | time=${(ms / 1000).toFixed(3)}s`;
}

/** A test in one line: the server, and why it fails or how it works. */
export function oneLine({ composed, report, hide }: TestedService, language: Language): string {
  const { verdict } = report;
  const { delivery } = composed;
  const server = delivery?.host == null ? composed.service.name : hide(hostAndPort(delivery.host, delivery.port));
  if (verdict.wouldDeliver === true) {
    const { channel } = verdict;
    const how =
      channel === null
        ? ""
        : `${say(language, channel.tls ? "encrypted" : "unencrypted")}${say(language, "and")}${say(language, channel.authenticated ? "authenticated" : "unauthenticated")}`;
    return printable(say(language, "lineOk", { server, how }));
  }
  const why =
    verdict.cause === null ? (plainText(verdict.advice, language).split("\n")[0] ?? "") : nameOf(verdict.cause)[language];
  const text = verdict.variable === null ? why : say(language, "lineVariable", { why, variable: verdict.variable });
  return printable(say(language, "lineFailed", { server, why: text }));
}

/** A pipe begins the figures. */
function withoutPipe(text: string): string {
  return text.replaceAll("|", "/").replace(/\s+/g, " ");
}
