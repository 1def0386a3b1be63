import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, folder } from "../../testing/rules/project.js";
import type { Finding } from "../rules/kit/types.js";
import { askedWhereOthersRead } from "./other-programs.js";

const key = "k".repeat(64);
const mail = ["SMTP_HOST_ADDR", "SMTP_HOST_PORT", "SMTP_HOST_SSL_ENABLED", "SMTP_USER_NAME", "SMTP_USER_PWD"];
const values = ["smtp.eu.mailgun.org", "587", "true", "stats@zoo.example", "k7Gh2pQz"];
const lines = mail.map((name, at) => `${name}=${values[at] ?? ""}\n`).join("");

const plausible = (more: string) => `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
${more}`;
const own = `      BASE_URL: https://stats.zoo.example\n      SECRET_KEY_BASE: ${key}\n`;
const withEnvFile = `    env_file: mail.env\n    environment:\n${own}`;

/** Whether the fix of the flag that does not suit the port is applied unasked; undefined: there is none. */
const isUnasked = (files: Readonly<Record<string, string>>, rule = "tls-port-mismatch") =>
  analyseFiles(files)
    .findings.filter((finding) => finding.rule === rule)
    .map(({ fixes }) => fixes[0]?.automatic)[0];

test("a fix in an env file that another program reads too is not applied unasked", () => {
  const beside = (image: string) => ({
    "compose.yml": `${plausible(withEnvFile)}  other:\n    image: ${image}\n    env_file: mail.env\n`,
    "mail.env": lines,
  });
  assert.equal(isUnasked({ "compose.yml": plausible(withEnvFile), "mail.env": lines }), true);
  assert.equal(isUnasked(beside("papercups/papercups")), false);
  assert.equal(isUnasked(beside("postgres:16-alpine")), true, "a database reads none of it");
});

test("nor one in an entry that it has by an anchor, unless it has one of its own", () => {
  const shared = mail.map((name, at) => `  ${name}: "${values[at] ?? ""}"\n`).join("");
  const compose = (more: string) =>
    `x-mail: &mail\n${shared}${plausible(`    environment:\n      <<: *mail\n${own}`)}  other:\n    image: papercups/papercups\n    environment:\n      <<: *mail\n${more}`;
  assert.equal(isUnasked({ "compose.yml": compose("") }), false);
  assert.equal(isUnasked({ "compose.yml": compose('      SMTP_HOST_SSL_ENABLED: "true"\n') }), true);
});

test("nor one in a line of .env that it uses, under whatever name", () => {
  const bare = mail.map((name) => `      ${name}:\n`).join("");
  const files = (entry: string) => ({
    "compose.yml": `${plausible(`    environment:\n${own}${bare}`)}  other:\n    image: grafana/grafana\n    environment:\n      ${entry}\n`,
    ".env": lines,
  });
  assert.equal(isUnasked(files("GF_SMTP_STARTTLS: ${SMTP_HOST_SSL_ENABLED}")), false);
  assert.equal(isUnasked(files("MAIL_URL: smtp://${SMTP_HOST_ADDR}?ssl=${SMTP_HOST_SSL_ENABLED:-no}")), false);
  assert.equal(isUnasked(files("GF_SMTP_USER: ${SMTP_USER_NAME}")), true);
});

test("nor one in a text from which another setting takes its value", () => {
  const files = (own: string, verification: string) => ({
    "compose.yml": plausible(`    environment:
${own}      SMTP_HOST_ADDR: smtp.eu.mailgun.org
      SMTP_HOST_PORT: 587
      SMTP_HOST_SSL_ENABLED: &flag "true"
      SMTP_USER_NAME: stats@zoo.example
      SMTP_USER_PWD: k7Gh2pQz
      ENABLE_EMAIL_VERIFICATION: ${verification}
`),
  });
  assert.equal(isUnasked(files(own, '"true"')), true);
  assert.equal(isUnasked(files(own, "*flag")), false);
});

