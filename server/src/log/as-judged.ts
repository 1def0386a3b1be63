import type { RuleId } from "../base/ids.js";
import type { Delivery } from "../plausible/mailer/model.js";
import { smtpFactsOf } from "../plausible/mailer/port-choices.js";
import { newestRelease } from "../plausible/tables/releases.js";
import { causeOf } from "../smtp/verdict/cause-of.js";
import { type Cause, ruleOf, variableOf } from "../smtp/verdict/causes.js";
import type { Evidence } from "../smtp/verdict/circumstances.js";
import type { SecondLook, Talk, Trouble } from "../smtp/verdict/talk.js";
import { type Conclusion, conclusion, type Known, requestOf } from "./conclusion.js";
import type { LogReading, What } from "./readers/reading.js";
import type { Supposition } from "./reply-steps.js";
import { suppositionsOf } from "./suppositions.js";

/** What the judge of a test would have said of the talk that left this line, for each step at which that may have been. */
export function wireConclusions(
  reading: LogReading,
  what: Extract<What, { kind: "trouble" }>,
  known: Known | null,
): readonly Conclusion[] {
  const client = reading.client === "gen_smtp" ? "gen_smtp" : "mua";
  const delivery = known?.delivery ?? unseenDelivery(client, reading.host);
  const { adapter, release } = known?.delivery == null ? factsOf(client, reading) : known;
  const found: Conclusion[] = [];
  // Without a relay there is one reason for whatever a stranger's server does.
  if (known?.delivery?.host === null) return [conclusion("no-relay", "no-relay", "SMTP_HOST_ADDR")];
  // Which releases say EHLO twice is decided by each release that may have written the line.
  const adapters = known?.delivery == null ? reading.releases.map((each) => smtpFactsOf(each, client)) : [adapter];
  const ehloTwice = adapters.some((facts) => facts?.secondEhlo === true);
  for (const each of suppositionsOf(what, client, known?.delivery ?? null, adapter, ehloTwice)) {
    const talk = talkOf(each, what.trouble, delivery);
    const trouble = each.trouble ?? what.trouble;
    const look: SecondLook | null = each.speaks === undefined ? null : { speaks: each.speaks, words: "" };
    const evidence: Evidence = {
      request: requestOf(delivery, adapter, release),
      host: delivery.host ?? "",
      talk: { ...talk, trouble: { step: each.step, trouble } },
      look,
      ordinary: null,
    };
    const cause = causeOf(evidence.talk, each.step, trouble, look, null);
    if (found.some((one) => one.cause === cause)) continue;
    const variable = variableOf(cause, evidence);
    found.push({ ...conclusion(cause, ruleFor(cause, evidence), ...(variable === null ? [] : [variable])), evidence });
  }
  return found;
}

/** The judge's rule, unless it would rest on a host that is not seen. */
function ruleFor(cause: Cause, evidence: Evidence): RuleId | null {
  return cause === "host-not-found" && evidence.request.delivery.host === null ? null : ruleOf(cause, evidence);
}

function talkOf(
  { step, mechanisms, secondEhlo, passedOver }: Supposition,
  trouble: Trouble,
  { tls }: Delivery,
): Omit<Talk, "trouble"> {
  return {
    secure: tls === "implicit" && step !== "tls",
    authenticated: false,
    attempted: [],
    offered: { startTls: "yes", mechanisms: mechanisms ?? null },
    passedOver: passedOver === true ? { code: 535, words: trouble.kind === "reply" ? trouble.words : "" } : null,
    overlooked: null,
    secondEhlo: secondEhlo === true,
    handedOver: step === "message",
    greeted: step !== "tls" || tls !== "implicit",
  };
}

/** What is supposed of a delivery whose settings are not at hand; its host is null where the line does not name it. */
function unseenDelivery(client: "mua" | "gen_smtp", host: string | null): Delivery {
  return {
    client,
    host,
    port: null,
    mxLookup: false,
    attempts: client === "gen_smtp" ? 3 : 1,
    tls: "starttls-if-offered",
    verifiesCertificate: true,
    auth: null,
    ehlo: null,
    mailFrom: "",
    senderName: null,
    certainFailure: null,
    decidedBy: {},
  };
}

/** The adapter that wrote the line: that of the newest release which its stack trace, or its notation, leaves over. */
function factsOf(client: "mua" | "gen_smtp", { releases, logLine }: LogReading): Pick<Known, "adapter" | "release"> {
  // Elixir 1.15, which came with OTP 26, was the first to write `~c"…"` for what had been `'…'`.
  const old = client === "gen_smtp" && /_failure, '/.test(logLine);
  const fits = releases.filter((release) => {
    const facts = smtpFactsOf(release, client);
    return facts !== null && (!old || facts.startTls === "works");
  });
  const release = fits.at(-1) ?? newestRelease;
  return { release, adapter: smtpFactsOf(release, client) };
}
