import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../base/files.js";
import { analyse } from "./analysis.js";
import { defaultConfig } from "./config.js";

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
