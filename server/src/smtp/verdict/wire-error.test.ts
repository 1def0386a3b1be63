import assert from "node:assert/strict";
import { test } from "node:test";
import { problemOf, type SystemError, WireError } from "./wire-error.js";

function systemError(code: string | undefined, text = "", errors?: readonly SystemError[]): SystemError {
  return Object.assign(new Error(text), { code }, errors === undefined ? {} : { errors });
}

function seen(...error: Parameters<typeof systemError>): readonly [string, string] {
  const { problem, code } = problemOf(systemError(...error));
  return [problem, code];
}

test("each code of the system is one problem, and the code is kept", () => {
  const meant = {
    refused: ["ECONNREFUSED"],
    reset: ["ECONNRESET", "EPIPE"],
    timeout: ["ETIMEDOUT"],
    unreachable: ["EHOSTUNREACH", "ENETUNREACH", "ENETDOWN", "EADDRNOTAVAIL", "EACCES", "EPERM"],
    "not-found": ["ENOTFOUND", "ENODATA", "EAI_AGAIN", "EAI_FAIL"],
    cancelled: ["ABORT_ERR"],
    tls: ["ERR_SSL_NO_PROTOCOLS_AVAILABLE", "ERR_TLS_CERT_ALTNAME_INVALID", "DEPTH_ZERO_SELF_SIGNED_CERT"],
    closed: ["ECONNABORTED", "ESOMETHING", "X_EAI_"],
  };
  for (const [problem, codes] of Object.entries(meant)) for (const code of codes) assert.deepEqual(seen(code), [problem, code]);
  assert.deepEqual(seen(undefined), ["closed", ""]);
});

test("a connection that ends during the handshake was closed by the server", () => {
  const text = "Client network socket disconnected before secure TLS connection was established";
  assert.deepEqual(seen("ECONNRESET", text), ["closed", "ECONNRESET"]);
  assert.deepEqual(seen("ECONNRESET", "read ECONNRESET"), ["reset", "ECONNRESET"]);
  assert.deepEqual(seen("ECONNREFUSED", text), ["refused", "ECONNREFUSED"]);
});

test("of several addresses the last one tells", () => {
  const each = ["ENETUNREACH", "ETIMEDOUT", "ECONNREFUSED"].map((code) => systemError(code));
  assert.deepEqual(seen("ETIMEDOUT", "", each), ["refused", "ECONNREFUSED"]);
  assert.deepEqual(seen("ETIMEDOUT", "", []), ["timeout", "ETIMEDOUT"]);
  assert.deepEqual(seen("ETIMEDOUT", "", [systemError(undefined)]), ["timeout", "ETIMEDOUT"]);
});

test("an EPROTO is called what OpenSSL calls it", () => {
  const openssl = "write EPROTO 40:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/record.c:355:\n";
  assert.deepEqual(seen("EPROTO", openssl), ["tls", "ERR_SSL_WRONG_VERSION_NUMBER"]);
  assert.deepEqual(seen("EPROTO", openssl.replace("ssl3_get_record", "")), ["tls", "ERR_SSL_WRONG_VERSION_NUMBER"]);
  assert.deepEqual(seen("EPROTO", "write EPROTO"), ["tls", "EPROTO"]);
  assert.deepEqual(seen("ERR_SSL_HTTP_REQUEST", openssl), ["tls", "ERR_SSL_HTTP_REQUEST"]);
});

test("what is thrown says the problem, and the code where there is one", () => {
  assert.equal(new WireError("refused", "ECONNREFUSED").message, "refused (ECONNREFUSED)");
  assert.equal(new WireError("cancelled").message, "cancelled");
  assert.equal(new WireError("cancelled").code, "");
});
