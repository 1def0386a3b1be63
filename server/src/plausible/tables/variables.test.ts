import assert from "node:assert/strict";
import { test } from "node:test";
import { credentialShapes } from "./credential-table.js";
import { misnomers, otherVariables } from "./misnomers.js";
import { portMode, providerOf, providers } from "./providers.js";
import { knownRelease, releases } from "./releases.js";
import { defaultOf, isReadBy, lifetimeOf, variableNamed, variables } from "./variables.js";

const fact = (name: string) => {
  const found = variableNamed(name);
  assert.ok(found, name);
  return found;
};

test("a variable is read by some adapters in some releases", () => {
  const flag = fact("SMTP_HOST_SSL_ENABLED");
  assert.equal(isReadBy(flag, knownRelease("2.1.1"), "Bamboo.Mua"), false);
  assert.equal(isReadBy(flag, knownRelease("2.1.1"), null), true);
  assert.equal(isReadBy(flag, knownRelease("2.1.2"), "Bamboo.Mua"), true);
  assert.equal(isReadBy(flag, knownRelease("3.2.1"), "Bamboo.PostmarkAdapter"), false);
  assert.equal(isReadBy(fact("SMTP_RETRIES"), knownRelease("master"), null), false);
  assert.equal(isReadBy(fact("MAILER_NAME"), knownRelease("1.5.1"), null), false);
  assert.equal(lifetimeOf(fact("SMTP_RETRIES")).last?.name, "3.2.1");
  assert.equal(lifetimeOf(fact("SMTP_MIDDLEBOX_COMP_MODE")).first.name, "2.1.2");
});

test("defaults move with release and adapter", () => {
  const port = fact("SMTP_HOST_PORT");
  assert.equal(defaultOf(port, knownRelease("2.1.1"), "Bamboo.Mua"), "25");
  assert.equal(defaultOf(port, knownRelease("2.1.2"), "Bamboo.Mua"), "587");
  assert.equal(defaultOf(port, knownRelease("3.2.1"), "Bamboo.SMTPAdapter"), "25");
  assert.equal(defaultOf(fact("SMTP_HOST_ADDR"), knownRelease("3.2.1"), "Bamboo.Mua"), null);
  assert.equal(defaultOf(fact("MAILER_ADAPTER"), knownRelease("2.1.1"), null), "Bamboo.SMTPAdapter");
});

test("the table of variables agrees with the table of releases", () => {
  for (const release of releases) {
    assert.equal(defaultOf(fact("MAILER_ADAPTER"), release, null), release.defaultAdapter, release.name);
    assert.equal(isReadBy(fact("MAILER_NAME"), release, null), release.readsMailerName, release.name);
    assert.equal(isReadBy(fact("CONFIG_DIR"), release, null), release.readsSecretFiles, release.name);
    for (const smtp of Object.values(release.smtp)) {
      const where = `${release.name} ${smtp.adapter}`;
      assert.equal(isReadBy(fact("SMTP_HOST_SSL_ENABLED"), release, smtp.adapter), smtp.readsTlsFlag, where);
      assert.equal(isReadBy(fact("SMTP_RETRIES"), release, smtp.adapter), smtp.retriesParser !== null, where);
      assert.equal(isReadBy(fact("SMTP_MX_LOOKUPS_ENABLED"), release, smtp.adapter), smtp.mxLookupsParser !== null, where);
      assert.equal(isReadBy(fact("SMTP_MIDDLEBOX_COMP_MODE"), release, smtp.adapter), smtp.middleboxParser !== null, where);
      assert.equal(defaultOf(fact("SMTP_HOST_PORT"), release, smtp.adapter), String(smtp.defaultPort), where);
      assert.equal(defaultOf(fact("SMTP_HOST_ADDR"), release, smtp.adapter), smtp.defaultHost, where);
    }
    for (const step of release.boot) {
      if ("variable" in step) assert.ok(isReadBy(fact(step.variable), release, null), `${release.name} ${step.variable}`);
    }
  }
});

test("every release, adapter and variable is answered, and every row has its source and both languages", () => {
  for (const variable of variables) {
    assert.ok(
      variable.source.length > 0 && variable.meaning.en.length > 0 && variable.meaning["zh-cn"].length > 0,
      variable.name,
    );
    for (const release of releases) {
      for (const adapter of release.adapters) {
        const read = isReadBy(variable, release, adapter);
        if (!read) assert.equal(defaultOf(variable, release, adapter), null, `${variable.name} ${release.name} ${adapter}`);
      }
    }
    for (const entry of variable.readBy) {
      const first = variable.defaults.some((other) => other.adapter === entry.adapter && other.from === entry.from);
      assert.ok(first, `${variable.name}: no default where ${entry.adapter} begins to read it`);
    }
  }
});

test("no name is both real and a mistake", () => {
  const real = new Set([...variables.map(({ name }) => name), ...otherVariables]);
  assert.equal(new Set(misnomers.map(({ name }) => name)).size, misnomers.length);
  for (const { name, real: meant } of misnomers) {
    assert.equal(real.has(name), false, name);
    if (meant !== null) assert.ok(variableNamed(meant), meant);
  }
});

test("a host names its provider, and a port what it speaks there", () => {
  assert.equal(providerOf("smtp.gmail.com")?.name, "Gmail");
  assert.equal(providerOf("SMTP.Gmail.com.")?.name, "Gmail");
  assert.equal(providerOf("email-smtp.eu-west-1.amazonaws.com")?.name, "Amazon SES");
  assert.equal(providerOf("email-smtp.amazonaws.com"), null);
  assert.equal(providerOf("mail.example.com"), null);
  assert.equal(portMode("mail.example.com", 465), "implicit");
  assert.equal(portMode("mail.example.com", 587), "starttls");
  assert.equal(portMode("mail.example.com", 443), null);
  assert.equal(portMode("mail.smtp2go.com", 443), "implicit");
  assert.equal(portMode("smtp.163.com", 994), "implicit");
  assert.equal(portMode("mail.example.com", 994), null);
  const hosts = providers.flatMap((provider) => provider.hosts);
  assert.equal(new Set(hosts).size, hosts.length);
});

test("every shape of a credential is of a provider in the table, and has its source", () => {
  const names = new Set(providers.map(({ name }) => name));
  const told = credentialShapes.flatMap((row) => row.providers);
  assert.equal(new Set(told).size, told.length);
  for (const name of told) assert.ok(names.has(name), name);
  for (const { user, secret } of credentialShapes) {
    assert.ok(user !== null || secret !== null);
    for (const shape of [user, secret]) {
      if (shape === null) continue;
      assert.ok(shape.source !== "" && (shape.accepted ?? shape.refused ?? shape.sameAsUser) !== null);
    }
  }
});

test("what rests on a source that is not first-hand says so", () => {
  for (const { name, evidence, source, passwordLogin } of providers) {
    assert.notEqual(source, "", name);
    if (passwordLogin !== null) assert.match(passwordLogin.date, /^\d{4}-\d{2}(-\d{2})?$/, name);
    if (/nodemailer services.json$/.test(source)) assert.notEqual(evidence, "primary", name);
  }
});
