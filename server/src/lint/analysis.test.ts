import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lint } from "../../testing/rules/project.js";
import { memoryFiles } from "../base/files.js";
import type { RuleId } from "../base/ids.js";
import { createComposeCache } from "../compose/project/project-files.js";
import type { Level } from "../rules/kit/severity.js";
import { analyse } from "./analysis.js";
import { defaultConfig } from "./config.js";
import { Judgements } from "./judgements.js";

const request = { composeFiles: ["/p/compose.yml", "/p/compose.override.yml"], processEnvironment: null };

test("a service alone is seen as its release sees it, as among all, and each once", () => {
  const text = `services:
  first: {image: "ghcr.io/plausible/community-edition:v3.2.1"}
  web: {image: nginx}
  second: {image: "ghcr.io/plausible/community-edition:v2.1.4"}
`;
  const request = { composeFiles: ["/p/c.yml"], processEnvironment: null };
  const analysis = analyse({ files: memoryFiles({ "/p/c.yml": text }), request, config: defaultConfig });
  const [, second] = analysis.plausible;
  const web = analysis.project.services.find(({ name }) => name === "web");
  assert.ok(second !== undefined && web !== undefined);
  const view = analysis.viewOf(second);
  assert.equal(view?.choice.release.name, "2.1.4");
  assert.equal(analysis.services[1], view);
  assert.equal(analysis.viewOf(second), view);
  assert.equal(analysis.viewOf(web), null);
});

test("comments are read only where there is something to silence", () => {
  const suppressionsIn = (image: string) => {
    const text = `# plausible-mail-disable-file port-25\nservices:\n  one:\n    image: ${image}\n`;
    return analyse({ files: memoryFiles({ "/p/compose.yml": text }), request, config: defaultConfig }).suppressions.length;
  };
  assert.deepEqual([suppressionsIn("nginx"), suppressionsIn("plausible/analytics:v2.0")], [0, 1]);
});

test("findings come by file and place, and each once of a text that services share", () => {
  const service = (name: string) => `  ${name}:\n    image: plausible/analytics:v2.0\n    env_file: mail.env\n`;
  const files = {
    "/p/compose.yml": `services:\n${service("a")}${service("b")}${service("c")}`,
    "/p/compose.override.yml": "services:\n  a:\n    environment: [SMTP_HOST_ADDR=smtp.acme-widgets.org, SMTP_RETRIES=many]\n",
    "/p/mail.env": "SMTP_HOST_PORT=x\nSMTP_HOST_SSL_ENABLED=sure\n",
  };
  const { findings } = analyse({ files: memoryFiles(files), request, config: defaultConfig });
  const places = findings.map(({ at }) => [at.file, at.start, at.end] as const);
  const sorted = [...places].sort((a, b) => (a[0] === b[0] ? a[1] - b[1] || a[2] - b[2] : a[0] < b[0] ? -1 : 1));
  assert.deepEqual(places, sorted);
  assert.ok(new Set(places.map(([file]) => file)).size > 1);
  const ofFile = findings.filter(({ at }) => at.file === "/p/mail.env").map(({ rule, at }) => `${rule} ${at.start}`);
  assert.ok(ofFile.length > 0);
  assert.equal(new Set(ofFile).size, ofFile.length, ofFile.join());
});

const clean = ["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=plausible@zoo.example", "SMTP_USER_PWD"];
const set = (...rules: readonly (readonly [RuleId, Level])[]) => ({ ...defaultConfig, rules: new Map(rules) });

