import type { StepName } from "../smtp/types.js";

/** At which step a reply was given, and what must be supposed of the talk for the judge to see it so. */
export interface Supposition {
  readonly step: StepName;
  /** The mechanisms that the server offers; null: no AUTH. Only of the step `auth`. */
  readonly mechanisms?: readonly string[] | null;
  readonly secondEhlo?: boolean;
  /** A login was rejected before, and passed over in silence. */
  readonly passedOver?: boolean;
}

/**
 * The steps at which a server would give this reply, the likeliest first: neither Mua nor gen_smtp names the command that
 * was refused. By the code where it belongs to one command (RFC 4954, 3207), by the enhanced code (RFC 3463), by the words.
 */
export function stepsOf(code: number, words: string): readonly Supposition[] {
  const says = (pattern: RegExp) => pattern.test(words);
  const auth: Supposition = { step: "auth", mechanisms: ["PLAIN", "LOGIN"] };
  const noAuth: Supposition = { step: "auth", mechanisms: null };
  const ehlo: Supposition = { step: "ehlo", secondEhlo: false };
  switch (code) {
    case 334:
    case 432:
    case 525:
    case 534:
    case 535:
    case 538:
      return [auth];
    case 504:
      return [{ step: "auth", mechanisms: ["CRAM-MD5"] }, noAuth];
    case 530:
      return [{ step: "sender" }, { step: "sender", passedOver: true }];
    case 454:
      if (says(/\b(?:starttls|tls|ssl)\b/i)) return [{ step: "starttls" }];
      if (says(/auth/i)) return [auth];
      if (says(/relay/i)) return [{ step: "recipient" }];
      return [{ step: "starttls" }, auth];
    case 500:
    case 502:
    case 503: {
      if (says(/\b(?:starttls|tls)\b/i)) return [{ step: "starttls" }];
      if (says(/auth/i)) return [noAuth];
      if (says(/\b[eh]e?h?lo\b/i)) return [{ step: "ehlo", secondEhlo: true }, ehlo];
      if (code === 503) return [{ step: "ehlo", secondEhlo: true }, noAuth];
      return code === 502 ? [{ step: "starttls" }, noAuth, ehlo] : [noAuth, { step: "starttls" }];
    }
    case 421: {
      const door: Supposition = { step: "greeting" };
      const rest = [ehlo, { step: "sender" }, { step: "recipient" }, { step: "message" }] as const;
      return says(/too many|concurrent|connections|refused|blocked|denied|not accepted/i)
        ? [door, ...rest]
        : [ehlo, door, ...rest.slice(1)];
    }
  }
  if (code < 400) return [{ step: "message" }]; // a success that gen_smtp does not take for one
  if (code === 501 && says(/\b[eh]e?h?lo\b|\bdomain name\b|\bhost ?name\b/i)) return [ehlo];
  if (code === 501 && says(/auth|base64|decode/i)) return [auth];
  return mailSteps(code, words).map((step) => ({ step }));
}

/** The steps after the login: which of sender, recipient and message is refused. */
function mailSteps(code: number, words: string): readonly StepName[] {
  const says = (pattern: RegExp) => pattern.test(words);
  const [, subject = "", detail = ""] = /\b[45]\.(\d{1,3})\.(\d{1,3})\b/.exec(words) ?? [];
  const status = `${subject}.${detail}`;
  // Microsoft and others judge the sender when the whole message is there.
  if (says(/send ?as ?denied|send as this sender/i)) return ["sender", "message"];
  if (says(/\b(?:dkim|dmarc|spf|unauthenticated)\b|5\.7\.26|message-?id|"?from"? header|header/i)) return ["message", "sender"];
  if (says(/spam|virus|malware|phish|content|too (?:big|large)|message size|size limit|junk/i)) return ["message"];
  if (says(/relay/i)) return ["recipient"];
  if (status === "1.7" || status === "1.8" || says(senderWords)) return ["sender"];
  if (/^(?:1\.[1236]|1\.10|2\.\d)$/.test(status) || says(recipientWords)) return ["recipient"];
  if (says(/\bhelo\b|\behlo\b/i)) return ["ehlo"];
  if (says(/no smtp service/i)) return ["greeting"];
  if (says(/black ?list|block ?list|blocked|\brbl\b|spamhaus|reputation|client host|reverse dns|\bptr\b|your (?:host|ip)/i)) {
    return ["greeting", "recipient", "sender", "message"];
  }
  if (status === "3.4") return ["message"];
  if (code === 501 || code === 553 || code === 555) return ["sender", "recipient"];
  if (code === 552 || code === 554) return ["message", "recipient", "sender"];
  return ["recipient", "sender", "message"];
}

const senderWords =
  /\bsender\b|mail from|\bfrom (?:address|domain)|from must|not owned by|authori[sz]ed user|return[- ]path|envelope from|originator|\bfrom:? .*(?:not allowed|not verified|not authori[sz]ed)/i;
const recipientWords =
  /recipient|\brcpt\b|unknown user|user unknown|no such (?:user|person|mailbox)|mailbox|gr[ea]ylist|does not exist|unrouteable|user .*not found/i;
