import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile } from "../../testing/rules/project.js";
import { viewOf } from "../../testing/rules/view.js";
import { composedConfigDir, composedContainer, composedService, composedText, composedView } from "./composed.js";

type Options = NonNullable<Parameters<typeof viewOf>[1]>;

function containerOf(environment: readonly string[], options: Options = {}) {
  const { project, service } = viewOf(environment, options);
  return composedContainer(project, service);
}

test("what Compose composes: the text, an empty one for a reference that nothing sets, nothing for a bare name", () => {
  const { environment } = containerOf(["SMTP_HOST_ADDR=a", "SMTP_USER_NAME=${X}", "SMTP_USER_PWD", "MAILER_NAME={{ name }}"]);
  assert.deepEqual(environment("SMTP_HOST_ADDR"), { state: "value", value: "a" });
  assert.deepEqual(environment("SMTP_USER_NAME"), { state: "value", value: "" });
  assert.deepEqual(environment("SMTP_USER_PWD"), { state: "absent" });
  assert.deepEqual(environment("MAILER_NAME"), { state: "unknown", present: true }); // a template fills it in
  assert.deepEqual(environment("MAILER_EMAIL"), { state: "absent" });
});

test("a name that a missing file may set is unknown; one that Compose can do without sets nothing", () => {
  const of = (more: string) => containerOf(["SMTP_HOST_ADDR=a"], { more }).environment("MAILER_EMAIL").state;
  assert.equal(of("    env_file: gone.env\n"), "unknown");
  assert.equal(of("    env_file: [{path: gone.env, required: false}]\n"), "absent");
  assert.equal(of("    env_file: [{path: gone.env, required: false}, gone2.env]\n"), "unknown");
  assert.equal(of(""), "absent");
});

test("a text as Compose gives it to the container", () => {
  const { service } = viewOf(["SMTP_HOST_ADDR=a", "SMTP_USER_NAME=${X}", "SMTP_USER_PWD"]);
  const of = (name: string) => {
    const variable = service.environment.get(name);
    assert.ok(variable);
    return composedText(variable);
  };
  assert.deepEqual(["SMTP_HOST_ADDR", "SMTP_USER_NAME", "SMTP_USER_PWD"].map(of), ["a", "", null]);
});

test("files named as variables lie where CONFIG_DIR says, else in the usual folder; unseen ones are there all the same", () => {
  assert.equal(composedConfigDir(viewOf(["A=b"]).service), "/run/secrets");
  assert.equal(composedConfigDir(viewOf(["CONFIG_DIR=/config/"]).service), "/config");
  assert.equal(composedConfigDir(viewOf(["CONFIG_DIR"]).service), "/run/secrets");
  const more =
    "    secrets: [SMTP_USER_PWD, SMTP_USER_NAME]\nsecrets:\n  SMTP_USER_PWD: {file: ./pwd}\n  SMTP_USER_NAME: {external: true}\n";
  const { secretFile } = containerOf(["A=b"], { more, files: { pwd: "rosebud" } });
  assert.deepEqual(secretFile("SMTP_USER_PWD"), { state: "value", value: "rosebud" });
  assert.deepEqual(secretFile("SMTP_USER_NAME"), { state: "unknown", present: true });
  assert.deepEqual(secretFile("MAILER_EMAIL"), { state: "absent" });
});

test("a variable that Linux gives to no process is told, unless a template or nobody knows what it will be", () => {
  const long = "x".repeat(131_072);
  const of = (value: string) => containerOf([`MAILER_NAME=${value}`, "SMTP_USER_NAME"]).tooLong?.() ?? null;
  assert.equal(of(long), "MAILER_NAME");
  assert.equal(of("x"), null);
  assert.equal(of(`{{ a }}${long}`), null);
});

test("a service of another program is no composed one", () => {
  const { project } = analyseFiles({ "compose.yml": composeFile(["A=b"], undefined, "  db:\n    image: postgres\n") });
  const known = { images: [], services: [] };
  const of = (name: string) => {
    const service = project.services.find((one) => one.name === name);
    assert.ok(service);
    return composedService(project, service, known);
  };
  assert.equal(of("db"), null);
  assert.equal(of("plausible")?.choice.release.name, "3.2.1");
});

test("where names that nothing sets leave a delivery open, they are taken as unset, and half a login as seen by nobody", () => {
  const boots = ["BASE_URL=https://a.example", `SECRET_KEY_BASE=${"k".repeat(64)}`];
  const base = [...boots, "SMTP_HOST_ADDR=smtp.zoo.example"];
  const port = composedView(viewOf([...base, "SMTP_HOST_PORT"]));
  assert.equal(port.delivery?.port, 587);
  const login = composedView(viewOf([...base, "SMTP_USER_NAME=ann", "SMTP_USER_PWD"]));
  assert.deepEqual(login.delivery?.auth?.unseen, ["password"]);
  // What is certain stays as it is, and so does what fails however it is completed.
  const certain = viewOf(base);
  assert.equal(composedView(certain), certain);
  const failing = viewOf([...base, "MAILER_EMAIL=a@localhost", "SMTP_HOST_PORT"]);
  assert.equal(composedView(failing), failing);
});
