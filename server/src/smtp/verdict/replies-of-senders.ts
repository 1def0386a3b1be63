import type { ReplyRow } from "./reply-row.js";

/** Replies whose words a provider uses that sends mail for programs, with what to do there. The first that fits counts. */
export const repliesOfSenders: readonly ReplyRow[] = [
  {
    provider: "Brevo",
    says: /unauthori[sz]ed ip address/i,
    cause: "ip-not-allowed",
    todo: {
      en: "At Brevo: Security → Authorized IPs.",
      "zh-cn": "Brevo 中的位置：Security → Authorized IPs。",
    },
    source: "help.brevo.com, authorized IP addresses",
    evidence: "reported",
  },
  {
    provider: "Resend",
    says: /only send testing e-?mails/i,
    cause: "account-restricted",
    todo: {
      en: "Verify your domain at Resend (resend.com/domains) and use it in `MAILER_EMAIL`.",
      "zh-cn": "请在 Resend（resend.com/domains）验证您的域名，并在 `MAILER_EMAIL` 中使用它。",
    },
    source: "resend.com/docs, 403 validation error",
    evidence: "documented",
  },
  {
    provider: "Postmark",
    says: /account is pending approval/i,
    cause: "account-restricted",
    todo: {
      en: "Request approval of the account at Postmark; until then it sends to addresses of your own domain only.",
      "zh-cn": "请在 Postmark 申请账户审核；在此之前只能发送到您自己域名的地址。",
    },
    source: "postmarkapp.com/developer/api/overview, error code 412",
    evidence: "documented",
  },
  {
    provider: "Mailgun",
    says: /sandbox (?:sub)?domains?.{0,40}\btest|authori[sz]ed recipients/i,
    cause: "account-restricted",
    todo: {
      en: "Add your own domain at Mailgun and use its SMTP credentials, or add the recipients under Authorized Recipients.",
      "zh-cn": "请在 Mailgun 添加自己的域名并使用其 SMTP 凭据，或把收件人加入 Authorized Recipients。",
    },
    source: "help.mailgun.com, sandbox domain",
    evidence: "documented",
  },
  {
    provider: "MailerSend",
    says: /trial accounts?.{0,60}administrator|#MS42225\b/i,
    cause: "account-restricted",
    todo: {
      en: "Verify a domain at MailerSend and request approval of the account.",
      "zh-cn": "请在 MailerSend 验证域名并申请账户审核。",
    },
    source: "developers.mailersend.com, error codes",
    evidence: "documented",
  },
  {
    provider: "Brevo",
    says: /smtp account is not (?:yet )?activated/i,
    cause: "account-restricted",
    todo: { en: "Ask Brevo's support to activate SMTP for your account.", "zh-cn": "请联系 Brevo 客服为您的账户开通 SMTP。" },
    source: "help.brevo.com, troubleshooting SMTP",
    evidence: "reported",
  },
  {
    provider: "SendGrid",
    says: /verified sender identity/i,
    cause: "sender-refused",
    todo: {
      en: "Verify the address or its domain at SendGrid: Settings → Sender Authentication.",
      "zh-cn": "请在 SendGrid 验证该地址或其域名：Settings → Sender Authentication。",
    },
    source: "docs.sendgrid.com, sender identity",
    evidence: "documented",
  },
  {
    provider: "SparkPost",
    says: /unconfigured sending domain|invalid sending domain/i,
    cause: "sender-refused",
    todo: {
      en: "Add and verify this domain at SparkPost: Configuration → Domains.",
      "zh-cn": "请在 SparkPost 添加并验证该域名：Configuration → Domains。",
    },
    source: "support.sparkpost.com, unconfigured sending domain",
    evidence: "documented",
  },
  {
    provider: "MailerSend",
    says: /#MS42207\b/i,
    cause: "sender-refused",
    todo: {
      en: "Verify the domain of `MAILER_EMAIL` at MailerSend: Domains.",
      "zh-cn": "请在 MailerSend 的 Domains 中验证 `MAILER_EMAIL` 的域名。",
    },
    source: "developers.mailersend.com, error codes",
    evidence: "documented",
  },
  {
    provider: "Postmark",
    says: /not a sender signature|sender signature.{0,40}not (?:found|confirmed)/i,
    cause: "sender-refused",
    todo: {
      en: "Add the address as a Sender Signature at Postmark, or verify its domain.",
      "zh-cn": "请在 Postmark 把该地址添加为 Sender Signature，或验证其域名。",
    },
    source: "postmarkapp.com/developer/api/overview, error code 400",
    evidence: "documented",
  },
  {
    provider: "Amazon SES",
    says: /identities failed the check|email address is not verified/i,
    cause: "sender-refused",
    todo: {
      en: "Verify the domain of `MAILER_EMAIL` at Amazon SES in the same region. If the reply names the recipient, the account is still in the sandbox: request production access.",
      "zh-cn":
        "请在 Amazon SES 的同一区域验证 `MAILER_EMAIL` 的域名。如果回复中列出的是收件人，说明账户仍在沙盒中：请申请生产访问权限。",
    },
    source: "docs.aws.amazon.com/ses, SMTP issues",
    evidence: "documented",
  },
];
