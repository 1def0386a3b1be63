import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lintFor } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { releases } from "../../plausible/tables/releases.js";
import { bootRefused } from "./rule.js";

testReadme(bootRefused, import.meta.url);

const id = "boot-refused";
const nothing = { template: { en: "", "zh-cn": "" }, values: {} };
const whole = ["BASE_URL=https://stats.example.com", `SECRET_KEY_BASE=${"k".repeat(64)}`];
const image = (tag: string) => `ghcr.io/plausible/community-edition:${tag}`;

function of(items: readonly string[], tag = "v3.2.1", more: Readonly<Record<string, string>> = {}): string[] {
  return lintFor(id, { "compose.yml": composeFile(items, image(tag)), ...more });
}

function findings(items: readonly string[], tag = "v3.2.1", more: Readonly<Record<string, string>> = {}) {
  return analyseFiles({ "compose.yml": composeFile(items, image(tag)), ...more }).findings.filter(({ rule }) => rule === id);
}

const messages = (...args: Parameters<typeof findings>) => findings(...args).map(({ message }) => textOf(message, "en"));

/** The texts that the preferred fix writes. */
const written = (...args: Parameters<typeof findings>) =>
  findings(...args).map(({ fixes }) => fixes[0]?.edits.map(({ newText }) => newText).join(""));

test("quotes the line of the log as the release prints it", () => {
  const base = ["SECRET_KEY_BASE", "BASE_URL=stats.example.com"];
  assert.match(
    messages(base)[0] ?? "",
    /“\*\* \(RuntimeError\) BASE_URL must start with `http` or `https`\. Currently configured as `stats\.example\.com`”/,
  );
  assert.match(
    messages([...whole, "DISABLE_REGISTRATION="], "v2.1.3")[0] ?? "",
    /“\*\* \(RuntimeError\) DISABLE_REGISTRATION must be one of `true`, `false`, or `invite_only`\. See https:\S+wiki\/configuration#disable_registration”/,
  );
  assert.match(
    messages([...whole, "SELFHOST=maybe"])[0] ?? "",
    /“\*\* \(ArgumentError\) Invalid boolean value: "maybe"\. Expected one of: 1, 0, t, f, true, false, y, n, yes, no, on, off”/,
  );
  assert.match(
    messages([...whole, "HTTP_PORT=80a"])[0] ?? "",
    /“\*\* \(RuntimeError\) Config variable HTTP_PORT must be an integer\. Got 80a”/,
  );
});

test("every mistake is told, each once, not only the first one", () => {
  const items = ["BASE_URL=stats", "SECRET_KEY_BASE=short", "LOG_LEVEL=INFO", "DISABLE_CRON=never ever"];
  assert.deepEqual(of(items), [
    'error boot-refused "stats"',
    'error boot-refused "short"',
    'error boot-refused "INFO"',
    'error boot-refused "never ever"',
  ]);
});

test("keys are never shown, also where Plausible's own text would quote a part of one", () => {
  const key = `s!cret-${"k".repeat(30)}`;
  for (const items of [
    ["BASE_URL=https://a.example", "SECRET_KEY_BASE=hunter2"],
    [...whole, `TOTP_VAULT_KEY=${key}`],
    [...whole, "TOTP_VAULT_KEY=hunter2="],
  ]) {
    for (const tag of ["v2.1.0", "v2.1.4", "v3.2.1"]) {
      for (const { message, fixes } of findings(items, tag)) {
        const texts = [message, ...fixes.map(({ title }) => title)];
        for (const language of ["en", "zh-cn"] as const) {
          for (const text of texts) assert.doesNotMatch(textOf(text, language), /hunter2|s!cret|"!"|byte 33/, tag);
        }
      }
    }
  }
  assert.match(messages([...whole, `TOTP_VAULT_KEY=${key}`], "v2.1.0")[0] ?? "", /non-alphabet character found: \*\*\*”/);
});

