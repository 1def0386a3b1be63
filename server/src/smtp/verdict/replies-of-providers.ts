import type { MessageTemplate } from "../../base/messages.js";
import type { ReplyRow } from "./reply-row.js";

const useLoginAddress: MessageTemplate = {
  en: "This provider accepts only the address that Plausible signs in with: set `MAILER_EMAIL` to the address in `SMTP_USER_NAME`.",
  "zh-cn": "该服务商只接受登录所用的地址：请把 `MAILER_EMAIL` 设为 `SMTP_USER_NAME` 中的地址。",
};

const useAuthorizationCode: MessageTemplate = {
  en: "Create an authorization code (授权码) in the mailbox settings and set `SMTP_USER_PWD` to it.",
  "zh-cn": "请在邮箱设置中生成授权码，并把 `SMTP_USER_PWD` 设为该授权码。",
};

/** Replies whose words one provider uses, with what to do there. The first that fits counts. */
export const repliesOfProviders: readonly ReplyRow[] = [
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
    provider: "Google Workspace",
    says: /invalid credentials for relay|registered in your (?:workspace|g suite|google apps) smtp relay/i,
    cause: "ip-not-allowed",
    todo: {
      en: "At Google: Admin console → Apps → Google Workspace → Gmail → Routing → SMTP relay service. The domain of `MAILER_EMAIL` must belong to the same Workspace account.",
      "zh-cn":
        "Google 中的位置：管理控制台 → 应用 → Google Workspace → Gmail → 路由 → SMTP 中继服务。`MAILER_EMAIL` 的域名必须属于同一 Workspace 账户。",
    },
    source: "support.google.com/a/answer/6140680",
    evidence: "reported",
  },
  {
    provider: "Microsoft 365",
    says: /tenantattribution|\b5\.7\.64\b/i,
    cause: "ip-not-allowed",
    todo: {
      en: "At Microsoft: Exchange admin center → Mail flow → Connectors.",
      "zh-cn": "Microsoft 中的位置：Exchange 管理中心 → 邮件流 → 连接器。",
    },
    source: "learn.microsoft.com, NDR error code 5.7.64",
    evidence: "documented",
  },
  {
    provider: "Microsoft 365",
    says: /smtpclientauthentication is disabled|smtp_auth_disabled/i,
    cause: "login-disabled",
    todo: {
      en: "At Microsoft: an administrator turns on “Authenticated SMTP” for this mailbox (Microsoft 365 admin center → Users → the user → Mail → Manage email apps), and for the organization if it is off there.",
      "zh-cn":
        "Microsoft 中的位置：由管理员为该邮箱启用“经过身份验证的 SMTP”（Microsoft 365 管理中心 → 用户 → 该用户 → 邮件 → 管理电子邮件应用）；若整个组织已关闭，也需在组织中启用。",
    },
    source: "learn.microsoft.com, authenticated client SMTP submission; aka.ms/smtp_auth_disabled",
    evidence: "documented",
  },
  {
    provider: "Microsoft",
    says: /basic auth\w*.{0,20}(?:is |has been )?(?:disabled|not supported|turned off|blocked|deprecated)|\b5\.7\.30\b|did not meet the criteria to be authenticated|security defaults/i,
    cause: "login-disabled",
    todo: {
      en: "At Microsoft, passwords are turned off for this mailbox or organization, and Plausible can't sign in with OAuth: have an administrator allow SMTP AUTH, or use another mail provider.",
      "zh-cn":
        "Microsoft 已为该邮箱或组织关闭密码登录，而 Plausible 无法用 OAuth 登录：请让管理员允许 SMTP AUTH，或改用其他邮件服务商。",
    },
    source: "techcommunity.microsoft.com, Exchange blog, retirement of Basic auth for client submission",
    evidence: "documented",
  },
  {
    provider: "Yandex",
    says: /does(?: not|n't) have access rights to this service/i,
    cause: "login-disabled",
    todo: {
      en: "At Yandex: Mail → Settings → Email clients, then use an app password.",
      "zh-cn": "Yandex 中的位置：邮箱 → 设置 → 邮件客户端；然后使用应用专用密码。",
    },
    source: "yandex.com/support/mail, email clients",
    evidence: "reported",
  },
  {
    provider: "NetEase",
    says: /\buser has no permission\b/i,
    cause: "login-disabled",
    todo: {
      en: "At NetEase (163, 126): turn on POP3/SMTP/IMAP in the mailbox settings and use the authorization code (授权码).",
      "zh-cn": "网易（163、126）：请在邮箱设置中开启 POP3/SMTP/IMAP 服务，并使用授权码。",
    },
    source: "help.mail.163.com, client error codes",
    evidence: "reported",
  },
  {
    provider: "NetEase",
    says: /\b(?:MI:(?:STC|SFQ|DMC)|RP:(?:QRC|DRC))\b/,
    cause: "quota-exceeded",
    todo: null,
    source: "help.mail.163.com, refusal codes",
    evidence: "documented",
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
  {
    provider: "Zoho",
    says: /relaying disallowed as|sender is not allowed to relay/i,
    cause: "sender-refused",
    todo: useLoginAddress,
    source: "zoho.com/mail/help, SMTP configuration issues",
    evidence: "documented",
  },
  {
    provider: "QQ, NetEase, Aliyun",
    says: /mail from (?:address |account )?(?:must|does(?:n't| not))\b.{0,40}\b(?:authori[sz]\w+|auth\w*)/i,
    cause: "sender-refused",
    todo: useLoginAddress,
    source: "service.mail.qq.com and help.mail.163.com, error codes; go-gitea/gitea and others quote them",
    evidence: "reported",
  },
  {
    provider: "iCloud",
    says: /from address is not one of your addresses/i,
    cause: "sender-refused",
    todo: useLoginAddress,
    source: "users' reports of smtp.mail.me.com",
    evidence: "reported",
  },
  {
    provider: "Gmail",
    says: /application-specific password|invalidsecondfactor|username and password not accepted|badcredentials|log in (?:via|with) your (?:web )?browser/i,
    cause: "auth-refused",
    todo: {
      en: "Google takes a 16-letter app password here (myaccount.google.com/apppasswords), not the password of the account.",
      "zh-cn": "Google 在此要求 16 位应用专用密码（myaccount.google.com/apppasswords），而不是账户密码。",
    },
    source: "support.google.com/mail/?p=BadCredentials, ?p=InvalidSecondFactor",
    evidence: "documented",
  },
  {
    provider: "Fastmail, Yahoo, iCloud, Mail.ru, Yandex",
    says: /\bapp(?:lication)?[- ]?(?:specific )?passwords?\b|parol prilozheniya/i,
    cause: "auth-refused",
    todo: {
      en: "Create an app password in the account's security settings and set `SMTP_USER_PWD` to it.",
      "zh-cn": "请在账户的安全设置中创建应用专用密码，并把 `SMTP_USER_PWD` 设为它。",
    },
    source: "fastmail.com/help, app passwords",
    evidence: "reported",
  },
  {
    provider: "QQ, NetEase",
    says: /authori[sz]ation code|授权码|专用密码|account is abnormal, service is not open/i,
    cause: "auth-refused",
    todo: useAuthorizationCode,
    source: "service.mail.qq.com, authorization codes",
    evidence: "reported",
  },
];
