import assert from "node:assert/strict";
import { test } from "node:test";
import { type ClientLibrary, readReply, UnreadableReply } from "./reply.js";

/** Reads from these lines; one that is not there fails the test. */
function read(lines: readonly string[], reader: ClientLibrary = "mua") {
  const rest = [...lines];
  return readReply(async () => {
    const line = rest.shift();
    assert.ok(line !== undefined, "read beyond the reply");
    return line;
  }, reader);
}

const raises = (exception: string) => (error: unknown) => {
  assert.ok(error instanceof UnreadableReply);
  assert.equal(error.exception.trimEnd(), exception);
  return true;
};

test("a reply ends at the first line with a blank after its code", async () => {
  assert.deepEqual(await read(["250-a\r\n", "250-b\r\n", "250 c\r\n"]), {
    code: 250,
    lines: ["250-a\r\n", "250-b\r\n", "250 c\r\n"],
  });
  assert.deepEqual(await read(["220 hello\n"]), { code: 220, lines: ["220 hello\n"] });
});

test("what is no reply makes the client raise, in its own words", async () => {
  await assert.rejects(
    read(["HTTP/1.1 400 Bad Request\r\n"]),
    raises('** (CaseClauseError) no case clause matching: "HTTP/1.1 400 Bad Request\\r\\n"'),
  );
  await assert.rejects(read(["220\r\n"]), raises('** (CaseClauseError) no case clause matching: "220\\r\\n"'));
  await assert.rejects(read(["250-a\r\n", "220 b\r\n"]), raises('** (CaseClauseError) no case clause matching: "220 b\\r\\n"'));
  await assert.rejects(
    read(["abc def\r\n"]),
    raises(
      "** (ArgumentError) errors were found at the given arguments:\n\n  * 1st argument: not a textual representation of an integer",
    ),
  );
});

test("gen_smtp looks at the fourth character alone", async () => {
  await assert.rejects(read(["undefined\r\n"], "gen_smtp"), raises('** (CaseClauseError) no case clause matching: "e"'));
  assert.equal((await read(["abc def\r\n"], "gen_smtp")).lines.length, 1);
});

test("of an endless reply a thousand lines are kept", async () => {
  const lines = [...Array.from({ length: 5000 }, () => "250-x\r\n"), "250 end\r\n"];
  assert.equal((await read(lines)).lines.length, 1000);
});
