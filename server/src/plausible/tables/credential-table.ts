import type { MessageTemplate } from "../../base/messages.js";
import type { Provider } from "./provider.js";

/** What is known of the texts that a provider takes for a user name or a password. */
export interface CredentialShape {
  /** Every text that it takes looks like this; null: they may look like anything. */
  readonly accepted: RegExp | null;
  /** Texts that are certainly something else (another kind of key). */
  readonly refused: RegExp | null;
  /** Where the user name looks like this, the password is the same text. */
  readonly sameAsUser?: RegExp;
  /** What it takes, as a noun phrase. */
  readonly wanted: MessageTemplate;
  readonly evidence: Provider["evidence"];
  readonly source: string;
}

export interface CredentialRow {
  /** Names in the table of providers. */
  readonly providers: readonly string[];
  readonly user: CredentialShape | null;
  readonly secret: CredentialShape | null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Providers whose user names or passwords have a shape of their own; words that are the same for everybody stand in the table of providers. */
export const credentialShapes: readonly CredentialRow[] = [
  {
    providers: ["Gmail"],
    user: null,
    secret: {
      // Google shows it in four groups, and takes it with and without the blanks.
      accepted: /^([a-z] ?){15}[a-z]$/i,
      refused: null,
      wanted: {
        en: "a 16-letter app password (Google account → Security), not the account's own password",
        "zh-cn": "16 个字母的应用专用密码（Google 账户 → 安全性），而不是账户本身的密码",
      },
      evidence: "primary",
      source: "support.google.com/accounts/answer/185833; gist ruslandoga/c94ce526",
    },
  },
  {
    providers: ["Amazon SES"],
    user: {
      accepted: /^AKIA[A-Z0-9]+$/,
      refused: null,
      wanted: {
        en: "an SMTP user name from the SES console, which begins with `AKIA`",
        "zh-cn": "SES 控制台中以 `AKIA` 开头的 SMTP 用户名",
      },
      evidence: "primary",
      source: "docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html",
    },
    secret: {
      accepted: null,
      // An SMTP password is 33 bytes in base64, so 44 characters; the secret of an access key has 40.
      refused: /^[A-Za-z0-9/+]{40}$/,
      wanted: {
        en: "the SMTP password that SES shows with the SMTP user name (44 characters), not an IAM secret key (40)",
        "zh-cn": "SES 与 SMTP 用户名一同显示的 SMTP 密码（44 个字符），而不是 IAM 访问密钥的 secret（40 个字符）",
      },
      evidence: "primary",
      source: "docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html, the conversion of an access key",
    },
  },
  {
    providers: ["SendGrid"],
    user: null,
    secret: {
      accepted: /^SG\./,
      refused: null,
      wanted: { en: "an API key, which begins with `SG.`", "zh-cn": "以 `SG.` 开头的 API 密钥" },
      evidence: "primary",
      source: "twilio.com/docs/sendgrid",
    },
  },
  {
    providers: ["Resend"],
    user: null,
    secret: {
      accepted: /^re_/,
      refused: null,
      wanted: { en: "an API key, which begins with `re_`", "zh-cn": "以 `re_` 开头的 API 密钥" },
      evidence: "primary",
      source: "resend.com/docs",
    },
  },
  {
    providers: ["Mailgun", "Mailgun EU"],
    user: {
      accepted: /@/,
      refused: null,
      wanted: {
        en: "a full address of the sending domain, such as `postmaster@mg.zoo.example`",
        "zh-cn": "发信域名下的完整地址，如 `postmaster@mg.zoo.example`",
      },
      evidence: "primary",
      source: "documentation.mailgun.com smtp-protocol",
    },
    secret: {
      accepted: null,
      refused: /^(pub)?key-[0-9a-f]{32}$/,
      wanted: {
        en: "the SMTP password of that login, not an API key",
        "zh-cn": "该登录名的 SMTP 密码，而不是 API 密钥",
      },
      evidence: "primary",
      source: "documentation.mailgun.com smtp-protocol",
    },
  },
  {
    providers: ["Postmark"],
    user: {
      accepted: null,
      refused: /@/,
      wanted: {
        en: "the server's API token, or the access key of an SMTP token",
        "zh-cn": "服务器的 API 令牌，或 SMTP 令牌的 access key",
      },
      evidence: "primary",
      source: "postmarkapp.com/support/article/811",
    },
    secret: {
      accepted: null,
      refused: null,
      sameAsUser: uuid,
      wanted: {
        en: "the same server token as user name and as password",
        "zh-cn": "用户名和密码都使用同一个服务器令牌",
      },
      evidence: "primary",
      source: "postmarkapp.com/support/article/811",
    },
  },
  {
    providers: ["Brevo", "Sendinblue (now Brevo)"],
    user: null,
    secret: {
      accepted: null,
      refused: /^xkeysib-/,
      wanted: {
        en: "an SMTP key, which begins with `xsmtpsib-`, not an API key",
        "zh-cn": "以 `xsmtpsib-` 开头的 SMTP 密钥，而不是 API 密钥",
      },
      evidence: "primary",
      source: "developers.brevo.com smtp-integration; public set-ups",
    },
  },
  {
    providers: ["Mailjet"],
    user: {
      accepted: null,
      refused: /@/,
      wanted: {
        en: "an API key as the user name, and its secret key as the password",
        "zh-cn": "API 密钥作为用户名，其 secret key 作为密码",
      },
      evidence: "primary",
      source: "smtptester.org; cloud.google.com using-mailjet",
    },
    secret: null,
  },
  {
    providers: ["Scaleway"],
    user: {
      accepted: uuid,
      refused: null,
      wanted: { en: "the project's id as the user name", "zh-cn": "项目 ID 作为用户名" },
      evidence: "primary",
      source: "developers.scaleway.com",
    },
    secret: null,
  },
  {
    providers: ["MailerSend"],
    user: {
      accepted: /^MS_[^@\s]+@/,
      refused: null,
      wanted: {
        en: "the SMTP user name generated for the domain, which begins with `MS_`",
        "zh-cn": "为该域名生成的、以 `MS_` 开头的 SMTP 用户名",
      },
      evidence: "primary",
      source: "developers.mailersend.com/smtp-relay",
    },
    secret: null,
  },
  {
    providers: ["QQ Mail"],
    user: null,
    secret: {
      accepted: /^[a-z]{16}$/i,
      refused: null,
      wanted: {
        en: "a 16-letter authorization code (授权码) from the settings of QQ Mail",
        "zh-cn": "在 QQ 邮箱设置中生成的 16 位字母授权码",
      },
      evidence: "primary",
      source: "russky.net; git.uair.cc; ComicBook#3",
    },
  },
];
