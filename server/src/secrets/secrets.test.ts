import assert from "node:assert/strict";
import { test } from "node:test";
import { given, secret } from "../../testing/secrets.js";
import { noSecrets, secretsOf } from "./secrets.js";

test("a value under a name: all of it for a secret one, else what is surely a secret, and user info", () => {
  const { secrets } = given([`SMTP_USER_PWD=${secret}`]);
  assert.equal(secrets.value("MY_TOKEN", "x"), "***");
  assert.equal(secrets.value("MY_TOKEN", ""), "");
  assert.equal(secrets.value("GREETING", `a ${secret}!`), "a ***!");
  assert.equal(secrets.value("GREETING", "smtp://me:x@relay"), "smtp://***@relay");
  assert.equal(secrets.value("GREETING", "hello"), "hello");
});

test("a variable shows what it doesn't take from a secret", () => {
  const { shown } = given(
    [
      `SMTP_USER_PWD=${secret}`,
      "EMPTY=${UNSET}",
      "GIVEN=${LOGIN}",
      "MIXED=me/${LOGIN}/it",
      "RELAYED=${OVER}",
      "DEFAULT=${SMTP_PASSWORD:-pear}",
      "IN_DEFAULT=a ${SMTP_PASSWORD:-pear} b pear",
      "AGAIN=plum",
      `SAME=${secret}`,
      `INSIDE=a ${secret}9`,
      "URL_OF_IT=smtp://me:apple@relay",
      "GREETING=${GREETING}",
      "SMTP_HOST_ADDR=apple",
      "BARE=a $MAIL_TOKEN",
    ],
    { dotenv: "MAIL_TOKEN=plum\nLOGIN=${MAIL_TOKEN}\nOVER=x-${MAIL_TOKEN}\nGREETING=a plum tree\n" },
  );
  const expected = {
    SMTP_USER_PWD: "***",
    EMPTY: "",
    GIVEN: "***",
    MIXED: "me/***/it",
    RELAYED: "x-***",
    DEFAULT: "***",
    IN_DEFAULT: "a *** b ***",
    AGAIN: "***",
    SAME: "***",
    INSIDE: "a ***9",
    URL_OF_IT: "smtp://***@relay",
    GREETING: "a plum tree",
    SMTP_HOST_ADDR: "apple",
    BARE: "a ***",
  };
  for (const [name, text] of Object.entries(expected)) assert.equal(shown(name), text, name);
});

test("of the shell: what has a secret name is secret, but for folders, and what is short or a word is hidden nowhere else", () => {
  const shell = {
    LOGIN: "me-and-you-7",
    MY_TOKEN: secret,
    KEYS_FOLDER: "/etc/keys",
    OTHER_KEYS: "C:\\keys",
    PWD: "/srv",
    SHORT_KEY: "pear",
    LONE_TOKEN: "lone-word-77",
    PATH_TOKEN: "lone/word-78",
  };
  const { shown, secrets } = given(
    [
      "A=${LOGIN}",
      "B=${MY_TOKEN}",
      "C=a ${MY_TOKEN}",
      "D=${KEYS_FOLDER}/mail",
      "E=${OTHER_KEYS}/mail",
      "F=${PWD}",
      "G=x",
      "H=a ${PATH_TOKEN}",
    ],
    { shell },
  );
  const all = ["A", "B", "C", "D", "E", "F", "G"].map(shown);
  assert.deepEqual(all, ["me-and-you-7", "***", "a ***", "/etc/keys/mail", "C:\\keys/mail", "/srv", "x"]);
  assert.equal(shown("H"), "a ***", "no folder");
  assert.equal(secrets.text("it is lone-word-77, lone/word-78"), "it is ***, ***", "which nothing takes");
  assert.equal(
    secrets.quoted(`${secret}, pear, me-and-you-7, /etc/keys and C:\\keys`),
    "***, pear, me-and-you-7, /etc/keys and C:\\keys",
  );
});

