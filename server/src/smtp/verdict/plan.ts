import { type Message, type MessageTemplate, message } from "../../base/messages.js";
import { senderFailure } from "../../plausible/mailer/sender.js";
import { createMask } from "../../secrets/login-mask.js";
import type { Cause } from "./causes.js";
import type { TestRequest } from "./request.js";
import type { StepName } from "./steps.js";
import { walkedSteps } from "./steps.js";

/** A step to walk, and what the adapter needs there. */
export interface PlannedStep {
  readonly step: StepName;
  readonly expects: Message;
}

/** Walk these steps. */
export interface TalkPlan {
  readonly kind: "talk";
  readonly host: string;
  readonly port: number;
  readonly implicitTls: boolean;
  readonly steps: readonly PlannedStep[];
}

/** The outcome stands without a connection, or one must not be made. */
export interface NoTalkPlan {
  readonly kind: "no-talk";
  readonly cause: Cause;
  /** The step at which the adapter fails; null: at none. */
  readonly at: StepName | null;
  readonly exception: string | null;
  readonly steps: readonly PlannedStep[];
}

/** What a test has to do. */
export type TestPlan = TalkPlan | NoTalkPlan;

const expects: Record<StepName, MessageTemplate> = {
  resolve: { en: "an address for `{host}`", "zh-cn": "`{host}` 的地址" },
  connect: { en: "port `{port}` answers", "zh-cn": "端口 `{port}` 有应答" },
  greeting: { en: "`220`", "zh-cn": "`220`" },
  tls: { en: "a valid certificate for `{host}`", "zh-cn": "`{host}` 的有效证书" },
  ehlo: { en: "`250` to `EHLO {ehlo}`", "zh-cn": "对 `EHLO {ehlo}` 回答 `250`" },
  starttls: { en: "`220`, if it is offered", "zh-cn": "若服务器提供，则为 `220`" },
  auth: { en: "`235` to the login of `{user}`", "zh-cn": "用户 `{user}` 登录得到 `235`" },
  sender: { en: "`250` to the sender `{from}`", "zh-cn": "对发件人 `{from}` 回答 `250`" },
  recipient: { en: "`250` to the recipient `{to}`", "zh-cn": "对收件人 `{to}` 回答 `250`" },
  message: { en: "`250` after the message", "zh-cn": "邮件发出后得到 `250`" },
};

/** What a test of this delivery has to walk; pure, so that it can be shown before anything is sent. */
export function planOf(request: TestRequest): TestPlan {
  const { delivery, adapter, to, send } = request;
  const { host, port } = delivery;
  const implicitTls = delivery.tls === "implicit" || delivery.tls === "impossible";
  const values = {
    host: host ?? "",
    port: port ?? "",
    ehlo: delivery.ehlo ?? "",
    user: createMask(delivery.auth)(delivery.auth?.username ?? ""),
    from: delivery.mailFrom,
    to: to ?? "",
  };
  const steps = walkedSteps(implicitTls)
    .filter((step) => (step !== "recipient" || to !== null) && (step !== "message" || (send && to !== null)))
    .filter((step) => step !== "auth" || delivery.auth !== null)
    .map((step) => ({ step, expects: message(expects[step], values) }));
  const stop = (cause: Cause, at: StepName | null = null, exception = delivery.certainFailure?.exception ?? null) =>
    ({ kind: "no-talk", cause, at, exception, steps }) as const;

  const certain = delivery.certainFailure?.kind;
  if (delivery.client === "none" || certain === "black-hole") return stop("black-hole");
  if ((delivery.client !== "mua" && delivery.client !== "gen_smtp") || adapter === null) return stop("api-adapter");
  if (certain === "invalid-sender") return stop("sender-invalid");
  // The library that renders the message checks every address in it before a connection is made (executed, case 103).
  const bad = to !== null && adapter.senderCheck.startsWith("mail-pattern") ? senderFailure("mail-pattern", to) : null;
  if (bad !== null) return stop("recipient-invalid", null, bad.exception);
  if (certain === "invalid-port" || certain === "invalid-retries") return stop("adapter-crashes");
  if (certain === "invalid-host") return stop((host ?? "").trim() === "" ? "host-not-found" : "adapter-crashes");
  // Refused by the TLS client's own check of its options, before any packet (executed, OTP 27).
  if (delivery.tls === "impossible") return stop(certain === "middlebox-mode" ? "adapter-crashes" : "tls-impossible", "tls");
  // To the recipient's own server: not ours to disturb, and certainly not with the user's password.
  if (host === null || port === null) return stop("no-relay");
  // Erlang's connect has no clause for it: `exit`, not an exception (executed, cases 87 and 88).
  if (port < 0 || port > 65_535) return stop("adapter-crashes", "connect", "** (exit) an exception was raised: :function_clause");
  return { kind: "talk", host, port, implicitTls, steps };
}
