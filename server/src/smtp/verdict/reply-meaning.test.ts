import assert from "node:assert/strict";
import { test } from "node:test";
import { isTemporary, meaningOf, replies } from "./reply-meaning.js";

const meant: Readonly<Record<string, readonly string[]>> = {
  "ip-not-allowed": [
    "525 5.7.1 Unauthorized IP address",
    "550 5.7.1 The IP address 198.51.100.7 is not on the allowlist of this account",
    "554 Access from IP 198.51.100.7 is not allowed for this key",
    "550 5.7.1 Unauthorized sending IP 198.51.100.7",
    "421 IP not in whitelist for this domain",
    "550 您的IP地址未加入白名单",
    "550 5.7.64 TenantAttribution; Relay Access Denied",
    "550-5.7.0 Mail relay denied [198.51.100.7]. Invalid credentials\n550 5.7.0 for relay for one of the domains",
    "550 The IP address you have\n550 registered doesn't match the one that you connect from",
  ],
  "login-disabled": [
    "535 5.7.139 Authentication unsuccessful, basic authentication is disabled",
    "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox",
    "535 5.7.8 Error: authentication failed: this user doesn't have access rights to this service",
    "535 SMTP access is turned off for this mailbox",
    "535 Login failed, the POP3/SMTP service is not open",
    "550 User has no permission",
    "535 Legacy authentication is disabled for your organization",
    "535 Password authentication is disabled for this account",
    "550 This user is not allowed to use SMTP",
    "535 Please enable IMAP/SMTP access in your account settings",
    "535 该邮箱未启用POP3服务",
    "550 请先在设置中开启SMTP服务",
  ],
  "quota-exceeded": [
    "550 5.4.5 Daily user sending quota exceeded",
    "451 Authentication failed: Maximum credits exceeded",
    "454 Throttling failure: sending rate too high",
    "450 4.7.1 Error: too much mail from 198.51.100.7",
    "452 4.3.1 The hourly limit of 200 messages has been reached",
    "550 You have exceeded the number of messages per day of your plan",
    "450 Too many requests, 2 a second at most",
    "550 Ip frequency limited",
    "535 Not enough credits",
    "554 MI:STC 163 smtp12",
    "451 4.7.1 Your sending rate is too high",
    "552 The monthly email allotment of your plan has been used",
    "550 今日发信量已达上限",
    "550 余额不足",
  ],
  "account-restricted": [
    "550 You can only send testing emails to your own address",
    "550 5.7.1 While the account is pending approval, recipients must share the sender's domain",
    "421 Sandbox subdomains are for test purposes only",
    "450 Trial accounts can only send emails to the administrator",
    "550 5.7.1 This account has been suspended",
    "554 Sending paused for this account",
    "550 Domain mg.zoo.example is disabled",
    "550 Mails can only be sent to verified recipients",
    "550 Please verify your account before sending",
    "502 5.7.0 Your SMTP account is not yet activated",
    "550 Authenticated user is not authorized to send mail",
  ],
  "sender-refused": [
    "550 5.7.1 Unconfigured Sending Domain <stats.zoo.example>",
    "501 mail from address must be same as authorization user",
    "440 mail from account doesn't conform with authentication",
    "553 Mail from must equal authorized user",
    "550 5.7.0 From address is not one of your addresses",
    "553 5.7.1 <a@zoo.example>: Sender address rejected: not owned by user b@zoo.example",
    "551 5.7.1 Not authorised to send from this header address",
    "554 5.2.252 SendAsDenied; a@zoo.example not allowed to send as b@zoo.example",
    "450 The domain of the sender must be verified",
    "550 Envelope sender domain does not match the authenticated domain",
    "550 5.7.1 Sending from domain zoo.example is not allowed",
    "550 Unverified sender domain",
    "550 5.7.1 Header From does not match the authenticated user",
    "553 sorry, your envelope sender is in my badmailfrom list (#5.7.1)",
    "451 Domain of sender address a@zoo.example does not resolve",
    "550 发件人地址与登录用户不一致",
    "550 发件域名未验证",
    "550 Cannot send from a@zoo.example: not an alias of this account",
    "501 Mail address from: must be same as the authorization user",
    "550 5.7.750 Service unavailable. Client blocked from sending from unregistered domains",
  ],
  "auth-refused": [
    "534-5.7.9 Application-specific password required.\n534 5.7.9 x",
    "535 5.7.0 Incorrect username or password. Use an app password",
    "535 Login fail. Please enter your authorization code",
  ],
};

for (const [cause, samples] of Object.entries(meant)) {
  test(`a reply that means ${cause} is known by its words`, () => {
    for (const sample of samples) assert.equal(meaningOf(sample.split("\n"))?.cause ?? null, cause, sample);
  });
}

