import type { Cause } from "./causes.js";
import { blankAtFault } from "./circumstances.js";
import { isVersion, saysPlain } from "./log-line.js";
import { meaningOf } from "./reply-meaning.js";
import { refusesHelo, wantsEncryption, wantsLogin } from "./reply-words.js";
import type { StepName } from "./steps.js";
import type { OrdinaryClient, ReplyTrouble, SecondLook, Talk, Trouble } from "./talk.js";

/** The name of what went wrong, from what was seen alone. */
export function causeOf(
  talk: Talk,
  step: StepName,
  trouble: Trouble,
  look: SecondLook | null,
  ordinary: OrdinaryClient | null,
): Cause {
  switch (trouble.kind) {
    case "wire":
      return wireCause(step, trouble.problem, trouble.code, look, talk.greeted);
    case "certificate":
      if (trouble.fault === "other" || trouble.fault === "unnamed") return "tls-failed";
      return `certificate-${trouble.fault === "not-yet-valid" ? "expired" : trouble.fault}`;
    case "reply":
      return replyCause(talk, step, trouble, ordinary);
    case "unreadable":
      return "not-smtp";
    case "crash":
      return "adapter-crashes";
    case "tls-impossible":
    case "plaintext-auth-not-allowed":
    case "credentials-unseen":
      return trouble.kind;
  }
}

/** The name of a fault below SMTP. `greeted`: the server had spoken before. */
export function wireCause(
  step: StepName,
  problem: (Trouble & { kind: "wire" })["problem"],
  code: string,
  look: SecondLook | null,
  greeted: boolean,
): Cause {
  if (problem === "cancelled") return "cancelled";
  if (problem === "not-found") return "host-not-found";
  if (problem === "refused") return "connection-refused";
  if (problem === "unreachable" || problem === "offline") return "host-unreachable";
  if (problem === "flood") return "not-smtp";
  if (problem === "injected") return "plain-text-injected";
  if (step === "greeting" && look?.speaks === "tls") return "plain-on-tls-port";
  if (step === "greeting" && problem === "timeout") return "no-greeting";
  if (step === "tls") {
    if (look?.speaks === "smtp") return "tls-on-plain-port";
    if (look?.speaks === "other") return "not-smtp";
    if (greeted && saysPlain(code)) return "plain-text-injected"; // it came a moment later, and the handshake met it
    if (isVersion(code)) return "tls-version";
    return "tls-failed";
  }
  return problem === "timeout" ? "connection-timeout" : "connection-closed";
}

function replyCause(talk: Talk, step: StepName, reply: ReplyTrouble, ordinary: OrdinaryClient | null): Cause {
  const { code, words } = reply;
  const meant = meantCause(step, reply, ordinary);
  if (meant !== null) return meant;
  switch (step) {
    case "greeting":
      return "greeting-refused";
    case "ehlo":
      return "ehlo-refused";
    case "starttls":
      return "starttls-refused";
    case "auth":
      return authCause(talk, code, words);
    case "sender":
    case "recipient":
      return envelopeCause(talk, step, code, words, ordinary);
    default:
      return "message-refused";
  }
}

/** What the words alone decide; null: nothing. Only the login can be refused for its password, only the mail for its sender. */
function meantCause(step: StepName, { lines }: ReplyTrouble, ordinary: OrdinaryClient | null): Cause | null {
  const meant = meaningOf(lines)?.cause ?? null;
  if (meant === "auth-refused") return step === "auth" ? meant : null;
  if (meant !== "sender-refused") return meant;
  const ofMail = step === "sender" || step === "recipient" || step === "message";
  return ofMail && !blankAtFault(ordinary) ? meant : null;
}

function authCause(talk: Talk, code: number, words: string): Cause {
  const { mechanisms } = talk.offered;
  if (code === 334) return "auth-mechanism"; // a prompt that Mua does not take for one
  if (!talk.secure && wantsEncryption.test(words)) return "tls-required";
  if (/\btoo weak\b/i.test(words)) return "auth-mechanism"; // RFC 4954: the method, not the password
  if (code === 535 || code === 534) return "auth-refused";
  if (mechanisms === null) return "auth-not-offered";
  return mechanisms.some((name) => /^(PLAIN|LOGIN)$/i.test(name)) ? "auth-refused" : "auth-mechanism";
}

/**
 * What is refused at MAIL FROM or RCPT TO. Servers tell only at RCPT TO what they have against the client, its EHLO or the sender
 * (Postfix by default, Exim as Debian sets it up; executed), so that step alone does not say what is at fault.
 */
function envelopeCause(
  talk: Talk,
  step: "sender" | "recipient",
  code: number,
  words: string,
  ordinary: OrdinaryClient | null,
): Cause {
  if (!talk.secure && wantsEncryption.test(words)) return "tls-required";
  if (!talk.authenticated && asksForLogin(code, words)) return missingLogin(talk);
  if (refusesHelo.test(words)) return "ehlo-refused";
  if (step === "sender") {
    const syntax = code === 553 ? blankAtFault(ordinary) || /syntax/i.test(words) : code === 500 || code === 501 || code === 555;
    return syntax ? "sender-syntax" : "sender-refused";
  }
  if (againstSender.test(words)) return "sender-refused";
  // A server that offers logins and does not relay for who has none wants one, whatever it calls that.
  const outsider = !talk.authenticated && talk.offered.mechanisms !== null;
  return outsider && /\brelay|access denied/i.test(words) ? missingLogin(talk) : "recipient-refused";
}

/** Why there was no login: none is set, or the server rejected it and the client passed that over. */
function missingLogin({ passedOver }: Talk): Cause {
  if (passedOver === null) return "auth-required";
  return meaningOf([passedOver.words])?.cause ?? "auth-refused";
}

const againstSender =
  /\b[45]\.1\.[78]\b|\bsender (address )?(is |was )?(rejected|refused|denied|not (allowed|permitted|authori[sz]ed|accepted))|\bsender verif\w+ failed|\bnot owned by\b/i;

function asksForLogin(code: number, words: string): boolean {
  if (code === 530) return !againstSender.test(words);
  return wantsLogin.test(words) || /must be auth|log ?in first|not logged in|\bauth\w* failed|\bcredentials\b/i.test(words);
}
