import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles } from "../../testing/rules/project.js";

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
