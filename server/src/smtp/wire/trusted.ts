import { createSecureContext, rootCertificates, type SecureContext, type SecureContextOptions } from "node:tls";

/** By the list of certificates, as a test hands it to each of its connections, then by the other settings. */
const contexts = new WeakMap<readonly string[], Map<string, SecureContext>>();

/**
 * Options for a TLS connection that trusts these PEM certificates beside Node's own roots. Node parses a list of
 * certificates for each context, and its roots are 150 (some 30 ms of work), so the connections of one test share theirs.
 */
export function trusting(
  ca: readonly string[],
  settings: SecureContextOptions = {},
): SecureContextOptions & { readonly secureContext?: SecureContext } {
  if (ca.length === 0) return settings; // Node's roots alone are parsed once a process
  const ofList = contexts.get(ca) ?? new Map<string, SecureContext>();
  contexts.set(ca, ofList);
  const key = JSON.stringify(settings);
  const context = ofList.get(key) ?? createSecureContext({ ...settings, ca: [...rootCertificates, ...ca] });
  ofList.set(key, context);
  return { ...settings, secureContext: context };
}
