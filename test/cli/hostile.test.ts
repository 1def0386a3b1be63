import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { test } from "node:test";
import { sample } from "#server-testing/runs.js";
import { makeProject, root } from "../support/cli.js";
import { hostileCanary, hostileInputs } from "../support/hostile-inputs.js";

/** One of each kind that once hung the program or ended it; every third in `npm test`, as each takes a process and up to seconds. `npm run bench -- hostile` measures all that there are. */
const mended = [
  "nesting-10000-brackets",
  "nesting-100000-brackets-not-closed",
  "service-called-like-an-expression",
  "value-password-of-letters",
  "lines-ended-by-carriage-returns-alone",
  "include-fan-of-2-to-the-30",
  "config-that-is-an-alias-bomb",
  "file-of-20-megabytes",
  "interpolation-that-doubles-40-times",
  "interpolation-a-megabyte-1000-times",
  "env-file-of-references",
  "env-file-without-end",
  "env-file-that-is-a-pipe",
  "extends-chain-of-1000-files",
  "names-10000-unknown",
  "config-nested-10000",
  "config-that-holds-itself",
  "config-of-a-megabyte-of-rules",
  "config-that-is-a-pipe",
  "env-file-of-names-that-are-names",
  "env-file-of-names-that-nothing-sets",
  "env-file-of-values-of-a-megabyte",
  "extensions-of-aliases",
  "path-with-a-nul",
  "path-of-steps-upwards",
  "paths-of-windows",
  "secret-without-end",
  "depends-on-circle-of-5000",
  "compose-path-separator-that-is-a-letter",
  "compare-with-nested-terms",
  "lint-without-end",
  "env-file-of-15-megabytes",
  "env-files-10000-that-are-missing",
  "container-of-100000-names",
  "container-without-end",
  "log-of-strings-never-closed",
  "log-of-lists-never-closed",
  "log-of-a-relay-that-talks-on",
  "log-of-odd-lines-of-16-megabytes",
];

const lint = ["lint", "--no-process-env", "--format", "json", "compose.yml"];
const why = ["why", "--no-process-env", "--format", "json", "-f", "compose.yml"];

for (const name of sample(mended, 3)) {
  test(`${name} ends with a finding or a clear error`, () => {
    const input = hostileInputs.find((each) => each.name === name);
    assert.ok(input);
    const place = makeProject(input.files());
    const log = input.log?.();
    if (input.pipe !== undefined) execFileSync("mkfifo", [`${place.folder}/${input.pipe}`]);
    try {
      const run = spawnSync(
        process.execPath,
        [
          "--max-old-space-size=512",
          `${root}server/bin/plausible-mail.js`,
          ...(input.arguments ?? (log === undefined ? lint : why)),
        ],
        {
          cwd: place.folder,
          input: log ?? "",
          encoding: "utf8",
          timeout: 60_000,
          killSignal: "SIGKILL",
          maxBuffer: 64 * 1024 * 1024,
        },
      );
      assert.equal(run.signal, null);
      assert.ok(run.status !== null && run.status <= 2, `status ${run.status}: ${run.stderr.slice(0, 500)}`);
      assert.ok(run.status === 2 ? run.stderr !== "" : isTold(JSON.parse(run.stdout)));
      assert.doesNotMatch(run.stderr, /^\s+at .*:\d+:\d+/m);
      assert.ok(!`${run.stdout}${run.stderr}`.includes(hostileCanary));
    } finally {
      place.remove();
    }
  });
}

/** Whether there is a finding, or an answer. */
function isTold(told: Readonly<Record<"findings" | "services" | "answers", readonly unknown[] | undefined>>): boolean {
  return (told.findings ?? told.services ?? told.answers ?? []).length > 0;
}
