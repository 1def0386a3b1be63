import type { TestRequest } from "./request.js";
import type { OrdinaryClient, SecondLook, Talk } from "./talk.js";

/** What a cause's rule, variable and advice depend on. */
export interface Circumstances {
  readonly request: TestRequest;
  /** The name of the relay that was talked to. */
  readonly host: string;
  /** Null: the outcome was certain before a connection. */
  readonly talk: Talk | null;
  readonly ordinary: OrdinaryClient | null;
}

/** Everything that was seen in a dialogue; what was not asked for is null. */
export interface Evidence extends Circumstances {
  readonly talk: Talk;
  readonly look: SecondLook | null;
}

/** Whether nothing could be asked at all, for want of a network. */
export function isOffline(talk: Talk | null): boolean {
  const trouble = talk?.trouble?.trouble;
  return trouble?.kind === "wire" && trouble.problem === "offline";
}

/** Whether the server misses a header that this release's client does not write, or not as the standard has it. */
export function headersAtFault({ request: { adapter }, talk }: Pick<Evidence, "request" | "talk">): boolean {
  const trouble = talk.trouble?.trouble;
  if (trouble?.kind !== "reply" || adapter === null || adapter.addsHeaders === "date-and-message-id") return false;
  return (
    /message-?id\b/i.test(trouble.words) ||
    (adapter.addsHeaders === "none" && /\bdate\b.*\bheader|\bheader.*\bdate\b/i.test(trouble.words))
  );
}

/** The same command without the blank that Mua puts before the address was taken. */
export function blankAtFault(ordinary: OrdinaryClient | null): boolean {
  return ordinary !== null && ordinary.because === "space" && ordinary.getsThrough;
}