test("the address: what is evident is written, and the user's own references stay", () => {
  const address = (text: string) => written(["SECRET_KEY_BASE", `BASE_URL=${text}`])[0];
  assert.equal(address("stats.example.com:8443/x"), "https://stats.example.com:8443/x");
  assert.equal(address("localhost:8000"), "http://localhost:8000");
  assert.equal(address("192.0.2.7"), "http://192.0.2.7");
  assert.equal(address("https//stats.example.com"), "https://stats.example.com");
  assert.equal(address("//stats.example.com"), "https://stats.example.com");
  assert.equal(address("ftp://stats.example.com"), undefined);
  const quoted = findings(["SECRET_KEY_BASE", 'BASE_URL="https://stats.example.com"']);
  assert.equal(quoted.length, 1);
  const project = { "compose.yml": composeFile(["SECRET_KEY_BASE", 'BASE_URL="https://stats.example.com"']) };
  const [fix] = quoted[0]?.fixes ?? [];
  assert.ok(fix);
  assert.deepEqual(lintFor(id, applyFix(project, fix)), []);
});

test("an address whose own beginning has no scheme is wrong whatever the names in it are", () => {
  const found = (url: string, dotenv?: string) =>
    lintFor(id, {
      "compose.yml": composeFile(["SECRET_KEY_BASE", `BASE_URL=${url}`]),
      ...(dotenv === undefined ? {} : { ".env": dotenv }),
    });
  assert.deepEqual(found("stats.${DOMAIN}"), ['error boot-refused "stats.${DOMAIN}"']);
  assert.deepEqual(written(["SECRET_KEY_BASE", "BASE_URL=stats.${DOMAIN}"]), ["https://"]);
  assert.deepEqual(found("${URL}", "URL=stats.${DOMAIN}\n"), ['error boot-refused "stats.${DOMAIN}"']);
  for (const url of [
    "${URL}",
    "https://${DOMAIN}",
    "http${S}://a.example",
    "${SCHEME}://a.example",
    "h${X}",
    "{{ a }}.${DOMAIN}",
  ]) {
    assert.deepEqual(found(url), [], url);
  }
});

const database = "DATABASE_URL=postgres://postgres@db/plausible";

test("a piece of a set-up lacks nothing", () => {
  const mail = ["MAILER_EMAIL=plausible@example.com", "SMTP_HOST_ADDR=smtp.sendgrid.net"];
  assert.deepEqual(of(mail), []);
  assert.deepEqual(of([...mail, database]), []);
  assert.deepEqual(of([...mail, "BASE_URL"]), []);
  assert.deepEqual(of([...mail, database, "BASE_URL"]), ['error boot-refused "BASE_URL"']);
  assert.deepEqual(of([...mail, database, "BASE_URL", "SECRET_KEY_BASE"]), []);
  assert.deepEqual(of([...mail, database, "SECRET_KEY_BASE=${KEY}"]), ['error boot-refused "${KEY}"']);
  // `.env` has it, and nothing brings it in.
  const dotenv = { ".env": `BASE_URL=https://stats.example.com\nSECRET_KEY_BASE=${"k".repeat(64)}\n` };
  assert.deepEqual(of([...mail, database], "v3.2.1", dotenv), [
    'error boot-refused "plausible"',
    'error boot-refused "plausible"',
  ]);
  const more = (text: string) => lintFor(id, { "compose.yml": composeFile(["BASE_URL"], image("v3.2.1"), text) }).length;
  assert.equal(more("    depends_on: [stats_db]\n  stats_db:\n    image: postgres:16\n"), 1);
  assert.equal(more("  stats_db:\n    image: postgres:16\n"), 0);
});

