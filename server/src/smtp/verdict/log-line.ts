import { inspectString } from "../../plausible/elixir/inspect-string.js";
import type { TestRequest } from "./request.js";
import type { StepName } from "./steps.js";
import type { Trouble } from "./talk.js";

/**
 * What Plausible's log shows of this failure (executed, see each text's release); null where it shows nothing or where the
 * text is not known. `greeting`: what the server says first where TLS was expected. Line numbers and state names inside TLS errors are those of OTP 27 and vary with it.
 */
export function logLineOf(request: TestRequest, host: string, step: StepName, trouble: Trouble, greeting = "2"): string | null {
  // What the client raises is not caught before 2.1.5, and so is in the log of every release.
  if (trouble.kind === "tls-impossible" && request.delivery.tlsFailure != null) {
    return certainLine({ ...request, delivery: { ...request.delivery, certainFailure: request.delivery.tlsFailure } });
  }
  if (trouble.kind === "crash" || trouble.kind === "unreadable") return trouble.exception.trimEnd();
  if (trouble.kind === "plaintext-auth-not-allowed" || trouble.kind === "credentials-unseen") return null;
  if (trouble.kind === "wire" && trouble.problem === "cancelled") return null;
  if (request.logsFailure === "nothing") return null;
  if (request.logsFailure === "without-reason") return "[error] Failed to send e-mail";
  return request.delivery.client === "mua" ? muaLine(host, trouble, greeting) : genSmtpLine(host, step, trouble);
}

/**
 * The line of a failure that is certain before any connection. What the adapter returns as an error is logged as every other
 * error is; what is raised, or exits, is in the log of every release.
 */
export function certainLine({ logsFailure, delivery }: Pick<TestRequest, "logsFailure" | "delivery">): string | null {
  const exception = delivery.certainFailure?.exception;
  if (exception === undefined || delivery.certainFailure?.kind === "black-hole") return null;
  const returned = exception.startsWith("** (Mua.") || exception.includes(" raise/1 and reraise/2 ");
  if (!returned || logsFailure === "with-reason") return exception.trimEnd();
  return logsFailure === "nothing" ? null : "[error] Failed to send e-mail";
}

function muaLine(host: string, trouble: Trouble, greeting: string): string | null {
  if (trouble.kind === "reply") return `** (Mua.SMTPError) ${trouble.lines.join("").replaceAll("\r\n", "\n").trimEnd()}`;
  const reason = transportReason(host, trouble, greeting);
  return reason === null ? null : `** (Mua.TransportError) ${reason}`;
}

/** `Mua.TransportError.message/1`: Erlang's own words for sockets and TLS. */
function transportReason(host: string, trouble: Trouble, greeting: string): string | null {
  if (trouble.kind === "certificate") {
    const state = trouble.protocol === "TLSv1.3" ? "wait_cert_cr" : "certify";
    const alert = (place: number, text: string) =>
      `TLS client: In state ${state} at ssl_handshake.erl:${place} generated CLIENT ALERT: Fatal - ${text}`;
    if (trouble.fault === "self-signed") return alert(2173, "Bad Certificate\n selfsigned_peer");
    if (trouble.fault === "unknown-ca") return alert(2175, "Unknown CA");
    if (trouble.fault === "expired" || trouble.fault === "not-yet-valid") return alert(2155, "Certificate Expired");
    if (trouble.fault === "wrong-name") {
      const received = trouble.names.map((name) => `{dNSName,"${name}"}`).join(",");
      const detail = `{bad_cert,\n     {hostname_check_failed,\n         {requested,"${host}"},\n         {received,[${received}]}}}`;
      return alert(2183, `Bad Certificate\n ${detail}`);
    }
    return alert(2183, "Bad Certificate");
  }
  if (trouble.kind !== "wire") return null;
  if (trouble.problem === "injected") return unexpectedRecord(Number(trouble.code));
  if (trouble.problem === "tls") return tlsReason(trouble.code, greeting);
  if (trouble.problem === "unreachable") return trouble.code === "ENETUNREACH" ? "network is unreachable" : "no route to host";
  const known: Partial<Record<typeof trouble.problem, string>> = {
    timeout: "timeout",
    flood: "timeout",
    closed: "socket closed",
    reset: "socket closed", // Erlang tells a reset only where it is asked to
    refused: "connection refused",
    "not-found": "non-existing domain",
  };
  return known[trouble.problem] ?? null;
}

function tlsReason(code: string, greeting: string): string | null {
  if (saysPlain(code)) return unexpectedRecord(greeting.charCodeAt(0));
  if (isVersion(code)) return "TLS client: In state hello received SERVER ALERT: Fatal - Protocol Version";
  if (/HANDSHAKE_FAILURE/.test(code)) return "TLS client: In state hello received SERVER ALERT: Fatal - Handshake Failure";
  return null;
}

/** The first byte of what came, taken for the type of a TLS record: 50 is the `2` of `220`. */
function unexpectedRecord(type: number): string {
  return `TLS client: In state hello at tls_record.erl:532 generated CLIENT ALERT: Fatal - Unexpected Message\n {unsupported_record_type,${type}}`;
}

/** OpenSSL's ways to say that the other side does not speak TLS. */
export function saysPlain(code: string): boolean {
  return /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNEXPECTED_MESSAGE|RECORD_TOO_LONG/.test(code);
}

/** OpenSSL's ways to say that the two have no version of TLS in common. */
export function isVersion(code: string): boolean {
  return /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW|NO_PROTOCOLS/.test(code);
}

function genSmtpLine(host: string, step: StepName, trouble: Trouble): string | null {
  const name = host === "" ? "[]" : `~c${inspectString(host)}`;
  if (trouble.kind === "reply") {
    const kind = (trouble.lines[0] ?? "").startsWith("4") ? "temporary_failure" : "permanent_failure";
    return genSmtpError(`{:${kind}, ${name}, ${inspectString(trouble.lines.join(""))}}`);
  }
  if (trouble.kind === "tls-impossible") {
    const reason = step === "tls" ? "{:options, :incompatible, [verify: :verify_peer, cacerts: :undefined]}" : ":closed";
    return genSmtpError(`{:network_failure, ${name}, {:error, ${reason}}}`);
  }
  if (trouble.kind !== "wire") return null;
  const known: Partial<Record<typeof trouble.problem, string>> = {
    timeout: ":timeout",
    flood: ":timeout",
    closed: ":closed",
    reset: ":closed",
    refused: ":econnrefused",
    "not-found": ":nxdomain",
    unreachable: trouble.code === "ENETUNREACH" ? ":enetunreach" : ":ehostunreach",
    tls: ":closed",
    injected: ":closed",
  };
  const reason = known[trouble.problem];
  return reason === undefined ? null : genSmtpError(`{:network_failure, ${name}, {:error, ${reason}}}`);
}

/** What Bamboo makes of any error of `bamboo_smtp`: it tries to raise a tuple (executed, 2.1.5 and later). */
export function genSmtpError(tuple: string): string {
  return `** (ArgumentError) raise/1 and reraise/2 expect a module name, string or exception as the first argument, got: ${tuple}`;
}