test("what Plausible makes of variables is masked as they are", () => {
  const { secrets, service } = given(
    [
      "SMTP_USER_PWD=pear",
      `MAILER_EMAIL=\${MAIL_TOKEN}@acme.org`,
      "SMTP_USER_NAME=me",
      "DATABASE_URL=postgres://postgres:postgres@db/x",
    ],
    { dotenv: "MAIL_TOKEN=plum\n" },
  );
  assert.equal(secrets.made("it", service, ["SMTP_USER_PWD", "MAILER_EMAIL"]), "***");
  assert.equal(secrets.made("", service, ["SMTP_USER_PWD"]), "");
  assert.equal(secrets.made("plum@acme.org", service, ["MAILER_EMAIL", "BASE_URL"]), "***@acme.org");
  assert.equal(secrets.made("acme.org", service, ["MAILER_EMAIL"]), "acme.org");
  const part = given(["MAILER_EMAIL=Stats <${MAIL_TOKEN}>"], { dotenv: "MAIL_TOKEN=plum@zoo.org\n" });
  assert.equal(part.secrets.made("zoo.org", part.service, ["MAILER_EMAIL"]), "***", "what is made of the secret part alone");
  assert.equal(secrets.made("me", service, ["SMTP_USER_NAME"]), "me");
  assert.equal(secrets.made("pear", service, ["SMTP_USER_NAME"]), "***", "the text of a secret");
  assert.equal(secrets.made("postgres://postgres:postgres@db/x", service, ["DATABASE_URL"]), "postgres://***@db/x");
});

test("a term by its paths", () => {
  const { secrets, service } = given(["SMTP_USER_PWD=pear", "SMTP_USER_NAME=${SMTP_USER_PWD}", "SMTP_HOST_ADDR=smtp.acme.org"]);
  const term = {
    relay: "smtp.acme.org",
    port: 587,
    auth: { username: "pear", password: "pear" },
    list: ["a", null, "pear"],
    api_key: "x",
  };
  assert.deepEqual(secrets.term(term, service, "Bamboo.Mua"), {
    relay: "smtp.acme.org",
    port: 587,
    auth: { username: "***", password: "***" },
    list: ["a", null, "pear"],
    api_key: "***",
  });
  assert.equal(secrets.term("apple", service, "Bamboo.Mua", "auth.password"), "***");
  assert.equal(secrets.term("", service, "Bamboo.Mua", "auth.password"), "");
  assert.equal(secrets.term("apple", service, null, "auth.username"), "apple");
});

test("names that nothing sets: in a password they are a part of it", () => {
  const { secrets, variable } = given(
    [
      "SMTP_USER_PWD=a$pear",
      "SMTP_PASSWORD=${NAME_OF_IT}",
      "MY_TOKEN=$NAME",
      "GREETING=a$apple",
      "OTHER=${LOGIN_KEY}",
      "SMTP_KEY",
    ],
    { dotenv: "LOGIN_KEY=a$fig\n" },
  );
  const unresolved = (name: string) => {
    const one = variable(name);
    return one.state === "unknown" ? secrets.unresolved(one) : assert.fail(name);
  };
  assert.deepEqual(unresolved("SMTP_USER_PWD"), ["***"]);
  assert.deepEqual(unresolved("SMTP_PASSWORD"), ["NAME_OF_IT"], "in braces it is surely a name");
  assert.deepEqual(unresolved("MY_TOKEN"), ["NAME"]);
  assert.deepEqual(unresolved("GREETING"), ["apple"]);
  assert.deepEqual(unresolved("OTHER"), ["***"], "the name of what it comes from counts too");
  assert.deepEqual(unresolved("SMTP_KEY"), ["SMTP_KEY"]);
});

