import { blankAtFault } from "./cause.js";
import type { Cause } from "./causes.js";
import type { TestRequest } from "./request.js";
import type { OrdinaryClient, SecondLook, Talk } from "./talk.js";

/** Everything that was seen; what was not asked for is null. */
export interface Evidence {
  readonly request: TestRequest;
  /** The name of the relay that was talked to. */
  readonly host: string;
  readonly talk: Talk;
  readonly look: SecondLook | null;
  readonly ordinary: OrdinaryClient | null;
}

/** The lint rule that speaks of the same mistake; null where none does. */
export function ruleOf(cause: Cause, { request, talk, host }: Evidence): string | null {
  const { delivery, adapter } = request;
  const local = isLocal(host);
  switch (cause) {
    case "tls-on-plain-port":
      return "tls-port-mismatch";
    case "plain-on-tls-port":
      return adapter?.implicitTls === "not-available"
        ? "implicit-tls-unsupported"
        : adapter?.implicitTls === "fails"
          ? "tls-impossible"
          : "tls-port-mismatch";
    case "certificate-self-signed":
    case "certificate-unknown-ca":
    case "certificate-wrong-name":
      return "tls-certificate";
    case "tls-impossible":
      return "tls-impossible";
    case "auth-refused":
      return delivery.auth?.username === "" || delivery.auth?.password === "" ? "empty-credentials" : null;
    case "auth-required":
      return delivery.auth === null ? "missing-credentials" : null;
    case "adapter-crashes":
      if (talk.trouble?.trouble.kind === "tls-impossible") return "middlebox-mode";
      return (delivery.auth?.username ?? null) === (delivery.auth?.password ?? null) ? "missing-credentials" : "half-credentials";
    case "host-not-found":
      return /[:/\s]|^$/.test(host) ? "malformed-host" : host.includes(".") || local ? null : "unresolvable-relay";
    case "connection-refused":
      return local ? "localhost-relay" : null;
    case "connection-timeout":
      return delivery.port === 25 && talk.trouble?.step === "connect" ? "port-25" : null;
    case "plaintext-auth-not-allowed":
      return delivery.port === 25 ? "port-25" : "plaintext-auth";
    case "ehlo-refused":
      return talk.secondEhlo ? "known-bug" : null;
    case "sender-refused":
      return "sender-not-allowed";
    case "message-refused":
      if (!headersAtFault({ request, talk })) return null;
      return adapter?.client.name === "mua" ? "known-bug" : "obsolete-adapter";
    case "sender-syntax":
      return /[<>"\s,]/.test(delivery.mailFrom) ? "invalid-sender" : null;
    default:
      return null;
  }
}

/** The variable that the user must change; null where the fault is not his. */
export function variableOf(cause: Cause, { request, talk, host, ordinary }: Evidence): string | null {
  const { delivery, adapter } = request;
  switch (cause) {
    case "tls-on-plain-port":
      return adapter?.readsTlsFlag === false ? "SMTP_HOST_PORT" : "SMTP_HOST_SSL_ENABLED";
    case "plain-on-tls-port":
      return adapter?.implicitTls === "works" ? "SMTP_HOST_SSL_ENABLED" : "SMTP_HOST_PORT";
    case "tls-impossible":
      return "MAILER_ADAPTER";
    case "certificate-self-signed":
    case "certificate-unknown-ca":
    case "certificate-expired":
    case "certificate-wrong-name":
    case "host-not-found":
    case "host-unreachable":
      return "SMTP_HOST_ADDR";
    case "connection-refused":
      return isLocal(host) ? "SMTP_HOST_ADDR" : "SMTP_HOST_PORT";
    case "no-greeting":
    case "not-smtp":
    case "tls-required":
    case "plaintext-auth-not-allowed":
      return "SMTP_HOST_PORT";
    case "connection-timeout":
      return talk.trouble?.step === "connect" ? "SMTP_HOST_PORT" : null;
    case "auth-refused":
      return "SMTP_USER_PWD";
    case "auth-required":
    case "auth-not-offered":
    case "auth-mechanism":
      return "SMTP_USER_NAME";
    case "sender-refused":
      return "MAILER_EMAIL";
    case "sender-syntax":
      return blankAtFault(ordinary) ? null : "MAILER_EMAIL";
    case "adapter-crashes":
      return (delivery.tlsFailure ?? delivery.certainFailure)?.variable ?? null;
    case "ehlo-refused":
      return talk.secondEhlo ? null : adapter?.ehloName === "sender-domain" ? "MAILER_EMAIL" : "BASE_URL";
    default:
      return null;
  }
}

/** Whether the server misses a header that this release's client does not write, or not as the standard has it. */
export function headersAtFault({ request: { adapter }, talk }: Pick<Evidence, "request" | "talk">): boolean {
  const trouble = talk.trouble?.trouble;
  if (trouble?.kind !== "reply" || adapter === null || adapter.addsHeaders === "date-and-message-id") return false;
  return (
    /message-?id\b/i.test(trouble.words) ||
    (adapter.addsHeaders === "none" && /\bdate\b.*\bheader|\bheader.*\bdate\b/i.test(trouble.words))
  );
}

/** The container itself, seen from inside it. */
export function isLocal(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/i.test(host);
}
