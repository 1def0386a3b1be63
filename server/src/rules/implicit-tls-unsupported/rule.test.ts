import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { implicitTlsUnsupported } from "./rule.js";

testReadme(implicitTlsUnsupported, import.meta.url);

const image = "ghcr.io/plausible/community-edition:v2.1.0";
const login = ["SMTP_USER_NAME=plausible@example.com", "SMTP_USER_PWD"];
const of = (...more: string[]) => lint({ "compose.yml": composeFile(["MAILER_ADAPTER=Bamboo.Mua", ...more, ...login], image) });
const own = (...more: string[]) => of(...more).filter((line) => line.includes("implicit-tls-unsupported"));

test("one finding, whatever the flag says", () => {
  for (const flag of ["true", "false", "1", "nonsense"]) {
    const lines = of("SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_PORT=465", `SMTP_HOST_SSL_ENABLED=${flag}`);
    assert.deepEqual(
      lines.filter((line) => /implicit-tls-unsupported|tls-port-mismatch/.test(line)),
      ['error implicit-tls-unsupported "465"'],
    );
  }
});

test("is silent on other ports, adapters and releases", () => {
  for (const port of ["587", "25", "10465"])
    assert.deepEqual(own("SMTP_HOST_ADDR=smtp.zoo.example", `SMTP_HOST_PORT=${port}`), []);
  assert.deepEqual(own("SMTP_HOST_PORT=465"), []);
  const environment = ["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_PORT=465", ...login];
  assert.deepEqual(lintFor("implicit-tls-unsupported", { "compose.yml": composeFile(environment, image) }), []);
  const later = image.replace("2.1.0", "2.1.2");
  assert.deepEqual(lintFor("implicit-tls-unsupported", { "compose.yml": composeFile(environment, later) }), []);
});

test("rests no error on what is not known", () => {
  assert.deepEqual(own("SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_PORT"), []);
  assert.deepEqual(own("SMTP_HOST_ADDR", "SMTP_HOST_PORT=465"), ['warning implicit-tls-unsupported "465"']);
  assert.deepEqual(own("EXTRA_CONFIG_PATH=/x.exs", "SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_PORT=465"), []);
});

test("offers a newer image only where it takes the flag as it stands", () => {
  const titles = (flag: string) =>
    analyseFiles({
      "compose.yml": composeFile(
        [
          "MAILER_ADAPTER=Bamboo.Mua",
          "SMTP_HOST_ADDR=smtp.zoo.example",
          "SMTP_HOST_PORT=465",
          `SMTP_HOST_SSL_ENABLED=${flag}`,
          ...login,
        ],
        image,
      ),
    })
      .findings.filter(({ rule }) => rule === "implicit-tls-unsupported")
      .flatMap(({ fixes }) => fixes.map(({ title }) => textOf(title, "en")));
  assert.deepEqual(titles("true"), [
    "Set `SMTP_HOST_PORT` to `587`",
    "Use the image `ghcr.io/plausible/community-edition:v2.1.5`",
  ]);
  assert.deepEqual(titles("false"), ["Set `SMTP_HOST_PORT` to `587`"]);
});
