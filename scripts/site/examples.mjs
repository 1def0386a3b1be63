// Lines of logs and replies of mail servers, as users come with them. What each means is asked of the program.

/** Lines of Plausible's log, by the heading that they stand under. */
export const logLines = [
  {
    heading: { en: "The mail server answers", "zh-cn": "邮件服务器给出了答复" },
    lines: [
      "** (Mua.SMTPError) 535 5.7.8 Authentication credentials invalid",
      "** (Mua.SMTPError) 530 5.7.0 Authentication required",
      "** (Mua.SMTPError) 550 5.7.1 Sender address rejected: not owned by user",
      "** (Mua.SMTPError) 550 5.1.1 User unknown",
      "** (Mua.SMTPError) 554 5.7.1 Relay access denied",
      "** (Mua.SMTPError) 450 4.2.0 Greylisted",
      "** (Mua.SMTPError) 421 4.3.0 Try again later",
      "** (Mua.SMTPError) 503 5.5.1 Bad sequence of commands",
      "** (Mua.SMTPError) 502 5.5.1 not implemented",
    ],
  },
  {
    heading: { en: "No connection", "zh-cn": "无法连接" },
    lines: [
      "** (Mua.TransportError) timeout",
      "** (Mua.TransportError) connection refused",
      "** (Mua.TransportError) non-existing domain",
      "** (Mua.TransportError) no route to host",
      "** (Mua.TransportError) network is unreachable",
      "** (Mua.TransportError) socket closed",
    ],
  },
  {
    heading: { en: "Encryption", "zh-cn": "加密" },
    lines: [
      "** (Mua.TransportError) TLS client: In state hello at tls_record.erl:532 generated CLIENT ALERT: Fatal - Unexpected Message\n {unsupported_record_type,50}",
      "** (Mua.TransportError) TLS client: In state hello received SERVER ALERT: Fatal - Protocol Version",
      "** (Mua.TransportError) TLS client: In state hello received SERVER ALERT: Fatal - Handshake Failure",
      "** (Mua.TransportError) TLS client: In state certify at ssl_handshake.erl:2175 generated CLIENT ALERT: Fatal - Unknown CA",
      "** (Mua.TransportError) TLS client: In state certify at ssl_handshake.erl:2173 generated CLIENT ALERT: Fatal - Bad Certificate\n selfsigned_peer",
      "** (Mua.TransportError) TLS client: In state certify at ssl_handshake.erl:2155 generated CLIENT ALERT: Fatal - Certificate Expired",
      '** (Mua.TransportError) TLS client: In state certify at ssl_handshake.erl:2183 generated CLIENT ALERT: Fatal - Bad Certificate\n {bad_cert,\n     {hostname_check_failed,\n         {requested,"smtp.zoo.example"},\n         {received,[{dNSName,"mail.zoo.example"}]}}}',
    ],
  },
  {
    heading: { en: "Bamboo.SMTPAdapter", "zh-cn": "Bamboo.SMTPAdapter" },
    lines: [
      ["network_failure", "{:error, :timeout}"],
      ["network_failure", "{:error, :econnrefused}"],
      ["network_failure", "{:error, :nxdomain}"],
      ["permanent_failure", '"535 5.7.8 Authentication failed\\r\\n"'],
      ["permanent_failure", '"550 5.7.1 Sender address rejected: not owned by user\\r\\n"'],
      ["temporary_failure", '"450 4.2.0 Greylisted\\r\\n"'],
    ].map(
      ([kind, what]) =>
        `** (ArgumentError) raise/1 and reraise/2 expect a module name, string or exception as the first argument, got: {:${kind}, ~c"smtp.zoo.example", ${what}}`,
    ),
  },
  {
    heading: { en: "Settings", "zh-cn": "设置" },
    lines: [
      "** (RuntimeError) Config variable SMTP_HOST_PORT must be an integer. Got x25",
      "** (ArgumentError) The email address `plausible@localhost` is invalid.",
      "** (ArgumentError) There was no API key set for the Postmark adapter.",
      "** (exit) :badarg",
      "[error] Failed to send e-mail",
    ],
  },
];

/** What mail servers answer. */
export const replies = [
  "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox",
  "535 5.7.139 Authentication unsuccessful, basic authentication is disabled",
  "535 5.7.8 Error: authentication failed: this user doesn't have access rights to this service",
  "535 SMTP access is turned off for this mailbox",
  "535 Login failed, the POP3/SMTP service is not open",
  "535 Legacy authentication is disabled for your organization",
  "535 5.7.0 Incorrect username or password. Use an app password",
  "535 Login fail. Please enter your authorization code",
  "550 5.7.1 The IP address 198.51.100.7 is not on the allowlist of this account",
  "550 5.7.1 Unauthorized sending IP 198.51.100.7",
  "525 5.7.1 Unauthorized IP address",
  "550 5.7.64 TenantAttribution; Relay Access Denied",
  "550 5.7.0 Mail relay denied [198.51.100.7]. Invalid credentials for relay for one of the domains",
  "550 5.4.5 Daily user sending quota exceeded",
  "550 You have exceeded the number of messages per day of your plan",
  "550 Ip frequency limited",
  "535 Not enough credits",
  "550 You can only send testing emails to your own address",
  "550 5.7.1 While the account is pending approval, recipients must share the sender's domain",
  "550 5.7.1 This account has been suspended",
  "550 Mails can only be sent to verified recipients",
  "550 Please verify your account before sending",
  "550 Domain mg.zoo.example is disabled",
  "550 5.7.1 Unconfigured Sending Domain <stats.zoo.example>",
  "550 5.7.0 From address is not one of your addresses",
  "554 5.2.252 SendAsDenied; a@zoo.example not allowed to send as b@zoo.example",
  "550 Envelope sender domain does not match the authenticated domain",
  "550 5.7.1 Header From does not match the authenticated user",
  "550 Unverified sender domain",
];
