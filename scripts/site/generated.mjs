// Pages that are made of the program's own tables, so that they say what it says.
import { memoryFiles } from "../../server/out/src/base/files.js";
import { linesOf } from "../../server/out/src/editor/completion/presets.js";
import { offeredProviders } from "../../server/out/src/editor/completion/values.js";
import { analyse } from "../../server/out/src/lint/analysis.js";
import { defaultConfig } from "../../server/out/src/lint/config.js";
import { answersOf } from "../../server/out/src/log/answer.js";
import { LogTally } from "../../server/out/src/log/tally.js";
import { newestRelease } from "../../server/out/src/plausible/tables/releases.js";
import { causes, nameOf } from "../../server/out/src/smtp/verdict/causes.js";
import { meaningOf } from "../../server/out/src/smtp/verdict/reply-meaning.js";
import { logLines, replies } from "./examples.mjs";

/** The pages in a language: path below its folder → text. They are wide tables, which leave no room for an outline. */
export function generatedPages(language) {
  const wide = (text) => `---\naside: false\npageClass: tables\n---\n\n${text}`;
  return new Map([
    ["log-lines.md", wide(logPage(language))],
    ["replies.md", wide(repliesPage(language))],
    ["providers.md", wide(providersPage(language))],
  ]);
}

const texts = {
  en: {
    logTitle: "From a log line to its cause",
    logIntro:
      'What Plausible logs when an email fails, and what it comes from. `plausible-mail why` and <a href="playground/?lang=en" target="_self">the playground</a> explain a whole log, with your settings. Releases before 2.1.5 don\'t log a reason; see [silent-failure](RULES/silent-failure.md).',
    logHead: ["In the log", "Cause", "Change"],
    or: "or",
    all: "Every cause",
    allIntro: "The causes that `test`, `doctor` and `why` name, each with what to do.",
    repliesTitle: "From a mail server's reply to its cause",
    repliesIntro:
      "Some providers answer different mistakes with the same code. These words tell them apart, with `test` and with `why`. Provider names stand where only that provider uses such words.",
    repliesHead: ["The reply", "Cause", "What to do"],
    providersTitle: "Mail providers",
    providersIntro: (release) =>
      `Hosts and ports that are known, and what to set for Plausible ${release}. Put the password into \`.env\` (\`SMTP_USER_PWD=…\`). In the editor, completion offers the same settings as *Mail via …*.`,
    providersHead: ["Provider", "Host", "STARTTLS", "Implicit TLS", "User name", "Sender"],
    ownLogin: "your own",
    noLogin: "none",
    sender: {
      login: "the user name itself",
      "login-or-alias": "the user name, or an alias of it",
      "login-domain": "an address of the user name's domain",
      verified: "an address or domain that you verified there",
    },
    appPassword: "The account's own password is refused: create an app password (or key) and set `SMTP_USER_PWD` to it.",
    off: (date) => `No password logins any more since ${date}: Plausible can't send through it.`,
    going: (date) => `Password logins are off by default from ${date} on; an administrator can turn them on.`,
    presets: "What to set",
  },
  "zh-cn": {
    logTitle: "从日志行到原因",
    logIntro:
      '邮件发送失败时 Plausible 记录的内容及其原因。`plausible-mail why` 和<a href="../playground/?lang=zh-cn" target="_self">在线试用</a>会结合您的设置解释整份日志。2.1.5 之前的版本不记录原因，见 [silent-failure](RULES/silent-failure.md)。',
    logHead: ["日志内容", "原因", "需要更改"],
    or: "或",
    all: "所有原因",
    allIntro: "`test`、`doctor` 和 `why` 给出的原因，各附处理方法。",
    repliesTitle: "从邮件服务器的答复到原因",
    repliesIntro:
      "有些服务商用同一个代码答复不同的错误。`test` 和 `why` 依据这些原话加以区分。只有某个服务商使用的说法会注明其名称。",
    repliesHead: ["答复", "原因", "处理方法"],
    providersTitle: "邮件服务商",
    providersIntro: (release) =>
      `已知的主机和端口，以及 Plausible ${release} 应有的设置。请把密码写入 \`.env\`（\`SMTP_USER_PWD=…\`）。在编辑器中，补全以“通过 … 发送邮件…”提供同样的设置。`,
    providersHead: ["服务商", "主机", "STARTTLS", "隐式 TLS", "用户名", "发件人"],
    ownLogin: "您自己的",
    noLogin: "无",
    sender: {
      login: "用户名本身",
      "login-or-alias": "用户名或其别名",
      "login-domain": "用户名所属域名的地址",
      verified: "您在该处验证过的地址或域名",
    },
    appPassword: "账户本身的密码会被拒绝：请创建应用专用密码（或密钥），并把 `SMTP_USER_PWD` 设为它。",
    off: (date) => `自 ${date} 起不再支持密码登录：Plausible 无法通过它发送邮件。`,
    going: (date) => `自 ${date} 起默认关闭密码登录，管理员可以重新启用。`,
    presets: "应有的设置",
  },
};