test("a name that differs by a letter is renamed, and told of once", () => {
  const files = { "compose.yml": composeFile(["BASE_URL", database, "SECRET_KEYBASE=hunter2"]) };
  const { findings: all } = analyseFiles(files);
  assert.deepEqual(
    all.map(({ rule, variable }) => `${rule} ${variable}`).filter((line) => /KEY/.test(line)),
    [`${id} SECRET_KEY_BASE`],
  );
  const [fix] = all.find(({ rule }) => rule === id)?.fixes ?? [];
  assert.match(fix === undefined ? "" : (applyFix(files, fix)["compose.yml"] ?? ""), /- SECRET_KEY_BASE=hunter2/);
});

test("nothing is missing where it may come from what is not seen", () => {
  const base = ["BASE_URL=https://stats.example.com", database];
  const silent: readonly (readonly [why: string, more: string])[] = [
    ["an env file that is not here", "    env_file: secrets.env\n"],
    ["a folder of secrets", "    volumes: ['./secrets:/run/secrets:ro']\n"],
    ["a folder above it", "    volumes: ['run:/run']\n"],
    ["a secret", "    secrets: [SECRET_KEY_BASE]\nsecrets: {SECRET_KEY_BASE: {file: ./key}}\n"],
    ["an image of one's own", "    build: .\n"],
    ["a base that is not here", "    extends: {file: base.yml, service: plausible}\n"],
    ["a script", "    command: sh -c '. /config/env && /entrypoint.sh run'\n"],
    ["a command that sets it", "    command: sh -c 'SECRET_KEY_BASE=$$(cat /key) /entrypoint.sh run'\n"],
  ];
  const withMore = (items: readonly string[], more: string) =>
    lintFor(id, { "compose.yml": composeFile(items, image("v3.2.1"), more) }).length;
  for (const [why, more] of silent) assert.equal(withMore(base, more), 0, why);
  const usual = "    command: sh -c '/entrypoint.sh db createdb && /entrypoint.sh db migrate && /entrypoint.sh run'\n";
  assert.equal(withMore(base, usual), 1);
  const folder = "    volumes: ['./config:/config']\n";
  assert.equal(withMore(base, folder), 1);
  assert.equal(withMore(["CONFIG_DIR=/config", ...base], folder), 0);
});

test("PORT is read where HTTP_PORT is unset", () => {
  assert.deepEqual(of([...whole, "PORT="], "v3.2.1"), ['error boot-refused "PORT="']);
  assert.deepEqual(of([...whole, "PORT=", "HTTP_PORT=80"], "v3.2.1"), []);
  assert.deepEqual(of([...whole, "PORT=", "HTTP_PORT"], "v3.2.1"), [], "the shell may set it");
});

test("what a release does not check is no mistake there", () => {
  assert.deepEqual(of([...whole, "TOTP_VAULT_KEY=x"], "v3.2.1").length, 1);
  // TOTP_VAULT_KEY
  assert.deepEqual(of([...whole, database], "v2.1.1"), ['error boot-refused "https://stats.example.com"']);
  assert.deepEqual(of([...whole, database], "v2.1.2"), []);
  const old = (items: readonly string[], tag: string) =>
    lintFor(id, { "compose.yml": composeFile(items, `plausible/analytics:${tag}`) });
  assert.deepEqual(old([...whole, "TOTP_VAULT_KEY=x", "HTTP_PORT=x"], "v2.0.0"), []);
  assert.deepEqual(old([`SECRET_KEY_BASE=${"k".repeat(40)}`, whole[0] ?? ""], "v2.0.0"), []);
  assert.equal(old([`SECRET_KEY_BASE=${"k".repeat(40)}`, whole[0] ?? ""], "v1.4.4").length, 1);
  assert.equal(old([...whole, "DISABLE_REGISTRATION=invite_only"], "v1.4.4").length, 1);
  assert.deepEqual(old([...whole, "DISABLE_REGISTRATION=invite_only"], "v1.5.1"), []);
});

