import assert from "node:assert/strict";
import { test } from "node:test";
import { requestFor } from "../../../testing/smtp.js";
import { type Message, message, textOf } from "../../base/messages.js";
import { remarks } from "./remarks.js";
import type { Alternative, Search } from "./search.js";
import { modeText, summaryOf, tried } from "./search-texts.js";

const en = (text: Message) => textOf(text, "en");

function alternative(port: number, works: boolean | null): Alternative {
  const mode = port === 465 ? "implicit" : "starttls";
  const writes = [
    { name: "SMTP_HOST_PORT", value: String(port) },
    { name: "SMTP_HOST_SSL_ENABLED", value: String(port === 465) },
  ] as const;
  const { delivery } = requestFor("3.2.1", { port });
  const choice = { port, mode, sslEnabled: port === 465, writes, delivery } as const;
  return { choice, works, cause: null, detail: message(remarks.clear) };
}

const nothing: Search = { alternatives: [], best: null, blocked: [], silent: [], answering: [], clouds: [], login: "free" };

interface Around {
  readonly wouldDeliver?: boolean | null;
  readonly sameNetwork?: boolean;
  readonly host?: string;
}

/** What is said of a search that came to this, while the configured port is 587. */
function summary(search: Partial<Search>, { wouldDeliver = false, sameNetwork = false, host = "smtp.zoo.example" }: Around = {}) {
  const verdict = { wouldDeliver } as Parameters<typeof summaryOf>[2];
  return summaryOf({ ...nothing, ...search }, requestFor("3.2.1", { host }), verdict, sameNetwork).map(en);
}

test("the outcome of one choice", () => {
  assert.equal(en(tried.works(true, true)), "works, encrypted, signed in");
  assert.equal(en(tried.works(true, false)), "works, encrypted, not signed in");
  assert.equal(en(tried.works(false, true)), "works, unencrypted, including the password");
  assert.equal(en(tried.works(false, false)), "works, unencrypted, not signed in");
  assert.match(en(tried.loginNotTried()), /up to the login/);
  assert.match(en(tried.noLogin()), /no login/);
  assert.equal(en(modeText(alternative(465, true).choice)), "implicit TLS");
  assert.equal(en(modeText(alternative(587, true).choice)), "STARTTLS");
});

test("settings that work need no other, whatever else was found", () => {
  assert.deepEqual(summary({ alternatives: [alternative(465, true)], best: alternative(465, true) }, { wouldDeliver: true }), [
    "The settings work as they are; nothing needs to change.",
  ]);
});

test("nothing tried, a rejected login, nothing that works: each is said as what it is", () => {
  assert.deepEqual(summary({}), ["There is no other port of `smtp.zoo.example` to try from here."]);
  assert.deepEqual(summary({ alternatives: [alternative(465, null)], login: "refused" }), [
    "The server rejected the login; another port doesn't change that.",
  ]);
  assert.deepEqual(summary({ alternatives: [alternative(465, false)] }), [
    "No other port of `smtp.zoo.example` works from here.",
  ]);
  assert.match(summary({}, { host: "x".repeat(300) })[0] ?? "", /of `x{200}` to try/);
});

test("the port that works is told with the lines to write", () => {
  const best = alternative(465, true);
  assert.deepEqual(summary({ alternatives: [best], best }), [
    "Port `465` works (implicit TLS). Set `SMTP_HOST_PORT=465`, `SMTP_HOST_SSL_ENABLED=true`, then run `docker compose up -d`.",
  ]);
});

test("where no login was tried, the reason is told, and only of the ports that came so far", () => {
  const alternatives = [alternative(465, null), alternative(25, false), alternative(2525, null)];
  const [spent] = summary({ alternatives, login: "spent" });
  assert.match(spent ?? "", /^Works up to the login: port `465`, `2525`\. .*a test signs in once.* on port `587`\.$/);
  assert.match(
    summary({ alternatives, login: "unseen" })[0] ?? "",
    /^Works up to the login: port `465`, `2525`\. .*not visible here\.$/,
  );
  assert.match(summary({ alternatives, login: "free" })[0] ?? "", /which wasn't tested there: port `465`, `2525`\.$/);
});

test("a port that is silent while another answers is blocked, and the platforms that do so are named", () => {
  const alternatives = [alternative(465, false), alternative(25, false)];
  const clouds = [{ name: "Cloud A" }, { name: "Cloud B" }] as unknown as Search["clouds"];
  const seen = { alternatives, blocked: [25], silent: [25], answering: [465, 587] };
  assert.deepEqual(summary({ ...seen, clouds }, { sameNetwork: true }), [
    "No other port of `smtp.zoo.example` works from here.",
    "Port `25` is blocked between here and `smtp.zoo.example`: there is no answer, unlike on port `465`, `587`.",
    "These are known to block it: Cloud A, Cloud B.",
  ]);
  assert.equal(summary(seen, { sameNetwork: true }).length, 2);
});

test("silence on all of several ports is told once, on some of them or on a single one not", () => {
  const alternatives = [alternative(465, false), alternative(25, false)];
  const silentOf = (silent: readonly number[], more: Partial<Search> = {}) =>
    summary({ alternatives, silent, ...more }, { sameNetwork: true }).filter((text) => text.startsWith("No port of"));
  assert.match(silentOf([587, 465, 25])[0] ?? "", /^No port of `smtp\.zoo\.example` answers \(`587`, `465`, `25`\)/);
  assert.deepEqual(silentOf([465, 25]), []);
  assert.deepEqual(silentOf([587], { alternatives: [] }), []);
});

test("whose view it is, is told where a port was silent and Plausible may run elsewhere", () => {
  const said = (search: Partial<Search>, sameNetwork: boolean) =>
    summary(search, { sameNetwork }).some((text) => text.includes("from this computer"));
  assert.ok(said({ silent: [25] }, false));
  assert.ok(!said({ silent: [25] }, true));
  assert.ok(!said({}, false));
});
