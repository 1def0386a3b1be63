import assert from "node:assert/strict";
import { after, test } from "node:test";
import { bootable, makeProject, type TestProject } from "../support/cli.js";

const projects: TestProject[] = [];
after(() => {
  for (const project of projects) project.remove();
});

const canary = "k4narienvogel!Q";

/** Places where people put a password, each with a mistake on or near it, so that much is said about it. */
const places: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "in the list": { "compose.yml": compose([`SMTP_USER_PWD=${canary}`, "SMTP_HOST_SSL_ENABLED=true"]) },
  "in quotes that stay": { "compose.yml": compose([`SMTP_USER_PWD="${canary}"`]) },
  "in .env": { "compose.yml": compose(["SMTP_USER_PWD", "SMTP_HOST_SSL_ENABLED=maybe"]), ".env": `SMTP_USER_PWD=${canary}\n` },
  "in .env under another name": { "compose.yml": compose(["SMTP_USER_PWD=${MAILPASS}"]), ".env": `MAILPASS='${canary}'\n` },
  "under a harmless name": { "compose.yml": compose(["GREETING=${SMTP_USER_PWD}"]), ".env": `SMTP_USER_PWD=${canary}\n` },
  "as an unknown variable": { "compose.yml": compose([`SMTP_PASSWORD=${canary}`]) },
  "in an address": { "compose.yml": compose([`DATABASE_URL=postgres://postgres:${canary}@plausible_db:5432/plausible`]) },
  "in an env file with a line that is broken": {
    "compose.yml": compose(["SMTP_HOST_PORT=x"]).replace("    environment:", "    env_file: mail.env\n    environment:"),
    "mail.env": `SMTP_USER_PWD=${canary}\n`,
  },
  "as a name before a value": { "compose.yml": compose([`SMTP_HOST_ADDR=https://me:${canary}@smtp.eu.mailgun.org`]) },
  "where Plausible prints it": { "compose.yml": compose([]).replace(/SECRET_KEY_BASE=.*/, `SECRET_KEY_BASE=${canary}`) },
  "on a broken line": { "compose.yml": `${compose([`SMTP_USER_PWD=${canary}`])}      - SMTP_USER_PWD: "${canary}\n` },
};

function compose(more: readonly string[]): string {
  const items = [...bootable, "SMTP_HOST_ADDR=smtp.eu.mailgun.org", "SMTP_HOST_PORT=587", "SMTP_USER_NAME=postmaster", ...more];
  return `services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    environment:\n${items.map((item) => `      - ${item}\n`).join("")}`;
}

const commands = [
  ["lint"],
  ["lint", "--format", "json"],
  ["explain", "--all-services"],
  ["explain", "--all-services", "--format", "json"],
  ["test", "--connect-to", "127.0.0.1:1"],
  ["test", "--connect-to", "127.0.0.1:1", "--format", "json"],
];

for (const [where, files] of Object.entries(places)) {
  test(`no output shows a secret that stands ${where}`, async () => {
    const project = makeProject(files);
    projects.push(project);
    for (const args of commands) {
      const { stdout, stderr } = await project.run(args);
      assert.ok(!(stdout + stderr).includes(canary), `${args.join(" ")}:\n${stdout}${stderr}`);
      assert.ok(!(stdout + stderr).includes(Buffer.from(canary).toString("base64").slice(0, 12)), args.join(" "));
    }
  });
}

test("a fix around a secret still does what it says", async () => {
  const project = makeProject({ "compose.yml": compose([`SMTP_USER_PWD="${canary}"`]) });
  projects.push(project);
  const { stdout } = await project.run(["lint", "--format", "json"]);
  const { fixes } = JSON.parse(stdout).findings.find(({ rule }: { rule: string }) => rule === "literal-quotes");
  const line = `      - SMTP_USER_PWD="${canary}"`;
  const edits: { range: { start: { character: number }; end: { character: number } }; newText: string }[] = fixes[0].edits;
  const fixed = edits
    .sort((a, b) => b.range.start.character - a.range.start.character)
    .reduce((text, { range, newText }) => text.slice(0, range.start.character) + newText + text.slice(range.end.character), line);
  assert.equal(fixed, `      - "SMTP_USER_PWD=${canary}"`);
});

test("--show-secrets shows them where nobody can be asked", async () => {
  const project = makeProject({ "compose.yml": compose([`SMTP_USER_PWD=${canary}`]) });
  projects.push(project);
  const { stdout } = await project.run(["explain", "--show-secrets"]);
  assert.ok(stdout.includes(canary));
});
