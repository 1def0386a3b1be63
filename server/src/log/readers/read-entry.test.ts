import assert from "node:assert/strict";
import { test } from "node:test";
import { causesOf, readLog } from "../../../testing/log.js";
import { textOf } from "../../base/messages.js";
import { answersOf } from "../answer.js";

const smtp = (reply: string) => `** (Mua.SMTPError) ${reply}`;
const transport = (reason: string) => `** (Mua.TransportError) ${reason}`;
const tuple = (term: string) =>
  `** (ArgumentError) raise/1 and reraise/2 expect a module name, string or exception as the first argument, got: ${term}`;
const alert = (text: string) =>
  transport(`TLS client: In state wait_cert_cr at ssl_handshake.erl:2183 generated CLIENT ALERT: Fatal - ${text}`);

/** Lines as real clients wrote them, and what a test of the same server would say; the first cause is the likeliest. */
const lines: readonly (readonly [line: string, ...causes: (string | null)[]])[] = [
  [smtp("535 5.7.8 Authentication credentials invalid"), "auth-refused"],
  [
    smtp("534-5.7.9 Application-specific password required.\n534 5.7.9 https://support.google.com/mail/?p=InvalidSecondFactor"),
    "auth-refused",
  ],
  [smtp("535 5.7.139 Authentication unsuccessful, basic authentication is disabled."), "login-disabled"],
  [smtp("454 4.7.0 Temporary authentication failure"), "auth-refused"],
  [smtp("334 dXNlcm5hbWU6"), "auth-mechanism"],
  [smtp("504 5.7.4 Unrecognized authentication type"), "auth-mechanism", "auth-not-offered"],
  [smtp("503 5.5.1 Error: authentication not enabled"), "auth-not-offered"],
  [smtp("503 Bad sequence of commands"), "ehlo-refused", "auth-not-offered"],
  [`${smtp("503 Bad sequence of commands")}\n    (bamboo 2.5.0) lib/bamboo/mailer.ex:234: x`, "auth-not-offered"],
  [
    `${smtp("503 Bad sequence of commands")}\n    (bamboo 2.3.0) lib/bamboo/mailer.ex:234: x\n    (elixir 1.18.3) lib/enum.ex:987: x`,
    "ehlo-refused",
    "auth-not-offered",
  ],
  [smtp("530 Error: authentication Required"), "auth-required"],
  [smtp("530 5.7.0 Must issue a STARTTLS command first"), "tls-required"],
  [smtp("454 4.7.0 TLS not available due to local problem"), "starttls-refused"],
  [smtp("502 5.5.1 not implemented"), "starttls-refused", "auth-not-offered", "ehlo-refused"],
  [smtp("501 5.5.4 Syntax: MAIL FROM:<address>"), "sender-syntax"],
  [smtp("550 5.7.1 Sender address rejected: not owned by user"), "sender-refused"],
  [smtp("553 Mail from must equal authorized user"), "sender-refused"],
  [smtp("550 5.1.1 User unknown"), "recipient-refused"],
  [smtp("550 5.7.1 Unable to relay for rcpt@example.net"), "recipient-refused"],
  [smtp("450 4.2.0 Recipient address rejected: Greylisted"), "recipient-refused"],
  [smtp("554 5.7.1 Message rejected as spam"), "message-refused"],
  [smtp("552 5.3.4 Message too big"), "message-refused"],
  [
    smtp("421 4.7.0 Too many connections, try again later"),
    "greeting-refused",
    "ehlo-refused",
    "sender-refused",
    "recipient-refused",
    "message-refused",
  ],
  [smtp("501 5.5.4 Invalid domain name"), "ehlo-refused"],
  [smtp("534 5.7.9 Authentication mechanism is too weak"), "auth-mechanism"],
  [smtp("502 5.5.1 AUTH not supported"), "auth-not-offered"],
  [smtp("554 5.7.8 Access Restricted"), "auth-refused"],
  [smtp("421-4.7.0 Our system has detected that this message\n421 4.7.0 is suspicious due to its content"), "message-refused"],
  [
    smtp("451 4.7.500 Server busy. Please try again later from [192.0.2.1]."),
    "greeting-refused",
    "recipient-refused",
    "sender-refused",
    "message-refused",
  ],
  [
    smtp("421 4.7.0 [TS01] Messages from 192.0.2.1 temporarily deferred"),
    "greeting-refused",
    "recipient-refused",
    "sender-refused",
    "message-refused",
  ],
  [
    smtp("521 5.7.1 Connection not allowed from this host"),
    "greeting-refused",
    "recipient-refused",
    "sender-refused",
    "message-refused",
  ],
  [smtp("554 5.7.1 Service unavailable; Sender address [a@b.example] blocked using dbl.spamhaus.org"), "sender-refused"],
  [smtp("550 EHLO argument does not match the calling host"), "ehlo-refused"],
  [smtp("503 Valid RCPT command must precede DATA"), "recipient-refused"],
  [smtp('550 "The mail server could not deliver mail to a@b.example. It may be blacklisted."'), "recipient-refused"],
  [smtp("550 收件人不存在"), "recipient-refused"],
  [smtp("550 邮件含有违规内容"), "message-refused"],
  [smtp("550 您的IP已被拒绝"), "greeting-refused", "recipient-refused", "sender-refused", "message-refused"],
  // As providers word it.
  [smtp("535 5.7.3 Authentication unsuccessful [AM0PR02CA0001.eurprd02.prod.outlook.com]"), "auth-refused"],
  [smtp("550 5.7.30 Basic authentication is not supported for Client Submission."), "login-disabled"],
  [smtp("525 5.7.1 Unauthorized IP address"), "ip-not-allowed"],
  [smtp("451 Authentication failed: Maximum credits exceeded"), "quota-exceeded"],
  [smtp("530 5.7.57 Client not authenticated to send mail"), "auth-required"],
  [smtp("550 5.7.1 Authentication required"), "auth-required"],
  [smtp("503 5.5.4 Error: send AUTH command first"), "auth-required"],
  [smtp("503 AUTH command used when not advertised"), "auth-not-offered"],
  [smtp("504 5.5.2 <plausible>: Helo command rejected: need fully-qualified hostname"), "ehlo-refused"],
  [smtp("501 Syntactically invalid EHLO argument(s)"), "ehlo-refused"],
  [smtp("550 Requested action not taken: mailbox unavailable\n550 Sender address is not allowed."), "sender-refused"],
  [smtp("553 5.7.1 Sender address rejected: not owned by auth user."), "sender-refused"],
  [smtp("550 5.1.8 <a@b.example>: Sender address rejected: Domain not found"), "sender-refused"],
  [smtp("553 Relaying disallowed as admin@example.com"), "sender-refused"],
  [smtp("550 The from address does not match a verified Sender Identity."), "sender-refused"],
  [smtp("554 Message rejected: Email address is not verified."), "sender-refused"],
  [smtp('550 The "From" header is missing or invalid.'), "sender-refused"],
  [
    smtp("550-5.7.26 Your email has been blocked because the sender is unauthenticated.\n550 5.7.26 gsmtp"),
    "message-refused",
    "sender-refused",
  ],
  [smtp("554 5.7.1 <x@y.example>: Relay access denied"), "recipient-refused"],
  [smtp("550 relay not permitted"), "recipient-refused"],
  [smtp("553 5.1.2 We weren't able to find the recipient domain."), "recipient-refused"],
  [smtp("555 5.5.2 Syntax error, cannot decode response. gsmtp"), "sender-syntax", "recipient-refused"],
  [
    smtp("554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org"),
    "greeting-refused",
    "recipient-refused",
    "sender-refused",
    "message-refused",
  ],
  [
    '** (MatchError) no match of right hand side value: {:error, %Mua.SMTPError{code: 550, lines: ["550-5.7.1 [192.0.2.1] Messages missing a valid Message-ID header are not\\r\\n", "550 5.7.1 accepted. gsmtp\\r\\n"]}}\n    (stdlib 5.2) erl_eval.erl:498: :erl_eval.expr/6\n    iex:1: (file)',
    "message-refused",
    "sender-refused",
  ],
  [
    "** (exit) an exception was raised:\n    ** (Bamboo.SMTPAdapter.SMTPError) There was a problem sending the email through SMTP.\n\nThe error is :retries_exceeded\n\nMore detail below:\n\n{:network_failure, 'smtp.eu.mailgun.org', {:error, :timeout}}\n\n        (bamboo_smtp 2.1.0) lib/bamboo/adapters/smtp_adapter.ex:96: Bamboo.SMTPAdapter.handle_response/1\n        (bamboo 1.6.0) lib/bamboo/mailer.ex:162: x",
    "connection-timeout",
    "plain-on-tls-port",
    "no-greeting",
    "tls-failed",
  ],
  ['** (Bamboo.Mua.MultihostError) recipients on different hosts: ["a.example", "b.example"]', "no-relay"],
  [transport("connection refused"), "connection-refused"],
  [transport("non-existing domain"), "host-not-found"],
  [transport("no route to host"), "host-unreachable"],
  [transport("timeout"), "connection-timeout", "plain-on-tls-port", "no-greeting", "tls-failed"],
  [transport("socket closed"), "connection-closed", "plain-on-tls-port", "tls-failed"],
  [alert("Bad Certificate\n selfsigned_peer"), "certificate-self-signed"],
  [alert("Unknown CA"), "certificate-unknown-ca"],
  [alert("Certificate Expired"), "certificate-expired"],
  [
    alert(
      'Bad Certificate\n {bad_cert,\n     {hostname_check_failed,\n         {requested,"localhost"},\n         {received,[{dNSName,"mail.other.example"}]}}}',
    ),
    "certificate-wrong-name",
  ],
  [
    transport(
      "TLS client: In state hello at tls_record.erl:532 generated CLIENT ALERT: Fatal - Unexpected Message\n {unsupported_record_type,50}",
    ),
    "tls-on-plain-port",
    "plain-text-injected",
  ],
  [
    transport(
      "TLS client: In state hello at tls_record.erl:532 generated CLIENT ALERT: Fatal - Unexpected Message\n {unsupported_record_type,72}",
    ),
    "not-smtp",
  ],
  [transport("TLS client: In state hello received SERVER ALERT: Fatal - Protocol Version"), "tls-version"],
  [transport("TLS client: In state hello received SERVER ALERT: Fatal - Handshake Failure"), "tls-failed"],
  [transport("Invalid TLS option: {middlebox_comp_mode,''}"), "adapter-crashes"],
  ["{:error, %Mua.TransportError{reason: :econnrefused}}", "connection-refused"],
  ['{:error, %Mua.SMTPError{code: 535, lines: ["535 5.7.8 no\\r\\n"]}}', "auth-refused"],
  ['{:error,\n %Mua.SMTPError{\n   code: 535,\n   lines: ["535 5.7.8 no\\r\\n"]\n }}', "auth-refused"],
  ["{:error,\n %Mua.TransportError{\n   reason: :nxdomain\n }}", "host-not-found"],
  [
    '{:error, %Mua.TransportError{reason: {:tls_alert, {:unknown_ca, ~c"TLS client: In state certify …"}}}}',
    "certificate-unknown-ca",
  ],
  [tuple('{:network_failure, ~c"ssl0.ovh.net", {:error, :closed}}'), "tls-impossible", "connection-closed"],
  [tuple("{:network_failure, 'localhost', {:error, :closed}}"), "connection-closed", "plain-on-tls-port", "tls-version"],
  [
    tuple('{:network_failure, ~c"localhost", {:error, {:options, :incompatible, [verify: :verify_peer, cacerts: :undefined]}}}'),
    "tls-impossible",
  ],
  [tuple("{:network_failure, [], {:error, :nxdomain}}"), "host-not-found"],
  [tuple("{:permanent_failure, 'localhost', \"530 Error: authentication Required\\r\\n\"}"), "auth-required", "auth-refused"],
  [tuple('{:temporary_failure, ~c"localhost", "450 4.2.0 Recipient address rejected: Greylisted\\r\\n"}'), "recipient-refused"],
  [tuple("{:permanent_failure, 'localhost', \"250-2.0.0 Ok\\r\\n250 queued as X2\\r\\n\"}"), "message-refused"],
  [
    tuple(
      "{:network_failure, 'smtp.example.net', {:error, {:tls_alert, {:unexpected_message, 'TLS client: In state hello at tls_record.erl:558 generated CLIENT ALERT: Fatal - Unexpected Message\\n {unsupported_record_type,52}'}}}}",
    ),
    "tls-on-plain-port",
    "plain-text-injected",
  ],
  ['{network_failure,"localhost",{error,econnrefused}}', "connection-refused"],
  ["** (ArgumentError) The email address `plausible@localhost` is invalid.", "sender-invalid", "recipient-invalid"],
  ['** (MatchError) no match of right hand side value:\n\n    ["not-an-email"]', "sender-invalid", "recipient-invalid"],
  ['** (CaseClauseError) no case clause matching: "HTTP/1.1 400 Bad Request\\r\\n"', "not-smtp"],
  [
    "** (ArgumentError) construction of binary failed: segment 2 of type 'binary': expected a binary but got: nil",
    "adapter-crashes",
  ],
  ["** (exit) :badarg", "adapter-crashes", "host-not-found"],
  ["** (ArgumentError) There was no API key set for the Postmark adapter.\n* Here are the config options", "api-adapter"],
  [
    '** (Bamboo.ApiError) There was a problem sending the email through the Mailgun API.\n\nHere is the response:\n\n"Forbidden"\n\nHere are the params we sent:\n\n%{}',
    "api-key-refused",
  ],
  ["[error] Failed to send e-mail", null],
  ["[error] Failed to send e-mail:\n\n  ** (UndefinedFunctionError) function Foo.bar/0 is undefined", null],
  [transport("something that nobody has seen"), null],
  [
    '** (ArgumentError) Unknown mailer_adapter: "SMTP"\n\nPlease see https://hexdocs.pm/bamboo/readme.html#available-adapters\nfor the list of available adapters that ship with Bamboo',
    "boot-refused",
  ],
  ["ERROR! Config provider Config.Reader failed with:\n** (KeyError) key :x not found", "boot-refused"],
  [
    'Runtime terminating during boot ({#{message=><<"Config variable SMTP_HOST_PORT must be an integer. Got abc">>,',
    "boot-refused",
  ],
];

