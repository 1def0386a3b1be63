import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, folder } from "../../testing/rules/project.js";
import type { Finding } from "../rules/kit/types.js";
import { withoutHarmToOthers } from "./shared-texts.js";

const shared = (second: string, name = "mail.env") => ({
  "compose.yml": `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    env_file: ${name}
  second:
    image: ${second}
    env_file: ${name}
  third:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
      - BASE_URL=https://stats.example.com
`,
  [name]: "MAILGUN_API_KEY=k3y-of-somebody\n",
});

const fixesOf = (files: Readonly<Record<string, string>>) =>
  analyseFiles(files)
    .findings.filter(({ rule }) => rule === "missing-api-key")
    .flatMap(({ fixes }) => fixes);

test("a fix in a shared env file suits every service that reads it", () => {
  for (const name of ["mail.env", "mail.yml"]) {
    const writes = (image: string) =>
      fixesOf(shared(image, name)).some(({ edits }) => edits.some(({ file }) => file.endsWith(name)));
    assert.equal(writes("ghcr.io/plausible/community-edition:v3.2.1"), true);
    assert.equal(writes("plausible/analytics:v1.0.0"), false, "1.0.0 knows no MailgunAdapter, and would not boot");
  }
});

test("so does one in an entry that services of other releases share by an anchor, or take from .env", () => {
  const relay = ["SMTP_HOST_ADDR: smtp.fastmail.com", "SMTP_HOST_PORT: 587", "SMTP_USER_NAME: a@zoo.example", "SMTP_USER_PWD: x"];
  const mail = (first: string) => [first, "MAILER_EMAIL: a@zoo.example", ...relay].map((line) => `  ${line}\n`).join("");
  const service = (name: string, image: string, own = "") =>
    `  ${name}:\n    image: ${image}\n    environment:\n      <<: *mail\n${own}      BASE_URL: https://${name}.zoo.example\n      SECRET_KEY_BASE: ${"k".repeat(64)}\n`;
  const current = "ghcr.io/plausible/community-edition:v3.2.1";
  const titles = (old: string, first = "MAILER_ADAPTER: Bamboo.SMTPAdapter", own = "") =>
    analyseFiles({
      "compose.yml": `x-mail: &mail\n${mail(first)}services:\n${service("new", current)}${service("old", old, own)}`,
      ".env": "ADAPTER=Bamboo.SMTPAdapter\n",
    })
      .findings.filter(({ rule }) => rule === "tls-impossible")
      .map(({ fixes }) => fixes.length);
  assert.deepEqual(titles("plausible/analytics:v2.0.0"), [0], "2.0.0 knows no Mua, and would not boot");
  assert.deepEqual(titles("plausible/analytics:v2.0.0", "MAILER_ADAPTER: ${ADAPTER}"), [0], "the text is that of `.env`");
  assert.deepEqual(titles("ghcr.io/plausible/community-edition:v3.1.0"), [1], "a release that knows it");
  const own = "      MAILER_ADAPTER: Bamboo.SMTPAdapter\n";
  assert.deepEqual(titles("plausible/analytics:v2.0.0", undefined, own), [1], "it has an entry of its own");
});

test("a flag that services share is not set for one of them where another one has the port that needs it", () => {
  const compose = (own: string) => `services:
  one:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment: &mail
      MAILER_EMAIL: a@zoo.example
      SMTP_HOST_ADDR: smtp.zoo.example
      SMTP_HOST_PORT: 587
      SMTP_HOST_SSL_ENABLED: "true"
      SMTP_USER_NAME: a@zoo.example
      SMTP_USER_PWD: x
  two:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
      <<: *mail
${own}`;
  const fixes = (own: string) =>
    analyseFiles({ "compose.yml": compose(own) })
      .findings.filter(({ rule }) => rule === "tls-port-mismatch")
      .map(({ fixes: offered }) => offered.map(({ edits }) => edits.map(({ newText }) => newText).join()));
  assert.deepEqual(fixes("      SMTP_HOST_PORT: 465\n"), [["465"]]);
  assert.deepEqual(fixes(""), [["false", "465"]]);
});