test("a name that holds more than a name", () => {
  const { nameOf } = given([`SMTP_USER_PWD:${secret}`, "SMTP_HOST_PORT=587", `lower_${secret}`, "GREETING=x", "other_one=x"]);
  assert.equal(nameOf("SMTP_USER_PWD"), "SMTP_USER_PWD:***");
  assert.equal(nameOf("SMTP_HOST_PORT"), "SMTP_HOST_PORT");
  assert.equal(nameOf("lower"), `lower_${secret}`, "nothing tells that it is one");
  assert.equal(nameOf("GREETING"), "GREETING");
  assert.equal(nameOf("other"), "other_one");

  const map = (environment: string) => given([], { environment: `\n      ${environment}\n` });
  assert.equal(map(`SMTP_USER_PWD=${secret}: x`).nameOf("SMTP"), "SMTP_USER_PWD=***");
  assert.equal(map(`"SMTP_USER_PWD ${secret}": x`).nameOf("SMTP"), "SMTP_USER_PWD:***");
  assert.equal(given([], { environment: " {SMTP_USER_PWD: pear, AB: x}" }).nameOf("AB"), "AB");
  assert.equal(given([], { environment: ` {SMTP_USER_PWD: pear, "A ${secret}": x}` }).nameOf("A "), "***", "behind its name");
  assert.equal(map(`SMTP_USER_PWD:\n      ${secret}: x`).nameOf("plum"), "***", "below its name");
  assert.equal(map(`"HOSTS a": x`).nameOf("HOSTS"), "HOSTS a");
  assert.equal(
    map(`"lower a": x\n      SMTP_USER_PWD:\n      ${secret}: x`).nameOf("lower"),
    "lower a",
    "before one that is lost",
  );
  const both = given([`SMTP_USER_PWD=${secret}`, "X_${SMTP_USER_PWD}=1"], { dotenv: `SMTP_USER_PWD=${secret}\n` });
  assert.equal(both.nameOf("X_"), "X_***");
});

test("our own words hide what is surely a secret; what others say hides each that can be told from a word", () => {
  const { secrets } = given(
    [
      "SMTP_USER_PWD=true",
      `MY_TOKEN=${secret}`,
      "A_KEY=pear",
      "B_KEY=ab",
      "C_KEY=changeme",
      "D_KEY=smtp.acme.org",
      "GIVEN=${FIG}",
      "SMTP_HOST_ADDR=smtp.acme.org",
    ],
    { dotenv: "FIG_TOKEN=fig\nFIG=${FIG_TOKEN}\n" },
  );
  const said = `true ${secret} pear ab changeme smtp.acme.org fig smtp://me:x@relay A_KEY=zz`;
  assert.equal(secrets.text(said), "true *** pear ab changeme smtp.acme.org *** smtp://***@relay A_KEY=zz");
  assert.equal(secrets.quoted(said), "true *** *** ab changeme smtp.acme.org *** smtp://***@relay A_KEY=***");
  assert.equal(secrets.quoted("peartree and figs"), "peartree and figs", "short ones where they stand alone");
});

test("only the services that are asked for are looked at; without secrets everything is shown", () => {
  const { project, service, variable } = given([`SMTP_USER_PWD=${secret}`]);
  assert.equal(secretsOf(project, []).text(`a ${secret}`), `a ${secret}`);
  assert.equal(secretsOf(project, [service]).text(`a ${secret}`), "a ***");
  const one = variable("SMTP_USER_PWD");
  const edits = [{ file: "/p/compose.yml", start: 0, end: 0, newText: secret }];
  assert.equal(noSecrets.value("SMTP_USER_PWD", secret), secret);
  assert.equal(noSecrets.variable(one, secret), secret);
  assert.equal(noSecrets.made(secret, service, ["SMTP_USER_PWD"]), secret);
  assert.equal(noSecrets.name(one), "SMTP_USER_PWD");
  assert.equal(noSecrets.text(secret), secret);
  assert.equal(noSecrets.quoted(`A_KEY=${secret}`), `A_KEY=${secret}`);
  assert.deepEqual(noSecrets.term({ password: secret }, service, null), { password: secret });
  assert.deepEqual(noSecrets.inLine("/p/compose.yml", { start: 0, end: 9 }, "A_KEY=abc"), []);
  assert.equal(noSecrets.edits(edits, project.files), edits);
  const unset = given(["SMTP_USER_PWD=a$pear"]).variable("SMTP_USER_PWD");
  assert.deepEqual(unset.state === "unknown" && noSecrets.unresolved(unset), ["pear"]);
});
