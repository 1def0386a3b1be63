// Generated from the folders of the rules by `npm run docs`; do not edit.
import type { RuleId } from "../base/ids.js";
import { adapterUnsupported } from "./adapter-unsupported/rule.js";
import { blackHoleAdapter } from "./black-hole-adapter/rule.js";
import { bootRefused } from "./boot-refused/rule.js";
import { composeError } from "./compose-error/rule.js";
import { credentialsWithoutRelay } from "./credentials-without-relay/rule.js";
import { debugLogLeaksMail } from "./debug-log-leaks-mail/rule.js";
import { defaultSender } from "./default-sender/rule.js";
import { dollarInterpolation } from "./dollar-interpolation/rule.js";
import { duplicateVariable } from "./duplicate-variable/rule.js";
import { emptyCredentials } from "./empty-credentials/rule.js";
import { emptyValue } from "./empty-value/rule.js";
import { envFileMissing } from "./env-file-missing/rule.js";
import { extraConfig } from "./extra-config/rule.js";
import { floatingTag } from "./floating-tag/rule.js";
import { halfCredentials } from "./half-credentials/rule.js";
import { hashTruncation } from "./hash-truncation/rule.js";
import { hostTypo } from "./host-typo/rule.js";
import { ignoredVariable } from "./ignored-variable/rule.js";
import { implicitTlsUnsupported } from "./implicit-tls-unsupported/rule.js";
import { invalidBoolean } from "./invalid-boolean/rule.js";
import { invalidInteger } from "./invalid-integer/rule.js";
import { invalidSender } from "./invalid-sender/rule.js";
import { invertedMxLookups } from "./inverted-mx-lookups/rule.js";
import type { Rule } from "./kit/types.js";
import { knownBug } from "./known-bug/rule.js";
import { literalQuotes } from "./literal-quotes/rule.js";
import { localhostRelay } from "./localhost-relay/rule.js";
import { mailRequired } from "./mail-required/rule.js";
import { mailgunEndpoint } from "./mailgun-endpoint/rule.js";
import { malformedEntry } from "./malformed-entry/rule.js";
import { malformedHost } from "./malformed-host/rule.js";
import { middleboxMode } from "./middlebox-mode/rule.js";
import { missingApiKey } from "./missing-api-key/rule.js";
import { missingCredentials } from "./missing-credentials/rule.js";
import { needlessSuppression } from "./needless-suppression/rule.js";
import { noRelay } from "./no-relay/rule.js";
import { notPassedThrough } from "./not-passed-through/rule.js";
import { obsoleteAdapter } from "./obsolete-adapter/rule.js";
import { orphanMailSidecar } from "./orphan-mail-sidecar/rule.js";
import { placeholderValue } from "./placeholder-value/rule.js";
import { plaintextAuth } from "./plaintext-auth/rule.js";
import { port25 } from "./port-25/rule.js";
import { providerAuthUnsupported } from "./provider-auth-unsupported/rule.js";
import { providerCredentials } from "./provider-credentials/rule.js";
import { providerRegion } from "./provider-region/rule.js";
import { publishedPort } from "./published-port/rule.js";
import { retypedValue } from "./retyped-value/rule.js";
import { sandboxHost } from "./sandbox-host/rule.js";
import { secretInCompose } from "./secret-in-compose/rule.js";
import { secretName } from "./secret-name/rule.js";
import { senderNotAllowed } from "./sender-not-allowed/rule.js";
import { shellSyntax } from "./shell-syntax/rule.js";
import { silentFailure } from "./silent-failure/rule.js";
import { stackEnvQuotes } from "./stack-env-quotes/rule.js";
import { stackReadsNoDotenv } from "./stack-reads-no-dotenv/rule.js";
import { surroundingSpace } from "./surrounding-space/rule.js";
import { tlsCertificate } from "./tls-certificate/rule.js";
import { tlsImpossible } from "./tls-impossible/rule.js";
import { tlsPortMismatch } from "./tls-port-mismatch/rule.js";
import { unknownAdapter } from "./unknown-adapter/rule.js";
import { unknownVariable } from "./unknown-variable/rule.js";
import { unreachableRelay } from "./unreachable-relay/rule.js";
import { unresolvableRelay } from "./unresolvable-relay/rule.js";
import { unresolvedVariable } from "./unresolved-variable/rule.js";
import { variableRemoved } from "./variable-removed/rule.js";
import { variableTooNew } from "./variable-too-new/rule.js";
import { wrongPort } from "./wrong-port/rule.js";
import { wrongService } from "./wrong-service/rule.js";

/** Every rule by its id. */
export const rules: Readonly<Record<RuleId, Rule>> = {
  "adapter-unsupported": adapterUnsupported,
  "black-hole-adapter": blackHoleAdapter,
  "boot-refused": bootRefused,
  "compose-error": composeError,
  "credentials-without-relay": credentialsWithoutRelay,
  "debug-log-leaks-mail": debugLogLeaksMail,
  "default-sender": defaultSender,
  "dollar-interpolation": dollarInterpolation,
  "duplicate-variable": duplicateVariable,
  "empty-credentials": emptyCredentials,
  "empty-value": emptyValue,
  "env-file-missing": envFileMissing,
  "extra-config": extraConfig,
  "floating-tag": floatingTag,
  "half-credentials": halfCredentials,
  "hash-truncation": hashTruncation,
  "host-typo": hostTypo,
  "ignored-variable": ignoredVariable,
  "implicit-tls-unsupported": implicitTlsUnsupported,
  "invalid-boolean": invalidBoolean,
  "invalid-integer": invalidInteger,
  "invalid-sender": invalidSender,
  "inverted-mx-lookups": invertedMxLookups,
  "known-bug": knownBug,
  "literal-quotes": literalQuotes,
  "localhost-relay": localhostRelay,
  "mail-required": mailRequired,
  "mailgun-endpoint": mailgunEndpoint,
  "malformed-entry": malformedEntry,
  "malformed-host": malformedHost,
  "middlebox-mode": middleboxMode,
  "missing-api-key": missingApiKey,
  "missing-credentials": missingCredentials,
  "needless-suppression": needlessSuppression,
  "no-relay": noRelay,
  "not-passed-through": notPassedThrough,
  "obsolete-adapter": obsoleteAdapter,
  "orphan-mail-sidecar": orphanMailSidecar,
  "placeholder-value": placeholderValue,
  "plaintext-auth": plaintextAuth,
  "port-25": port25,
  "provider-auth-unsupported": providerAuthUnsupported,
  "provider-credentials": providerCredentials,
  "provider-region": providerRegion,
  "published-port": publishedPort,
  "retyped-value": retypedValue,
  "sandbox-host": sandboxHost,
  "secret-in-compose": secretInCompose,
  "secret-name": secretName,
  "sender-not-allowed": senderNotAllowed,
  "shell-syntax": shellSyntax,
  "silent-failure": silentFailure,
  "stack-env-quotes": stackEnvQuotes,
  "stack-reads-no-dotenv": stackReadsNoDotenv,
  "surrounding-space": surroundingSpace,
  "tls-certificate": tlsCertificate,
  "tls-impossible": tlsImpossible,
  "tls-port-mismatch": tlsPortMismatch,
  "unknown-adapter": unknownAdapter,
  "unknown-variable": unknownVariable,
  "unreachable-relay": unreachableRelay,
  "unresolvable-relay": unresolvableRelay,
  "unresolved-variable": unresolvedVariable,
  "variable-removed": variableRemoved,
  "variable-too-new": variableTooNew,
  "wrong-port": wrongPort,
  "wrong-service": wrongService,
};
