import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { wrongPort } from "./rule.js";

// Each example of the README: its findings, their ranges, every fix, silence after it.
testReadme(wrongPort, import.meta.url);

const rest = ["MAILER_EMAIL=stats@zoo.example", "SMTP_USER_NAME=stats@zoo.example", "SMTP_USER_PWD"];
const relay = (host: string, port: number, ...more: readonly string[]) =>
  composeFile([`SMTP_HOST_ADDR=${host}`, `SMTP_HOST_PORT=${port}`, ...rest, ...more]);

test("a port for reading is wrong everywhere, and nothing else is said of it", () => {
  for (const port of [110, 143, 993, 995]) {
    for (const host of ["mail.zoo.example", "smtp.gmail.com", "192.168.1.4", "mail.lan"]) {
      const found = [`error wrong-port "${port}"`];
      assert.deepEqual(lint({ "compose.yml": relay(host, port) }), found, `${host}:${port}`);
      for (const flag of ["true", "false"]) {
        const text = relay(host, port, `SMTP_HOST_SSL_ENABLED=${flag}`);
        assert.deepEqual(lint({ "compose.yml": text }), found, `${host}:${port} ${flag}`);
      }
    }
  }
});

test("a mail catcher of another project is known by its name", () => {
  const of = (host: string, port: number) =>
    analyseFiles({ "compose.yml": relay(host, port) })
      .findings.filter(({ rule }) => rule === "wrong-port")
      .map(({ severity, fixes }) => [severity, ...fixes.map(({ title }) => textOf(title, "en"))]);
  assert.deepEqual(of("mailhog", 8025), [["warning", "Set `SMTP_HOST_PORT` to `1025`"]]);
  assert.deepEqual(of("mailpit.tools.internal", 8025), [["warning", "Set `SMTP_HOST_PORT` to `1025`"]]);
  assert.deepEqual(of("mailpit", 993), [["error", "Set `SMTP_HOST_PORT` to `1025`"]]);
  assert.deepEqual(of("mailpit", 1025), []);
});

test("where the host is not known it is said one severity lower", () => {
  const text = composeFile(["SMTP_HOST_ADDR", "SMTP_HOST_PORT=993", ...rest]);
  assert.deepEqual(lintFor("wrong-port", { "compose.yml": text }), ['warning wrong-port "993"']);
  const none = composeFile(["SMTP_HOST_PORT=993", ...rest]);
  assert.deepEqual(lintFor("wrong-port", { "compose.yml": none }), [], "without a host nobody reads the port");
});

test("a web port is an error where the provider's row lacks it, and a warning where nothing is known", () => {
  const of = (host: string, port: number) => lintFor("wrong-port", { "compose.yml": relay(host, port) });
  assert.deepEqual(of("smtp.resend.com", 443), ['error wrong-port "443"']);
  assert.deepEqual(of("smtp.gmail.com", 8080), ['error wrong-port "8080"']);
  assert.deepEqual(of("smtp.hostinger.com", 443), ['warning wrong-port "443"'], "one page of others tells its ports");
  assert.deepEqual(of("mail.zoo.example", 8443), ['warning wrong-port "8443"']);
  assert.deepEqual(of("mail.zoo.example", 3000), ['warning wrong-port "3000"']);
  for (const port of [80, 443, 8025, 8465]) assert.deepEqual(of("mail-eu.smtp2go.com", port), [], String(port));
  assert.deepEqual(of("smtpdm.aliyun.com", 80), []);
  assert.deepEqual(of("smtpdm-ap-southeast-1.aliyun.com", 80), [], "a row without ports tells nothing");
  assert.deepEqual(of("mail.zoo.example", 2526), [], "not in the list");
});

test("a service of the project listens where it likes, unless its image is known", () => {
  const of = (image: string, port: number) => {
    const more = `  mail:\n    image: ${image}\n`;
    const items = ["SMTP_HOST_ADDR=mail", `SMTP_HOST_PORT=${port}`, "MAILER_EMAIL=stats@zoo.example"];
    return lintFor("wrong-port", { "compose.yml": composeFile(items, undefined, more) });
  };
  assert.deepEqual(of("zoo/relay", 8080), []);
  assert.deepEqual(of("mailhog/mailhog:v1.0.1", 8025), ['error wrong-port "8025"']);
  assert.deepEqual(of("rnwood/smtp4dev", 80), ['error wrong-port "80"']);
  assert.deepEqual(of("rnwood/smtp4dev", 25), []);
  assert.deepEqual(of("gessnerfl/fake-smtp-server", 8025), [], "it takes mail there");
  assert.deepEqual(of("mailhog/mailhog", 1025), []);
});
