// What is too large to be read is said where the user looks.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { codes, modern, pushOnly, withServer } from "./client.js";
import { compose, composeOfBareNames, dotenv } from "./samples.js";

const filling = (bytes: number) => `# ${"x".repeat(98)}\n`.repeat(Math.ceil(bytes / 101));
const largeEnv = `${dotenv}${filling(1.2e6)}`;
const withEnvFile = compose.replace("    environment:", "    env_file: more.env\n    environment:");

for (const [kind, capabilities] of [
  ["that asks", modern],
  ["that is told", pushOnly],
] as const) {
  describe(`to a client ${kind}, a limit is told`, () => {
    const told = async (files: Record<string, string>, opened: string, at: string) => {
      let found: string[] = [];
      await withServer(files, { capabilities }, async (client, place) => {
        const uri = place.uri(opened);
        await client.open(uri, files[opened] ?? "");
        if (capabilities === pushOnly) {
          found = codes(await client.sent(place.uri(at), ({ length }) => length > 0));
          return;
        }
        const { items, relatedDocuments = {} } = await client.pull(uri);
        found = codes(at === opened ? items : (relatedDocuments[place.uri(at)]?.items ?? []));
      });
      return found;
    };

    test("of a compose file of more than 16 MB", async () => {
      assert.deepEqual(await told({ "compose.yml": compose + filling(17e6) }, "compose.yml", "compose.yml"), ["compose-error"]);
    });

    test("of a .env of more than 1 MB, whether it is open or not", async () => {
      const files = { "compose.yml": composeOfBareNames, ".env": largeEnv };
      assert.ok((await told(files, "compose.yml", ".env")).includes("compose-error"));
      assert.ok((await told(files, ".env", ".env")).includes("compose-error"));
    });

    test("of another env file of more than 1 MB, at the line that names it", async () => {
      const files = { "compose.yml": withEnvFile, "more.env": largeEnv };
      assert.ok((await told(files, "compose.yml", "compose.yml")).includes("compose-error"));
    });
  });
}
