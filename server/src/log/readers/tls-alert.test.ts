import assert from "node:assert/strict";
import { test } from "node:test";
import { readLog } from "../../../testing/log.js";
import { readAlert } from "./tls-alert.js";

const wrongName = (text: string) => {
  const alert = readAlert(text);
  assert.equal(alert?.trouble.kind === "certificate" && alert.trouble.fault, "wrong-name", text);
  return alert?.trouble.kind === "certificate" ? [alert.host, ...alert.trouble.names] : null;
};

test("the reason behind an alert decides, whatever the alert is called", () => {
  const alert = "TLS :client: In state :wait_cert at ssl_handshake.erl:1 generated CLIENT ALERT: Fatal - Handshake Failure";
  assert.deepEqual(wrongName(`${alert}\n - {:bad_cert, :hostname_check_failed}`), [null]);
  assert.deepEqual(wrongName(`${alert}\n {bad_cert,hostname_check_failed}`), [null]);
});

test("the names come out of every notation", () => {
  const alert = "TLS client: In state wait_cert_cr at ssl_handshake.erl:1 generated CLIENT ALERT: Fatal - Bad Certificate";
  const names = ["mail.zoo.example", "mx1.zoo.test", "mx2.zoo.test"];
  const notations = [
    '{bad_cert,{hostname_check_failed,{requested,"mail.zoo.example"},{received,[{dNSName,"mx1.zoo.test"},{dNSName,"mx2.zoo.test"}]}}}',
    '{:bad_cert, {:hostname_check_failed, {:requested, ~c"mail.zoo.example"}, {:received, [dNSName: ~c"mx1.zoo.test", dNSName: ~c"mx2.zoo.test"]}}}',
    "{:bad_cert, {:hostname_check_failed, {:requested, 'mail.zoo.example'}, {:received, [dNSName: 'mx1.zoo.test', dNSName: 'mx2.zoo.test']}}}",
    '{bad_cert,{hostname_check_failed,{requested,\\"mail.zoo.example\\"},{received,[{dNSName,\\"mx1.zoo.test\\"},{dNSName,\\"mx2.zoo.test\\"}]}}}',
  ];
  for (const notation of notations) assert.deepEqual(wrongName(`${alert}\n ${notation}`), names, notation);
  assert.deepEqual(wrongName(`${alert}\n {:bad_cert, {:hostname_check_failed, {:received, [iPAddress: <<192, 0, 2, 9>>]}}}`), [
    null,
    "192.0.2.9",
  ]);
});

test("a fault of the certificate that has no name here is not taken for a self-signed one", () => {
  const fault = (text: string) => {
    const trouble = readAlert(text)?.trouble;
    return trouble?.kind === "certificate" ? trouble.fault : null;
  };
  const alert = (name: string) => `TLS client: In state wait_cert at ssl_handshake.erl:1 generated CLIENT ALERT: Fatal - ${name}`;
  assert.equal(fault(`${alert("Bad Certificate")}\n {bad_cert,max_path_length_reached}`), "other");
  assert.equal(fault(`${alert("Unsupported Certificate")}\n - {:key_usage_mismatch, {}}`), "other");
  assert.equal(fault(alert("Certificate Revoked")), "other");
  assert.equal(fault(alert("Bad Certificate")), "unnamed");
  assert.equal(fault(`${alert("Bad Certificate")}\n selfsigned_peer`), "self-signed");
});

test("an alert of a web client is none of the mail server's", () => {
  const alert = "TLS client: In state certify at ssl_handshake.erl:1 generated CLIENT ALERT: Fatal - Unknown CA";
  const said = (text: string) => readLog(`10:11:12.000 [error] ${text}`).readings.length;
  assert.equal(said(`Failed to fetch favicon: %Mint.TransportError{reason: {:tls_alert, {:unknown_ca, ~c"${alert}"}}}`), 0);
  assert.equal(said(`x: {:tls_alert, {:unknown_ca, ~c"${alert}"}}`), 1);
});
