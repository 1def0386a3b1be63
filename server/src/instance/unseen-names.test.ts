import assert from "node:assert/strict";
import { test } from "node:test";
import { textIn, viewOf } from "../../testing/rules/view.js";
import { textOf } from "../base/messages.js";

const host = "SMTP_HOST_ADDR=smtp.zoo.example";
const stateOf = (view: ReturnType<typeof viewOf>, name: string) => view.variable(name).state;

test("an entry that Compose refuses is no missing variable, and leaves the others as they are", () => {
  const entries = [
    "- SMTP_USER_PWD=${Y:?no}",
    '- "SMTP_USER_PWD=${Y:?no}"',
    "- 'SMTP_USER_PWD=${Y:?no}'",
    "SMTP_USER_PWD: ${Y:?no}",
    "SMTP_USER_PWD : ${Y:?no}",
    '"SMTP_USER_PWD": ${Y:?no}',
  ];
  for (const entry of entries) {
    const view = viewOf([], { more: `      ${entry}\n` });
    assert.deepEqual([stateOf(view, "SMTP_USER_PWD"), stateOf(view, "MAILER_EMAIL")], ["unknown", "absent"], entry);
  }
});

test("what is only written wrongly, or set by a command, is meant to be there", () => {
  const view = viewOf([host, "'SMTP_USER_PWD:rosebud'"], {
    more: "    command: sh -c 'export MAILER_NAME=Zoo; run MAILER_EMAIL'\n",
  });
  assert.deepEqual(
    ["SMTP_USER_PWD", "MAILER_NAME", "MAILER_EMAIL"].map((name) => stateOf(view, name)),
    ["unknown", "unknown", "absent"],
  );
});

test("an env file that is missing may set any name; so may a folder of secrets that nobody looks into", () => {
  for (const more of ["    env_file: gone.env\n", "    volumes: ['secrets:/run/secrets']\n", "    volumes: ['all:/']\n"])
    assert.equal(stateOf(viewOf([host], { more }), "MAILER_EMAIL"), "unknown", more);
  for (const more of ["", "    volumes: ['data:/data']\n"])
    assert.equal(stateOf(viewOf([host], { more }), "MAILER_EMAIL"), "absent", more);
});

test("a file in CONFIG_DIR wins over the environment, and is trimmed where the release trims", () => {
  const more = "    secrets: [SMTP_USER_PWD]\nsecrets:\n  SMTP_USER_PWD: {file: ./pwd}\n";
  const files = { pwd: "  rosebud\n" };
  const read = (image: string, ...more2: string[]) => {
    const view = viewOf([host, "SMTP_USER_PWD=other", ...more2], { image, more, files });
    const variable = view.variable("SMTP_USER_PWD");
    return variable.state === "value" ? variable.value : variable.state;
  };
  assert.equal(read("ghcr.io/plausible/community-edition:v3.2.1"), "rosebud");
  assert.equal(read("plausible/analytics:v1.4.4"), "  rosebud\n");
  assert.equal(read("plausible/analytics:v1.3.0"), "other"); // it reads no files
  assert.equal(read("ghcr.io/plausible/community-edition:v3.2.1", "CONFIG_DIR=/config"), "other");
  assert.equal(read("ghcr.io/plausible/community-edition:v3.2.1", "CONFIG_DIR=${DIR}"), "unknown"); // it may be that folder
  const variable = viewOf([host], { more, files }).variable("SMTP_USER_PWD");
  assert.ok(variable.state === "value" && variable.secretFile?.at);
  assert.equal(textIn(viewOf([host], { more, files }), variable.secretFile.at), "rosebud");
});

