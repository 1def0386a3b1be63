import assert from "node:assert/strict";
import { test } from "node:test";
import { shellLine, wordsOfLine } from "./shell-words.js";

test("a command line is quoted where a shell would read more into a word", () => {
  assert.equal(shellLine(["docker", "exec", "-T", "it's", "a b", "$HOME", ""]), "docker exec -T 'it'\\''s' 'a b' '$HOME' ''");
});

test("a short command line is parted at blanks; quotes keep words together, a backslash is a backslash", () => {
  assert.deepEqual(wordsOfLine("  sudo -u ada  docker "), ["sudo", "-u", "ada", "docker"]);
  assert.deepEqual(wordsOfLine(`"C:\\Program Files\\docker" --context 'my server'`), [
    "C:\\Program Files\\docker",
    "--context",
    "my server",
  ]);
  assert.deepEqual(wordsOfLine(`C:\\bin\\docker "a \\"b\\""`), ["C:\\bin\\docker", 'a "b"']);
  assert.deepEqual(wordsOfLine(""), []);
  assert.equal(wordsOfLine("docker 'oops"), null);
});
