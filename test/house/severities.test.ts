import assert from "node:assert/strict";
import { test } from "node:test";
import { rules } from "#server/rules/index.js";
import { severities } from "#server/rules/kit/severity.js";

// The severity of each rule is part of what users rely on: `--fail-on error` in CI passes or fails by it. Whoever moves one
// moves it here too, and says so in CHANGELOG.md under "What newly fails your CI".

const expected = {
  error: [
    "adapter-unsupported",
    "boot-refused",
    "compose-error",
    "credentials-without-relay",
    "default-sender",
    "dollar-interpolation",
    "empty-credentials",
    "empty-value",
    "half-credentials",
    "hash-truncation",
    "implicit-tls-unsupported",
    "invalid-boolean",
    "invalid-integer",
    "invalid-sender",
    "literal-quotes",
    "localhost-relay",
    "mailgun-endpoint",
    "malformed-entry",
    "malformed-host",
    "missing-api-key",
    "published-port",
    "secret-name",
    "shell-syntax",
    "surrounding-space",
    "tls-impossible",
    "tls-port-mismatch",
    "unknown-adapter",
    "unreachable-relay",
    "unresolvable-relay",
    "wrong-port",
    "wrong-service",
  ],
  warning: [
    "black-hole-adapter",
    "debug-log-leaks-mail",
    "duplicate-variable",
    "host-typo",
    "inverted-mx-lookups",
    "known-bug",
    "mail-required",
    "middlebox-mode",
    "missing-credentials",
    "no-relay",
    "not-passed-through",
    "obsolete-adapter",
    "orphan-mail-sidecar",
    "placeholder-value",
    "plaintext-auth",
    "port-25",
    "provider-auth-unsupported",
    "provider-credentials",
    "provider-region",
    "retyped-value",
    "sandbox-host",
    "sender-not-allowed",
    "stack-env-quotes",
    "tls-certificate",
    "unknown-variable",
    "unresolved-variable",
    "variable-removed",
    "variable-too-new",
  ],
  info: ["env-file-missing", "extra-config", "floating-tag", "ignored-variable", "silent-failure", "stack-reads-no-dotenv"],
  hint: ["needless-suppression", "secret-in-compose"],
} as const;

test("each rule has the severity that was promised", () => {
  const promised = Object.entries(expected).flatMap(([severity, ids]) => ids.map((id) => `${id}: ${severity}`));
  const actual = Object.values(rules).map(({ meta }) => `${meta.id}: ${meta.severity}`);
  assert.deepEqual(actual.sort(), promised.sort());
  for (const severity of Object.keys(expected)) assert.ok((severities as readonly string[]).includes(severity));
});
