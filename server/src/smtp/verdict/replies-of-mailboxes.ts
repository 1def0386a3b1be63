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

/** Replies whose words a provider of mailboxes uses, with what to do there. The first that fits counts. */
export const repliesOfMailboxes: readonly ReplyRow[] = [
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
    provider: "Microsoft 365",
    says: /verdict is refusequota/i,
    cause: "quota-exceeded",
    todo: null,
    source: "users' reports of smtp.office365.com",
    evidence: "reported",
  },
  {
    provider: "Microsoft 365",
    says: /outboundspamexception|\bbad outbound sender\b|\b5\.7\.70[58]\b/i,
    cause: "account-restricted",
    todo: {
      en: "At Microsoft: an administrator looks under Defender → Email & collaboration → Review → Restricted entities; a new tenant may have to wait, or ask the support.",
      "zh-cn": "Microsoft 中的位置：由管理员查看 Defender → 电子邮件和协作 → 审阅 → 受限实体；新租户可能需要等待，或联系支持。",
    },
    source: "learn.microsoft.com, NDR error codes 5.1.8, 5.7.705 and 5.7.708",
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
    provider: "Yandex",
    says: /accept eula/i,
    cause: "account-restricted",
    todo: {
      en: "At Yandex: sign in once at mail.yandex.com and accept the terms of use.",
      "zh-cn": "Yandex：请在 mail.yandex.com 登录一次并接受用户协议。",
    },
    source: "users' reports of smtp.yandex.ru",
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
    provider: "NetEase",
    says: /\bDT:SUM\b/,
    cause: "sender-refused",
    todo: useLoginAddress,
    source: "help.mail.163.com, refusal codes: the sender of the envelope and that of the header differ",
    evidence: "documented",
  },
  {
    provider: "NetEase",
    says: /too much fail auth|smtp auth error limit/i,
    cause: "auth-refused",
    todo: {
      en: "NetEase has blocked further logins after too many wrong ones: correct the password, then wait.",
      "zh-cn": "登录错误次数过多，网易暂时禁止登录：请先改正密码，然后等待。",
    },
    source: "help.mail.163.com, refusal codes",
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
    provider: "Mail.ru",
    says: /not local sender over smtp/i,
    cause: "sender-refused",
    todo: useLoginAddress,
    source: "users' reports of smtp.mail.ru",
    evidence: "reported",
  },
  {
    provider: "Aliyun",
    says: /^526 authentication failure/i,
    cause: "auth-refused",
    todo: {
      en: "At Aliyun: allow third-party clients in the mail console and use the client security password; DirectMail has an SMTP password of its own.",
      "zh-cn": "阿里云：请在邮箱后台允许三方客户端登录，并使用三方客户端安全密码；邮件推送（DirectMail）另有 SMTP 密码。",
    },
    source: "help.aliyun.com, bounce 526; zkxmsb.com, a copy of the vendor's page",
    evidence: "documented",
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
