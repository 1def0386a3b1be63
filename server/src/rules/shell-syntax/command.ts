/**
 * Commands that people write in the place of a value: they make keys, read secrets, or name the machine. A text that
 * only has the signs of a shell may be a password; one that also has the name of such a command is none.
 */
const commands =
  "openssl cat echo printf head tail tr cut awk sed grep base64 xxd od hexdump date uuidgen pwgen mkpasswd apg hostname uname whoami id " +
  "curl wget dig nslookup ip ifconfig docker aws gcloud az vault op pass bw sops age gpg security printenv env envsubst python python3 " +
  "node ruby perl php bash sh zsh dd shuf jq yq kubectl terraform git basename dirname realpath readlink pwd ls find mix";
const known = new Set(commands.split(" "));

const substitution = /\$\(\s*(<?)\s*([\w./-]*)/;
const backticks = /`\s*([\w./-]+)(?![\w./-])([^`]*)`/;

/**
 * Whether a text asks a shell to run something: `$(…)` or backticks.
 *
 * @param kind of a secret's text less is certain, for it may have any signs in it by chance
 */
export function commandIn(text: string, kind: "secret" | "plain"): boolean {
  const inner = text
    .trim()
    .replace(/^(["'])(.*)\1$/s, "$2")
    .trim();
  return isSubstitution(inner, kind) || isBackticked(inner, kind);
}

function isSubstitution(text: string, kind: "secret" | "plain"): boolean {
  const match = substitution.exec(text);
  if (match === null || !text.slice(match.index).includes(")")) return false;
  // As a whole it can hardly be anything else.
  if (text.startsWith("$(") && text.endsWith(")")) return true;
  const [, redirect, word = ""] = match;
  return isKnown(word) || (kind === "plain" && (redirect === "<" || word !== ""));
}

function isBackticked(text: string, kind: "secret" | "plain"): boolean {
  const match = backticks.exec(text);
  if (match === null) return false;
  const [, word = "", rest = ""] = match;
  if (isKnown(word)) return kind === "plain" || (text.startsWith("`") && text.endsWith("`")) || /\s/.test(rest);
  // Backticks are also put around a value as quotes are: only a command has arguments.
  return text.startsWith("`") && text.endsWith("`") && /^[a-z./][\w./-]*$/.test(word) && /^\s+-{1,2}[a-z]/i.test(rest);
}

/** Whether a word is a command, also with its path. */
function isKnown(word: string): boolean {
  return known.has(word.split("/").at(-1) ?? "");
}