const folderOf = (language) => (language === "en" ? "/" : "/zh-cn/");
const cell = (text) => text.replaceAll("|", "\\|").replace(/\s*\n\s*/g, " ");
const code = (text) => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``);
const table = (head, rows) =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n");
const causeLink = (cause, language) => `[${nameOf(cause)[language]}](${folderOf(language)}test-smtp.md#${cause})`;

function logPage(language) {
  const say = texts[language];
  const intro = say.logIntro.replace("RULES", `${folderOf(language)}rules`);
  const parts = logLines.map(({ heading, lines }) => {
    const rows = lines.map((line) => {
      const [first, ...others] = causesOf(line);
      const names = [first, ...others].flatMap(({ cause }) => (cause === null ? [] : causeLink(cause, language)));
      return [code(line), names.join(` ${say.or} `) || "–", first.variables.map(code).join(", ") || "–"];
    });
    return `## ${heading[language]}\n\n${table(say.logHead, rows)}`;
  });
  const all = Object.keys(causes).map((cause) => `- ${causeLink(cause, language)}`);
  return [`# ${say.logTitle}`, intro, ...parts, `## ${say.all}`, say.allIntro, all.join("\n"), ""].join("\n\n");
}

/** Throws where the program does not know a line: then this index would promise what it does not keep. */
function causesOf(line) {
  const tally = new LogTally();
  tally.push(line);
  const [answer] = answersOf(tally.end(), null);
  if (answer === undefined) throw new Error(`not recognized in a log: ${line}`);
  return [answer, ...answer.alternatives];
}

function repliesPage(language) {
  const say = texts[language];
  const rows = replies.map((reply) => {
    const meaning = meaningOf([reply]);
    if (meaning === null) throw new Error(`not recognized as a reply: ${reply}`);
    const { provider, cause, todo } = meaning;
    const name = provider === null ? "" : ` (${provider})`;
    return [code(reply), causeLink(cause, language) + name, todo?.[language] ?? "–"];
  });
  return [`# ${say.repliesTitle}`, say.repliesIntro, table(say.repliesHead, rows), ""].join("\n\n");
}

function providersPage(language) {
  const say = texts[language];
  const all = [...offeredProviders()].sort((a, b) => a.name.localeCompare(b.name, "en"));
  const rows = all.map(({ name, hosts, starttls, implicit, needsAuth, login, sender }) => [
    `[${name}](#${anchorOf(name)})`,
    hosts.map(code).join("<br>"),
    starttls.join(", ") || "–",
    implicit.join(", ") || "–",
    login === null ? (needsAuth ? say.ownLogin : say.noLogin) : code(login),
    sender === null ? "–" : say.sender[sender],
  ]);
  const parts = all.map((provider) => `### ${provider.name} {#${anchorOf(provider.name)}}\n\n${aboutProvider(provider, say)}`);
  const intro = say.providersIntro(newestRelease.name);
  return [`# ${say.providersTitle}`, intro, table(say.providersHead, rows), `## ${say.presets}`, ...parts, ""].join("\n\n");
}

const anchorOf = (name) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

function aboutProvider(provider, say) {
  const { appPassword, passwordLogin } = provider;
  const notes = [
    ...(appPassword ? [say.appPassword] : []),
    ...(passwordLogin === null ? [] : [say[passwordLogin.state](passwordLogin.date)]),
  ];
  // Of other patterns nobody can guess the rest.
  const named = inOneRegion(provider);
  const isKnown = passwordLogin?.state !== "off" && !named.hosts[0].includes("*");
  const lines = isKnown ? linesOf(emptyService(), named) : null;
  const settings = (lines ?? []).map(({ name, value }) => `      - ${name}=${value}`);
  const block = settings.length === 0 ? [] : [`\`\`\`yaml\n    environment:\n${settings.join("\n")}\n\`\`\``];
  return [...notes, ...block].join("\n\n") || "–";
}

/** `email-smtp.*.amazonaws.com` with a region of which everybody sees that it is one. */
function inOneRegion(provider) {
  return { ...provider, hosts: provider.hosts.map((host) => host.replace(/\*(?=\.amazonaws\.com$)/, "us-east-1")) };
}

/** A Plausible of the newest release without any mail setting. */
function emptyService() {
  const compose = `services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:v${newestRelease.name}\n`;
  const request = { composeFiles: ["/p/compose.yml"], processEnvironment: null };
  return analyse({ files: memoryFiles({ "/p/compose.yml": compose }), request, config: defaultConfig }).services[0];
}
