import { type Message, textOf } from "#server/messages.js";
import type { Delivery } from "#server/plausible/types.js";
import { testSmtp } from "#server/smtp/probe.js";
import { requestFor } from "#server/smtp/testing.js";
import type { Step, TestReport, TestRequest } from "#server/smtp/types.js";

/** A login as a delivery has it. */
export const login = (username: string, password: string): NonNullable<Delivery["auth"]> => ({
  username,
  password,
  mechanisms: ["PLAIN", "LOGIN"],
  unseen: [],
});

/** Tests a delivery of this release towards a server of these tests on `localhost`. */
export function probe(
  release: string,
  server: { readonly port: number; readonly ca: string },
  delivery: Partial<Delivery> = {},
  request: Partial<TestRequest> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<TestReport> {
  return testSmtp(
    { ...requestFor(release, { host: "localhost", port: server.port, ...delivery }), ca: [server.ca], ...request },
    () => {},
    signal,
  );
}

/** `connect:ok greeting:failed …`, without the skipped ones. */
export function walked({ steps }: TestReport): string {
  return steps
    .filter(({ status }) => status !== "skipped")
    .map(({ step, status }) => `${step}:${status}`)
    .join(" ");
}

export function detailOf(report: TestReport, step: Step["step"]): string {
  const found = report.steps.find((one) => one.step === step && one.status !== "skipped");
  return found === undefined ? "" : text(found.detail);
}

export function text(message: Message): string {
  return textOf(message, "en");
}

/** Everything that a report shows, in both languages. */
export function everything({ steps, verdict, transcript }: TestReport): string {
  const messages = [
    ...steps.map(({ detail }) => detail),
    verdict.advice,
    ...(verdict.secondOpinion ? [verdict.secondOpinion] : []),
  ];
  return [...messages.flatMap((one) => [textOf(one, "en"), textOf(one, "zh-cn")]), ...transcript, verdict.logLine ?? ""].join(
    "\n",
  );
}
