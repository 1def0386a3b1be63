// The tables of docs/guide.md and its Chinese twin: what each release makes of each adapter, and the providers, from the
// program's own tables.
import { providers } from "../server/out/src/plausible/tables/providers.js";
import { newestRelease, releases } from "../server/out/src/plausible/tables/releases.js";

const words = {
  en: {
    head: [
      "Plausible",
      "default",
      "Bamboo.Mua",
      "Bamboo.SMTPAdapter",
      "Postmark",
      "Mailgun, Mandrill, SendGrid",
      "a failed email in the log",
      "invitation",
    ],
    refused: "doesn't start",
    removed: "removed: doesn't start",
    works: "works",
    unverified: "works, certificates unchecked",
    noTls: "only without TLS",
    early: "needs a login; no implicit TLS",
    secondEhlo: "works (503 at IONOS)",
    assumed: " (assumed)",
    logs: { nothing: "nothing", "without-reason": "one line, no reason", "with-reason": "with the reason" },
    parts: { html: "HTML", "html-and-text": "HTML and text" },
    next: `after ${newestRelease.name} (seen in source)`,
    providers: [
      "provider",
      "SMTP_HOST_ADDR",
      "port (STARTTLS)",
      "port (implicit TLS)",
      "SMTP_USER_NAME",
      "SMTP_USER_PWD",
      "MAILER_EMAIL",
    ],
    own: "your own",
    login: "none",
    app: "app password",
    password: "password or key",
    going: "OAuth only, as a default, from {date} on",
    sender: {
      login: "the login itself",
      "login-or-alias": "the login or an alias of it",
      "login-domain": "of the login's domain",
      verified: "a verified domain or address",
      none: "–",
    },
  },
  "zh-cn": {
    head: [
      "Plausible",
      "默认",
      "Bamboo.Mua",
      "Bamboo.SMTPAdapter",
      "Postmark",
      "Mailgun、Mandrill、SendGrid",
      "日志中的失败邮件",
      "邀请邮件",
    ],
    refused: "无法启动",
    removed: "已移除：无法启动",
    works: "可用",
    unverified: "可用，不验证证书",
    noTls: "只能不用 TLS",
    early: "必须登录；不支持隐式 TLS",
    secondEhlo: "可用（IONOS 会返回 503）",
    assumed: "（假定）",
    logs: { nothing: "没有", "without-reason": "一行，没有原因", "with-reason": "含原因" },
    parts: { html: "HTML", "html-and-text": "HTML 和纯文本" },
    next: `${newestRelease.name} 之后（见于源代码）`,
    providers: [
      "服务商",
      "SMTP_HOST_ADDR",
      "端口（STARTTLS）",
      "端口（隐式 TLS）",
      "SMTP_USER_NAME",
      "SMTP_USER_PWD",
      "MAILER_EMAIL",
    ],
    own: "您自己的",
    login: "无",
    app: "应用专用密码",
    password: "密码或密钥",
    going: "自 {date} 起默认仅支持 OAuth",
    sender: {
      login: "登录名本身",
      "login-or-alias": "登录名或其别名",
      "login-domain": "与登录名同域",
      verified: "已验证的域名或地址",
      none: "–",
    },
  },
};

/** A page with both tables as the program's tables have them. */
export function withTables(page, language, name) {
  const w = words[language];
  return between(between(page, "releases", releaseTable(w), name), "providers", providerTable(w), name);
}

/** Releases that are alike in all columns share a line. */
function releaseTable(w) {
  const lines = [];
  for (const release of releases) {
    const cells = cellsOf(release, w);
    const last = lines.at(-1);
    if (last !== undefined && last.key === cells.join("|")) last.to = release.name;
    else lines.push({ from: release.name, to: release.name, key: cells.join("|"), cells });
  }
  const named = ({ from, to }) => (from === "master" ? w.next : from === to ? from : `${from} – ${to}`);
  return table(
    w.head,
    lines.map((line) => [named(line), ...line.cells]),
  );
}

function cellsOf(release, w) {
  const { adapters, removedAdapters, assumedAdapters, smtp } = release;
  const cell = (adapter, text) =>
    adapters.includes(adapter)
      ? `${text}${assumedAdapters.includes(adapter) ? w.assumed : ""}`
      : removedAdapters.includes(adapter)
        ? w.removed
        : w.refused;
  const [mua, genSmtp] = [smtp["Bamboo.Mua"], smtp["Bamboo.SMTPAdapter"]];
  const muaText = mua?.implicitTls === "not-available" ? w.early : mua?.secondEhlo ? w.secondEhlo : w.works;
  const genText = genSmtp?.startTls === "fails" ? w.noTls : genSmtp?.verifiesCertificate ? w.works : w.unverified;
  return [
    `\`${release.defaultAdapter}\``,
    cell("Bamboo.Mua", muaText),
    cell("Bamboo.SMTPAdapter", genText),
    cell("Bamboo.PostmarkAdapter", w.works),
    cell("Bamboo.MailgunAdapter", w.works),
    w.logs[release.logsFailure],
    w.parts[release.invitationParts],
  ];
}

/** Those that a page of the provider's own speaks for, and that deliver. */
function providerTable(w) {
  const rows = providers
    .filter(({ evidence, sandbox }) => evidence === "primary" && !sandbox)
    .map(({ name, hosts, starttls, implicit, needsAuth, login, appPassword, passwordLogin, sender }) => [
      name,
      `\`${hosts[0]}\``,
      ports(starttls),
      ports(implicit),
      !needsAuth ? w.login : login === null ? w.own : `\`${login}\``,
      !needsAuth
        ? w.login
        : passwordLogin !== null && passwordLogin.accounts.length === 0
          ? w.going.replace("{date}", passwordLogin.date)
          : appPassword
            ? w.app
            : w.password,
      w.sender[sender ?? "none"],
    ]);
  return table(w.providers, rows);
}

/** 587 and 465 come first: they are open nearly everywhere, and 25 hardly anywhere. */
function ports(list) {
  const rank = (port) => (port === 587 || port === 465 ? 0 : port === 25 ? 2 : 1);
  return list.length === 0 ? "–" : [...list].sort((a, b) => rank(a) - rank(b)).join(", ");
}

function table(head, rows) {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function between(text, section, content, name) {
  const [start, end] = [`<!-- ${section}: generated by \`npm run docs\` -->\n`, `\n<!-- end of ${section} -->`];
  if (!text.includes(start) || !text.includes(end)) throw new Error(`${name} lacks ${start.trim()} … ${end.trim()}`);
  return text.slice(0, text.indexOf(start) + start.length) + content + text.slice(text.indexOf(end));
}
