import assert from "node:assert/strict";
import { test } from "node:test";
import { given, secret } from "../../testing/secrets.js";

test("on a line: what stands under a name, behind one in a file that nothing reads, and what has lost its name", () => {
  const { line } = given(
    [
      `SMTP_USER_PWD=${secret}`,
      "A_KEY=pear",
      "GREETING=hello pear",
      `NOTE=${secret}?`,
      "LINK=a://b:c@relay",
      `MANY=${secret} A_KEY=x a://b:c@relay ${secret}`,
    ],
    {
      files: { "mail.env": `SMTP_USER_PWD=fig # ${secret}\nlost-word!\nB=c\n` },
      more: "    env_file: mail.env\n    labels:\n      MY_TOKEN: apple\n      other: apple\n",
    },
  );
  assert.equal(line("SMTP_USER_PWD="), "- SMTP_USER_PWD=***");
  assert.equal(line("A_KEY="), "- A_KEY=***");
  assert.equal(line("GREETING="), "- GREETING=hello pear");
  assert.equal(line("NOTE="), "- NOTE=***?");
  assert.equal(line("LINK="), "- LINK=a://***@relay");
  assert.equal(line("MANY="), "- MANY=*** A_KEY=***");
  assert.equal(line("MY_TOKEN"), "MY_TOKEN: ***");
  assert.equal(line("other:"), "other: apple");
  assert.equal(line("lost", "mail.env"), "***");
  assert.equal(line("B=c", "mail.env"), "B=c");
});

test("a secret of many lines hides each of its lines, and none of its neighbours", () => {
  const { line, secrets, project } = given([], {
    environment: "\n      GREETING: hello\n      SMTP_USER_PWD: |\n        first pear\n        second pear\n      OTHER: x\n",
  });
  assert.equal(line("GREETING"), "GREETING: hello");
  assert.equal(line("first pear"), "***");
  assert.equal(line("second pear"), "***");
  assert.equal(line("OTHER"), "OTHER: x");
  const { text } = project.files.get("/p/compose.yml") ?? assert.fail();
  const start = text.indexOf("      OTHER");
  assert.deepEqual(secrets.inLine("/p/compose.yml", { start, end: start + 14 }, "      OTHER: x"), []);
  const before = text.indexOf("      GREETING");
  assert.deepEqual(secrets.inLine("/p/compose.yml", { start: before, end: before + 21 }, "      GREETING: hello"), []);
});

test("files of secrets are secret by their names", () => {
  const { secrets, line } = given(["A=b"], {
    files: { "pwd.txt": `${secret}\n`, "note.txt": "apple-tree-7\n" },
    more: "    secrets: [smtp_user_pwd, note]\nsecrets:\n  smtp_user_pwd: {file: pwd.txt}\n  note: {file: note.txt}\n",
  });
  assert.equal(secrets.quoted(`${secret} apple-tree-7`), "*** apple-tree-7");
  assert.equal(line(secret, "pwd.txt"), "***");
  assert.equal(line("apple", "note.txt"), "apple-tree-7");
});
