import type { Delivery } from "../plausible/mailer/model.js";
import { portMode } from "../plausible/tables/providers.js";
import type { SmtpAdapterFacts } from "../plausible/types.js";
import type { SecondLook, Trouble } from "../smtp/verdict/talk.js";
import type { What } from "./readers/reading.js";
import { type Supposition, stepsOf } from "./reply-steps.js";

/** What is supposed of a talk, where it is known only from the line that it left. */
export interface SupposedWire extends Supposition {
  /** In place of the trouble itself, where the client hides what it was. */
  readonly trouble?: Trouble;
  /** What a second look would have found. */
  readonly speaks?: SecondLook["speaks"];
}

/** What may have happened for the client to write this, the likeliest first. */
export function suppositionsOf(
  { trouble, speaks }: Extract<What, { kind: "trouble" }>,
  client: "mua" | "gen_smtp",
  delivery: Delivery | null,
  adapter: SmtpAdapterFacts | null,
  ehloTwice: boolean,
): readonly SupposedWire[] {
  if (trouble.kind === "reply") return fitting(stepsOf(trouble), client, delivery, ehloTwice);
  if (trouble.kind === "certificate" && trouble.fault === "unnamed") {
    // "Bad Certificate" without the reason behind it: the runtime says it of these.
    const faults = ["self-signed", "wrong-name", "other"] as const;
    return faults.map((fault) => ({ step: "tls", trouble: { ...trouble, fault } }));
  }
  if (trouble.kind === "certificate" || trouble.kind === "tls-impossible") return [{ step: "tls" }];
  if (trouble.kind !== "wire") return [{ step: "greeting" }];
  switch (trouble.problem) {
    case "tls":
      // Text in clear after STARTTLS leaves the same line as a port that never speaks TLS.
      return [
        { step: "tls", speaks: speaks ?? null },
        ...(speaks !== "smtp" || delivery?.tls === "implicit"
          ? []
          : [{ step: "tls", trouble: { kind: "wire", problem: "injected", code: "" } } as const]),
      ];
    case "timeout":
      return waits(
        delivery,
        [{ step: "connect" }],
        [
          { step: "greeting", speaks: null },
          { step: "tls", speaks: null },
        ],
      );
    case "closed":
    case "reset": {
      const closed: SupposedWire[] = [{ step: "ehlo" }];
      if (client === "mua") return waits(delivery, closed, [{ step: "tls", speaks: null }]);
      // gen_smtp says the same of a handshake that fails, and of one that its own runtime refuses.
      const refused: SupposedWire = { step: "starttls", trouble: { kind: "tls-impossible" } };
      if (adapter?.startTls === "fails") return [refused, ...closed];
      return waits(delivery, closed, [{ step: "tls", trouble: { kind: "wire", problem: "tls", code: "PROTOCOL_VERSION" } }]);
    }
    default:
      return [{ step: trouble.problem === "not-found" ? "resolve" : "connect" }];
  }
}

/** A clear talk with a port that expects TLS looks like silence: the likeliest on such a port, and none on one for STARTTLS. */
function waits(
  delivery: Delivery | null,
  likely: readonly SupposedWire[],
  others: readonly SupposedWire[],
): readonly SupposedWire[] {
  const mistaken: SupposedWire = { step: "greeting", speaks: "tls" };
  const { host = null, port = null, tls = null } = delivery ?? {};
  const mode = host === null || port === null ? null : portMode(host, port);
  if (tls === "implicit" || mode === "starttls") return [...likely, ...others];
  return mode === "implicit" ? [mistaken, ...likely, ...others] : [...likely, mistaken, ...others];
}

/** Leaves out what the settings rule out. */
function fitting(
  steps: readonly Supposition[],
  client: "mua" | "gen_smtp",
  delivery: Delivery | null,
  ehloTwice: boolean,
): readonly Supposition[] {
  const fits = steps.filter(({ step, secondEhlo, passedOver }) => {
    if (step === "starttls") return delivery?.tls !== "implicit";
    if (secondEhlo === true) return ehloTwice;
    if (passedOver === true) return client === "gen_smtp" && (delivery === null || delivery.auth !== null);
    if (step === "auth") return client === "mua" && (delivery === null || delivery.auth !== null);
    return true;
  });
  // gen_smtp would have logged in first: what it is told is that the login was not accepted.
  const ordered =
    delivery?.auth == null ? fits : [...fits].sort((a, b) => Number(b.passedOver === true) - Number(a.passedOver === true));
  if (ordered.length > 0) return ordered;
  // Nobody has logged in: what speaks of a login asks for one.
  return delivery !== null && delivery.auth === null ? [{ step: "sender" }] : steps;
}
