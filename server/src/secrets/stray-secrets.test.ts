import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../base/files.js";
import { loadProject } from "../compose/project/load.js";
import { formsOf, isUsualName, strayPlaces } from "./stray-secrets.js";

const head = "services:\n  plausible:\n    image: plausible/analytics:v2.0\n";

/** The texts of the stray places of a project, of one of its files. */
function strayIn(files: Readonly<Record<string, string>>, name: string): readonly string[] {
  const contents = Object.fromEntries(Object.entries(files).map(([path, text]) => [`/p/${path}`, text]));
  const project = loadProject(memoryFiles(contents), { composeFiles: ["/p/compose.yml"], processEnvironment: null });
  return strayPlaces(project, project.services, (each) => each === "SMTP_USER_PWD")
    .filter(({ file }) => file === `/p/${name}`)
    .map(({ start, end }) => (files[name] ?? "").slice(start, end));
}

test("in an env file: lines that are alone and look like no name; those that follow each other are one place", () => {
  const text =
    "A=1\nlost word\n\n   \n  another \nB: 2\n# a comment\nBARE_NAME\nexport BARE_NAME\nexport bare\nhttps_proxy\n9lost\n";
  const expected = ["lost word\n\n   \n  another", "export bare", "9lost"];
  const more = "    env_file: mail.conf\n";
  assert.deepEqual(strayIn({ "compose.yml": head + more, "mail.conf": text }, "mail.conf"), expected, "by its use");
  assert.deepEqual(strayIn({ "compose.yml": head, ".env": text }, ".env"), expected, "by its name");
  assert.deepEqual(strayIn({ "compose.yml": head, ".env": "A=1\n   \nB=2\n" }, ".env"), []);
  assert.deepEqual(strayIn({ "compose.yml": head, ".env": "lost\r\n\r\nword\r\n" }, ".env"), ["lost\r\n\r\nword"]);
});

test("which names are usual for variables", () => {
  for (const name of ["A", "_A", "SMTP_HOST_1", "http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy"])
    assert.ok(isUsualName(name), name);
  for (const name of ["", "a", "1A", "A-B", "A b", "smtp_host", "http_proxy2", "xhttp_proxy"])
    assert.ok(!isUsualName(name), name);
});

test("in a compose file: what stands below the name of a secret in an environment map, or beside it and is no name", () => {
  const below = (text: string) => strayIn({ "compose.yml": `${head}    ${text.replaceAll("\n", "\n    ")}` }, "compose.yml");
  assert.deepEqual(below("environment:\n  SMTP_USER_PWD:\n    lost: x\n    word\n  A: b\n"), ["lost: x\n        word"]);
  for (const key of ['"SMTP_USER_PWD"', "'SMTP_USER_PWD'", "SMTP_USER_PWD ", "SMTP_USER_PWD"])
    assert.deepEqual(below(`environment:\n  ${key}:\n    lost\n`), ["lost"], key);
  for (const behind of [" |", " >-", " |2", " # why", "  ", " |+ # why"])
    assert.deepEqual(below(`environment:\n  SMTP_USER_PWD:${behind}\n    lost\n`), ["lost"], behind);
  for (const environment of [
    "environment:",
    '"environment":',
    "'environment' :",
    "environment: &env",
    "environment: # why",
    "- environment:",
  ])
    assert.deepEqual(below(`${environment}\n    SMTP_USER_PWD:\n      lost\n`), ["lost"], environment);
  assert.deepEqual(below("environment:\n  SMTP_USER_PWD:\n  lost!word: x\n  A: b\n"), ["lost!word: x"], "beside it");
  for (const name of ["A: b", "LONG_NAME: b", '"QUOTED_ONE": b', "SPACED : b"])
    assert.deepEqual(below(`environment:\n  SMTP_USER_PWD:\n  ${name}\n`), [], name);
  assert.deepEqual(
    below("environment:\n  SMTP_USER_PWD:\n  # a comment\n\n    lost\n"),
    ["lost"],
    "blank lines and comments are passed over",
  );
  assert.deepEqual(below("environment:\n  SMTP_USER_PWD: x\n    lost\n"), [], "it has its value");
  assert.deepEqual(below("environment:\n  OTHER:\n    lost\n"), [], "no secret");
  assert.deepEqual(below("labels:\n  SMTP_USER_PWD:\n    lost\n"), [], "no environment");
  assert.deepEqual(below("environment:\n  A: b\nlabels:\n  SMTP_USER_PWD:\n    lost\n"), [], "behind it");
  assert.deepEqual(below("environment: x\n  SMTP_USER_PWD:\n    lost\n"), []);
  assert.deepEqual(below("environment:\n  SMTP_USER_PWD:\n    lost\n  A:\n    b\n"), ["lost"], "up to the next name");
});

test("the forms in which a stray line may come back", () => {
  const forms = (line: string) => [...new Set(formsOf(line))];
  assert.deepEqual(forms("-  plum"), ["-  plum", "plum"]);
  assert.deepEqual(forms("? plum"), ["? plum", "plum"]);
  assert.deepEqual(forms("-plum"), ["-plum"]);
  assert.deepEqual(forms("plum:"), ["plum:", "plum"]);
  assert.deepEqual(forms("plum :  tree"), ["plum :  tree", "plum", "tree"]);
  assert.deepEqual(forms("a: b: c"), ["a: b: c", "a", "b: c"]);
  assert.deepEqual(forms("'plum'"), ["'plum'", "plum"]);
});