test("words are judged by the release's own parser", () => {
  const flag = (value: string, tag: string) => of([...whole, `ENABLE_EMAIL_VERIFICATION=${value}`], tag).length;
  for (const word of ["yes", "1", "TRUE", "off"]) assert.equal(flag(word, "v3.2.1"), 0, word);
  for (const word of ["True", "1"]) assert.equal(flag(word, "v2.1.4"), 1, word);
  // Atoms that the release happens to have.
  for (const word of ["yes", "off"]) assert.equal(flag(word, "v2.1.4"), 0, word);
  // A word that nobody has tried is a warning: the boot fails, or it counts as yes.
  const untried = of([...whole, "ENABLE_EMAIL_VERIFICATION=zauberlehrling"], "v2.1.4");
  assert.deepEqual(untried, ['warning boot-refused "zauberlehrling"']);
  // Known to `run`, and not to `db createdb`.
  assert.match(messages([...whole, "ENABLE_EMAIL_VERIFICATION=t"], "v2.1.4")[0] ?? "", /stops `db createdb`/);
  assert.match(messages([...whole, "LOG_LEVEL=verbose"])[0] ?? "", /\{:invalid_level, :verbose\}/);
  for (const level of ["debug", "none", "warn", "notice"]) assert.deepEqual(of([...whole, `LOG_LEVEL=${level}`]), [], level);
});

test("writes what was evidently meant", () => {
  const fixed = (name: string, value: string, tag = "v3.2.1") => written([...whole, `${name}=${value}`], tag)[0];
  assert.equal(fixed("DISABLE_REGISTRATION", "True"), "true");
  assert.equal(fixed("DISABLE_REGISTRATION", "invite-only"), "invite_only");
  assert.equal(fixed("ENABLE_EMAIL_VERIFICATION", "disabled"), "false");
  assert.equal(fixed("DISABLE_CRON", "True", "v2.1.4"), "true");
  assert.equal(fixed("LOG_LEVEL", "WARN"), "warning");
  assert.equal(fixed("LOG_LEVEL", "DEBUG"), "info");
  assert.equal(fixed("HTTP_PORT", '"80"'), "80");
  assert.equal(fixed("HTTP_PORT", "8000/tcp"), "8000");
});

test("an empty text is made unset where Plausible does without", () => {
  const files = {
    "compose.yml": composeFile([...whole, "ENABLE_EMAIL_VERIFICATION=${ENABLE_EMAIL_VERIFICATION}"]),
    ".env": "ENABLE_EMAIL_VERIFICATION=\n",
  };
  const [finding] = analyseFiles(files).findings.filter(({ rule }) => rule === id);
  const [fix] = finding?.fixes ?? [];
  assert.ok(fix);
  assert.deepEqual(lintFor(id, applyFix(files, fix)), []);
  // A name that nothing sets may be set by the shell.
  assert.deepEqual(of([...whole, "ENABLE_EMAIL_VERIFICATION=${ENABLE_EMAIL_VERIFICATION}"]), []);
});

test("with a port for HTTPS the address must be a public name", () => {
  const with443 = (url: string, tag = "v3.2.1") => of([`BASE_URL=${url}`, "SECRET_KEY_BASE", "HTTPS_PORT=443"], tag);
  assert.deepEqual(with443("http://localhost:8000"), ['error boot-refused "443"']);
  assert.deepEqual(with443("https://192.0.2.7"), ['error boot-refused "443"']);
  assert.deepEqual(with443("https://stats.example.com"), []);
  assert.deepEqual(with443("http://localhost:8000", "v2.1.5"), []);
});

test("placeholders and template markers wait to be filled in", () => {
  for (const text of ["replace-me", "{{ base_url }}", "%BASE_URL%", "<your url>", "changeme"]) {
    assert.deepEqual(of([`BASE_URL=${text}`, `SECRET_KEY_BASE=${text}`]), [], text);
  }
  for (const text of ["REPLACE_WITH_SECRET_KEY_BASE", "secretPasswordChangeMe", "put-your-key-here", "generate-with-openssl"]) {
    assert.deepEqual(of([whole[0] ?? "", `SECRET_KEY_BASE=${text}`, `TOTP_VAULT_KEY=${text}`]), [], text);
  }
});

