import { type Message, message } from "../../base/messages.js";
import { apiProviderOf } from "../../plausible/tables/api-providers.js";
import { wireCause } from "../verdict/cause-of.js";
import { adviceOf, type Cause, variableOf } from "../verdict/causes.js";
import { remarks } from "../verdict/remarks.js";
import type { TestReport, Verdict } from "../verdict/report.js";
import type { TestRequest } from "../verdict/request.js";
import { said, skippedSteps } from "../verdict/step-texts.js";
import type { Step, StepName } from "../verdict/steps.js";
import type { ApiAnswer } from "./api-requests.js";
import type { ApiReply } from "./ask-api.js";

/** The report of a question to a provider's API; its steps are `connect`, `tls`, and `auth` for the answer. */
export function apiReport(request: TestRequest, asked: ApiReply): TestReport {
  const words = asked.kind === "answered" ? `HTTP ${asked.status}${asked.words === "" ? "" : `: ${asked.words}`}` : "";
  const verdict = verdictOf(request, asked, words);
  const host = request.delivery.host ?? "";
  const found: Partial<Record<StepName, Pick<Step, "status" | "detail">>> =
    asked.kind === "not-asked"
      ? {}
      : asked.kind === "wire"
        ? { connect: { status: "failed", detail: why(request, asked) } }
        : asked.kind === "certificate"
          ? { connect: { status: "ok", detail: said.words(host) }, tls: { status: "failed", detail: why(request, asked) } }
          : {
              connect: { status: "ok", detail: said.words(host) },
              tls: { status: "ok", detail: said.words("HTTPS") },
              auth: {
                status: verdict.wouldDeliver === null ? "warning" : verdict.wouldDeliver ? "ok" : "failed",
                detail: said.words(words),
              },
            };
  const steps = skippedSteps(true).map((step) => {
    const seen = found[step.step];
    return seen === undefined ? step : { ...step, ...seen, ms: step.step === "connect" ? asked.ms : 0 };
  });
  const transcript = asked.kind === "not-asked" ? [] : [`* asked ${host}: ${words}`];
  return { steps, verdict, transcript };
}

const nothing = { rule: null, logLine: null, channel: null, secondOpinion: null, cure: null } as const;

const causes: Record<Exclude<NonNullable<ApiAnswer>, "may-not-read">, Cause | null> = {
  accepted: null,
  "key-refused": "api-key-refused",
  "may-not-send": "api-key-refused",
  "domain-unknown": "api-domain-refused",
  "domain-inactive": "api-domain-refused",
};

function verdictOf(request: TestRequest, asked: ApiReply, words: string): Verdict {
  const { delivery } = request;
  const provider = apiProviderOf(delivery.client);
  const seen = { request, host: delivery.host ?? "", talk: null, ordinary: null };
  const values = {
    provider: provider?.name ?? "",
    variable: provider?.variable ?? "",
    domain: (delivery.api?.domain ?? "").slice(0, 200),
    from: delivery.mailFrom.slice(0, 200),
    words,
  };
  const open = { ...nothing, wouldDeliver: null, cause: "api-adapter", variable: null } as const;
  if (asked.kind === "not-asked") return { ...open, advice: message(remarks.onlyPosts, values) };
  if (asked.kind !== "answered") {
    const { problem, code } = asked.kind === "wire" ? asked.error : ({ problem: "tls", code: asked.code } as const);
    const cause = wireCause(asked.kind === "wire" ? "connect" : "tls", problem, code, null, false);
    const host = delivery.host ?? "";
    // Whether the container can reach it is another question.
    return {
      ...nothing,
      wouldDeliver: null,
      cause,
      variable: null,
      advice:
        cause === "cancelled"
          ? message(adviceOf(cause, seen))
          : message(remarks.apiUnreached, { ...values, host, why: why(request, asked) }),
    };
  }
  if (asked.answer === null) return { ...open, advice: message(remarks.apiUnclear, values) };
  if (asked.answer === "may-not-read") return { ...open, advice: message(remarks.mayOnlySend, values) };
  const cause = causes[asked.answer];
  if (cause === null) return { ...nothing, wouldDeliver: true, cause, variable: null, advice: message(remarks.keyTaken, values) };
  return {
    ...nothing,
    wouldDeliver: false,
    cause,
    variable: variableOf(cause, seen),
    advice: message(adviceOf(cause, seen), values),
    logLine: logLineOf(request, values.provider),
  };
}

/** Bamboo's own words before the answer itself (beam-community/bamboo: lib/bamboo/adapter_helper.ex, Bamboo.ApiError). */
function logLineOf({ logsFailure }: TestRequest, provider: string): string | null {
  if (logsFailure === "nothing") return null;
  if (logsFailure === "without-reason") return "[error] Failed to send e-mail";
  return `** (Bamboo.ApiError) There was a problem sending the email through the ${provider} API.`;
}

function why({ delivery, timeout }: TestRequest, asked: Extract<ApiReply, { kind: "certificate" | "wire" }>): Message {
  if (asked.kind === "certificate") return said.words(asked.code);
  const { problem, code } = asked.error;
  return said.trouble({ kind: "wire", problem, code }, delivery.host ?? "", timeout);
}
