import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { evaluated } from "./elixir.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The expressions that a page has its reader hand to the running Plausible, as a shell makes words of its commands. */
function expressionsOn(page: string): string[] {
  const blocks = [...readFileSync(`${root}${page}`, "utf8").matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
  return blocks
    .filter((text) => text.includes(" rpc "))
    .flatMap((text) => {
      // In the place of Docker: the last word, and a mark behind it.
      const script = `docker() { for word; do :; done; printf '%s\\001' "$word"; }\n${text}`;
      const { status, stdout, stderr } = spawnSync("sh", ["-c", script], { encoding: "utf8" });
      assert.equal(status, 0, stderr);
      return stdout.split("\u0001").filter((word) => word !== "");
    });
}

test("what the guide evaluates where email does not work prints the links, in a real Elixir", () => {
  const english = expressionsOn("docs/guide.md");
  assert.deepEqual(expressionsOn("docs/guide.zh-cn.md"), english);
  const url = "https://stats.blumenhof.example";
  assert.deepEqual(evaluated(english.map((expression) => ({ expression }))), [
    `${url}/password/reset?token=signed-for-you@example.com\n`,
    `old@zoo.example  ${url}/register/invitation/old-id\n`,
    `guest@zoo.example  ${url}/register/invitation/guest-id\nmember@zoo.example  ${url}/register/invitation/member-id\n`,
  ]);
});
