import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile } from "../../testing/rules/project.js";
import { releases } from "../plausible/tables/releases.js";
import { bareSetting, breaks, settingsEffect } from "./what-if.js";

const boots = [
  "BASE_URL=https://stats.blumenhof.example",
  `SECRET_KEY_BASE=${"k".repeat(64)}`,
  "MAILER_EMAIL=ann@blumenhof.example",
];
const relay = [...boots, "SMTP_HOST_ADDR=smtp.blumenhof.example", "SMTP_HOST_PORT=587"];

function viewOf(environment: readonly string[], dotenv?: string, image?: string) {
  const [view] = analyseFiles({
    "compose.yml": composeFile(environment, image),
    ...(dotenv === undefined ? {} : { ".env": dotenv }),
  }).services;
  assert.ok(view);
  return view;
}

test("an edit breaks what it stops from booting, or from sending", () => {
  const view = viewOf(relay);
  assert.equal(breaks(view, settingsEffect(["SMTP_USER_NAME", { text: "ann" }])), true, "half a login");
  assert.equal(breaks(view, settingsEffect(["SMTP_USER_NAME", { text: "ann" }], ["SMTP_USER_PWD", "unseen"])), false);
  assert.equal(breaks(view, settingsEffect(["MAILER_EMAIL", { text: "" }])), true, "no sender");
  assert.equal(breaks(view, settingsEffect(["MAILER_EMAIL", "unseen"])), false, "what is not known is not guessed");
});

test("an edit breaks what opens a port the other way than it is known to be opened", () => {
  const port = (number: string) => ["SMTP_HOST_PORT", { text: number }] as const;
  const flag = (text: string) => ["SMTP_HOST_SSL_ENABLED", { text }] as const;
  const view = viewOf(relay);
  assert.equal(breaks(view, settingsEffect(flag("true"))), true, "implicit TLS on 587");
  assert.equal(breaks(view, settingsEffect(port("465"), flag("false"))), true, "unencrypted on 465");
  assert.equal(breaks(view, settingsEffect(port("465"), flag("true"))), false);
  assert.equal(breaks(view, settingsEffect(port("1025"), flag("true"))), false, "nobody knows what it speaks");
  assert.equal(breaks(viewOf([...relay, "SMTP_HOST_SSL_ENABLED=true"]), settingsEffect(["MAILER_NAME", { text: "x" }])), false);
  const genSmtp = [...relay, "MAILER_ADAPTER=Bamboo.SMTPAdapter"];
  const old = "ghcr.io/plausible/community-edition:v3.1.0";
  assert.equal(breaks(viewOf(genSmtp, undefined, old), settingsEffect(flag("true"))), true, "TLS that the adapter cannot do");
});

test("an edit breaks what leads the mail past the server of its project", () => {
  const old = "plausible/analytics:v2.0.0";
  const sidecar = "  mail:\n    image: bytemark/smtp\n";
  const view = (more: string) => {
    const [found] = analyseFiles({ "compose.yml": composeFile(boots, old, more) }).services;
    assert.ok(found);
    return found;
  };
  const release = releases.find(({ name }) => name === "3.2.1");
  assert.ok(release);
  const newer = { settings: new Map(), release };
  assert.equal(breaks(view(sidecar), newer), true, "the default that led there is gone");
  assert.equal(breaks(view(""), newer), false, "nothing was there");
  assert.equal(breaks(view(sidecar), { ...newer, ...settingsEffect(["SMTP_HOST_ADDR", { text: "mail" }]) }), false);
  const postmark = settingsEffect(["MAILER_ADAPTER", { text: "Bamboo.PostmarkAdapter" }], ["POSTMARK_API_KEY", "unseen"]);
  assert.equal(breaks(view(sidecar), { ...newer, ...postmark }), false, "a provider's API needs no mail server");
});

test("what is broken already is not broken by an edit", () => {
  const view = viewOf([...relay, "SMTP_USER_NAME=ann"]);
  assert.equal(breaks(view, settingsEffect(["SMTP_HOST_PORT", { text: "abc" }])), false);
});

test("of a service that does not boot as it is, mail alone is asked", () => {
  const piece = relay.filter((line) => !line.startsWith("BASE_URL") && !line.startsWith("SECRET_KEY_BASE"));
  for (const view of [viewOf(piece), viewOf([...piece, "BASE_URL=stats.blumenhof.example"])]) {
    assert.equal(view.mailer.outcome, "refuses-to-boot");
    assert.equal(breaks(view, settingsEffect(["SMTP_USER_NAME", { text: "ann" }])), true, "half a login");
    assert.equal(breaks(view, settingsEffect(["MAILER_EMAIL", { text: "" }])), true, "no sender");
    assert.equal(breaks(view, settingsEffect(["SMTP_HOST_PORT", { text: "465" }])), false);
  }
  const [, , , ...withoutSender] = relay;
  assert.equal(
    breaks(viewOf(withoutSender), settingsEffect(["SMTP_HOST_PORT", { text: "465" }])),
    false,
    "it may follow from an address",
  );
});

test("a name that only a shell may set counts as unset, too", () => {
  const view = viewOf([...relay, "SMTP_USER_NAME", "SMTP_USER_PWD"]);
  assert.equal(breaks(view, settingsEffect(["SMTP_USER_NAME", { text: "ann" }])), true);
  // A reference that nothing sets is there all the same, with an empty text.
  const referring = viewOf([...relay, "SMTP_USER_NAME=${U}", "SMTP_USER_PWD=${P}"]);
  assert.equal(breaks(referring, settingsEffect(["SMTP_USER_NAME", { text: "ann" }])), false);
});

test("another release may refuse what this one takes", () => {
  const old = "ghcr.io/plausible/community-edition:v2.0.0";
  const release = releases.find(({ name }) => name === "2.1.5");
  assert.ok(release);
  const effect = { settings: new Map(), release };
  assert.equal(breaks(viewOf([...relay, "SMTP_HOST_SSL_ENABLED=maybe"], undefined, old), effect), true);
  assert.equal(breaks(viewOf([...relay, "SMTP_HOST_SSL_ENABLED=false"], undefined, old), effect), false);
});

test("a bare name brings in what `.env` says", () => {
  const { project } = viewOf(relay, "A=1\nB=\nC=${D}\n");
  assert.deepEqual(
    ["A", "B", "C", "D"].map((name) => bareSetting(project, name)),
    [{ text: "1" }, { text: "" }, "unseen", null],
  );
});
