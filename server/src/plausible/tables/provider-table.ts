import type { Provider } from "./provider.js";

type Extra = Partial<
  Pick<Provider, "needsAuth" | "login" | "appPassword" | "passwordLogin" | "sandbox" | "sender" | "refusesSecondEhlo">
>;

/** One row; ports only where the source names them for that mode. */
function row(
  name: string,
  hosts: readonly string[],
  ports: { readonly implicit: readonly number[]; readonly starttls: readonly number[] },
  evidence: Provider["evidence"],
  source: string,
  extra: Extra = {},
): Provider {
  const usual = {
    needsAuth: true,
    login: null,
    appPassword: false,
    sandbox: false,
    sender: null,
    refusesSecondEhlo: false,
    passwordLogin: null,
  };
  return { name, hosts, ...ports, ...usual, ...extra, evidence, source };
}

const both = { implicit: [465], starttls: [587] };
const api = { implicit: [465], starttls: [25, 587, 2525] };
const zoho = ["com", "eu", "in", "com.au", "jp", "com.cn", "sa", "ca", "uk", "ae"].map((end) => `zoho.${end}`);
const verified = { sender: "verified" } as const;
const ionos = ["de", "com", "co.uk", "es", "fr"];

/** Mail providers whose hosts and ports are known. */
export const providers: readonly Provider[] = [
  row("Gmail", ["smtp.gmail.com"], both, "primary", "cli.nylas.com Gmail guide; gist ruslandoga/c94ce526", {
    appPassword: true,
    sender: "login-or-alias",
  }),
  // An allow-list of addresses can stand in for a login.
  row(
    "Google Workspace relay",
    ["smtp-relay.gmail.com"],
    { implicit: [465], starttls: [25, 587] },
    "secondary",
    "cli.nylas.com; scaledmail.com",
    { needsAuth: false, sender: "verified" },
  ),
  // The servers that take mail for a domain: one connects to them from an address that the tenant knows, without a login.
  row(
    "Microsoft 365 (connector)",
    ["*.mail.protection.outlook.com"],
    { implicit: [], starttls: [25] },
    "primary",
    "technet.microsoft.com/library/dn592151: relay and direct send need TCP port 25; cksolutions.ie",
    { needsAuth: false },
  ),
  row(
    "Google's MX",
    ["aspmx.l.google.com"],
    { implicit: [], starttls: [25] },
    "secondary",
    "prospeo.io, Gmail SMTP relay server",
    {
      needsAuth: false,
    },
  ),
  row(
    "Microsoft 365",
    ["smtp.office365.com"],
    { implicit: [], starttls: [25, 587] },
    "primary",
    "techcommunity.microsoft.com Exchange blog 4489835; smtptester.org",
    {
      sender: "login-or-alias",
      passwordLogin: {
        state: "going",
        date: "2026-12",
        accounts: [],
        source: "techcommunity.microsoft.com Exchange blog 4489835, of 2026-01-27",
      },
    },
  ),
  // Of its ports and its sender only other people's pages tell.
  row(
    "Outlook.com",
    ["smtp-mail.outlook.com"],
    { implicit: [], starttls: [587] },
    "secondary",
    "developer.nylas.com; e-challan help",
    {
      sender: "login",
      passwordLogin: {
        state: "off",
        date: "2024-09-16",
        accounts: ["outlook.com", "hotmail.com", "live.com", "msn.com"],
        source: "Microsoft's support page of June 2024, as techissuestoday.com tells it; developer.nylas.com",
      },
    },
  ),
  row(
    "Amazon SES",
    ["email-smtp.*.amazonaws.com"],
    { implicit: [465, 2465], starttls: [25, 587, 2587] },
    "primary",
    "docs.aws.amazon.com/ses smtp-connect",
    verified,
  ),
  row("SendGrid", ["smtp.sendgrid.net"], api, "primary", "twilio.com/docs/sendgrid", { login: "apikey", ...verified }),
  row("Mailgun", ["smtp.mailgun.org"], api, "primary", "documentation.mailgun.com smtp-protocol", verified),
  row("Mailgun EU", ["smtp.eu.mailgun.org"], api, "primary", "documentation.mailgun.com smtp-protocol", verified),
  row(
    "Postmark",
    ["smtp.postmarkapp.com", "smtp-broadcasts.postmarkapp.com"],
    { implicit: [], starttls: [25, 587, 2525] },
    "primary",
    "postmarkapp.com/support/article/811",
    verified,
  ),
  row("Mandrill", ["smtp.mandrillapp.com"], api, "primary", "mailchimp.com/developer/transactional smtp-integration", verified),
  row(
    "SparkPost",
    ["smtp.sparkpostmail.com", "smtp.eu.sparkpostmail.com"],
    { implicit: [], starttls: [587, 2525] },
    "primary",
    "developers.sparkpost.com/api/smtp",
    {
      login: "SMTP_Injection",
      ...verified,
    },
  ),
  row(
    "Brevo",
    ["smtp-relay.brevo.com"],
    { implicit: [465], starttls: [587, 2525] },
    "primary",
    "developers.brevo.com smtp-integration",
    verified,
  ),
  row(
    "Sendinblue (now Brevo)",
    ["smtp-relay.sendinblue.com"],
    { implicit: [], starttls: [587] },
    "unverified",
    "the old name of smtp-relay.brevo.com",
  ),
  row("Mailjet", ["in-v3.mailjet.com"], api, "primary", "smtptester.org; cloud.google.com using-mailjet", verified),
  row("Resend", ["smtp.resend.com"], { implicit: [465, 2465], starttls: [25, 587, 2587] }, "primary", "resend.com/docs", {
    login: "resend",
    ...verified,
  }),
  row(
    "Zoho Mail",
    [...zoho, "zohocloud.ca"].flatMap((domain) => [`smtp.${domain}`, `smtppro.${domain}`]),
    both,
    "primary",
    "Zoho's own text on SMTP, as wiki.stretchpowered.com has it; postigo.net/smtp/zoho; zoho.com/accounts/protocol/oauth/multi-dc.html",
    {
      appPassword: true,
      sender: "login-or-alias",
    },
  ),
  row(
    "ZeptoMail",
    ["smtp.zeptomail.com", "smtp.zeptomail.eu", "smtp.zeptomail.in"],
    both,
    "primary",
    "zoho.com/zeptomail/help/smtp-home",
    {
      login: "emailapikey",
    },
  ),
  row(
    "SMTP2GO",
    ["mail.smtp2go.com", "mail-us.smtp2go.com", "mail-eu.smtp2go.com", "mail-au.smtp2go.com"],
    { implicit: [465, 8465, 443], starttls: [25, 80, 587, 2525, 8025] },
    "primary",
    "developers.smtp2go.com smtp-relay",
    verified,
  ),
  row(
    "Scaleway",
    ["smtp.tem.scaleway.com", "smtp.tem.scw.cloud"],
    { implicit: [465, 2465], starttls: [25, 587, 2587] },
    "primary",
    "developers.scaleway.com",
    verified,
  ),
  row(
    "MailerSend",
    ["smtp.mailersend.net"],
    { implicit: [], starttls: [587] },
    "primary",
    "developers.mailersend.com/smtp-relay",
    verified,
  ),
  row("Mailtrap", ["live.smtp.mailtrap.io"], { implicit: [], starttls: [587] }, "primary", "mailtrap.io/smtp-service", {
    login: "api",
    ...verified,
  }),
  row(
    "Mailtrap sandbox",
    ["sandbox.smtp.mailtrap.io", "smtp.mailtrap.io"],
    { implicit: [], starttls: [25, 587, 2525] },
    "secondary",
    "docs.gauzy.co",
    {
      sandbox: true,
    },
  ),
  row("Elastic Email", ["smtp.elasticemail.com"], api, "primary", "help.elasticemail.com 4803409", verified),
  row("Emailit", ["smtp.emailit.com"], { implicit: [465], starttls: [25, 587, 2525, 2587] }, "primary", "emailit.com/docs", {
    login: "emailit",
    ...verified,
  }),
  row(
    "Telnyx",
    ["smtp.telnyx.com"],
    { implicit: [], starttls: [587] },
    "primary",
    "developers.telnyx.com smtp-protocol-contract",
    { login: "apikey" },
  ),
  row("Loops", ["smtp.loops.so"], { implicit: [], starttls: [587] }, "primary", "loops.so/docs/smtp.md", { login: "loops" }),
  row(
    "Forward Email",
    ["smtp.forwardemail.net"],
    { implicit: [465], starttls: [587, 2525] },
    "primary",
    "nodemailer services.json; public set-ups",
  ),
  row("MXroute", ["*.mxlogin.com"], both, "secondary", "erlang/otp#8470"),
  row("Fastmail", ["smtp.fastmail.com"], both, "primary", "fastmail.help servernamesandports", {
    appPassword: true,
    ...verified,
  }),
  // Whether 465 is offered is disputed between sources, so nothing may rest on its not being here.
  row(
    "iCloud Mail",
    ["smtp.mail.me.com"],
    { implicit: [], starttls: [587] },
    "secondary",
    "meshworld.in; postigo.net; sendarix.com",
    { appPassword: true, sender: "login-or-alias" },
  ),
  row("Yahoo Mail", ["smtp.mail.yahoo.com"], both, "primary", "xenocept.com; e-challan help; unanswered.io", {
    appPassword: true,
    sender: "login",
  }),
  row("AOL", ["smtp.aol.com"], { implicit: [], starttls: [587] }, "secondary", "nodemailer services.json", { sender: "login" }),
  row("Proton Mail", ["smtp.protonmail.ch"], { implicit: [], starttls: [587] }, "primary", "proton.me/support/smtp-submission", {
    appPassword: true,
    sender: "login",
  }),
  row("Migadu", ["smtp.migadu.com"], { implicit: [465], starttls: [] }, "secondary", "Thunderbird autoconfig"),
  row("OVH", ["ssl0.ovh.net"], both, "primary", "quai-des-entrepreneurs.com; gids.ovh.nl; plausible/analytics#5346", {
    sender: "login",
  }),
  row("OVH Exchange", ["ex*.mail.ovh.net"], { implicit: [], starttls: [587] }, "secondary", "gids.ovh.nl", { sender: "login" }),
  row(
    "IONOS",
    ionos.map((end) => `smtp.ionos.${end}`),
    both,
    "primary",
    "Thunderbird autoconfig; optioffice.net; plausible/analytics#5664, ruslandoga/mua#76",
    { sender: "login-domain", refusesSecondEhlo: true },
  ),
  row("1&1 (now IONOS)", ["smtp.1und1.de"], both, "unverified", "the old name of smtp.ionos.de", { refusesSecondEhlo: true }),
  row("Strato", ["smtp.strato.de"], { implicit: [], starttls: [587] }, "secondary", "MailKit#162 transcript"),
  row("GMX", ["mail.gmx.net", "mail.gmx.com"], both, "primary", "Thunderbird autoconfig; gmx.net help", { sender: "login" }),
  row("WEB.DE", ["smtp.web.de"], { implicit: [], starttls: [] }, "unverified", "an old list only"),
  row("Gandi", ["mail.gandi.net"], { implicit: [], starttls: [587] }, "primary", "docs.gandi.net", verified),
  row("Infomaniak", ["mail.infomaniak.com"], both, "primary", "Infomaniak FAQ"),
  row("Hetzner web hosting", ["mail.your-server.de"], { implicit: [465], starttls: [] }, "secondary", "Thunderbird autoconfig"),
  row("Namecheap Private Email", ["mail.privateemail.com"], both, "secondary", "mailflowauthority.com", { sender: "login" }),
  row("Hostinger", ["smtp.hostinger.com"], both, "secondary", "Jellyfin-Newsletter#62"),
  row("One.com", ["send.one.com"], { implicit: [465], starttls: [] }, "secondary", "nodemailer services.json"),
  row("Aruba", ["smtps.aruba.it"], { implicit: [465], starttls: [] }, "secondary", "nodemailer services.json"),
  row(
    "GoDaddy",
    ["smtpout.secureserver.net"],
    { implicit: [], starttls: [] },
    "unverified",
    "nodemailer services.json; ports not checked",
  ),
  row(
    "Yandex",
    ["smtp.yandex.com", "smtp.yandex.ru"],
    { implicit: [465], starttls: [] },
    "secondary",
    "nodemailer services.json",
    { sender: "login" },
  ),
  row("Mail.ru", ["smtp.mail.ru"], { implicit: [465], starttls: [] }, "secondary", "nodemailer services.json"),
  row("QQ Mail", ["smtp.qq.com"], both, "primary", "russky.net; git.uair.cc; ComicBook#3", {
    appPassword: true,
    sender: "login",
  }),
  row(
    "Tencent Exmail",
    ["smtp.exmail.qq.com", "hwsmtp.exmail.qq.com"],
    { implicit: [465], starttls: [] },
    "secondary",
    "topmailsender.com",
    { appPassword: true, sender: "login" },
  ),
  row(
    "NetEase 163",
    ["smtp.163.com"],
    { implicit: [465, 994], starttls: [25] },
    "primary",
    "support.websoft9.com smtps; dokuwiki-plugin-smtp#1",
    { appPassword: true, sender: "login" },
  ),
  row(
    "NetEase 126",
    ["smtp.126.com"],
    { implicit: [465], starttls: [25] },
    "primary",
    "support.websoft9.com smtps; dokuwiki-plugin-smtp#1",
    { appPassword: true, sender: "login" },
  ),
  row(
    "Aliyun Mail",
    ["smtp.qiye.aliyun.com", "smtp.mxhichina.com", "smtp.aliyun.com"],
    { implicit: [465], starttls: [25] },
    "primary",
    "help.aliyun.com 36687",
    { sender: "login" },
  ),
  row(
    "Aliyun DirectMail",
    ["smtpdm.aliyun.com"],
    { implicit: [465], starttls: [25, 80] },
    "secondary",
    "zkxmsb.com, a copy of the vendor's page",
    { sender: "login" },
  ),
  row(
    "Aliyun DirectMail (regional)",
    ["smtpdm-*.aliyun.com"],
    { implicit: [], starttls: [] },
    "unverified",
    "named beside smtpdm.aliyun.com; ports not checked",
    { sender: "login" },
  ),
  row("Tencent SES", ["gz-smtp.qcloudmail.com"], { implicit: [465], starttls: [] }, "secondary", "gitea#32154", {
    sender: "login",
  }),
  row("Feishu", ["smtp.feishu.cn"], { implicit: [465], starttls: [] }, "secondary", "nodemailer services.json"),
  row("SendCloud", ["smtp.sendcloud.net"], { implicit: [], starttls: [2525] }, "secondary", "nodemailer services.json"),
];