test("what mends how a value is written suits whoever reads it", () => {
  const files = {
    "compose.yml": `${plausible(withEnvFile)}  other:\n    image: papercups/papercups\n    env_file: mail.env\n`,
    "mail.env": "SMTP_HOST_ADDR=smtp.eu.mailgun.org\nSMTP_USER_NAME=stats@zoo.example\nSMTP_USER_PWD=k7Gh #2pQz\n",
  };
  assert.equal(isUnasked(files, "hash-truncation"), true);
});

/** Whether a fix that changes this part of a file (from ¦ to ¦, or only writes there) is applied unasked. */
function appliesUnasked(
  marked: Readonly<Record<string, string>>,
  settings: readonly string[] | null = ["A"],
  of: Partial<Finding> = {},
) {
  const files = Object.fromEntries(Object.entries(marked).map(([name, text]) => [name, text.replaceAll("¦", "")]));
  const { project, services } = analyseFiles(files);
  const [name, text] = Object.entries(marked).find(([, each]) => each.includes("¦")) ?? assert.fail("a mark");
  const start = text.indexOf("¦");
  const edit = { file: `${folder}/${name}`, start, end: Math.max(start, text.lastIndexOf("¦") - 1), newText: "x" };
  const title = { template: { en: "", "zh-cn": "" }, values: {} };
  const effect = settings === null ? undefined : { settings: new Map(settings.map((one) => [one, { text: "x" }])) };
  const finding: Finding = {
    rule: "tls-port-mismatch",
    severity: "error",
    message: title,
    service: "plausible",
    variable: null,
    at: edit,
    related: [],
    fixes: [{ title, edits: [edit], automatic: true, ...(effect === undefined ? {} : { effect }) }],
    ...of,
  };
  const judged = services.map(({ service, choice }) => ({ service, choice, findings: [], sound: true }));
  const [result, ...others] = askedWhereOthersRead([finding], project, judged);
  assert.deepEqual(others, []);
  const unasked = result?.fixes[0]?.automatic;
  assert.equal(result === finding, unasked === true, "a finding that stays as it is is the same object");
  return unasked;
}

const image = "    image: ghcr.io/plausible/community-edition:v3.2.1\n";
const bringing = (name: string, entry: string) =>
  `  ${name}:\n${name === "plausible" ? image : "    image: nginx\n"}    environment:\n      ${entry}\n`;

test("a line of .env counts for who takes it whole, in a mixture, or by a bare name; not what only stands beside it", () => {
  const with_ = (entry: string, dotenv: string) =>
    appliesUnasked({
      "compose.yml": `services:\n${bringing("plausible", "A: ${A}")}${bringing("other", entry)}`,
      ".env": dotenv,
    });
  const line = "B=1\n¦A=2¦\nC=3\n";
  for (const entry of ["X: ${A}", "X: a-${A}-b", "X: a$A", "A:", "X: ${A:-y}", "A: ${A}"])
    assert.equal(with_(entry, line), false, entry);
  for (const entry of ["X: ${B}", "C:", "X: A", "A: x", "X: a-${B}-${C}"]) assert.equal(with_(entry, line), true, entry);
  assert.equal(with_("X: ${A}", "B=1\nA=¦2¦\n"), false, "its value");
  assert.equal(with_("X: ${A}", "B=1\nA=2¦¦\n"), false, "more of its value");
  assert.equal(with_("X: ${A}", "B=1\n¦¦A=2\n"), true, "a line before it");
  assert.equal(with_("X: ${A}", "B=1\nA=2\n¦¦"), true, "a line behind it");
  assert.equal(with_("X: ${A}", "B=¦1\n¦A=2\n"), true, "up to where it begins");
  assert.equal(with_("X: ${A}", "B=¦1\nA¦=2\n"), false);
});

