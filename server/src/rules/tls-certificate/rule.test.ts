import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, defaultImage, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { tlsCertificate } from "./rule.js";

testReadme(tlsCertificate, import.meta.url);

/** The severity for a relay at this host and port; undefined: silence. */
function severityOf(host: string, port: string, { more = [], image = defaultImage, project = "" }: Sketch = {}) {
  const files = { "compose.yml": composeFile([`SMTP_HOST_ADDR=${host}`, `SMTP_HOST_PORT=${port}`, ...more], image, project) };
  return lintFor("tls-certificate", files)[0]?.split(" ")[0];
}

interface Sketch {
  readonly more?: readonly string[];
  readonly image?: string;
  readonly project?: string;
}

const service = (image: string) => ({ project: `  mail:\n    image: ${image}\n` });
const gateway = { project: "    extra_hosts:\n      - host.docker.internal:host-gateway\n" };

test("names for which nobody issues a certificate", () => {
  for (const host of ["192.168.1.20", "172.17.0.1", "203.0.113.5", "fd00::25", "mail.lan", "smtp.local", "mx.office.internal"]) {
    assert.equal(severityOf(host, "587"), "warning", host);
    assert.equal(severityOf(host, "25"), "warning", host);
    assert.equal(severityOf(host, "465"), "warning", host);
  }
  assert.equal(severityOf("host.docker.internal", "587", gateway), "warning");
  for (const host of ["mail.zoo.example", "smtp.gmail.com", "mail.home.zoo.example", "mail.tail1234.ts.net"]) {
    assert.equal(severityOf(host, "587"), undefined, host);
  }
});

test("a public name that extra_hosts leads inside is what the doc page advises", () => {
  const project = "    extra_hosts:\n      - mail.zoo.example:192.168.1.20\n";
  assert.equal(severityOf("mail.zoo.example", "587", { project }), undefined);
});

test("only where TLS is to be expected", () => {
  assert.equal(severityOf("192.168.1.20", "1025"), undefined);
  assert.equal(severityOf("192.168.1.20", "2525"), "info");
  // With the flag on it is certain on every port.
  assert.equal(severityOf("192.168.1.20", "10465", { more: ["SMTP_HOST_SSL_ENABLED=true"] }), "warning");
  // Port and flag first.
  assert.equal(severityOf("192.168.1.20", "587", { more: ["SMTP_HOST_SSL_ENABLED=true"] }), undefined);
});

test("services of this project", () => {
  for (const port of ["25", "1025", "587"]) {
    assert.equal(severityOf("mail", port, service("boky/postfix:latest")), undefined, port);
    assert.equal(severityOf("mail", port, service("axllent/mailpit")), undefined, port);
  }
  assert.equal(severityOf("mail", "465", service("boky/postfix")), "warning");
  assert.equal(severityOf("mail", "25", service("example/mail")), undefined);
  assert.equal(severityOf("mail", "587", service("example/mail")), "info");
  assert.equal(severityOf("mail", "587", service("ghcr.io/docker-mailserver/docker-mailserver:14")), "warning");
  const shared = "    networks: [mail]\nnetworks:\n  mail:\n    external: true\n";
  assert.equal(severityOf("postfix", "25", { project: shared }), undefined);
  assert.equal(severityOf("postfix", "587", { project: shared }), "warning");
});

test("is silent where the adapter checks nothing, or nothing is known", () => {
  assert.equal(severityOf("192.168.1.20", "587", { image: "plausible/analytics:v2.0.0" }), undefined);
  assert.equal(severityOf("192.168.1.20", "587", { more: ["EXTRA_CONFIG_PATH=/x.exs"] }), undefined);
  assert.equal(severityOf("192.168.1.20", "${PORT}"), undefined);
  assert.equal(severityOf("${HOST}", "587"), undefined);
  assert.equal(severityOf("192.168.1.20", "587", { more: ["MAILER_ADAPTER=Bamboo.PostmarkAdapter"] }), undefined);
});

test("speaks after the rules that ask for another host or port", () => {
  assert.equal(severityOf("localhost", "587"), undefined);
  assert.equal(severityOf("host.docker.internal", "587"), undefined);
  assert.equal(severityOf("nobody", "587"), undefined);
  assert.equal(severityOf("127.0.0.1", "587", { project: "    network_mode: host\n" }), "warning");
});

test("a bridge has a certificate of its own making, on whatever port and under whatever name", () => {
  const of = (port: string, image: string, host = "bridge") =>
    lintFor("tls-certificate", {
      "compose.yml": composeFile(
        [`SMTP_HOST_ADDR=${host}`, `SMTP_HOST_PORT=${port}`, "SMTP_USER_NAME=a@zoo.example", "SMTP_USER_PWD"],
        undefined,
        `  bridge:\n    image: ${image}\n    hostname: mail.zoo.example\n`,
      ),
    });
  for (const image of [
    "shenxn/protonmail-bridge:latest",
    "ghcr.io/videocurio/proton-mail-bridge",
    "dancwilliams/protonmail-bridge",
  ]) {
    for (const port of ["25", "1025"])
      assert.deepEqual(of(port, image), ['warning tls-certificate "bridge"'], `${image} ${port}`);
  }
  assert.deepEqual(of("25", "shenxn/protonmail-bridge", "mail.zoo.example"), ['warning tls-certificate "mail.zoo.example"']);
  assert.deepEqual(of("25", "boky/postfix"), []);
});