for (const [line, ...causes] of lines) {
  test(line.slice(0, 120), () => assert.deepEqual(causesOf(line), causes));
}

test("what a provider's web interface refuses", () => {
  const refused = (service: string, response: string) => {
    const text = `** (Bamboo.ApiError) There was a problem sending the email through the ${service} API.\n\nHere is the response:\n\n${JSON.stringify(response)}\n\nHere are the params we sent:\n\n%{}`;
    const [answer] = answersOf(readLog(text), null);
    return [answer?.cause, answer?.variables.join(" ")];
  };
  assert.deepEqual(refused("Postmark", '{"ErrorCode":10,"Message":"The Server Token you provided was invalid."}'), [
    "api-key-refused",
    "POSTMARK_API_KEY",
  ]);
  assert.deepEqual(
    refused("Postmark", '{"ErrorCode":400,"Message":"The From address is not a Sender Signature on this account."}'),
    ["sender-refused", "MAILER_EMAIL"],
  );
  assert.deepEqual(
    refused("Postmark", '{"ErrorCode":406,"Message":"You tried to send to recipient(s) that have been marked as inactive."}'),
    ["recipient-refused", ""],
  );
  assert.deepEqual(refused("Mailgun", "Forbidden"), ["api-key-refused", "MAILGUN_API_KEY"]);
  assert.deepEqual(refused("Mailgun", '{"message":"Domain not found: mg.example.org"}'), [
    "api-domain-refused",
    "MAILGUN_DOMAIN MAILGUN_BASE_URI",
  ]);
  assert.deepEqual(refused("Mailgun", "404 page not found\n"), ["api-domain-refused", "MAILGUN_DOMAIN MAILGUN_BASE_URI"]);
  assert.deepEqual(
    refused("SendGrid", '{"errors":[{"message":"The provided authorization grant is invalid, expired, or revoked"}]}'),
    ["api-key-refused", "SENDGRID_API_KEY"],
  );
  assert.deepEqual(refused("Mandrill", '{"status":"error","code":-1,"name":"Invalid_Key","message":"Invalid API key"}'), [
    "api-key-refused",
    "MANDRILL_API_KEY",
  ]);
  assert.deepEqual(refused("Mandrill", '{"status":"error","message":"Something else"}'), ["api-adapter", ""]);
  assert.deepEqual(refused("Postmark", '{"ErrorCode":412,"Message":"While your account is pending approval, all recipients…"}'), [
    "account-restricted",
    "",
  ]);
  assert.deepEqual(refused("SendGrid", '{"errors":[{"message":"Maximum credits exceeded"}]}'), ["quota-exceeded", ""]);
});

