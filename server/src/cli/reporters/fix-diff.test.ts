import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../../base/files.js";
import { loadProject } from "../../compose/project/load.js";
import { noSecrets, secretsOf } from "../../secrets/secrets.js";
import type { LintedProject } from "../lint-report.js";
import { fixDiff } from "./fix-diff.js";

const secret = "plum-tree-9";

/** The projects that read these files. */
function projectsOf(contents: Readonly<Record<string, string>>): readonly LintedProject[] {
  const project = loadProject(memoryFiles(contents), { composeFiles: ["/p/compose.yml"], processEnvironment: null });
  return [{ files: project.files, secrets: () => secretsOf(project) }];
}

const compose = (lines: readonly string[]) =>
  `services:\n  plausible:\n    image: plausible/analytics:v2.0\n    environment:\n${lines.map((line) => `      - ${line}\n`).join("")}`;

function diffOf(before: string | null, after: string, name = "compose.yml") {
  const path = `/p/${name}`;
  const of = (text: string | null) =>
    projectsOf({ "/p/compose.yml": compose([`SMTP_USER_PWD=${secret}`]), ...(text === null ? {} : { [path]: text }) });
  return fixDiff({ changed: [{ path, before, after }], projects: { before: of(before), after: of(after) } } as never, "/p");
}

test("a change as diff -u shows it, with three lines around it", () => {
  const before = compose(["A=1", "B=2", "C=3", "D=4", "E=5", "F=6"]);
  assert.deepEqual(diffOf(before, before.replace("D=4", "D=5")), {
    text: `--- a/compose.yml
+++ b/compose.yml
@@ -5,6 +5,6 @@
       - A=1
       - B=2
       - C=3
-      - D=4
+      - D=5
       - E=5
       - F=6
`,
    masked: false,
  });
  assert.equal(
    diffOf("A=1", "A=2", "x.env").text,
    "--- a/x.env\n+++ b/x.env\n@@ -1,1 +1,1 @@\n-A=1\n\\ No newline at end of file\n+A=2\n\\ No newline at end of file\n",
  );
  assert.equal(diffOf(null, "A=1\n", "x.env").text, "--- /dev/null\n+++ b/x.env\n@@ -0,0 +1,1 @@\n+A=1\n");
  assert.equal(diffOf("A=1\n", "", "x.env").text, "--- a/x.env\n+++ b/x.env\n@@ -1,1 +0,0 @@\n-A=1\n");
});

test("a secret is hidden in lines that go, come and stay, and told of", () => {
  const before = compose([`SMTP_USER_PWD=${secret}`, "A=1", `GREETING=a ${secret} b`]);
  const after = before.replace("A=1", `A=2\n      - B=${secret}`);
  assert.deepEqual(diffOf(before, after), {
    text: `--- a/compose.yml
+++ b/compose.yml
@@ -3,5 +3,6 @@
     image: plausible/analytics:v2.0
     environment:
       - SMTP_USER_PWD=***
-      - A=1
+      - A=2
+      - B=***
       - GREETING=a *** b
`,
    masked: true,
  });
  const fresh = diffOf(before, before.replace("A=1", "A_KEY=pear-tree-77\n      - B=pear-tree-77"));
  assert.match(fresh.text, /\n\+ {6}- A_KEY=\*\*\*\n\+ {6}- B=\*\*\*\n/, "what is secret afterwards alone");
  const moved = before.replace(`- SMTP_USER_PWD=${secret}`, "- SMTP_USER_PWD");
  assert.match(diffOf(before, moved).text, /\n- {6}- SMTP_USER_PWD=\*\*\*\n\+ {6}- SMTP_USER_PWD\n/);
  assert.match(
    diffOf(null, `SMTP_USER_PWD=${secret}\n`, "new.env").text,
    /\n\+SMTP_USER_PWD=\*\*\*\n$/,
    "also where no project reads the file",
  );
});

test("several files follow each other; one that shows a secret makes all of it a picture", () => {
  const changed = [
    { path: "/p/a.env", before: "A=1\n", after: "A=2\n" },
    { path: "/p/b.env", before: `MY_TOKEN=${secret}\n`, after: `MY_TOKEN=${secret}\nB=1\n` },
  ];
  const of = (key: "before" | "after") =>
    projectsOf({
      "/p/compose.yml": compose([`SMTP_USER_PWD=${secret}`]),
      ...Object.fromEntries(changed.map((one) => [one.path, one[key]])),
    });
  const both = fixDiff({ changed, projects: { before: of("before"), after: of("after") } } as never, "/p");
  assert.match(
    both.text,
    /^--- a\/a\.env\n[\s\S]*\n--- a\/b\.env\n\+\+\+ b\/b\.env\n@@ -1,1 \+1,2 @@\n MY_TOKEN=\*\*\*\n\+B=1\n$/,
  );
  assert.equal(both.masked, true);
  const shown: LintedProject = { files: new Map(), secrets: () => noSecrets };
  const open = fixDiff({ changed, projects: { before: [shown], after: [shown] } } as never, "/p");
  assert.deepEqual([open.masked, open.text.includes(secret)], [false, true], "--show-secrets");
});
