import type { Delivery } from "../src/plausible/mailer/model.js";
import { knownRelease } from "../src/plausible/tables/releases.js";
import type { TestRequest } from "../src/smtp/verdict/request.js";

/** A request for tests: a release's adapter towards `smtp.zoo.example:587`, without a login. `client` decides which adapter. */
export function requestFor(release: string, overrides: Partial<Delivery>): TestRequest {
  const row = knownRelease(release);
  const adapter = row.smtp[overrides.client === "gen_smtp" ? "Bamboo.SMTPAdapter" : "Bamboo.Mua"];
  if (adapter === undefined) throw new Error(`${release} has no such adapter`);
  return {
    delivery: {
      client: "mua",
      host: "smtp.zoo.example",
      port: 587,
      mxLookup: false,
      attempts: overrides.client === "gen_smtp" ? 3 : 1,
      tls: adapter.startTls === "fails" ? "fails-if-offered" : "starttls-if-offered",
      verifiesCertificate: adapter.verifiesCertificate,
      auth: null,
      ehlo: "sender.example",
      mailFrom: "plausible@sender.example",
      senderName: null,
      certainFailure: null,
      decidedBy: {},
      ...overrides,
    },
    adapter,
    release,
    logsFailure: row.logsFailure,
    askApi: false,
    invitationParts: row.invitationParts,
    to: null,
    send: false,
    timeout: 2000,
    ca: [],
    connectTo: null,
    allowPlaintextAuth: async () => false,
  };
}
