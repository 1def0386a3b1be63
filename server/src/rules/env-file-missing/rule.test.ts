import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, folder, lint } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { memoryFiles } from "../../base/files.js";
import { textOf } from "../../base/messages.js";
import { composedContainer } from "../../instance/composed.js";
import { analyse } from "../../lint/analysis.js";
import { defaultConfig } from "../../lint/config.js";
import { envFileMissing } from "./rule.js";

testReadme(envFileMissing, import.meta.url);

test("each form of env_file", () => {
  const relay = ["SMTP_HOST_ADDR=smtp.acme-widgets.org"];
  const of = (more: string, files: Record<string, string> = {}) =>
    lint({ "compose.yml": composeFile(relay, undefined, more), ...files });
  assert.deepEqual(of("    env_file: mail.env\n"), ['info env-file-missing "mail.env"']);
  assert.deepEqual(of("    env_file: [./mail.env]\n"), ['info env-file-missing "./mail.env"']);
  assert.deepEqual(of("    env_file:\n      - path: mail.env\n"), ['info env-file-missing "mail.env"']);
  assert.deepEqual(of("    env_file: ${STACK}.env\n"), []);
  assert.deepEqual(of("    env_file: ~/mail.env\n"), []);
  assert.deepEqual(of("    env_file: mail.env\n", { "mail.env": "SMTP_USER_NAME=a\nSMTP_USER_PWD=b\n" }), []);
});

test("only env files of Plausible's own service", () => {
  const other = "  other:\n    image: example/app\n    env_file: other.env\n";
  assert.deepEqual(
    lint({
      "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME", "SMTP_USER_PWD"], undefined, other),
    }),
    [],
  );
});

test("a pipe or a device is told, and what it sets is unknown", () => {
  const inMemory = memoryFiles({
    [`${folder}/compose.yml`]: composeFile([], undefined, "    env_file: [{path: mail.pipe, required: false}]\n"),
  });
  const files = {
    read: (path: string) =>
      path.endsWith(".pipe")
        ? ({ kind: "unreadable", reason: "not a regular file", irregular: true } as const)
        : inMemory.read(path),
  };
  const request = { composeFiles: [`${folder}/compose.yml`], processEnvironment: null };
  const { findings, project } = analyse({ files, request, config: defaultConfig });
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ["env-file-missing"],
  );
  assert.match(findings.map(({ message }) => textOf(message, "en")).join(), /^`mail\.pipe` is a pipe or a device and isn't read/);
  assert.equal(project.services[0]?.incomplete, true);
});

test("a .env that is a pipe is told once, and what it may set is unknown", () => {
  const inMemory = memoryFiles({
    [`${folder}/compose.yml`]: composeFile(["SMTP_HOST_ADDR=${RELAY}", "SMTP_HOST_PORT", "SMTP_HOST_SSL_ENABLED=${SSL:-false}"]),
  });
  const files = {
    read: (path: string) =>
      path.endsWith("/.env")
        ? ({ kind: "unreadable", reason: "not a regular file", irregular: true } as const)
        : inMemory.read(path),
  };
  const request = { composeFiles: [`${folder}/compose.yml`], processEnvironment: new Map() };
  const { findings, project } = analyse({ files, request, config: defaultConfig });
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ["env-file-missing"],
  );
  const [service] = project.services;
  assert.ok(service !== undefined);
  const container = composedContainer(project, service);
  assert.deepEqual(
    ["SMTP_HOST_ADDR", "SMTP_HOST_PORT", "SMTP_HOST_SSL_ENABLED"].map((name) => container.environment(name)),
    [{ state: "unknown", present: true }, { state: "unknown" }, { state: "unknown", present: true }],
  );
});