const key = "k".repeat(64);
const current = "ghcr.io/plausible/community-edition:v3.2.1";
/** It knows no Mua: a service that is told to use it doesn't boot. */
const old = "plausible/analytics:v2.0.0";

/** A service that boots, with these lines in its map. */
function service(name: string, image: string, lines: readonly string[], more = ""): string {
  const own = [`BASE_URL: https://${name}.zoo.example`, `SECRET_KEY_BASE: ${key}`, ...lines];
  return `  ${name}:\n    image: ${image}\n${more}    environment:\n${own.map((line) => `      ${line}\n`).join("")}`;
}

/** Whether a fix for `new` is offered that changes the part of a file between the marks, and makes of MAILER_ADAPTER what only newer releases know. */
function isOffered(
  marked: Readonly<Record<string, string>>,
  settings: readonly string[] | null = ["MAILER_ADAPTER"],
  of: string | null = "new",
  {
    text: written = "Bamboo.Mua",
    shell = null,
  }: { readonly text?: string; readonly shell?: ReadonlyMap<string, string> | null } = {},
) {
  const files = Object.fromEntries(Object.entries(marked).map(([name, text]) => [name, text.replaceAll("¦", "")]));
  const { project, services } = analyseFiles(files, undefined, shell);
  const [name, text] = Object.entries(marked).find(([, each]) => each.includes("¦")) ?? assert.fail("a mark");
  const start = text.indexOf("¦");
  const edit = { file: `${folder}/${name}`, start, end: text.lastIndexOf("¦") - 1, newText: "x" };
  const title = { template: { en: "", "zh-cn": "" }, values: {} };
  const effect = settings === null ? undefined : { settings: new Map(settings.map((one) => [one, { text: written }])) };
  const fix = { title, edits: [edit], automatic: true, ...(effect === undefined ? {} : { effect }) };
  const finding: Finding = {
    rule: "tls-impossible",
    severity: "error",
    message: title,
    service: of,
    variable: null,
    at: edit,
    related: [],
    fixes: [fix],
  };
  const judged = services.map((one) => ({ service: one.service, choice: one.choice, findings: [], sound: true }));
  const [result] = withoutHarmToOthers([finding], project, judged);
  assert.equal(result === finding, result?.fixes.length === 1, "a finding that stays as it is is the same object");
  return result?.fixes.length === 1;
}

test("an edit of an entry that both have harms the other; one that only stands near it doesn't", () => {
  const shared = (head: string, own: readonly string[] = []) => ({
    "compose.yml": `${head}services:\n${service("new", current, ["<<: *mail"])}${service("old", old, ["<<: *mail", ...own])}`,
  });
  const entry = "  MAILER_ADAPTER: Bamboo.SMTPAdapter\n";
  assert.equal(isOffered(shared(`x-mail: &mail\n  MAILER_ADAPTER: ¦Bamboo.SMTPAdapter¦\n`)), false);
  assert.equal(isOffered(shared(`x-mail: &mail\n${entry.replace("MAILER", "¦MAILER").replace("\n", "\n¦")}`)), false);
  assert.equal(isOffered(shared(`x-mail: &mail\n${entry}  A: ¦b¦\n`)), true, "another entry");
  assert.equal(isOffered(shared(`x-mail: &mail\n  A: b\n¦¦`)), false, "a new line behind an entry that both have");
  assert.equal(isOffered(shared(`x-mail: &mail\n  A: b\n\n\n¦¦`)), true, "further away");
  assert.equal(isOffered(shared(`x-mail: &mail\n  ¦¦A: b\n`)), false, "before it");
  assert.equal(isOffered(shared(`x-mail: &mail\n ¦¦ A: b\n`)), true, "further before it");
  const own = ["MAILER_ADAPTER: Bamboo.SMTPAdapter"];
  assert.equal(isOffered(shared(`x-mail: &mail\n  MAILER_ADAPTER: ¦Bamboo.SMTPAdapter¦\n`, own)), true, "it has one of its own");
  assert.equal(isOffered(shared(`x-mail: &mail\n  MAILER_ADAPTER: ¦Bamboo.SMTPAdapter¦\n`), ["TZ"]), true, "what does no harm");
  assert.equal(isOffered(shared(`x-mail: &mail\n  MAILER_ADAPTER: ¦Bamboo.SMTPAdapter¦\n`), []), true);
  assert.equal(
    isOffered(shared(`x-mail: &mail\n  MAILER_ADAPTER: ¦Bamboo.SMTPAdapter¦\n`), null),
    true,
    "what it makes isn't told",
  );
  assert.equal(
    isOffered(shared(`x-mail: &mail\n  MAILER_ADAPTER: ¦Bamboo.SMTPAdapter¦\n`), undefined, "old"),
    true,
    "its own harm is weighed elsewhere",
  );
  assert.equal(isOffered(shared(`x-mail: &mail\n  MAILER_ADAPTER: ¦Bamboo.SMTPAdapter¦\n`), undefined, null), false);
});