test("a provider that is not even reached refuses nothing", () => {
  const answerTo = (service: string, response: string) => {
    const text = `** (Bamboo.ApiError) There was a problem sending the email through the ${service} API.\n\nHere is the response:\n\n${response}\n`;
    const [answer] = answersOf(readLog(text), null);
    assert.ok(answer !== undefined);
    assert.match(textOf(answer.advice, "en"), new RegExp(`Plausible can't reach ${service}\\.`));
    return answer.cause;
  };
  assert.equal(answerTo("Mailgun", ":nxdomain"), "host-not-found");
  assert.equal(answerTo("Postmark", ":connect_timeout"), "connection-timeout");
  assert.equal(answerTo("SendGrid", ":econnrefused"), "connection-refused");
});

test("an alert of Erlang's that speaks of no plain text blames nobody for any; one about middleboxes names the setting", () => {
  assert.deepEqual(causesOf(alert("Unexpected Message")), ["tls-failed"]);
  const said =
    "TLS client: In state hello_middlebox_assert at tls_client_connection_1_3.erl:300 generated CLIENT ALERT: Fatal - Unexpected Message\n Failed to assert middlebox server message";
  for (const line of [transport(said), `[notice] ${said.replace("TLS client: In state ", "TLS :client: In state :")}`]) {
    const [answer] = answersOf(readLog(line), null);
    assert.ok(answer !== undefined);
    assert.deepEqual(
      [answer.cause, answer.rule, answer.variables],
      ["tls-failed", "middlebox-mode", ["SMTP_MIDDLEBOX_COMP_MODE"]],
    );
    assert.match(textOf(answer.advice, "en"), /^`SMTP_MIDDLEBOX_COMP_MODE` must be off/);
  }
});

