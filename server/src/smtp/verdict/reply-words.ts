/** What a reply wants or speaks of, by its words. Whoever reads them at a known step and whoever must find the step out ask the same. */

/** Addresses of pages hold words that are none of the reply's: `https://sender.example/unverified`. */
export function withoutPages(text: string): string {
  return text.replace(/\bhttps?:\/\/\S+/gi, "");
}

/** It wants encryption first. QQ writes "requiered". */
export const wantsEncryption =
  /STARTTLS|encrypt|\b(?:tls|ssl|secure connection)\b.{0,30}\b(?:requi\w*red|needed|mandatory|first|only)\b|\b(?:requires?|needs?|must use) .{0,20}\b(?:tls|ssl|secure connection)\b/i;

/** It wants a login first. */
export const wantsLogin =
  /\bauth(?:enticat\w+)?\b.{0,40}\b(?:required|needed|first|before)\b|\b(?:need|must|send|requires?)\b.{0,30}\bauth(?:enticat\w+)?\b|must log ?in|client (?:was |is )?not authenticated|not authenticated to|\bunauthenticated (?:senders?|users?|clients?|connections?|relay\w*)\b|\bturn on smtp auth|\bwithout (?:smtp )?authenticat\w+/i;

/** It judges the mail by what proves where it comes from; "the sender is unauthenticated" is no call for a login then. */
export const speaksOfProof = /\b(?:dkim|dmarc|spf)\b|\b5\.7\.2\d\b/i;

/** It has something against the address that the client connects from, not against a sender's. */
export const speaksOfClient =
  /\bbanned (?:sender ?\[|sending ip|ip\b)|spamhaus|\brbl\b|\bptr\b|\breverse (?:dns|host ?name)|\bdynamic ip\b|client host rejected|\bfrom (?:this|your) ip\b|\b(?:messages|mail|later|connections?) (?:will not be accepted )?from \[?\d+\.\d+|ip.{0,10}(?:被拒绝|被封|黑名单)/i;

/** It has something against the sender's domain, of which some list thinks badly (Postfix: reject_rhsbl_sender). */
export const speaksOfSenderDomain = /\bsender address \[|\brhsbl\b|\bblocked using dbl\b/i;

/** It has something against what is written in the mail. */
export const speaksOfContent =
  /\bspam\b|virus|malware|phish|content|message is suspicious|too (?:big|large)|message size|size limit|junk|垃圾邮件|病毒|违规|敏感/i;

/** It has something against the name that the client gives itself. */
export const refusesHelo =
  /\b(?:helo|ehlo)\b.*\b(?:rejected|refused|denied|invalid|syntactically|duplicate|twice|already|must be|should be|mismatch|not (?:allowed|accepted|welcome|match|resolve|an? (?:fqdn|fully)))\b|(?:invalid|bad|duplicate|syntactically).*\b(?:helo|ehlo)\b|\binvalid (?:domain|host) ?name\b/i;
