import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile } from "../../../testing/rules/project.js";
import { textIn, viewOf } from "../../../testing/rules/view.js";
import { textOf } from "../../base/messages.js";
import { defaultConfig } from "../../lint/config.js";
import { askedEffect, askedLines, askFor } from "./asked-variables.js";
import { commandForKey, freshKeyEdits, freshKeyFix, keyOf } from "./fresh-key.js";
import { halvesOf, isNamedByHalfCredentials } from "./half-login.js";
import { cutOf } from "./hash-cut.js";

const key = `SECRET_KEY_BASE=${"k".repeat(64)}`;
const totp = `TOTP_VAULT_KEY=${keyOf(new Uint8Array(32))}`;
const image = (release: string) => `ghcr.io/plausible/community-edition:v${release}`;

test("a new key's title says what it breaks in that release", () => {
  const title = (release: string, name: string, ...more: string[]) => {
    const view = viewOf([key, ...more], { image: image(release) });
    const made = freshKeyFix(view, view.variable(name));
    return made === null ? null : textOf(made.title, "en");
  };
  assert.equal(title("3.2.1", "SECRET_KEY_BASE"), "Set a new random `SECRET_KEY_BASE` (ends sessions and 2FA)");
  assert.equal(title("3.2.1", "SECRET_KEY_BASE", totp), "Set a new random `SECRET_KEY_BASE` (signs everyone out)");
  assert.equal(title("2.1.1", "SECRET_KEY_BASE"), "Set a new random `SECRET_KEY_BASE` (signs everyone out)"); // it derives none
  assert.equal(title("3.2.1", "TOTP_VAULT_KEY", totp), "Set a new random `TOTP_VAULT_KEY` (2FA must be set up again)");
  assert.equal(title("3.2.1", "TOTP_VAULT_KEY"), null);
  assert.equal(title("3.2.1", "BASE_URL", "BASE_URL=https://a.example"), null);
});

test("a new key is made when it is applied, and stands in the place of the old one", () => {
  const view = viewOf([key]);
  const made = freshKeyFix(view, view.variable("SECRET_KEY_BASE"));
  assert.deepEqual([made?.edits, made?.automatic, made?.freshKey], [[], false, { bytes: 48 }]);
  assert.equal(keyOf(new Uint8Array([0, 255])), "AP8=");
  assert.equal(keyOf(new Uint8Array(48)).length, 64);
  assert.deepEqual(
    freshKeyEdits(view, "SECRET_KEY_BASE", "new")?.map(({ newText }) => newText),
    ["new"],
  );
  assert.equal(freshKeyEdits(viewOf(["BASE_URL=https://a.example"]), "BASE_URL", "new"), null);
  assert.deepEqual(["SECRET_KEY_BASE", "TOTP_VAULT_KEY", "BASE_URL"].map(commandForKey), [
    "openssl rand -base64 48",
    "openssl rand -base64 32",
    null,
  ]);
});

test("what a comment takes of a secret: the whole text, and the part that is lost", () => {
  const of = (line: string, files: Readonly<Record<string, string>> = {}, more = "") => {
    const view = viewOf([], { more: `      ${line}\n${more}`, files });
    const variable = view.service.environment.get("SMTP_USER_PWD");
    assert.ok(variable);
    const cut = cutOf(view, variable);
    return cut === null ? null : [textIn(view, cut.at), textIn(view, cut.lost), cut.meant];
  };
  assert.deepEqual(of("SMTP_USER_PWD: rose #bud"), ["rose #bud", " #bud", "rose #bud"]);
  assert.deepEqual(of("SMTP_USER_PWD: ro$$e \t#bud  # mine"), ["ro$$e \t#bud", " \t#bud", "ro$e \t#bud"]);
  assert.deepEqual(of("SMTP_USER_PWD: rose #bud of mine"), ["rose #bud of mine", " #bud of mine", "rose #bud of mine"]);
  assert.deepEqual(of("SMTP_USER_PWD: #bud"), ["#bud", " #bud", "#bud"]);
  assert.deepEqual(of("SMTP_USER_PWD: a$X #bud"), ["a$X #bud", " #bud", "a$X #bud"]);
  for (const line of [
    "rose # note",
    "rose",
    "#bud of mine",
    "# note",
    "'rose' #bud",
    "changeme #bud",
    "$X #bud",
    "${X} #bud",
    "a${X} #bud",
    "rose #",
  ])
    assert.equal(of(`SMTP_USER_PWD: ${line}`), null, line);
  const beside = "    env_file: a.env\n";
  const inFile = (line: string) => of("A: b", { "a.env": `SMTP_USER_PWD=${line}\n` }, beside);
  assert.deepEqual(inFile("rose #bud"), ["rose #bud", " #bud", "rose #bud"]);
  assert.deepEqual(inFile("rose\t #bud"), ["rose\t #bud", "\t #bud", "rose\t #bud"]);
  for (const line of ["rose\t#bud", "rose#bud", "'rose' #bud", "rose # note"]) assert.equal(inFile(line), null, line);
});