test("a rule speaks at the level that the user sets, and not at all where it is off; others stay as they are", () => {
  const files = { "compose.yml": composeFile([...clean, "SMTP_HOST_PORT=25", "SMTP_RETRY=1"]) };
  const [port, name] = [(level: Level) => `${level} port-25 "25"`, 'warning unknown-variable "SMTP_RETRY"'];
  assert.deepEqual(lint(files), [port("warning"), name]);
  assert.deepEqual(lint(files, set(["port-25", "hint"])), [port("hint"), name]);
  assert.deepEqual(lint(files, set(["port-25", "error"], ["unknown-variable", "off"])), [port("error")]);
  assert.deepEqual(lint(files, set(["unknown-variable", "off"])), [port("warning")]);
  const broken = { "compose.yml": `${composeFile(clean)}    labels: [\n` };
  assert.match(lint(broken).join(), /^error compose-error/);
  assert.match(lint(broken, set(["compose-error", "info"])).join(), /^info compose-error/, "of the project as a whole, too");
  assert.deepEqual(lint(broken, set(["compose-error", "off"])), []);
});

test("a comment that silences nothing is told of; one for a rule that is off is left alone, and none is read where the user says so", () => {
  const needless = "# plausible-mail-disable-file port-25\n";
  const text = composeFile(clean);
  const told = 'hint needless-suppression "port-25"';
  assert.deepEqual(lint({ "compose.yml": needless + text }), [told]);
  assert.deepEqual(lint({ "compose.yml": needless + text }, set(["needless-suppression", "warning"])), [
    told.replace("hint", "warning"),
  ]);
  assert.deepEqual(lint({ "compose.yml": needless + text }, set(["needless-suppression", "off"])), []);
  assert.deepEqual(lint({ "compose.yml": needless + text }, set(["port-25", "off"])), []);
  const used = { "compose.yml": needless + composeFile([...clean, "SMTP_HOST_PORT=25"]) };
  assert.deepEqual(lint(used), []);
  assert.deepEqual(lint(used, { ...defaultConfig, inline: false }), ['warning port-25 "25"']);
  const itself = `# plausible-mail-disable-file needless-suppression\n${needless}`;
  assert.deepEqual(lint({ "compose.yml": itself + text }), [], "that too can be silenced");
});

test("what Compose refuses of a Plausible service is told, also when it is looked at again; of another service it isn't", () => {
  const refused = (plausible: string, other: string) => {
    const [cache, judgements] = [createComposeCache(), new Judgements()];
    const text = `services:\n  plausible:\n    image: plausible/analytics:v2.0\n${plausible}  web:\n    image: nginx\n${other}`;
    const looks = [text, text, `# a line more\n${text}`].map((each) => {
      const files = memoryFiles({ "/p/compose.yml": each, "/p/compose.override.yml": "services: {}\n", "/p/web.env": "A B\n" });
      const { findings } = analyse({ files, request, config: defaultConfig, cache, judgements });
      return findings.filter(({ rule }) => rule === "compose-error").map(({ service, at }) => `${service} ${at.file}`);
    });
    assert.deepEqual(looks[1], looks[0]);
    assert.deepEqual(looks[2], looks[0]);
    return looks[0];
  };
  assert.deepEqual(refused("    env_file: web.env\n", ""), ["plausible /p/web.env"]);
  assert.deepEqual(refused("", "    env_file: web.env\n"), []);
});

test("a file that has nothing of Plausible is left alone, also one that is no YAML", () => {
  assert.deepEqual(lint({ "compose.yml": "services:\n  web: {image: nginx\n" }), []);
  assert.match(lint({ "compose.yml": "services:\n  web: {image: plausible/analytics:v2.0\n" }).join(), /^error compose-error/);
});

test("of a text that services share, each rule speaks once, and two rules both speak", () => {
  const service = (name: string) =>
    `  ${name}:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    environment:\n      <<: *mail\n`;
  const shared = `x-mail: &mail\n  SMTP_HOST_ADDR: smtp-relay.brevo.com\n  SMTP_USER_NAME: a@zoo.example\n  SMTP_USER_PWD: xkeysib-0123456789abcdef\n`;
  const found = lint({ "compose.yml": `${shared}services:\n${service("a")}${service("b")}` });
  const ofKey = found.filter((line) => line.includes("xkeysib"));
  assert.deepEqual(ofKey.map((line) => line.split(" ")[1]).sort(), ["provider-credentials", "secret-in-compose"]);
});