test("the container as the files alone decide it: values, names that nobody sees, and files", () => {
  const more =
    "    secrets: [SMTP_USER_PWD, SMTP_USER_NAME]\nsecrets:\n  SMTP_USER_PWD: {external: true}\n  SMTP_USER_NAME: {file: ./user}\n";
  const { container } = viewOf([host, "MAILER_NAME=${X}", "MAILER_EMAIL"], { more, files: { user: "ann" } });
  assert.deepEqual(container.environment("SMTP_HOST_ADDR"), { state: "value", value: "smtp.zoo.example" });
  assert.deepEqual(container.environment("MAILER_NAME"), { state: "unknown", present: true });
  assert.deepEqual(container.environment("MAILER_EMAIL"), { state: "unknown", present: false });
  assert.deepEqual(container.environment("SMTP_RETRIES"), { state: "absent" });
  assert.deepEqual(container.secretFile("SMTP_USER_PWD"), { state: "unknown", present: true });
  assert.deepEqual(container.secretFile("SMTP_USER_NAME"), { state: "value", value: "ann" });
  assert.deepEqual(container.secretFile("MAILER_EMAIL"), { state: "absent" });
});

test("the adapter in force: as written, the default, or one that is only assumed", () => {
  const of = (...environment: string[]) => {
    const { adapter, adapterAssumed, adapterUnset } = viewOf(environment);
    return [adapter, adapterAssumed, adapterUnset];
  };
  assert.deepEqual(of(host), ["Bamboo.Mua", false, false]);
  assert.deepEqual(of("MAILER_ADAPTER=Bamboo.PostmarkAdapter"), ["Bamboo.PostmarkAdapter", false, false]);
  assert.deepEqual(of("MAILER_ADAPTER=bamboo.mua"), [null, false, false]);
  assert.deepEqual(of("MAILER_ADAPTER", host), ["Bamboo.Mua", false, true]);
  assert.deepEqual(of("MAILER_ADAPTER", "SMTP_HOST_ADDR="), ["Bamboo.Mua", true, true]);
  assert.deepEqual(of("MAILER_ADAPTER", "MAILER_EMAIL=a@zoo.example"), ["Bamboo.Mua", true, true]);
  assert.deepEqual(of("MAILER_ADAPTER=${ADAPTER}", host), [null, false, false]); // an empty text, which is none
});

test("what is read, under an adapter that is known and one that is not", () => {
  const mua = viewOf([host]);
  assert.ok(mua.reads("SMTP_HOST_ADDR") && mua.readsMail("SMTP_HOST_ADDR") && mua.mayReadMail("SMTP_HOST_ADDR"));
  assert.ok(mua.reads("BASE_URL") && !mua.readsMail("BASE_URL") && !mua.mayReadMail("BASE_URL"));
  assert.ok(!mua.reads("SMTP_RETRIES") && !mua.reads("NOBODYS"));
  const open = viewOf([host, "MAILER_ADAPTER=${ADAPTER}"]);
  assert.ok(open.reads("MAILER_EMAIL") && !open.reads("SMTP_HOST_ADDR") && open.mayReadMail("SMTP_HOST_ADDR"));
  assert.ok(!open.mayReadMail("SMTP_RETRIES"));
  assert.deepEqual([mua.settings === null, viewOf(["MAILER_ADAPTER=Bamboo.PostmarkAdapter"]).settings], [false, null]);
});

test("how many lines have a name, and what may override all of them", () => {
  const view = viewOf([host, "A=1", "A=2"], { more: "    env_file: a.env\n", files: { "a.env": "B=1\n" } });
  assert.deepEqual(view.linesOf("A"), { own: 2, inEnvFiles: false });
  assert.deepEqual(view.linesOf("B"), { own: 0, inEnvFiles: true });
  const extra = (item: string, image?: string) => viewOf([item], image === undefined ? {} : { image }).extraConfig;
  assert.ok(extra("EXTRA_CONFIG_PATH=/x.exs") && extra("EXTRA_CONFIG_PATH=${X}") && !extra(host));
  assert.ok(!viewOf([host], { more: "    env_file: gone.env\n" }).extraConfig, "what nobody sees is not supposed");
  const { releaseName } = viewOf([host], { image: "ghcr.io/plausible/community-edition:latest" });
  assert.ok(typeof releaseName !== "string");
  assert.match(textOf(releaseName, "en"), /^[\d.]+ \(assumed\)$/);
  assert.equal(viewOf([host]).releaseName, "3.2.1");
});
