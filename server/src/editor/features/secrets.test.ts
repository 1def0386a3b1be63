import assert from "node:assert/strict";
import { test } from "node:test";
import { modernClient } from "../../../testing/editor.js";
import { memoryFiles } from "../../base/files.js";
import { ConfigSource } from "../session/config-source.js";
import { OpenDocument } from "../session/documents.js";
import { Session } from "../session/session.js";
import { diagnosticOf } from "./diagnostics.js";
import { hover } from "./hover.js";
import { Presentation } from "./presentation.js";

const canary = "k4narienvogel";
const facts = { ...modernClient, createsFiles: false };

/** All that is said of a compose file: its diagnostics, and the hover at each of its places. */
function everythingSaid(lines: readonly string[], dotenv = ""): string {
  const text = `services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    environment:\n${lines.map((line) => `      ${line}\n`).join("")}`;
  const session = new Session(
    memoryFiles({ "/srv/compose.yml": text, "/srv/.env": dotenv }),
    new ConfigSource(() => ({}), assert.fail),
  );
  const document = new OpenDocument("file:///srv/compose.yml", "dockercompose", 1, text, "utf-16");
  session.open(document);
  const present = new Presentation(facts, (path) => session.document(path));
  const projects = session.projectsAt(document.path);
  const diagnostics = projects.flatMap(({ analysis }) =>
    analysis.findings.map((finding) => diagnosticOf(finding, analysis.project, present)),
  );
  const hovers = [...text].map((_, offset) => hover(projects, document.path, offset, present));
  return JSON.stringify([diagnostics, hovers]);
}

test("no diagnostic and no hover shows a secret, under whatever name it stands", () => {
  const lines: [string[], string?][] = [
    [["SMTP_HOST_ADDR: smtp.acme-widgets.org", `SMTP_HOST_SSL_ENABLED: $\{SMTP_USER_PWD}`], `SMTP_USER_PWD=${canary}\n`],
    [["SMTP_HOST_ADDR: smtp.acme-widgets.org", `SMTP_HOST_PORT: $\{MY_TOKEN}`], `MY_TOKEN=${canary}\n`],
    [[`SMTP_USER_PWD: ${canary}`, "SMTP_HOST_ADDR: smtp.acme-widgets.org", `SMTP_HOST_PORT: ${canary}`]],
    [[`MAILER_ADAPTER: $\{MAIL_PASS:-${canary}}`]],
    [[`SMTP_USER_PWD: ab$${canary}`]],
    [["- SMTP_A${SMTP_USER_PWD}", "- SMTP_B_${SMTP_USER_PWD}=x"], `SMTP_USER_PWD=${canary}\n`],
    [[`BASE_URL: https://me:${canary}@stats.acme-widgets.org`, `SMTP_HOST_ADDR: smtp://me:${canary}@smtp.acme-widgets.org`]],
  ];
  for (const [each, dotenv] of lines) {
    const said = everythingSaid(each, dotenv);
    assert.match(said, /\*\*\*/, each.join());
    assert.ok(
      !said.includes(canary),
      `${each.join()}: ${said.slice(Math.max(0, said.indexOf(canary) - 100), said.indexOf(canary))}`,
    );
  }
});
