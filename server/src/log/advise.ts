import { code, codes, type Message, type MessageTemplate, message, type Value } from "../base/messages.js";
import { onOneLine } from "../base/scan.js";
import { providerOf } from "../plausible/tables/providers.js";
import { releases } from "../plausible/tables/releases.js";
import type { Release } from "../plausible/types.js";
import { createMask } from "../secrets/login-mask.js";
import { type Cause, loggedAdviceOf } from "../smtp/verdict/causes.js";
import { adviceOnNames, namesToShow, otherCertificateFault } from "../smtp/verdict/certificate-names.js";
import { cureWords, otherPorts, todoAt } from "../smtp/verdict/judge.js";
import { remarks } from "../smtp/verdict/remarks.js";
import { isTemporary, meaningOf } from "../smtp/verdict/reply-meaning.js";
import type { Conclusion, Known } from "./conclusion.js";
import { logTexts, relayTexts } from "./log-remarks.js";
import type { LogReading, RelayFault, What } from "./readers/reading.js";

/** What to do about a line, in words; in front of what is known of the settings, or else in general. */
export function adviseOn(reading: LogReading, conclusion: Conclusion, known: Known | null): Message {
  const { what } = reading;
  if (conclusion.verdict !== null) return conclusion.verdict.advice;
  if (conclusion.cause === null) return withoutCause(reading, known);
  if (what.kind === "missing-key") return message(remarks.missingKey, { exception: what.exception, variable: what.variable });
  if (what.kind === "sidecar") return adviceOnRelay(what);
  const template = templateOf(reading, conclusion.cause, known);
  const main = message(known === null ? inGeneral(template) : template, valuesOf(reading, conclusion, known));
  const temporary = what.kind === "trouble" && what.trouble.kind === "reply" && isTemporary(what.trouble);
  const more = [
    ...todoAt(conclusion.cause, linesOf(what)),
    ...(temporary ? [message(remarks.temporary)] : []),
    ...(reading.ofMail ? [] : [message(logTexts.otherConnection)]),
  ];
  return more.reduce((first, second) => message(logTexts.both, { first, second }), main);
}

/** What a server said, where it said something. */
function linesOf(what: What): readonly string[] {
  if (what.kind === "api") return [what.words];
  return what.kind === "trouble" && what.trouble.kind === "reply" ? what.trouble.lines : [];
}

function templateOf({ what, host }: LogReading, cause: Cause, known: Known | null): MessageTemplate {
  if (what.kind === "api" && what.problem !== null) return logTexts.apiUnreachable;
  if (cause === "host-not-found" && host === null && known?.delivery == null) return logTexts.hostNotFound;
  if (what.kind === "crash" && cause === "tls-failed") return logTexts.middlebox;
  if (what.kind === "trouble" && what.trouble.kind === "reply" && what.trouble.code < 300) return logTexts.misread;
  if (cause === "tls-failed" && what.kind === "trouble" && what.trouble.kind === "certificate") {
    return what.trouble.fault === "other" ? otherCertificateFault : loggedAdviceOf(cause);
  }
  if (cause === "certificate-wrong-name" && what.kind === "trouble" && what.trouble.kind === "certificate") {
    return adviceOnNames(what.trouble.names, host ?? known?.delivery?.host ?? "") ?? loggedAdviceOf(cause);
  }
  return loggedAdviceOf(cause);
}

function withoutCause({ what, logLine, releases: possible }: LogReading, known: Known | null): Message {
  if (what.kind === "whole-mail") return message(logTexts.wholeMail);
  if (what.kind === "unknown-reason") return message(logTexts.unknownReason, { exception: logLine });
  const logsReason = ({ logsFailure }: Release) => logsFailure === "with-reason";
  if (known !== null ? logsReason(known.release) : possible.every(logsReason)) return message(logTexts.reasonBelow);
  return message(logTexts.noReason, { since: releases.find(logsReason)?.name ?? "" });
}