test("a set-up that boots is left alone in every release", () => {
  const items = [
    ...whole,
    `TOTP_VAULT_KEY=${Buffer.from("k".repeat(32)).toString("base64")}`,
    "DISABLE_REGISTRATION=true",
    "LOG_LEVEL=error",
  ];
  for (const { name } of releases) {
    const repository = name.startsWith("1.") || name === "2.0.0" ? "plausible/analytics" : "ghcr.io/plausible/community-edition";
    const tag = name === "master" ? name : `v${name}`;
    assert.deepEqual(lintFor(id, { "compose.yml": composeFile(items, `${repository}:${tag}`) }), [], name);
  }
});

test("before a key is said to be missing, names that were meant for it are looked at", () => {
  const address = whole[0] ?? "";
  const said = (items: readonly string[], more = "") => {
    const files = { "compose.yml": composeFile([address, ...items], undefined, more), "key.txt": "k\n" };
    return analyseFiles(files).findings.filter(({ rule }) => rule === id);
  };
  const [renamed] = said([`SECRET_KEY=${"k".repeat(64)}`]);
  assert.match(textOf(renamed?.message ?? nothing, "en"), /^Rename `SECRET_KEY` to `SECRET_KEY_BASE`/);
  assert.deepEqual(
    renamed?.fixes[0]?.edits.map(({ newText }) => newText),
    ["SECRET_KEY_BASE"],
  );
  const secret = "    secrets:\n      - secret_key_base\nsecrets:\n  secret_key_base:\n    file: ./key.txt\n";
  const [mounted] = said(["SECRET_KEY_BASE_FILE=/run/secrets/secret_key_base"], secret);
  assert.match(textOf(mounted?.message ?? nothing, "en"), /^Mount the secret as `\/run\/secrets\/SECRET_KEY_BASE`/);
  assert.equal(mounted?.fixes.length, 1);
  const [unmounted] = said(["SECRET_KEY_BASE_FILE=/elsewhere/key"]);
  assert.match(textOf(unmounted?.message ?? nothing, "en"), /doesn't read `SECRET_KEY_BASE_FILE`/);
  assert.deepEqual(unmounted?.fixes, []);
});

test("an address that a piece of a set-up lacks is information", () => {
  const key = whole[1] ?? "";
  assert.deepEqual(of([key]), [`info boot-refused "${"k".repeat(64)}"`]);
  assert.deepEqual(of([whole[0] ?? ""]), []);
});

test("a variable that Linux gives to no process keeps the container from starting", () => {
  const of = (length: number, letter = "a") => findings([...whole, `OTHER=${letter.repeat(length)}`]);
  assert.deepEqual(of(131_071 - "OTHER=".length), []);
  const [found, ...more] = of(131_072 - "OTHER=".length);
  assert.deepEqual([found?.severity, found?.variable, more], ["warning", "OTHER", []]);
  assert.match(
    textOf(found?.message ?? nothing, "en"),
    /^The container can't start: `OTHER` has 131,072 bytes\. Linux allows 131,071\.\n/,
  );
  // Bytes count, not letters.
  assert.equal(of(43_700, "用").length, 1);
  // Beyond what any size of memory pages allows.
  assert.deepEqual(
    of(2_097_152 - "OTHER=".length).map(({ severity }) => severity),
    ["error"],
  );
  // A value that is not known may be short.
  const env = `LONG=${"a".repeat(100_000)}\n`;
  assert.equal(findings([...whole, "OTHER=${LONG}${LONG}"], "v3.2.1", { ".env": env }).length, 1);
  assert.deepEqual(findings([...whole, "OTHER=${LONG}${LONG}${UNSET}"], "v3.2.1", { ".env": env }), []);
});