test("words that only sound alike mean none of these", () => {
  const others = [
    "550 5.1.1 The email account that you tried to reach does not exist",
    "552 5.2.2 The email account that you tried to reach is over quota",
    "550 5.2.1 The email account that you tried to reach is disabled",
    "450 4.2.0 <a@zoo.example>: Recipient address rejected: Greylisted",
    "450 4.1.1 <a@zoo.example>: Recipient address rejected: unverified address",
    "554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using zen.spamhaus.org",
    "550 5.7.1 IP address 198.51.100.7 is not allowed: bad reputation",
    "550-5.7.1 [198.51.100.7] The IP you're using to send mail is not authorized to send email directly to our servers",
    "552 5.2.2 Recipient mailbox quota exceeded",
    "502 5.5.1 SMTP AUTH is not enabled",
    "553 sorry, that domain isn't in my list of allowed rcpthosts",
    "552 5.3.4 Message size exceeds fixed limit",
    "503 5.5.1 Error: authentication not enabled",
    "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect",
    "535 5.7.8 Authentication failed",
    "501 5.1.7 Bad sender address syntax",
    "553 5.7.1 <a@zoo.example>: Sender address rejected: not logged in",
    "550 5.7.26 Blocked because the sender is unauthenticated: DKIM did not pass",
    "550 5.7.1 Messages missing a valid Message-ID header are not accepted",
    "530 5.7.0 Must issue a STARTTLS command first",
    "504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname",
    "454 4.7.1 <a@zoo.example>: Relay access denied",
    "250 2.0.0 Ok: queued",
    "550 The recipient's domain is suspended",
    "550 You cannot send from this IP address",
  ];
  for (const sample of others) assert.equal(meaningOf([sample]), null, sample);
});

test("a refusal that only another setting cures is not called temporary, whatever its code", () => {
  const of = (line: string) => isTemporary({ code: Number(line.slice(0, 3)), lines: [line] });
  assert.equal(of("450 The domain of the sender must be verified"), false);
  assert.equal(of("440 mail from account doesn't conform with authentication"), false);
  assert.equal(of("450 Trial accounts can only send emails to the administrator"), false);
  assert.equal(of("454 Throttling failure: sending rate too high"), true);
  assert.equal(of("450 4.2.0 Recipient address rejected: Greylisted"), true);
  assert.equal(of("550 5.4.5 Daily user sending quota exceeded"), false);
  assert.equal(of("454 4.7.0 Incorrect username or password. Use an app password"), true);
  assert.equal(of("400 later"), true);
  for (const line of ["334 VXNlcm5hbWU6", "500 no", "354 go on"]) assert.equal(of(line), false, line);
});

test("the address of a page tells a provider, and nothing else", () => {
  const of = (line: string) => meaningOf([line])?.cause ?? null;
  assert.equal(of("535 5.7.139 See https://aka.ms/smtp_auth_disabled"), "login-disabled");
  for (const page of [
    "https://x.example/account-suspended",
    "http://x.example/account-suspended",
    "HTTPS://x.example/?a=daily_limit_exceeded",
  ])
    assert.equal(of(`550 No, see ${page}`), null, page);
  assert.equal(of("550 See https://x.example/help: this account has been suspended"), "account-restricted");
  assert.equal(of("550 This account https://x.example/ has been suspended"), "account-restricted");
});

test("a reply of several lines is read as one, its codes once", () => {
  const of = (...lines: string[]) => meaningOf(lines)?.cause ?? null;
  const parts = ["SmtpClientAuthentication is", "disabled for the Tenant"];
  for (const [before, behind] of [
    ["550-", "550 "],
    ["550-5.7.1 ", "550 5.7.1 "],
    ["550-5.7.139 ", "550-5.7.139 "],
    ["550-5.700.1 ", "550 5.700.1 "],
    ["550 ", ""],
  ])
    for (const end of ["\r\n", "\n", ""])
      assert.equal(of(`${before}${parts[0]}${end}`, `${behind}${parts[1]}${end}`), "login-disabled", `${before}|${behind}`);
  assert.equal(of(`550-${parts[0]}\r\n550 ${parts[1]}\r\n`), "login-disabled");
  assert.equal(of(`550-${parts[0]}\n550 ${parts[1]}`), "login-disabled");
  assert.equal(of("550 SmtpClientAuthentication  is \t  disabled"), "login-disabled");
  // The code before the first words counts: `501` is of the syntax.
  assert.equal(of("501-Invalid sender address", "501 no"), null);
  assert.equal(of("553-Invalid sender address", "553 no"), "sender-refused");
});

test("each row names its source, and says in both languages what to do there", () => {
  for (const { source, todo } of replies) {
    assert.notEqual(source, "");
    if (todo !== null) for (const text of Object.values(todo)) assert.match(text, /^[^{}]+$/);
  }
});

test("a reply without end is read to its limit", () => {
  for (const word of ["sender ", "not ", "limit ", "account smtp ", "ip address ", "from: a"]) {
    const { length } = word;
    assert.doesNotThrow(() => meaningOf([`550 ${word.repeat(Math.ceil(100_000 / length))}`]));
  }
});
