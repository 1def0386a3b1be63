import { type Message, textOf } from "#server/base/messages.js";
import { deliveryOf } from "#server/plausible/mailer/delivery.js";
import { mailerOf } from "#server/plausible/mailer/mailer.js";
import type { Delivery } from "#server/plausible/mailer/model.js";
import { knownRelease } from "#server/plausible/tables/releases.js";
import type { Setting, SmtpAdapterFacts } from "#server/plausible/types.js";
import { testSmtp } from "#server/smtp/probe.js";
import type { TestReport, Verdict } from "#server/smtp/verdict/report.js";
import type { TestRequest } from "#server/smtp/verdict/request.js";
import type { Step } from "#server/smtp/verdict/steps.js";
import type { Dns } from "#server/smtp/wire/resolve.js";
import { requestFor } from "#server-testing/smtp.js";

/** A login as a delivery has it. */
export const login = (username: string, password: string): NonNullable<Delivery["auth"]> => ({
  username,
  password,
  mechanisms: ["PLAIN", "LOGIN"],
  unseen: [],
});

/** What a release makes of a container with these variables, as far as mail goes. */
export function deliveryFrom(
  release: string,
  settings: Readonly<Record<string, string>>,
): { readonly delivery: Delivery; readonly facts: SmtpAdapterFacts } {
  const row = knownRelease(release);
  const all: Readonly<Record<string, string>> = { BASE_URL: "https://stats.example.com", ...settings };
  const setting = (name: string): Setting =>
    all[name] === undefined ? { state: "absent" } : { state: "value", value: all[name] };
  const mailer = mailerOf(row, { environment: setting, secretFile: () => ({ state: "absent" }) }, { mailOnly: true });
  const delivery = deliveryOf(mailer);
  const facts = row.smtp[delivery?.client === "gen_smtp" ? "Bamboo.SMTPAdapter" : "Bamboo.Mua"];
  if (delivery === null || facts === undefined) throw new Error(`${release}: no SMTP with ${JSON.stringify(mailer)}`);
  return { delivery, facts };
}

/** How the message would travel, or did; null: it was not handed over. */
export function arrivalOf({ channel }: Verdict): "TLS auth" | "TLS" | "clear auth" | "clear" | null {
  if (channel === null) return null;
  const kind = channel.tls ? "TLS" : "clear";
  return channel.authenticated ? `${kind} auth` : kind;
}

/** One list for each authority, so that all tests of a file share what Node makes of it. */
const lists = new Map<string, readonly string[]>();

function listOf(ca: string): readonly string[] {
  const list = lists.get(ca) ?? [ca];
  lists.set(ca, list);
  return list;
}

/** Tests a delivery of this release towards a server of these tests on `localhost`. */
export function probe(
  release: string,
  server: { readonly port: number; readonly ca: string },
  delivery: Partial<Delivery> = {},
  request: Partial<TestRequest> = {},
  signal: AbortSignal = new AbortController().signal,
  dns?: Dns,
): Promise<TestReport> {
  return testSmtp(
    { ...requestFor(release, { host: "localhost", port: server.port, ...delivery }), ca: listOf(server.ca), ...request },
    () => {},
    signal,
    dns,
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
