import assert from "node:assert/strict";
import { test } from "node:test";
import { applyEdits } from "./base/text.js";
import { type PageFix, PageProject, releaseNames } from "./browser.js";

const head = "services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n";

function applied(texts: Readonly<Record<string, string>>, fix: PageFix | undefined): Record<string, string> {
  const result: Record<string, string> = { ...texts };
  for (const edit of fix?.edits() ?? []) result[edit.file] = applyEdits(result[edit.file] ?? "", [edit]);
  return result;
}

test("findings have their place by name and line, and fixes that cure", () => {
  const texts = {
    "compose.yml": `${head}    environment:\n      - SMTP_HOST_ADDR=smtp.zoo.example\n      - SMTP_HOST_PORT=\${PORT}\n`,
    ".env": "\nPORT=x25\n",
  };
  const found = new PageProject(texts, "en").findings.find(({ rule }) => rule === "invalid-integer");
  assert.deepEqual([found?.at.file, found?.at.line, found?.severity], [".env", 2, "error"]);
  assert.equal(texts[".env"].slice(found?.at.start, found?.at.end), "x25");
  const after = new PageProject(applied(texts, found?.fixes[0]), "en");
  assert.deepEqual(
    after.findings.filter(({ rule }) => rule === "invalid-integer"),
    [],
  );
});

test("an empty page has nothing to say", () => {
  const project = new PageProject({}, "en");
  assert.deepEqual([project.services, project.envFiles, project.secretPlaces, project.explain(80)], [[], [".env"], [], ""]);
  assert.deepEqual(project.why("").answers, []);
});

test("env files are named, those outside of the folder are not", () => {
  const texts = { "compose.yml": `${head}    env_file: [mail.env, config/a.env, ../b.env, /etc/c.env]\n` };
  assert.deepEqual(new PageProject(texts, "en").envFiles, [".env", "mail.env", "config/a.env"]);
});

test("a new key is made when it is asked for, and is another one each time", () => {
  const texts = {
    "compose.yml": `${head}    environment:\n      - BASE_URL=https://a.example\n      - SECRET_KEY_BASE=changeme\n`,
  };
  const fixes = new PageProject(texts, "en").findings.flatMap((finding) => finding.fixes);
  const fresh = fixes.find(({ title }) => title.includes("new random"));
  const keys = [0, 1].map(() => /SECRET_KEY_BASE=(\S{64})\n/.exec(applied(texts, fresh)["compose.yml"] ?? "")?.[1]);
  assert.ok(keys[0] && keys[1] && keys[0] !== keys[1]);
});

test("each release can be picked, with the image that it was published as", () => {
  const texts = { "compose.yml": head };
  for (const name of releaseNames) {
    const edit = new PageProject(texts, "en").services[0]?.withRelease(name);
    assert.ok(edit, name);
    const [service] = new PageProject({ "compose.yml": applyEdits(head, [edit]) }, "en").services;
    assert.deepEqual([service?.release, service?.reason], [name, null]);
  }
  const [service] = new PageProject({ "compose.yml": "services:\n  plausible:\n    image: plausible/analytics:v2.0.0\n" }, "en")
    .services;
  assert.equal(service?.withRelease("2.1.4")?.newText, "ghcr.io/plausible/community-edition:v2.1.4");
  const mirrored = "services:\n  plausible:\n    image: mirror.example/plausible/community-edition:v3.0.1 # ours\n";
  assert.equal(
    new PageProject({ "compose.yml": mirrored }, "en").services[0]?.withRelease("3.2.1")?.newText,
    "mirror.example/plausible/community-edition:v3.2.1",
  );
});

test("no release can be picked where the image comes from elsewhere", () => {
  const texts = { "compose.yml": head.replace("v3.2.1", "${TAG}"), ".env": "TAG=v3.2.1\n" };
  const [service] = new PageProject(texts, "en").services;
  assert.deepEqual([service?.release, service?.withRelease("3.1.0")], ["3.2.1", null]);
});

test("secrets are found where they are, and what others may see is none", () => {
  const environment = [
    "SMTP_USER_PWD=${SMTP_USER_PWD}",
    "SECRET_KEY_BASE=changeme",
    "DATABASE_URL=postgres://plausible:hunter22@db/p",
    "SMTP_HOST_ADDR=smtp.zoo.example",
  ];
  const texts = {
    "compose.yml": `${head}    environment:\n${environment.map((item) => `      - ${item}\n`).join("")}`,
    ".env": "SMTP_USER_PWD=s3cret-of-mine\r\nOTHER=s3cret-of-mine\n",
  };
  const project = new PageProject(texts, "en");
  const found = project.secretPlaces.map(({ file, line, start, end }) => {
    return `${file}:${line} ${texts[file as keyof typeof texts].slice(start, end).trim()}`;
  });
  assert.deepEqual([...new Set(found)].sort(), [
    ".env:1 s3cret-of-mine",
    ".env:2 s3cret-of-mine",
    "compose.yml:7 hunter22",
    "compose.yml:7 plausible:hunter22",
  ]);
  assert.doesNotMatch(project.explain(80), /s3cret|hunter/);
});

test("a log line is explained with the settings of the only Plausible", () => {
  const environment = [
    "SMTP_HOST_ADDR=smtp.eu.mailgun.org",
    "SMTP_HOST_PORT=25",
    "SMTP_USER_NAME=a@b.example",
    "SMTP_USER_PWD=c0rrect-horse",
  ];
  const texts = { "compose.yml": `${head}    environment:\n${environment.map((item) => `      - ${item}\n`).join("")}` };
  const [answer] = new PageProject(texts, "en").why("** (Mua.SMTPError) 535 5.7.8 c0rrect-horse is wrong").answers;
  assert.ok(answer?.variables.includes("SMTP_USER_PWD"));
  assert.doesNotMatch(JSON.stringify(answer), /c0rrect/);
  const [chinese] = new PageProject(texts, "zh-cn").why("** (Mua.SMTPError) 535 5.7.8 no").answers;
  assert.match(chinese?.name ?? "", /[\u4e00-\u9fff]/);
  assert.deepEqual(new PageProject(texts, "en").why("nothing of interest"), { answers: [], unknown: 0 });
});

test("a project that Compose refuses says why, without the folder that the page makes up", () => {
  const project = new PageProject({ "compose.yml": `${head}    env_file: ./missing.env\n` }, "en");
  assert.match(project.refusal ?? "", /env file missing\.env not found/);
  assert.equal(new PageProject({ "compose.yml": head }, "en").refusal, null);
});