test("an edit of a line of .env harms who takes it; one of an env file, who reads it and sets nothing over it", () => {
  const dotenv = (entry: string) => ({
    "compose.yml": `services:\n${service("new", current, ["MAILER_ADAPTER: ${ADAPTER}"])}${service("old", old, [entry])}`,
    ".env": "ADAPTER=¦Bamboo.SMTPAdapter¦\nOTHER=Bamboo.SMTPAdapter\n",
  });
  assert.equal(isOffered(dotenv("MAILER_ADAPTER: ${ADAPTER}")), false);
  assert.equal(isOffered(dotenv("MAILER_ADAPTER: ${OTHER}")), true);
  const file = (lines: readonly string[], more = "    env_file: mail.env\n") => ({
    "compose.yml": `services:\n${service("new", current, [], "    env_file: mail.env\n")}${service("old", old, lines, more)}`,
    "mail.env": "MAILER_ADAPTER=¦Bamboo.SMTPAdapter¦\n",
    "last.env": "MAILER_ADAPTER=Bamboo.SMTPAdapter\n",
  });
  assert.equal(isOffered(file([])), false);
  assert.equal(isOffered(file(["MAILER_ADAPTER: Bamboo.SMTPAdapter"])), true);
  assert.equal(isOffered(file([], "    env_file: [mail.env, last.env]\n")), true, "a later file counts");
  assert.equal(isOffered(file([], "    env_file: [last.env]\n")), true);
  const shell = new Map([["MAILER_ADAPTER", "Bamboo.SMTPAdapter"]]);
  assert.equal(isOffered(file(["MAILER_ADAPTER:"]), undefined, undefined, { shell }), true, "the shell gives it another one");
  const added = file([]);
  for (const text of ["A=1\n¦¦", "A=1\n\n# more\n\n¦¦", "¦¦"])
    assert.equal(isOffered({ ...added, "mail.env": text }), false, "a line that is added reaches it too");
});

test("among very many services of one release nothing is compared, unless a file is shared; of others it is", () => {
  const services = (count: number, image: string) =>
    Array.from({ length: count }, (_, index) => service(`s${index}`, image, ["<<: *mail"])).join("");
  const head = "x-mail: &mail\n  MAILER_ADAPTER: ¦Bamboo.SMTPAdapter¦\n";
  const files = (count: number, image: string) => ({
    "compose.yml": `${head}services:\n${service("new", current, ["<<: *mail"])}${services(count, image)}`,
  });
  assert.equal(isOffered(files(25, old)), false);
  assert.equal(isOffered(files(25, current)), true);
  const own = service("old", old, ["<<: *mail", "MAILER_ADAPTER: Bamboo.SMTPAdapter"]);
  const mixed = { "compose.yml": files(25, current)["compose.yml"] + own };
  assert.equal(
    isOffered(mixed, undefined, undefined, { text: "Bamboo.Nope" }),
    true,
    "those of its own release aren't looked at",
  );
});