test("of a text in quotes the quotes are no part", () => {
  const [answer] = answersOf(readLog('[error] %{"error" => "** (Mua.TransportError) timeout"}'), null);
  assert.equal(answer?.logLine, "** (Mua.TransportError) timeout");
});

test("of the variables that a refused start may be about, those of mail come first", () => {
  const line =
    '** (ArgumentError) Invalid boolean value: "tls". Expected one of: 1, 0, t, f, true, false, y, n, yes, no, on, off';
  assert.equal(answersOf(readLog(line), null)[0]?.variables[0], "SMTP_HOST_SSL_ENABLED");
});

test("what a server says is not called an offer of it", () => {
  const [answer] = answersOf(readLog(smtp("504 5.7.4 Unrecognized authentication type")), null);
  assert.ok(answer !== undefined);
  const text = textOf(answer.advice, "en");
  assert.match(text, /It says 504 5\.7\.4 Unrecognized/);
  assert.doesNotMatch(text, /It offers/);
});

test("the first line of a refused boot tells as much as all of it, where it tells anything", () => {
  const variablesOf = (line: string) => answersOf(readLog(line), null)[0]?.variables;
  assert.deepEqual(variablesOf('** (ArgumentError) Unknown mailer_adapter: "smtp"'), ["MAILER_ADAPTER"]);
  assert.deepEqual(
    variablesOf("** (ArgumentError) Both SMTP_USER_NAME and SMTP_USER_PWD must be set for SMTP authentication."),
    variablesOf(
      "** (ArgumentError) Both SMTP_USER_NAME and SMTP_USER_PWD must be set for SMTP authentication.\nPlease provide values for both environment variables.",
    ),
  );
  assert.deepEqual(
    variablesOf("** (ArgumentError) Bamboo.SMTPAdapter is no longer supported as the adapter is no longer maintained."),
    ["MAILER_ADAPTER"],
  );
  assert.equal(variablesOf("** (ArgumentError) errors were found at the given arguments:"), undefined);
});

