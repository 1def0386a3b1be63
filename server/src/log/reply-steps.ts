import { meaningOf } from "../smtp/verdict/reply-meaning.js";
import {
  refusesHelo,
  speaksOfClient,
  speaksOfContent,
  speaksOfProof,
  speaksOfSenderDomain,
  wantsLogin,
  withoutPages,
} from "../smtp/verdict/reply-words.js";
import type { StepName } from "../smtp/verdict/steps.js";
import type { ReplyTrouble } from "../smtp/verdict/talk.js";

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
export function stepsOf({ code, words: said, lines }: ReplyTrouble): readonly Supposition[] {
  const meant = stepMeant(lines);
  if (meant !== null) return [meant];
  const words = withoutPages(said);
  const says = (pattern: RegExp) => pattern.test(words);
  if (code < 400) return [code === 334 ? auth : { step: "message" }]; // else a success that gen_smtp does not take for one
  if (code === 534 && says(/\btoo weak\b/i)) return [otherMechanism];
  if (code === 432 || code === 525 || code === 534 || code === 535 || code === 538 || says(/\b[45]\.7\.8\b/)) return [auth];
  if (code === 530) return [{ step: "sender" }, { step: "sender", passedOver: true }];
  if (says(speaksOfProof)) return mailSteps(code, words).map((step) => ({ step }));
  if (says(refusesHelo)) return code === 503 ? [secondEhlo, ehlo] : [ehlo]; // also where it is said as late as after RCPT TO (Postfix)
  if (says(wantsLogin)) return [{ step: "sender" }, { step: "sender", passedOver: true }, { step: "recipient" }];
  if ((code === 500 || code === 502) && says(/\bauth\b.{0,20}\bnot supported/i)) return [noAuth];
  if (says(refusedLogin)) return [auth];
  if (says(noLogin)) return [noAuth];
  switch (code) {
    case 504:
      return [otherMechanism, noAuth];
    case 454:
      if (says(/relay/i)) return [{ step: "recipient" }];
      if (says(/auth/i)) return [auth];
      return says(/\b(?:starttls|tls|ssl)\b/i) ? [{ step: "starttls" }] : [{ step: "starttls" }, auth];
    case 500:
    case 502:
      if (says(/\b(?:starttls|tls)\b/i)) return [{ step: "starttls" }];
      if (says(/auth/i)) return [noAuth];
      return code === 502 ? [{ step: "starttls" }, noAuth, ehlo] : [noAuth, { step: "starttls" }];
    case 503:
      if (says(/\brcpt\b/i)) return [{ step: "recipient" }];
      return says(/auth/i) ? [noAuth] : [secondEhlo, noAuth];
    case 421: {
      if (says(speaksOfClient)) return byClient.map((step) => ({ step }));
      if (says(speaksOfContent)) return [{ step: "message" }];
      const rest: readonly Supposition[] = [{ step: "sender" }, { step: "recipient" }, { step: "message" }];
      const atTheDoor = says(
        /unsolicited|too many|concurrent|connections|refused|blocked|denied|not accepted|service not available/i,
      );
      return atTheDoor ? [{ step: "greeting" }, ehlo, ...rest] : [ehlo, { step: "greeting" }, ...rest];
    }
    case 501:
      if (says(/base64|decode/i)) return [auth];
  }
  return mailSteps(code, words).map((step) => ({ step }));
}

/** The step of a reply that its words alone explain. */
function stepMeant(lines: readonly string[]): Supposition | null {
  const cause = meaningOf(lines)?.cause;
  if (cause === undefined) return null;
  return cause === "login-disabled" || cause === "auth-refused" ? auth : { step: "sender" };
}

const auth: Supposition = { step: "auth", mechanisms: ["PLAIN", "LOGIN"] };
const otherMechanism: Supposition = { step: "auth", mechanisms: ["CRAM-MD5"] };
const noAuth: Supposition = { step: "auth", mechanisms: null };
const ehlo: Supposition = { step: "ehlo" };
const secondEhlo: Supposition = { step: "ehlo", secondEhlo: true };

const refusedLogin =
  /\bauth(?:enticat\w+)?\b.{0,20}\b(?:failed|failure|unsuccessful|rejected|denied|error|disabled|not supported)\b|invalid (?:login|credentials|user(?:name)?\b|password)|(?:username|password|credentials).{0,40}(?:incorrect|invalid|not accepted|wrong)|account.{0,20}(?:disabled|locked|suspended)|basic auth/i;
const noLogin =
  /\bauth(?:enticat\w+)?\b.{0,40}\b(?:not (?:enabled|available|advertised|allowed|offered|permitted|implemented)|unavailable|when not advertised)/i;

/** The steps after the login: which of sender, recipient and message is refused. */
function mailSteps(code: number, words: string): readonly StepName[] {
  const says = (pattern: RegExp) => pattern.test(words);
  const [, subject = "", detail = ""] = /\b[45]\.(\d{1,3})\.(\d{1,3})\b/.exec(words) ?? [];
  const status = `${subject}.${detail}`;
  // Many judge the sender when the whole message is there.
  if (says(/send ?as ?denied|send as this sender|not verified|unverified|sender (?:identity|signature)/i))
    return ["sender", "message"];
  if (says(/\b(?:dkim|dmarc|spf|unauthenticated)\b|5\.7\.26|message-?id|"?from"? header|header/i)) return ["message", "sender"];
  if (says(speaksOfSenderDomain)) return ["sender"];
  if (says(speaksOfContent)) return ["message"];
  if (says(/relay/i)) return code === 553 ? ["sender", "recipient"] : ["recipient"];
  if (says(speaksOfClient) || code === 521) return byClient;
  if (status === "1.7" || status === "1.8" || says(senderWords)) return ["sender"];
  if (/^(?:1\.[1236]|1\.10|2\.\d)$/.test(status) || says(recipientWords)) return ["recipient"];
  if (says(/no smtp service|(?:allowed|permitted) to connect|connection (?:refused|rejected|denied)/i)) return ["greeting"];
  if (
    says(
      /black ?list|block ?list|blocked|\brbl\b|spamhaus|reputation|client host|reverse dns|\bptr\b|your (?:host|ip)|ip address/i,
    )
  ) {
    return byClient;
  }
  if (
    says(
      /\b(?:message|e-?mail|mail) (?:was |is |has been |temporarily )?(?:rejected|refused|blocked|denied)|rejected (?:the |this |your )?(?:message|e-?mail|mail)\b/i,
    )
  )
    return ["message", "recipient"];
  if (status === "3.4") return ["message"];
  if (code === 501 || code === 553 || code === 555) return ["sender", "recipient"];
  if (code === 552 || code === 554) return ["message", "recipient", "sender"];
  return ["recipient", "sender", "message"];
}

/** Servers say what they have against the client at the greeting, or keep it until RCPT TO. */
const byClient: readonly StepName[] = ["greeting", "recipient", "sender", "message"];

const senderWords =
  /\bsender\b|mail from(?! hosts)|\bfrom (?:address|domain)|from must|not owned by|authori[sz]ed user|return[- ]path|envelope from|originator|\bfrom:? .*(?:not allowed|not authori[sz]ed)/i;
const recipientWords =
  /recipient|\brcpt\b|rcpthosts|unknown user|user unknown|no such (?:user|person|mailbox)|mailbox|gr[ea]ylist|does not exist|(?:does not|doesn't) have an? .{0,40}\baccount|unrouteable|user .*not found|could not deliver|收件人|(?:用户|邮箱|账号)不存在/i;
