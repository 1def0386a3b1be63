import type { Language } from "../../base/messages.js";
import { onOneLine } from "../../base/scan.js";
import type { UpgradeChange } from "../../plausible/mailer/upgrade.js";
import type { Secrets } from "../../secrets/secrets.js";
import type { OtherImage } from "../as-image.js";
import { fieldText, fieldValue } from "./explain-delivery.js";
import { releaseText, say } from "./explain-messages.js";

/** One change as a sentence, the variable before it left out. */
export function changeText(change: UpgradeChange, { composed }: OtherImage, secrets: Secrets, language: Language): string {
  const { kind, subject } = change;
  const word = (text: string | null) =>
    text === null ? say(language, "nothing") : secrets.quoted(wordOf(change, text, language));
  const values = {
    release: releaseText(composed.choice, language),
    subject: subject === null ? "" : fieldText(subject, language),
    from: word(change.from),
    to: word(change.to),
  };
  return onOneLine(say(language, `change-${kind}`, values));
}

function wordOf({ kind, subject }: UpgradeChange, text: string, language: Language): string {
  if (subject !== null) return fieldValue(subject, text, language);
  if (kind === "flag-flips") return say(language, `flag-${text}` as "flag-on");
  if (kind === "log") return say(language, `log-${text}` as "log-nothing");
  return text;
}

/** What to write; null: nothing. */
export function writeText({ write }: UpgradeChange, language: Language): string | null {
  if (write === null) return null;
  return write === "" ? say(language, "takeOut") : say(language, "write", { line: write });
}
