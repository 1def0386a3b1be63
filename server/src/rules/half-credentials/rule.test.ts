import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { halfCredentials } from "./rule.js";

testReadme(halfCredentials, import.meta.url);

test("each adapter takes it in its own way", () => {
  const of = (image: string, ...more: string[]) =>
    lint({
      "compose.yml": composeFile(
        [...more, "MAILER_EMAIL=a@example.com", "SMTP_HOST_PORT=587", "SMTP_USER_NAME=postmaster"],
        image,
      ),
    });
  const boot = ['error half-credentials "postmaster"'];
  assert.deepEqual(of("ghcr.io/plausible/community-edition:v2.1.2", "SMTP_HOST_ADDR=smtp.zoo.example"), boot);
  // The boot stops without a relay too; that it is missing is said beside it.
  assert.ok(of("ghcr.io/plausible/community-edition:v3.2.1").includes('error half-credentials "postmaster"'));
  const early = "ghcr.io/plausible/community-edition:v2.1.1";
  assert.deepEqual(of(early, "MAILER_ADAPTER=Bamboo.Mua", "SMTP_HOST_ADDR=smtp.zoo.example"), boot);
  assert.ok(!of(early, "MAILER_ADAPTER=Bamboo.Mua").some((line) => line.includes("half-credentials")));
  assert.deepEqual(of("plausible/analytics:v2.0.0", "SMTP_HOST_ADDR=smtp.zoo.example"), [
    'warning half-credentials "postmaster"',
  ]);
});

test("is silent while the other half is unknown", () => {
  assert.deepEqual(
    lint({ "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=postmaster", "SMTP_USER_PWD"]) }),
    [],
  );
  assert.deepEqual(
    lintFor("half-credentials", {
      "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=postmaster", "SMTP_USER_PWD=${X}"]),
    }),
    [],
  );
});

test("EXTRA_CONFIG_PATH comes too late for what stops the boot", () => {
  const environment = ["EXTRA_CONFIG_PATH=/extra.exs", "SMTP_USER_NAME=postmaster"];
  assert.deepEqual(lint({ "compose.yml": composeFile(environment) }), ['error half-credentials "postmaster"']);
});

test("never shows the password that is set", () => {
  const compose = composeFile(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_PWD=canary-7f3a"]);
  for (const { message, related, fixes } of analyseFiles({ "compose.yml": compose }).findings) {
    const texts = [message, ...related.map((at) => at.message), ...fixes.map(({ title }) => title)];
    for (const text of texts) assert.doesNotMatch(textOf(text, "en") + textOf(text, "zh-cn"), /canary/);
  }
});

test("a bare name that the files are there to set, and do not", () => {
  const compose = composeFile(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=postmaster", "SMTP_USER_PWD"]);
  const of = (files: Record<string, string>) => lintFor("half-credentials", { "compose.yml": compose, ...files });
  assert.deepEqual(of({ ".env": "TZ=UTC\n" }), ['warning half-credentials "postmaster"']);
  assert.deepEqual(of({ ".env": "SMTP_USER_PWD=rosebud\n" }), []);
  const loading = (file: string) => compose.replace("    environment:", `    env_file: ${file}\n    environment:`);
  const unset = ['warning half-credentials "postmaster"'];
  assert.deepEqual(lintFor("half-credentials", { "compose.yml": loading("mail.env"), "mail.env": "TZ=UTC\n" }), unset);
  // What that file sets is hidden by the bare name, which is another mistake.
  assert.deepEqual(lintFor("half-credentials", { "compose.yml": loading("mail.env"), "mail.env": "SMTP_USER_PWD=a\n" }), []);
  // A `.env` that is asked for and not there may set anything.
  assert.deepEqual(lintFor("half-credentials", { "compose.yml": loading(".env") }), []);
});

test("the other half under a wrong name is to be renamed, and nobody else speaks of that name", () => {
  const items = ["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=postmaster"];
  for (const name of ["SMTP_USER_PASSWORD", "SMTP_PASSWORD", "SMTP_USER_PDW"]) {
    const files = { "compose.yml": composeFile([...items, `${name}=not-for-you`]) };
    assert.deepEqual(
      lint(files).filter((line) => !line.includes("secret-in-compose")),
      [`error half-credentials "${name}"`],
    );
    const [finding] = analyseFiles(files).findings.filter(({ rule }) => rule === "half-credentials");
    assert.match(textOf(finding?.message ?? { template: { en: "", "zh-cn": "" }, values: {} }, "en"), new RegExp(name));
    const fix = finding?.fixes[0];
    assert.ok(fix);
    assert.deepEqual(applyFix(files, fix), { "compose.yml": composeFile([...items, "SMTP_USER_PWD=not-for-you"]) });
  }
});

test("also in `.env`, where a bare name asks for the right one", () => {
  const files = {
    "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME", "SMTP_USER_PWD"]),
    ".env": "SMTP_USER_NAME=postmaster\nSMTP_PASSWORD=not-for-you\n",
  };
  assert.deepEqual(lint(files), ['warning half-credentials "SMTP_PASSWORD"']);
  const fix = analyseFiles(files).findings[0]?.fixes[0];
  assert.ok(fix);
  assert.deepEqual(lint(applyFix(files, fix)), []);
});

test("a half that is mislaid is told of as that, and another one that is mislaid hides nothing", () => {
  const of = (more: string) =>
    lintFor("half-credentials", {
      "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=postmaster"], undefined, more),
    });
  const db = (line: string) => `  db:\n    image: postgres:16\n    environment:\n      - ${line}\n`;
  assert.deepEqual(of(db("SMTP_USER_PWD=a")), []);
  assert.deepEqual(of(db("MAILER_EMAIL=a@zoo.example")), ['error half-credentials "postmaster"']);
});
