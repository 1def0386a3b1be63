import assert from "node:assert/strict";
import { test } from "node:test";
import { readOnly } from "../../testing/log.js";
import { conclude } from "./conclude.js";

/**
 * Replies as the programs and providers write them (their documentation, their sources, what users quote of them), with what
 * they mean at whatever step they are given. Several causes: the words leave the step open.
 */
const replies: readonly (readonly [maker: string, causes: readonly string[], reply: string])[] = [
  [
    "Gmail",
    ["auth-refused"],
    "534-5.7.14 <https://accounts.google.com/signin/continue?sarp=1&scc=1&plt=AKgnsbt> Please log in via your web browser and then try again.\n534-5.7.14  Learn more at\n534 5.7.14  https://support.google.com/mail/answer/78754 j12sm1 - gsmtp",
  ],
  [
    "Gmail",
    ["auth-refused"],
    "535-5.7.8 Username and Password not accepted. For more information, go to\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials h6sm18194077pfh.82 - gsmtp",
  ],
  ["Gmail", ["quota-exceeded"], "454 4.7.0 Too many login attempts, please try again later. ca2sm424696pbc.68 - gsmtp"],
  [
    "Gmail",
    ["message-refused", "greeting-refused", "recipient-refused"],
    "421-4.7.0 [192.0.2.9      15] Our system has detected an unusual rate of\n421-4.7.0 unsolicited mail originating from your IP address. To protect our\n421-4.7.0 users from spam, mail sent from your IP address has been temporarily\n421 4.7.0 rate limited. Please visit https://support.google.com/mail/answer/81126 - gsmtp",
  ],
  [
    "Gmail",
    ["message-refused"],
    "550-5.7.26 Your email has been blocked because the sender is unauthenticated.\n550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.\n550-5.7.26  Authentication results:\n550-5.7.26  DKIM = did not pass\n550-5.7.26  SPF [zoo.example] with ip: [192.0.2.9] = did not pass\n550 5.7.26  https://support.google.com/mail/answer/81126#authentication x - gsmtp",
  ],
  [
    "Gmail",
    ["ehlo-refused"],
    "421-4.7.0 Try again later, closing connection. (EHLO) For more information, go to\n421 4.7.0 https://support.google.com/a/answer/3221692 x - gsmtp",
  ],
  [
    "Gmail",
    ["quota-exceeded"],
    "550-5.4.5 Daily SMTP relay limit exceeded for customer. For more information on\n550-5.4.5 SMTP relay sending limits please contact your administrator or visit\n550 5.4.5 https://support.google.com/a/answer/166852 x - gsmtp",
  ],
  [
    "Gmail",
    ["message-refused"],
    "451-4.3.0 Mail server temporarily rejected message. For more information, go to\n451 4.3.0  https://support.google.com/a/answer/3221692 x - gsmtp",
  ],
  ["Microsoft", ["auth-refused"], "535 5.7.3 Authentication unsuccessful [HK0PR03CA0105.apcprd03.prod.outlook.com]"],
  [
    "Microsoft",
    ["login-disabled"],
    "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator. [FR2P281CA0001.DEUP281.PROD.OUTLOOK.COM 2025-01-01T00:00:00.000Z 08DD]",
  ],
  [
    "Microsoft",
    ["auth-refused"],
    "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect. [AM0PR01CA0001.eurprd01.prod.exchangelabs.com]",
  ],
  [
    "Microsoft",
    ["sender-refused"],
    "550 5.7.60 SMTP; Client does not have permissions to send as this sender [AM6PR01MB0001.eurprd01.prod.exchangelabs.com]",
  ],
  [
    "Microsoft",
    ["quota-exceeded"],
    "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message due to a permanent exception with message The message can't be submitted because the sender's submission quota was exceeded.",
  ],
  [
    "Microsoft",
    ["account-restricted"],
    "554 5.2.0 STOREDRV.Submission.Exception:OutboundSpamException; Failed to process message due to a permanent exception with message WASCL UserAction verdict is not None. Actual verdict is Suspend, ShowTierUpgrade. OutboundSpamException: WASCL UserAction verdict is not None.",
  ],
  [
    "Microsoft",
    ["account-restricted"],
    "550 5.1.8 Access denied, bad outbound sender. For more information please go to http://go.microsoft.com/fwlink/?LinkId=875724 AS(42003)",
  ],
  [
    "Microsoft",
    ["account-restricted"],
    "550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP. For more information please go to http://go.microsoft.com/fwlink/?LinkId=526653 AS(7230)",
  ],
  [
    "Microsoft",
    ["quota-exceeded"],
    "432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information. [Hostname=AM6PR01MB0001.eurprd01.prod.exchangelabs.com]",
  ],
  [
    "Microsoft",
    ["greeting-refused", "recipient-refused", "message-refused"],
    "550 5.7.511 Access denied, banned sender[192.0.2.9]. To request removal from this list please forward this message to delist@microsoft.com.",
  ],
  ["Microsoft", ["tls-required"], "451 5.7.3 STARTTLS is required to send mail [AM6PR01CA0001.eurprd01.prod.exchangelabs.com]"],
  [
    "Microsoft",
    ["quota-exceeded"],
    "550 5.7.233 Your message can't be sent because your tenant exceeded its daily limit for sending email to external recipients (tenant external recipient rate limit).",
  ],
  ["Yahoo", ["auth-refused"], "535 5.7.0 (#MBR1212) Incorrect username or password. Use an app password: https://help.yahoo.com"],
  [
    "Yahoo",
    ["sender-refused"],
    "553 From: address not verified; see http://help.yahoo.com/l/us/yahoo/mail/original/manage/sendfrom-07.html",
  ],
  [
    "iCloud",
    ["message-refused"],
    "550 5.7.1 [CS01] Message rejected due to local policy. Please visit https://support.apple.com/en-us/HT204137",
  ],
  [
    "Zoho",
    ["account-restricted"],
    "550 5.4.6 Unusual sending activity detected. Please try after sometime. Learn more: https://mail.zoho.com/UnblockMe",
  ],
  ["Zoho", ["account-restricted"], "554 5.1.8 Email Outgoing Blocked"],
  ["Proton Mail Bridge", ["auth-refused"], "454 4.7.0 invalid username or password"],
  ["Proton Mail Bridge", ["sender-refused"], "554 5.0.0 Error: transaction failed, blame it on the weather: invalid return path"],
  [
    "Yandex",
    ["account-restricted", "login-disabled"],
    "454 4.7.8 Error: authentication failed: Please accept EULA first. https://mail.yandex.ru 1700000000-AbCdEfGh",
  ],
  [
    "Mail.ru",
    ["auth-refused"],
    "535 5.7.0 NEOBHODIM parol prilozheniya https://help.mail.ru/mail/security/protection/external / Application password is REQUIRED",
  ],
  ["Mail.ru", ["sender-refused"], "550 not local sender over smtp"],
  [
    "Mail.ru",
    ["message-refused"],
    "550 spam message rejected. Please visit http://help.mail.ru/notspam-support/id?c=fhtDsnELae77cN6t9 or  report details to abuse@corp.mail.ru. Error code: B243",
  ],
  ["Mail.ru", ["quota-exceeded"], "451 Ratelimit exceeded for mailbox plausible@mail.ru. Try again later"],
  [
    "Mail.ru",
    ["greeting-refused", "recipient-refused"],
    "550 Sorry, we do not accept mail from hosts with dynamic IP or generic DNS PTR-records. Please get a custom reverse DNS entry from your ISP for your host 192.0.2.9 or use smarthost",
  ],
  [
    "QQ",
    ["auth-refused"],
    "535 Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy. More information at https://help.mail.qq.com/detail/108/1023",
  ],
  [
    "QQ",
    ["tls-required"],
    "530 Error: A secure connection is requiered(such as ssl). More information at http://service.mail.qq.com/cgi-bin/help?id=28",
  ],
  ["NetEase", ["login-disabled"], "550 用户无权登陆"],
  [
    "NetEase",
    ["message-refused"],
    "554 DT:SPM 163 smtp10,DsCowADXwbimJ+9cbRZ+Ig--.17524S3 1559177175,please see http://mail.163.com/help/help_spam_16.htm?ip=117.60.179.70&hostid=smtp10&time=1559177175",
  ],
  [
    "NetEase",
    ["sender-refused"],
    "554 DT:SUM 163 smtp2,DtGowAB3nqJmCYhYd.S3 1485310322,please see http://mail.163.com/help/help_spam_16.htm?ip=192.0.2.9&hostid=smtp2&time=1485310322",
  ],
  ["NetEase", ["auth-refused"], "554 IP is rejected, smtp auth error limit exceed"],
  ["NetEase", ["auth-refused"], "451 Requested mail action not taken: too much fail authentication"],
  ["NetEase", ["auth-required"], "553 authentication is required,163 smtp1,C9GowAAnYPxEfBtaQeFDAA--.62928S2 1447230858"],
  ["Aliyun", ["auth-refused", "login-disabled"], "526 Authentication failure[0]"],
  [
    "Aliyun",
    ["quota-exceeded"],
    "554 Reject by behaviour spamANTISPAM_BAT[01201311R4368S5030111229, e01e07417]: too frequently sending",
  ],
  ["Amazon SES", ["quota-exceeded"], "454 Throttling failure: Daily message quota exceeded."],
  [
    "Amazon SES",
    ["account-restricted"],
    "554 Message rejected: Sending suspended for this account. For more information, please check the inbox of the email address associated with your AWS account.",
  ],
  ["Amazon SES", ["sender-syntax"], "501 Invalid MAIL FROM address provided"],
  ["SendGrid", ["auth-required"], "550 Unauthenticated senders not allowed"],
  ["SendGrid", ["quota-exceeded"], "451 You've exceeded your messaging limits"],
  [
    "Mailgun",
    ["account-restricted"],
    "421 Domain mg.zoo.example is not allowed to send: Please activate your Mailgun account. Check your inbox or log in to your control panel to resend the activation email.",
  ],
  [
    "Postmark",
    ["sender-refused"],
    "550 5.7.1 The 'From' address you supplied (Plausible <plausible@zoo.example>) is not a Sender Signature on your account. Please add and confirm this address in order to be able to use it in the 'From' field of your messages.",
  ],
  ["Postmark", ["recipient-refused"], "550 5.7.1 You tried to send to recipient(s) that have been marked as inactive."],
  ["Postmark", ["quota-exceeded"], "550 5.7.1 Not allowed to send. You ran out of credits."],
  ["Brevo", ["auth-required"], "502 5.7.0 Please authenticate first"],
  [
    "Brevo",
    ["sender-refused"],
    "550 5.7.1 Sending has been rejected because the sender you used plausible@zoo.example is not valid. Validate your sender or authenticate your domain",
  ],
  ["Brevo", ["account-restricted"], "550 5.7.1 Your account is under validation. Please contact us to activate it."],
  [
    "Resend",
    ["quota-exceeded"],
    "450 Too many requests. You can only make 2 requests per second. See rate limit response headers for more information.",
  ],
  ["Elastic Email", ["quota-exceeded"], "550 Not enough credit"],
  [
    "IONOS",
    ["sender-refused"],
    "550-Requested action not taken: mailbox unavailable\n550-Sender address is not allowed.\n550 For explanation visit https://www.ionos.com/help/index.php?id=2425&ip=192.0.2.9",
  ],
  [
    "GMX",
    ["sender-refused"],
    "554-Transaction failed\n554-Unauthorized sender address.\n554 For explanation visit https://postmaster.gmx.net/en/case?c=r0601&i=ip&v=192.0.2.9",
  ],
  [
    "GMX",
    ["quota-exceeded"],
    "450-Requested mail action not taken: mailbox unavailable\n450-Mail send limit exceeded.\n450 For explanation visit https://postmaster.gmx.net/en/case",
  ],
  ["Strato", ["quota-exceeded"], "450 4.7.0 Transmit rate limit exceeded, try again later (ACC)"],
  ["mailcow", ["quota-exceeded"], '451 4.7.1 Ratelimit "mailcow" exceeded'],
  ["Postal", ["sender-refused"], "530 From/Sender name is not valid"],
  ["Postal", ["account-restricted"], "535 Mail server has been suspended"],
  ["Stalwart", ["auth-required"], "503 5.5.1 You must authenticate first."],
  ["Stalwart", ["sender-refused"], "501 5.5.4 You are not allowed to send from this address."],
  ["OpenSMTPD", ["auth-required"], "530 5.5.1 Invalid command: Must issue an AUTH command first"],
  ["Postfix", ["auth-refused"], "454 4.7.0 Temporary authentication failure: Connection lost to authentication server"],
  [
    "Postfix",
    ["recipient-refused", "message-refused"],
    "550 5.7.23 <ada@zoo.example>: Recipient address rejected: Message rejected due to: SPF fail - not authorized. See http://www.openspf.org/Why",
  ],
  [
    "Exim",
    ["ehlo-refused"],
    "503-All RCPT commands were rejected with this error:\n503-R1: HELO should be a FQDN or address literal (See RFC 2821 4.1.1.1)\n503 Valid RCPT command must precede DATA",
  ],
  [
    "Exim",
    ["sender-refused"],
    "550-Verification failed for <plausible@zoo.example>\n550-No Such User Here\n550 Sender verify failed",
  ],
  [
    "cPanel",
    ["auth-required"],
    "550-Please turn on SMTP Authentication in your mail client.\n550-host.example.net [192.0.2.9]:4711 is not permitted to relay through this\n550 server without authentication.",
  ],
  [
    "cPanel",
    ["quota-exceeded"],
    "550 Domain zoo.example has exceeded the max emails per hour (50/50 (100%)) allowed.  Message discarded.",
  ],
  ["cPanel", ["account-restricted"], '550 Outgoing mail from "plausible@zoo.example" has been suspended.'],
  [
    "qmail",
    ["auth-required", "recipient-refused"],
    "553 sorry, that domain isn't in my list of allowed rcpthosts; no valid cert for gatewaying (#5.7.1)",
  ],
  ["Sendmail", ["auth-required"], "550 5.7.1 <ada@zoo.example>... Relaying denied. Proper authentication required."],
  ["Mailtrap", ["account-restricted"], "550 5.7.1 Demo domains can only be used to send emails to account owners"],
  [
    "a relay for Microsoft 365",
    ["ip-not-allowed"],
    "550 5.7.1 Client not authorized: IP address 192.0.2.9 is not in the list of allowed clients",
  ],
  ["Tencent", ["quota-exceeded"], "550 发信频率超过限制，请稍后再试"],
  ["Microsoft", ["login-disabled"], "535 5.7.139 Authentication unsuccessful, mailbox is disabled for SMTP AUTH"],
  ["SendGrid", ["ip-not-allowed"], "535 Authentication failed: The requestor's IP Address is not whitelisted"],
  ["derived", ["quota-exceeded"], "450 4.7.1 you have sent more than 200 emails this hour"],
  ["Exim", ["ehlo-refused"], "550 HELO argument must be a fully qualified domain name"],
  ["derived", ["account-restricted"], "554 5.7.1 Sandbox: recipient ada@gmail.com is not an authorized recipient"],
  ["derived", ["ip-not-allowed"], "550 5.7.1 Access denied, IP 192.0.2.9 not on allow list"],
  ["derived", ["auth-required"], "554 5.7.1 Please authenticate before sending"],
  [
    "Plesk",
    ["quota-exceeded"],
    "554 5.7.0 Your message could not be sent. The limit on the number of allowed outgoing messages was exceeded. Try again later.",
  ],
  ["Tencent", ["sender-refused"], "550 发信地址未验证"],
  ["Tencent", ["quota-exceeded"], "550 超过每日发信上限"],
  ["Tencent", ["account-restricted"], "550 账号被封禁"],
  [
    "Gmail",
    ["message-refused", "greeting-refused", "recipient-refused"],
    "550-5.7.25 [192.0.2.9] The IP address sending this message does not have a PTR record\n550 5.7.25 setup, or the corresponding forward DNS entry does not match. x - gsmtp",
  ],
];

for (const [maker, causes, reply] of replies) {
  test(`${maker}: ${reply.slice(0, 60).replaceAll("\n", " ")}`, () => {
    const [first] = conclude(readOnly(`** (Mua.SMTPError) ${reply}`), null);
    assert.ok(causes.includes(first?.cause ?? ""), `${first?.cause} for ${reply}`);
  });
}