/** Whose log it is, what it says, and the ways out. */
function adviceOnRelay({ program, relay, fault, peer, words }: Extract<What, { kind: "sidecar" }>): Message {
  const whose = relay === "" ? message(relayTexts.nameless, { program }) : message(relayTexts.named, { program, relay });
  const target = peer === null ? message(relayTexts.someServer) : `\`${peer.slice(0, 200)}\``;
  const ofProvider = fault === "refused" && peer !== null && providerOf(peer)?.needsAuth === true;
  const text = ofProvider ? relayTexts.refusedByProvider : relayTexts[fault];
  const todo = fault === "turned-away" ? null : (meaningOf([words])?.todo ?? null);
  return [
    message(text, { target, words: words.replace(/\.$/, "") }),
    ...(todo === null ? [] : [message(todo)]),
    ...(ofProvider || ownCure.includes(fault) ? [] : [message(relayTexts.wayOut)]),
  ].reduce((first, second) => message(logTexts.both, { first, second }), whose);
}

/** What the relay's own settings mend. */
const ownCure: readonly RelayFault[] = ["login", "turned-away", "encryption"];

/** The template without the release, where none is known. */
function inGeneral(template: MessageTemplate): MessageTemplate {
  const general = (text: string) =>
    text.replaceAll(/Plausible \{release\} ?(?=[\u4e00-\u9fff])/g, "Plausible ").replaceAll("Plausible {release}", "Plausible");
  return { en: general(template.en), "zh-cn": general(template["zh-cn"]) };
}

/** Every value that a template may ask for. What is not seen is called by its variable's name. */
function valuesOf({ what, host }: LogReading, conclusion: Conclusion, known: Known | null): Record<string, Value> {
  const delivery = known?.delivery ?? null;
  const evidence = conclusion.evidence;
  const adapter = known?.adapter ?? evidence?.request.adapter ?? null;
  const attempts = (delivery ?? evidence?.request.delivery)?.attempts ?? 1;
  const wait =
    adapter === null
      ? 30_000
      : (conclusion.cause === "connection-timeout" ? adapter.timeouts.connect : adapter.timeouts.reply) * attempts;
  const trouble = what.kind === "trouble" ? what.trouble : null;
  const names = trouble?.kind === "certificate" ? namesToShow(trouble.names, host ?? delivery?.host ?? "") : [];
  return {
    release: known?.release.name ?? "",
    host: (what.kind === "api" ? what.service : (host ?? delivery?.host ?? "SMTP_HOST_ADDR")) || '""',
    port: delivery?.port ?? "SMTP_HOST_PORT",
    ports: otherPorts(delivery?.port ?? null),
    from: delivery?.mailFrom ?? "MAILER_EMAIL",
    ehlo: delivery?.ehlo ?? (adapter?.ehloName === "base-url-host" ? "BASE_URL" : "MAILER_EMAIL"),
    user: delivery?.auth == null ? "SMTP_USER_NAME" : createMask(delivery.auth)(delivery.auth.username ?? "SMTP_USER_NAME"),
    words: (what.kind === "api" ? what.words : trouble !== null && "words" in trouble ? trouble.words : "…").replace(/\.$/, ""),
    names: names.length === 0 ? message(logTexts.anotherName) : codes(names),
    exception: exceptionOf(what),
    variable: conclusion.variable ?? "",
    variables: listed(conclusion.variables),
    address: ((what.kind === "address" ? what.address : null) ?? "MAILER_EMAIL").slice(0, 200),
    provider: what.kind === "api" ? what.service : "",
    domain: delivery?.api?.domain ?? "MAILGUN_DOMAIN",
    seconds: wait / 1000,
    wait: wait >= 120_000 ? message(remarks.minutes, { count: wait / 60_000 }) : message(remarks.seconds, { count: wait / 1000 }),
    cure: evidence === null ? "" : cureWords(evidence.request),
    ehloHint: message(evidence?.talk.secondEhlo === true ? remarks.secondEhlo : remarks.ehloName),
  };
}

/** The first line of an exception, or all of it where that line only announces the rest; a boot's without its type. */
function exceptionOf(what: LogReading["what"]): string {
  if (!("exception" in what)) return "";
  const text = what.kind === "boot" ? what.exception.replace(/^\*\* \([A-Za-z]+\) /, "") : what.exception;
  const [first = ""] = text.split("\n", 1);
  return (first.endsWith(":") ? onOneLine(text) : first).replace(/\.$/, "");
}

function listed(variables: readonly string[]): Value {
  const [first, ...rest] = variables.map(code);
  if (first === undefined) return message(logTexts.itsText);
  return rest.reduce<Value>((before, second) => message(logTexts.oneOf, { first: before, second }), first);
}