test("only what a second EHLO is answered with speaks of a bug of the release", () => {
  const ruleOf = (reply: string) => answersOf(readLog(smtp(reply)), null)[0]?.rule;
  assert.equal(ruleOf("503 Bad sequence of commands"), "known-bug");
  assert.equal(ruleOf("503 5.5.1 Error: duplicate EHLO"), "known-bug");
  assert.equal(ruleOf("501 Syntactically invalid EHLO argument(s)"), null);
  assert.equal(ruleOf("504 5.5.2 <plausible>: Helo command rejected: need fully-qualified hostname"), null);
});

test("a line says the same however it came", () => {
  for (const [line, ...causes] of lines) {
    if (/^(?:ERROR!|Runtime|\[error\])/.test(line)) continue;
    const logged = `10:11:12.123 request_id=F1 [error] Failed to send e-mail:\n\n  ${line}`;
    const composed = logged.replace(/^/gm, "plausible-1  | ");
    const json = JSON.stringify({ level: "error", message: `Failed to send e-mail:\n\n  ${line}`, time: "2026-01-02T03:04:05Z" });
    const task = `10:11:12.123 [error] Task #PID<0.1.0> started from #PID<0.2.0> terminating\n${line}\nFunction: &Bamboo.Mailer.x/1`;
    for (const text of [logged, composed, json, task]) {
      assert.deepEqual(causesOf(text), line.startsWith("** (ArgumentError) Unknown mailer") ? causesOf(text) : causes, text);
    }
  }
});

