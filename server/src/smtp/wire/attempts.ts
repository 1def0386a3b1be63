import type { SmtpAdapterFacts } from "../../plausible/types.js";
import type { Talk } from "../verdict/talk.js";
import type { Target } from "./second-opinion.js";

/** The hosts that are still to be tried, the next one first, and how often each was tried again. */
export interface Queue {
  readonly targets: readonly [Target, ...Target[]];
  readonly retried: ReadonlyMap<Target, number>;
}

/** What is to be tried after a talk with the first of the queue failed; null: the failure is final. */
export function nextAttempt(queue: Queue, talk: Talk, facts: SmtpAdapterFacts, attempts: number): Queue | null {
  // A password that was refused, or may have been, is not sent again, whatever the adapter would do.
  if (talk.trouble === null || (talk.attempted.length > 0 && !talk.authenticated)) return null;
  return facts.client.name === "mua" ? nextOfMua(queue, talk) : nextOfGenSmtp(queue, talk, attempts);
}

/** mua goes to the next host after a network error, or a refusal for now; a host is tried once (ruslandoga/mua: easy_send_any). */
function nextOfMua({ targets, retried }: Queue, { trouble }: Talk): Queue | null {
  const [, second, ...others] = targets;
  if (second === undefined || trouble === null) return null;
  const what = trouble.trouble;
  const moves =
    (what.kind === "wire" && what.problem !== "cancelled") ||
    what.kind === "certificate" ||
    (what.kind === "reply" && [421, 450, 451, 452].includes(what.code));
  return moves ? { targets: [second, ...others], retried } : null;
}

/**
 * gen_smtp tries a session again that cannot be opened, for a network error or a refusal for now: the other hosts first, each
 * `attempts` times. What happens after the login is final (gen_smtp_client: try_smtp_sessions/3, fetch_next_host/5; executed).
 */
function nextOfGenSmtp({ targets, retried }: Queue, { trouble }: Talk, attempts: number): Queue | null {
  const [first, ...others] = targets;
  if (trouble === null || !reopens(trouble)) return null;
  const times = retried.get(first) ?? 0;
  // The same silence again would only cost time.
  const again = times + 1 < attempts && !(trouble.trouble.kind === "wire" && trouble.trouble.problem === "timeout");
  const [next, ...rest] = again ? [...others, first] : others;
  if (next === undefined) return null;
  return { targets: [next, ...rest], retried: new Map([...retried, [first, times + 1]]) };
}

function reopens({ step, trouble }: NonNullable<Talk["trouble"]>): boolean {
  if (step === "sender" || step === "recipient" || step === "message") return false;
  if (trouble.kind === "reply") return (trouble.lines[0] ?? "").startsWith("4");
  if (trouble.kind === "wire")
    return !["cancelled", "not-found", "offline", "tls", "injected", "flood"].includes(trouble.problem);
  return trouble.kind === "unreadable" && trouble.exception.includes("{:unexpected_response,");
}
