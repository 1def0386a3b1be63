import assert from "node:assert/strict";
import { test } from "node:test";
import { deep } from "../../testing/runs.js";
import {
  hider,
  isTellable,
  isUnmistakable,
  longestFirst,
  occurrences,
  secretPairs,
  userInfoOf,
  withoutPairs,
  withoutSecrets,
  withoutUserInfo,
} from "./secret-texts.js";
import { formsOf } from "./stray-secrets.js";

test("long texts of letters, blanks or quotes are read once, and not once from each of their signs", () => {
  const length = deep ? 1_000_000 : 200_000; // where each sign began a search, even the shorter ones would take minutes
  for (const sign of ["a", "A1", "-", " ", '"', "a.", "+", "a:", "@", "a,", "AUTH "]) {
    const text = sign.repeat(length / sign.length);
    for (const each of [text, `x${text}`, `a=${text}x`]) {
      const line = { start: 0, end: each.length };
      assert.equal(typeof withoutSecrets(each), "string");
      assert.equal(typeof withoutPairs(each), "string");
      assert.equal(typeof withoutUserInfo(`${each}@`), "string");
      assert.ok([...secretPairs(line, each)].length < 2);
      assert.ok(Array.isArray([...occurrences(line, each, [])]));
      assert.ok(formsOf(each).length < 9);
    }
  }
});

test("user info is hidden whatever its scheme begins with, and the rest stays", () => {
  assert.equal(withoutUserInfo("rua=mailto:postmaster@acme.org"), "rua=mailto:postmaster@acme.org");
  assert.equal(withoutUserInfo("at smtp://me:word@mail.acme.org:25"), "at smtp://***@mail.acme.org:25");
  assert.equal(withoutUserInfo("1smtp://me:word@mail.acme.org"), "1smtp://***@mail.acme.org");
  assert.equal(withoutUserInfo("me:word@mail.acme.org"), "me:***@mail.acme.org");
  assert.equal(withoutUserInfo("a mail to me@acme.org"), "a mail to me@acme.org");
  assert.equal(withoutUserInfo("${MAILER_EMAIL:-me@acme.org}"), "${MAILER_EMAIL:-me@acme.org}");
  assert.equal(withoutUserInfo("${RELAY:-me:word@mail.acme.org}"), "${RELAY:-me:***@mail.acme.org}");
});

test("a text with signs of a regular expression is hidden as it stands", () => {
  assert.equal(hider(["(a"])("it is (a and a"), "it is *** and a");
  assert.equal(hider(["[a-z]+("])("[a-z]+( and word"), "*** and word");
  assert.equal(hider(["x".repeat(2_000_000)])("short"), "short");
});

test("secrets that overlap are hidden together, and what stands for one is not searched again", () => {
  assert.equal(hider(["password1234", "1234abcdefgh"])("a password1234abcdefgh b"), "a *** b");
  assert.equal(hider(["*", "plum-tree-9"])("plum-tree-9"), "***");
});

test("which texts are hidden wherever they stand, which as a word of their own, and which would only make riddles", () => {
  const kind = (text: string) => (isUnmistakable(text) ? "everywhere" : isTellable(text) ? "alone" : "never");
  assert.deepEqual(["plausible", "Plausible", "PLUM", "plum7", "abc"].map(kind), Array(5).fill("alone"));
  assert.deepEqual(["plums7", "PlumTree", "PLUMS!", "plausibleone"].map(kind), Array(4).fill("everywhere"));
  assert.deepEqual(["", "ab", "true", "False", "yes", "OFF", "none", "null", "nil"].map(kind), Array(9).fill("never"));
  assert.deepEqual(["untrue", "truest", "lenil"].map(kind), Array(3).fill("alone"));
  assert.equal(hider(["plum", "plums7"])("plum, plumber and explums7x"), "***, plumber and ex***x");
});

test("what follows the name of a secret: the rest of the line, and in JSON the string", () => {
  const found = (text: string) =>
    [...secretPairs({ start: 0, end: text.length }, text)].map(({ start, end }) => text.slice(start, end));
  assert.deepEqual(found("- SMTP_USER_PWD=plum tree  # x  "), ["plum tree  # x"]);
  assert.deepEqual(found('SMTP_USER_PWD: "plum", A: b'), ['"plum", A: b'], "no JSON");
  assert.deepEqual(found('{"SMTP_USER_PWD": "plum", "A": "b"}'), ['"plum"']);
  assert.deepEqual(found('["SMTP_USER_PWD=plum", "A=b"]'), ["plum"]);
  assert.deepEqual(found('["SMTP_USER_PWD=pl\\"um"]'), ['pl\\"um']);
  assert.deepEqual(found('{"SMTP_USER_PWD": "pl" um, "A": 1}'), ['"pl" um, "A": 1}'], "a quote that ends too early");
  assert.deepEqual(found('{"SMTP_USER_PWD": plum, "A": 1}'), ['plum, "A": 1}'], "without quotes nobody knows its end");
  assert.deepEqual(found('["SMTP_USER_PWD=plum", "SMTP_USER_PWD=pear"]'), ["plum", "pear"]);
  assert.deepEqual(found("SMTP_USER_PWD="), []);
});

test("user info of an address, with its name and alone, escaped and as it is meant", () => {
  assert.deepEqual([...userInfoOf("smtp://me:pl%40um@relay")], ["me:pl%40um", "pl%40um", "pl@um"]);
  assert.deepEqual([...userInfoOf("me:plum@relay:25")], ["me:plum", "plum", "plum"], "as a whole value also before one label");
  assert.deepEqual([...userInfoOf("me:plum@relay")], ["me:plum", "plum", "plum"]);
  assert.deepEqual([...userInfoOf("me:plum@relay, thanks")], []);
  assert.deepEqual([...userInfoOf("see me:plum@relay")], []);
  assert.deepEqual([...userInfoOf("https://me@acme.org")], [], "a name alone is none");
  assert.deepEqual([...userInfoOf("https://k4narienvogel@acme.org")], Array(3).fill("k4narienvogel"), "unless it looks like one");
  assert.deepEqual([...userInfoOf("me:plum")], []);
});

test("where secrets stand on a line: each time they do, and the user info of addresses", () => {
  const found = (text: string, needles: readonly string[] = []) =>
    [...occurrences({ start: 100, end: 100 + text.length }, text, needles)].map(({ start, end }) =>
      text.slice(start - 100, end - 100),
    );
  assert.deepEqual(found("a plums7, and plums7", ["plums7", "other9"]), ["plums7", "plums7"]);
  assert.deepEqual(found("smtp://me:word@relay, you:pass@mail.acme.org"), ["me:word", "pass"]);
  assert.deepEqual(found("nothing of that"), []);
});

test("the longest secret comes first, each also as Elixir's inspect prints it", () => {
  assert.deepEqual(longestFirst(new Set(["ab", 'a"b\\', "a#{b}"])), ['a\\"b\\\\', "a\\#{b}", "a#{b}", 'a"b\\', "ab"]);
});

test("the forms of a line that has lost its name: without dash and quotes, and what stands around a colon", () => {
  assert.deepEqual(
    [...new Set(formsOf("- \"plum\" : 'tree'"))].sort(),
    [
      '"plum"',
      "\"plum\" : 'tree'",
      "'tree'",
      "- \"plum\" : 'tree'",
      '- "plum" : \'tree',
      "plum",
      "plum\" : 'tree",
      "tree",
    ].sort(),
  );
  assert.deepEqual([...new Set(formsOf("me:plum"))], ["me:plum"], "no colon of YAML");
});