test("what is meant to change is the finding's variable, and what the fix sets", () => {
  const own = (settings: readonly string[] | null, of: Partial<Finding> = {}) =>
    appliesUnasked(
      { "compose.yml": `services:\n  plausible:\n${image}    environment:\n      A: &it ¦2¦\n      B: *it\n` },
      settings,
      of,
    );
  assert.equal(own(["A"]), false);
  assert.equal(own(["A", "B"]), true);
  assert.equal(own(["B"], { variable: "A" }), true);
  assert.equal(own(["A"], { variable: "B" }), true);
  assert.equal(own(null), true, "what it makes isn't told");
  assert.equal(own(["A"], { rule: "literal-quotes" }), true, "it mends how a value is written");
  const asked = (automatic: boolean) => {
    const { project, services } = analyseFiles({ "compose.yml": `services:\n${bringing("plausible", "A: b")}` });
    const judged = services.map(({ service, choice }) => ({ service, choice, findings: [], sound: true }));
    const title = { template: { en: "", "zh-cn": "" }, values: {} };
    const at = { file: `${folder}/compose.yml`, start: 0, end: 1 };
    const fixes = [{ title, edits: [], automatic }];
    const finding: Finding = {
      rule: "port-25",
      severity: "hint",
      message: title,
      service: null,
      variable: null,
      at,
      related: [],
      fixes,
    };
    return askedWhereOthersRead([finding], project, judged)[0] === finding;
  };
  assert.ok(asked(true) && asked(false), "without edits nothing is shared");
  const { project, services } = analyseFiles({ "compose.yml": `services:\n${bringing("plausible", "A: &it b\n      B: *it")}` });
  const start = (project.files.get(`${folder}/compose.yml`)?.text ?? "").indexOf("b\n      B");
  const at = { file: `${folder}/compose.yml`, start, end: start + 1 };
  const title = { template: { en: "", "zh-cn": "" }, values: {} };
  const fix = { title, edits: [{ ...at, newText: "x" }], effect: { settings: new Map([["A", { text: "x" }]]) } };
  const fixes = [
    { ...fix, automatic: false },
    { ...fix, automatic: true },
  ];
  const finding: Finding = {
    rule: "port-25",
    severity: "hint",
    message: title,
    service: "plausible",
    variable: "A",
    at,
    related: [],
    fixes,
  };
  const judged = services.map(({ service, choice }) => ({ service, choice, findings: [], sound: true }));
  const [result] = askedWhereOthersRead([finding], project, judged);
  assert.deepEqual(
    result?.fixes.map(({ automatic }) => automatic),
    [false, false],
    "each of its fixes is looked at",
  );
});

test("an env file that is read by others counts, whoever they are but databases and mail servers", () => {
  const reading = (other: string, file = "mail.env") =>
    appliesUnasked({
      "compose.yml": `services:\n  plausible:\n${image}    env_file: mail.env\n  other:\n${other}    env_file: ${file}\n`,
      "mail.env": "¦A=2¦\n",
      "other.env": "A=2\n",
    });
  assert.equal(reading("    image: nginx\n"), false);
  assert.equal(reading("    image: nginx\n", "other.env"), true);
  assert.equal(reading("    image: postgres\n"), true);
  assert.equal(reading("    image: boky/postfix\n"), true);
  assert.equal(reading(image), true, "another Plausible is meant too");
  assert.equal(reading("    image: nginx\n    environment: {A: own}\n"), true, "it has one of its own");
});

test("where there are very many services, and no text is shared, nothing is looked at; nor are very many readers", () => {
  const services = (count: number, entry: string) =>
    Array.from({ length: count }, (_, index) => bringing(`s${index}`, entry)).join("");
  const with_ = (count: number, entry = "X: ${A}") =>
    appliesUnasked({
      "compose.yml": `services:\n${bringing("plausible", "A: ${A}")}${services(count, entry)}`,
      ".env": "¦A=2¦\n",
    });
  assert.equal(with_(199), false);
  assert.equal(with_(200), true);
  const reading = (count: number) =>
    appliesUnasked({
      "compose.yml": `services:\n  plausible:\n${image}    env_file: mail.env\n${Array.from({ length: count }, (_, index) => `  s${index}:\n    image: nginx\n    env_file: mail.env\n`).join("")}`,
      "mail.env": "¦A=2¦\n",
    });
  assert.deepEqual([reading(199), reading(200)], [false, true], "of an env file");
  const sharing = (count: number) =>
    appliesUnasked({
      "compose.yml": `x: &it\n  A: ¦2¦\nservices:\n${bringing("plausible", "<<: *it")}${services(count, "<<: *it")}`,
    });
  assert.deepEqual([sharing(199), sharing(200)], [false, true], "of an anchor");
});