test("what other parts of Plausible write is none of ours", () => {
  const others = [
    "[error] Postgrex.Protocol (#PID<0.1.0>) failed to connect: ** (DBConnection.ConnectionError) tcp connect (plausible_db:5432): non-existing domain - :nxdomain",
    '[error] GenServer terminating\n** (MatchError) no match of right hand side value: ["a"]\n    (plausible 0.0.1) lib/plausible/stats/query.ex:1: x',
    "[error] x\n** (ArgumentError) errors were found at the given arguments:\n\n  * 1st argument: not an already existing atom\n    (phoenix 1.7.0) lib/x.ex:1: x",
    "[info] GET /settings/email-reports",
    "[notice] Application plausible exited: shutdown",
    "",
  ];
  for (const text of others) assert.deepEqual(readLog(text).readings, [], text);
});

test("every answer is a sentence in both languages, without and with all that a template may ask for", () => {
  for (const [line] of lines) {
    for (const { advice, alternatives } of answersOf(readLog(line), null)) {
      for (const language of ["en", "zh-cn"] as const) {
        for (const each of [advice, ...alternatives.map((one) => one.advice)]) {
          const text = textOf(each, language);
          assert.doesNotMatch(text, /\{\w+\}|undefined|``|Plausible {2}|\(\)/, text);
        }
      }
    }
  }
});

test("no secret is repeated", () => {
  const secret = "hunter2-Zq9!";
  const auth = Buffer.from(`\0user\0${secret}`).toString("base64");
  const texts = [
    `** (ArgumentError) There was no domain set for the Mailgun adapter.\n\n* Here are the config options that were passed in:\n\n%{api_key: "${secret}"}`,
    `** (Bamboo.ApiError) There was a problem sending the email through the SendGrid API.\n\nHere is the response:\n\n"{\\"errors\\":[{\\"message\\":\\"bad\\"}]}"\n\nHere are the params we sent:\n\n"token=${secret}"`,
    `[debug] Sending email with Bamboo.Mua:\n\n%Bamboo.Email{html_body: "https://x.example/password/reset?token=${secret}"}`,
    smtp(`501 5.5.2 cannot decode AUTH PLAIN ${auth}`),
    `{:error, %Mua.SMTPError{code: 535, lines: ["535 password: \\"${secret}\\""]}}`,
    `** (RuntimeError) BASE_URL must start with \`http\` or \`https\`. Currently configured as \`ftp://me:${secret}@x\``,
    tuple(`{:permanent_failure, 'localhost', "535 SMTP_USER_PWD=${secret}\\r\\n"}`),
    `[error] Failed to send e-mail:\n\n  ** (RuntimeError) [auth: [username: "me", password: "${secret}"]]`,
  ];
  for (const text of texts) {
    const [answer] = answersOf(readLog(text), null);
    assert.ok(answer !== undefined, text);
    const shown = `${answer.logLine}\n${textOf(answer.advice, "en")}`;
    assert.ok(!shown.includes(secret) && !shown.includes(auth), shown);
  }
});
