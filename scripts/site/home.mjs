// The first page of the site, in both languages.

const texts = {
  en: {
    name: "Plausible Mail",
    text: "Find out why your self-hosted Plausible doesn't send email",
    tagline:
      "Checks the mail settings in your compose file and .env before the container starts, tests the mail server the way your release of Plausible would, and explains its log.",
    try: "Try it in the browser",
    picture: "In VS Code: a wrong port is typed, its fix is applied, and the test of the mail server passes.",
    guide: "Guide",
    rules: "Rules",
    features: [
      [
        "Before the container starts",
        "Findings on the line at fault, with fixes, in VS Code, in other editors, on the command line and in CI.",
        "rules/",
        "The rules",
      ],
      [
        "The way Plausible connects",
        "Test SMTP uses the same commands, the same trust and the same login as your release's adapter.",
        "test-smtp",
        "Test SMTP",
      ],
      ["After an email failed", "Paste a line of the log, or look up what the mail server said.", "log-lines", "Log lines"],
      ["Your provider", "Hosts, ports and settings of the usual mail providers.", "providers", "Providers"],
    ],
  },
  "zh-cn": {
    name: "Plausible Mail",
    text: "查明自托管的 Plausible 为什么不发邮件",
    tagline: "在容器启动之前检查 compose 文件和 .env 中的邮件设置，按您的 Plausible 版本的方式测试邮件服务器，并解释其日志。",
    try: "在浏览器中试用",
    picture: "在 VS Code 中：输入错误的端口，应用修复，邮件服务器测试通过。",
    guide: "指南",
    rules: "规则",
    features: [
      ["在容器启动之前", "在 VS Code、其他编辑器、命令行和 CI 中，直接指出出错的行并提供修复。", "rules/", "规则"],
      ["与 Plausible 相同的连接方式", "Test SMTP 使用与您版本的适配器相同的命令、证书信任和登录方式。", "test-smtp", "测试 SMTP"],
      ["邮件发送失败之后", "粘贴一行日志，或查找邮件服务器的答复。", "log-lines", "日志行"],
      ["您的服务商", "常用邮件服务商的主机、端口和设置。", "providers", "服务商"],
    ],
  },
};

/** The text of `index.md`. @param {boolean} hasGuide whether there is a page `guide.md` */
export function homePage(language, hasGuide) {
  const { name, text, tagline, features, ...say } = texts[language];
  const folder = language === "en" ? "/" : "/zh-cn/";
  const front = {
    layout: "home",
    hero: {
      name,
      text,
      tagline,
      actions: [
        { theme: "brand", text: say.try, link: `/playground/?lang=${language}`, target: "_self" },
        ...(hasGuide ? [{ theme: "alt", text: say.guide, link: `${folder}guide` }] : []),
        { theme: "alt", text: say.rules, link: `${folder}rules/` },
      ],
    },
    features: features.map(([title, details, page, linkText]) => ({ title, details, link: folder + page, linkText })),
  };
  return `---\n${JSON.stringify(front, null, 2)}\n---\n\n![${say.picture}](/images/type-fix-test.png)\n`;
}
