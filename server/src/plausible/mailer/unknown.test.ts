import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { runs } from "../../../testing/runs.js";
import { releases } from "../tables/releases.js";
import { variables } from "../tables/variables.js";
import { adapterNames, type Container, type Setting } from "../types.js";
import { deliveryOf } from "./delivery.js";
import { mailerOf } from "./mailer.js";

// Unknown is unknown, never guessed: whatever is said of a container in which something is not seen must hold for every
// text that could stand there.

const texts = [
  ...adapterNames,
  ..."|true|false|no|tls|1|25|465|587 |99999|ann@example.com|smtp.zoo.example|https://stats.example.com|ann|invite_only|debug".split(
    "|",
  ),
  "dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHQ=",
];
const text: fc.Arbitrary<string> = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...texts) }, fc.string());
const name = fc.constantFrom(...variables.map((fact) => fact.name));
const settings = fc.dictionary(name, text, { maxKeys: 8 });
const release = fc.constantFrom(...releases);

function container(settings: Readonly<Record<string, string>>, hidden: string | null, present: boolean): Container {
  const given: Readonly<Record<string, string>> = {
    BASE_URL: "https://stats.example.com",
    SECRET_KEY_BASE: "k".repeat(64),
    TOTP_VAULT_KEY: "dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHQ=",
    ...settings,
  };
  return {
    environment(name): Setting {
      if (name === hidden) return { state: "unknown", present };
      const value = given[name];
      return value === undefined ? { state: "absent" } : { state: "value", value };
    },
    secretFile: () => ({ state: "absent" }),
  };
}

test("what is said without seeing a variable holds whatever it is", () => {
  fc.assert(
    fc.property(
      release,
      settings,
      name,
      text,
      fc.boolean(),
      fc.boolean(),
      (release, settings, hidden, text, present, mailOnly) => {
        const said = mailerOf(release, container(settings, hidden, present), { mailOnly });
        if (said.outcome === "unknown") return;
        const { [hidden]: _, ...rest } = settings;
        for (const world of [{ ...settings, [hidden]: text }, ...(present ? [] : [rest])]) {
          const real = mailerOf(release, container(world, null, false), { mailOnly });
          assert.equal(real.outcome, said.outcome);
          if (said.outcome === "refuses-to-boot") assert.deepEqual(real, said);
        }
      },
    ),
    runs(600),
  );
});

test("no container is too odd for an answer, and no secret gets into one", () => {
  fc.assert(
    fc.property(release, settings, (release, settings) => {
      const secret = "the-password-of-ann";
      const mailer = mailerOf(release, container({ ...settings, SMTP_USER_PWD: secret }, null, false));
      const delivery = deliveryOf(mailer);
      const shown = JSON.stringify([mailer.outcome === "refuses-to-boot" && mailer.error, delivery?.certainFailure]);
      assert.equal(shown.includes(secret), false);
    }),
    runs(600),
  );
});
