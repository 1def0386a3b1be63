import { type Message, type MessageTemplate, message } from "../base/messages.js";
import { answersOf, type ExplainedEntry, type Suspect } from "../log/answer.js";
import { LogTally } from "../log/tally.js";
import type { Release } from "../plausible/types.js";
import { withoutSecrets } from "../secrets/secret-texts.js";
import { plainWords } from "../smtp/verdict/plain-words.js";
import type { Verdict } from "../smtp/verdict/report.js";

/** A verdict of which nothing is known but this. */
export function verdictOf(known: Pick<Verdict, "wouldDeliver" | "advice"> & Partial<Verdict>): Verdict {
  const nothing = { cause: null, rule: null, variable: null, logLine: null, channel: null, secondOpinion: null, cure: null };
  return { ...nothing, ...known };
}

/**
 * What Plausible's mailer answered in the container (`** (Mua.SMTPError) 535 …`, `{:network_failure, …}`), read as the same
 * text in its log is. Null: it says nothing that is known.
 */
export function explainResult(text: string, suspect: Suspect | null): ExplainedEntry | null {
  const tally = new LogTally();
  tally.push(`${text}\n`);
  const [answer] = answersOf(tally.end(), suspect);
  return answer ?? null;
}

/** The verdict of an email that fails with this answer. */
export function failedWith(answer: ExplainedEntry, logsFailure: Release["logsFailure"]): Verdict {
  const { cause, rule, variable, advice, logLine } = answer;
  const logged = { "with-reason": logLine, "without-reason": "[error] Failed to send e-mail", nothing: null } as const;
  return verdictOf({
    wouldDeliver: false,
    cause,
    rule: rule as Verdict["rule"],
    variable,
    advice: withAlternative(advice, answer),
    logLine: logged[logsFailure],
  });
}

const orElse: MessageTemplate = { en: "{advice} Or: {other}", "zh-cn": "{advice}也可能是：{other}" };

/** Where the answer does not decide, what else it may be. */
function withAlternative(advice: Message, { alternatives: [other] }: ExplainedEntry): Message {
  return other === undefined ? advice : message(orElse, { advice, other: other.advice });
}

/** An answer as a person may see it: on one line, without what looks like a secret. */
export function shownWords(text: string): string {
  return plainWords(withoutSecrets(text.slice(0, 2000)), 300);
}
