import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, folder } from "../../../testing/rules/project.js";
import { applyFix } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";

/** The files after each fix of a rule, by the fix's title. */
function fixed(rule: string, files: Record<string, string>): Record<string, Record<string, string>> {
  const found = analyseFiles(files).findings.filter((finding) => finding.rule === rule);
  assert.ok(found.length > 0, `${rule} must speak`);
  return Object.fromEntries(
    found.flatMap(({ fixes }) => fixes.map((fix) => [textOf(fix.title, "en"), applyFix(files, fix)] as const)),
  );
}

const relay = ["MAILER_EMAIL=ann@blumenhof.example", "SMTP_HOST_ADDR=smtp.blumenhof.example", "SMTP_HOST_PORT=587"];

test("a value that only the user knows: a bare name, and a line to fill in in `.env`", () => {
  const title = "Add `SMTP_USER_PWD` here and to a new `.env`";
  const after = fixed("half-credentials", { "compose.yml": composeFile([...relay, "SMTP_USER_NAME=ann"]) })[title];
  assert.match(after?.["compose.yml"] ?? "", /^ {6}- SMTP_USER_PWD$/m);
  assert.equal(after?.[".env"], "SMTP_USER_PWD=replace-me\n");
});

test("an empty line of `.env` is filled in, and what it has is left alone", () => {
  const compose = composeFile([...relay, "SMTP_USER_NAME=ann"]);
  const empty = fixed("half-credentials", { "compose.yml": compose, ".env": "SMTP_USER_PWD=\nA=1\n" });
  assert.equal(empty["Add `SMTP_USER_PWD` here and to `.env`"]?.[".env"], "SMTP_USER_PWD=replace-me\nA=1\n");
  const full = fixed("half-credentials", { "compose.yml": compose, ".env": "SMTP_USER_PWD=rosebud\n" });
  const passed = full["Pass on `SMTP_USER_PWD` from `.env`"];
  assert.equal(passed?.[".env"], "SMTP_USER_PWD=rosebud\n");
  assert.match(passed?.["compose.yml"] ?? "", /^ {6}- SMTP_USER_PWD$/m);
});

test("beside a line of an env file the value is to be filled in there", () => {
  const compose = `${composeFile(relay)}    env_file: mail.env\n`;
  const after = fixed("half-credentials", { "compose.yml": compose, "mail.env": "SMTP_USER_NAME=ann\n" });
  assert.equal(after["Add `SMTP_USER_PWD`, to be filled in"]?.["mail.env"], "SMTP_USER_NAME=ann\nSMTP_USER_PWD=replace-me\n");
});

test("no fix brings in a name that nothing sets by a reference to itself", () => {
  const image = "ghcr.io/plausible/community-edition:v2.1.0";
  const projects: Record<string, string> = {
    "default-sender": composeFile(["BASE_URL=http://localhost:8000", "SMTP_HOST_ADDR=smtp.blumenhof.example"]),
    "unresolvable-relay": composeFile(["BASE_URL=https://stats.blumenhof.example", "MAILER_ADAPTER=Bamboo.SMTPAdapter"], image),
    "missing-credentials": composeFile(["SMTP_HOST_ADDR=smtp.sendgrid.net", "MAILER_EMAIL=ann@blumenhof.example"]),
    "half-credentials": composeFile([...relay, "SMTP_USER_NAME=ann"]),
    "missing-api-key": composeFile(["MAILER_ADAPTER=Bamboo.PostmarkAdapter"]),
    "credentials-without-relay": composeFile(["SMTP_USER_NAME=ann", "SMTP_USER_PWD=rosebud"]),
    "no-relay": composeFile(["MAILER_EMAIL=ann@blumenhof.example", "MAILER_ADAPTER=Bamboo.Mua"]),
    "boot-refused": composeFile(["SECRET_KEY_BASE=k", "DATABASE_URL=postgres://db/plausible"]),
    "orphan-mail-sidecar": composeFile(["SMTP_HOST_ADDR=mail"], undefined, "  mail:\n    image: bytemark/smtp\n"),
  };
  for (const [rule, compose] of Object.entries(projects)) {
    for (const [title, after] of Object.entries(fixed(rule, { "compose.yml": compose }))) {
      assert.doesNotMatch(after["compose.yml"] ?? "", /(\w+)(=|: )\$\{\1\}/, `${rule}: ${title}`);
      const bare = [...(after["compose.yml"] ?? "").matchAll(/^ {6}- ([A-Z_]+)$/gm)].map(([, name]) => name);
      for (const name of bare) assert.match(after[".env"] ?? "", new RegExp(`^${name}=.`, "m"), `${rule}: ${title}`);
    }
  }
});

test("a sender that Plausible can use is made of the host in `BASE_URL`", () => {
  const compose = composeFile(
    ["BASE_URL=https://stats.blumenhof.example", "SMTP_HOST_ADDR=smtp.blumenhof.example"],
    "ghcr.io/plausible/community-edition:v2.0.0",
  );
  const titles = Object.keys(fixed("default-sender", { "compose.yml": compose }));
  assert.equal(titles[0], "Add `MAILER_EMAIL=plausible@stats.blumenhof.example`");
});

test("where the project's values cannot be written, no such fix is offered", () => {
  const compose = composeFile([...relay, "SMTP_USER_NAME=ann"]);
  const [finding] = analyseFiles({ "compose.yml": compose, ".env": "\0" }).findings.filter(
    (one) => one.rule === "half-credentials",
  );
  for (const { edits } of finding?.fixes ?? []) assert.ok(edits.every(({ file }) => file !== `${folder}/.env`));
});
