import { judge } from "../src/smtp/verdict/judge.js";
import type { TestRequest } from "../src/smtp/verdict/request.js";
import type { StepName } from "../src/smtp/verdict/steps.js";
import type { OrdinaryClient, SecondLook, Talk, Trouble } from "../src/smtp/verdict/talk.js";
import { requestFor } from "./smtp.js";

/** A talk that ran into nothing. */
export const quiet: Talk = {
  trouble: null,
  secure: false,
  authenticated: false,
  attempted: [],
  offered: { startTls: "yes", mechanisms: null },
  passedOver: null,
  overlooked: null,
  secondEhlo: false,
  handedOver: false,
  greeted: true,
};

/** What is said of a talk that ended in this trouble at this step. */
export function verdict(
  step: StepName,
  trouble: Trouble,
  more: { request?: TestRequest; talk?: Partial<Talk>; look?: SecondLook; ordinary?: OrdinaryClient } = {},
) {
  const request = more.request ?? requestFor("3.2.1", {});
  const greeted = step !== "tls" || request.delivery.tls !== "implicit";
  const talk = { ...quiet, greeted, ...more.talk, trouble: { step, trouble } };
  return judge({ request, host: request.delivery.host ?? "", talk, look: more.look ?? null, ordinary: more.ordinary ?? null });
}

/** A refusal, as one line of the server. */
export const reply = (code: number, words: string): Trouble => ({
  kind: "reply",
  code,
  lines: [`${code} ${words}\r\n`],
  words: `${code} ${words}`,
});
/** A fault below SMTP. */
export const wire = (problem: (Trouble & { kind: "wire" })["problem"], code = ""): Trouble => ({ kind: "wire", problem, code });
