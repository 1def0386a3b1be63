/** Words that people write for yes and no, whatever a parser makes of them. */
export function evidentMeaning(text: string): boolean | null {
  const word = text
    .trim()
    .replace(/^(["'])(.*)\1$/, "$2")
    .trim()
    .toLowerCase();
  if (/^(1|t|true|y|yes|on|enabled?|active|ssl|tls|smtps|implicit|required?|always|force)$/.test(word)) return true;
  if (/^(0|f|false|n|no|off|disabled?|none|null|nil|never|plain|starttls|opportunistic)$/.test(word)) return false;
  return null;
}
