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
        en: "a 16-letter app password (Google account → Security)",
        "zh-cn": "16 个字母的应用专用密码（Google 账户 → 安全性）",
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
        en: "an SMTP user name from SES (`AKIA…`)",
        "zh-cn": "SES 中以 `AKIA` 开头的 SMTP 用户名",
      },
      evidence: "primary",
      source: "docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html",
    },
    secret: {
      accepted: null,
      // An SMTP password is 33 bytes in base64, so 44 characters; the secret of an access key has 40.
      refused: /^[A-Za-z0-9/+]{40}$/,
      wanted: {
        en: "the 44-character SMTP password, not an IAM key",
        "zh-cn": "44 个字符的 SMTP 密码，而不是 IAM 密钥",
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
      wanted: { en: "an API key (`SG.…`)", "zh-cn": "以 `SG.` 开头的 API 密钥" },
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
      wanted: { en: "an API key (`re_…`)", "zh-cn": "以 `re_` 开头的 API 密钥" },
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
        en: "an address of your sending domain (`postmaster@…`)",
        "zh-cn": "发信域名下的地址（如 `postmaster@…`）",
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
        en: "a server API token or SMTP access key",
        "zh-cn": "服务器 API 令牌或 SMTP access key",
      },
      evidence: "primary",
      source: "postmarkapp.com/support/article/811",
    },
    secret: {
      accepted: null,
      refused: null,
      sameAsUser: uuid,
      wanted: {
        en: "the same server token as user name and password",
        "zh-cn": "同一个服务器令牌作为用户名和密码",
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
        en: "an SMTP key (`xsmtpsib-…`), not an API key",
        "zh-cn": "SMTP 密钥（`xsmtpsib-…`），而不是 API 密钥",
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
        en: "an API key (its secret key is the password)",
        "zh-cn": "API 密钥（其 secret key 作为密码）",
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
      wanted: { en: "the project's id", "zh-cn": "项目 ID" },
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
        en: "the SMTP user name of the domain (`MS_…`)",
        "zh-cn": "该域名的 SMTP 用户名（`MS_…`）",
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
        en: "a 16-letter authorization code (授权码)",
        "zh-cn": "16 位字母的授权码",
      },
      evidence: "primary",
      source: "russky.net; git.uair.cc; ComicBook#3",
    },
  },
];