test("what the container gets of values that the user has yet to give", () => {
  const env = "SET=1\nSET\nEMPTY=\nEMPTY\nNAMED\nOPEN=${X}\n";
  const view = viewOf(["SMTP_HOST_ADDR=a", "BARE", "HTTPS_PORT=${NEW}"], { files: { ".env": env } });
  const of = (name: string) => askedEffect(view, [{ name, sample: "replace-me" }]).settings.get(name);
  assert.deepEqual(of("SET"), { text: "1" });
  assert.deepEqual(of("EMPTY"), { text: "replace-me" });
  assert.deepEqual(of("NEW"), { text: "replace-me" });
  assert.equal(of("OPEN"), "unseen");
  assert.deepEqual(askedEffect(view, [{ name: "A", value: "b" }]).settings.get("A"), { text: "b" });
  // Another variable reads what comes into `.env`, and what is there already is not written again.
  assert.deepEqual(askedEffect(view, [{ name: "NEW", sample: "x" }]).settings.get("HTTPS_PORT"), { text: "x" });
  assert.equal(askedEffect(view, [{ name: "SET", sample: "x" }]).settings.has("HTTPS_PORT"), false);
  const title = (...names: string[]) => {
    const made = askFor(
      view,
      names.map((name) => ({ name, sample: "x" })),
      null,
    );
    return made === null ? null : [textOf(made.title, "en"), made.automatic];
  };
  assert.deepEqual(title("NEW"), ["Add `NEW` here and to `.env`", false]);
  assert.deepEqual(title("SET"), ["Pass on `SET` from `.env`", false]);
  assert.deepEqual(title("EMPTY"), ["Add `EMPTY` here and to `.env`", false]);
  assert.deepEqual(title("NAMED"), ["Add `NAMED` here and to `.env`", false]); // a bare line gives nothing
  assert.deepEqual(title("OPEN"), ["Pass on `OPEN` from `.env`", false]);
  assert.deepEqual(title("BARE"), ["Set `BARE` in `.env`, to be filled in", false]);
});

test("what the shell sets needs no line in `.env`", () => {
  const shell = new Map([
    ["SET", "1"],
    ["EMPTY", ""],
  ]);
  const { project } = analyseFiles({ "compose.yml": composeFile(["A=b"]) }, defaultConfig, shell);
  const lines = (name: string) => askedLines(project, [{ name, sample: "x" }])?.length;
  assert.deepEqual(["SET", "EMPTY", "OTHER"].map(lines), [0, 1, 1]);
});

test("one credential without the other: what is certain, in each release and adapter", () => {
  const of = (release: string, environment: readonly string[], files: Readonly<Record<string, string>> = {}) => {
    const view = viewOf(environment, { image: image(release), files });
    return halvesOf(view).map(({ set, missing, how, outcome, misnamed }) => [
      set.name,
      missing,
      how,
      outcome,
      misnamed?.name ?? null,
    ]);
  };
  const host = "SMTP_HOST_ADDR=smtp.zoo.example";
  const user = "SMTP_USER_NAME=ann";
  assert.deepEqual(of("3.2.1", [host, user]), [["SMTP_USER_NAME", "SMTP_USER_PWD", "absent", "refuses-to-boot", null]]);
  assert.deepEqual(of("3.2.1", [host, "SMTP_USER_PWD=a"]), [
    ["SMTP_USER_PWD", "SMTP_USER_NAME", "absent", "refuses-to-boot", null],
  ]);
  assert.deepEqual(of("3.2.1", [user])[0]?.[3], "refuses-to-boot", "also without a relay");
  assert.deepEqual(of("2.1.1", ["MAILER_ADAPTER=Bamboo.Mua", host, user])[0]?.[3], "every-send-crashes");
  assert.deepEqual(of("2.1.1", ["MAILER_ADAPTER=Bamboo.Mua", user]), [], "without a relay that one reads no login");
  assert.deepEqual(of("3.1.0", ["MAILER_ADAPTER=Bamboo.SMTPAdapter", user])[0]?.[3], "skips-auth");
  assert.deepEqual(of("3.2.1", [host, user, "SMTP_USER_PWD"], { ".env": "A=1\n" })[0]?.[2], "unset");
  assert.deepEqual(of("3.2.1", [host, user, "SMTP_PASSWORD=a"])[0]?.[4], "SMTP_PASSWORD");
  assert.deepEqual(of("3.2.1", [host, user, "SMTP_USER_PWD"], { ".env": "SMTP_USER_PDW=a\n" })[0]?.[4], "SMTP_USER_PDW");
  const others = { ".env": "MAILER_EMIAL=b\nSMTP_USER_PDW=a\n" };
  assert.deepEqual(of("3.2.1", [host, user, "SMTP_USER_PWD", "MAILER_EMAIL"], others)[0]?.[4], "SMTP_USER_PDW");
  for (const environment of [
    [host],
    [host, user, "SMTP_USER_PWD=a"],
    [host, user, "SMTP_USER_PWD"],
    [host, "SMTP_USER_NAME="],
    ["MAILER_ADAPTER=Bamboo.PostmarkAdapter", user],
  ])
    assert.deepEqual(of("3.2.1", environment), [], environment.join());
  // What EXTRA_CONFIG_PATH may bring in is read after the boot is refused.
  const extra = "EXTRA_CONFIG_PATH=/x.exs";
  assert.equal(of("3.2.1", [host, user, extra]).length, 1);
  assert.deepEqual(of("3.1.0", ["MAILER_ADAPTER=Bamboo.SMTPAdapter", user, extra]), []);
  const view = viewOf([host, user, "SMTP_PASSWORD=a"]);
  assert.ok(isNamedByHalfCredentials(view, "SMTP_USER_PWD"));
  for (const name of ["SMTP_USER_NAME", "MAILER_EMAIL"]) assert.ok(!isNamedByHalfCredentials(view, name), name);
});
