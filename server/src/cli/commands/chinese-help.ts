import { type Argument, type Command, Help, type Option } from "commander";
import { width, wrap } from "../terminal/text.js";
import { complaintInChinese } from "./chinese-errors.js";

/** The help texts in Simplified Chinese, by the English ones that the commands have. */
export const chineseHelp: Readonly<Record<string, string>> = {
  "Find out why your self-hosted Plausible doesn't send email: checks its mail settings, and tests the mail server.":
    "查明您自行托管的 Plausible 为何不发邮件：检查其邮件设置，并测试邮件服务器。",
  "output the version number": "显示版本号",
  "display help for command": "显示命令的帮助",
  "find mistakes in compose and env files": "查找 compose 文件和 env 文件中的错误",
  "Finds mistakes in Plausible's mail settings, in compose files and the env files that they read.":
    "在 compose 文件及其读取的 env 文件中，查找 Plausible 邮件设置的错误。",
  "show what the container gets, and how Plausible reads it": "显示容器得到的内容，以及 Plausible 如何读取",
  "Shows what Docker Compose would put into each Plausible container, and how Plausible would read it.":
    "显示 Docker Compose 会放入每个 Plausible 容器的内容，以及 Plausible 会如何读取。",
  "test the mail server the way Plausible would": "按 Plausible 的方式测试邮件服务器",
  "Tests the configured mail server the way Plausible's own adapter would. No email is sent without --send.\nExit status: 0 passed, 1 failed, 2 inconclusive, 130 interrupted.":
    "按 Plausible 自身适配器的方式测试所设置的邮件服务器。没有 --send 就不会发送邮件。\n退出码：0 通过，1 失败，2 无结论，130 被中断。",
  "explain the mail failures in Plausible's log": "解释 Plausible 日志中的邮件失败",
  "Explains the mail failures in Plausible's log, or in a line of it: cause, variable, fix.\nWith a compose project (-f, or the one of this folder), also the line to change.\nExit status: 0 no mail-related lines, 1 failures explained, 2 not recognized or not readable.":
    "解释 Plausible 日志或其中一行所示的邮件失败：原因、变量、修复。\n有 compose 项目时（-f，或此文件夹中的项目），还会指出要修改的行。\n退出码：0 没有与邮件有关的内容，1 已解释失败，2 无法识别或无法读取。",
  "list the rules, or explain one": "列出规则，或说明其中一条",
  "One line per rule, or the whole page of one.": "每条规则一行，或显示其中一条的整页说明。",
  "language of the output (default: that of the locale)": "输出的语言（默认：系统区域设置的语言）",
  "no colours (also: NO_COLOR=1; FORCE_COLOR=1 always colours)": "不使用颜色（也可用 NO_COLOR=1；FORCE_COLOR=1 则始终使用颜色）",
  "print the completion of a shell, or the manual page": "输出 shell 的自动补全脚本，或手册页",
  "Prints what bash, zsh or fish needs to complete commands and flags, or the manual page for man.":
    "输出 bash、zsh 或 fish 补全命令和参数所需的脚本，或 man 的手册页。",
  "the shell, or man": "shell 名称，或 man",
  "write a report too: .sarif, .xml (JUnit), .json, or FORMAT:FILE (repeatable)":
    "另外写入报告文件：.sarif、.xml（JUnit）、.json，或 FORMAT:FILE（可重复）",
  "apply the fixes that need no decision, then report what remains": "应用无需选择的修复，然后报告剩余的问题",
  "show what --fix would change, as a diff; nothing is written": "以 diff 显示 --fix 会做的更改；不写入任何内容",
  "level of a rule: error, warning, info, hint or off (repeatable)": "规则的级别：error、warning、info、hint 或 off（可重复）",
  "the same as --rule RULE=off (repeatable)": "与 --rule RULE=off 相同（可重复）",
  "this configuration instead of .plausible-mail.yml": "使用此配置而不是 .plausible-mail.yml",
  "report what comments in the files silence": "也报告被文件中的注释忽略的问题",
  "don't report the findings that are listed there": "不报告其中列出的问题",
  "write the present findings to the file of --baseline": "将当前的问题写入 --baseline 的文件",
  "only results: no progress, no notes, no summary": "只输出结果：不显示进度、备注和汇总",
  "output on stdout": "标准输出的格式",
  "exit with 1 from this severity on": "从此严重程度起以 1 退出",
  "the name that standard input stands for": "标准输入所代表的文件名",
  "instead of .env (repeatable)": "代替 .env（可重复）",
  "ignore the variables of this shell": "忽略此 shell 的变量",
  "active profile (repeatable)": "启用的 profile（可重复）",
  "instead of the folder of the first compose file": "代替第一个 compose 文件所在的文件夹",
  "compose file, as for docker compose (repeatable)": "compose 文件，与 docker compose 相同（可重复）",
  "a compose file, or a folder (default: this one)": "compose 文件或文件夹（默认：当前文件夹）",
  "a log file, or - for standard input (default)": "日志文件，或 - 表示标准输入（默认）",
  "a rule": "规则",
  "compose files, env files, folders to search, or - for standard input (default: this folder)":
    "compose 文件、env 文件、要查找的文件夹，或 - 表示标准输入（默认：当前文件夹）",
  "a running container instead of files: output of docker inspect, podman inspect or env (-: standard input)":
    "用正在运行的容器代替文件：docker inspect、podman inspect 或 env 的输出（-：标准输入）",
  "the image that runs, if an env file or the output of env doesn't say it": "所运行的镜像，用于 env 文件或 env 的输出没有说明时",
  "the Plausible service (needed when there are several)": "Plausible 服务（有多个时必需）",
  "the Plausible service that wrote the log (needed when there are several)": "写下日志的 Plausible 服务（有多个时必需）",
  "only this Plausible service (needed for --compare when there are several)":
    "只显示此 Plausible 服务（有多个时 --compare 必需）",
  "the environment of every other active service too": "也显示其他每个启用的服务的环境变量",
  "show passwords and keys instead of *** (a terminal asks first)": "显示密码和密钥而不是 ***（终端会先询问）",
  "answer as if this release or image ran, and list what changes": "按运行此版本或镜像计算，并列出变化",
  "compare with a container: what the call below prints there (-: standard input)":
    "与容器比较：以下调用在容器中的输出（-：标准输入）",
  "compare with the container that runs now, through docker compose": "通过 docker compose 与正在运行的容器比较",
  "how Docker is called, such as podman or 'sudo docker' (default: found on PATH)":
    "如何调用 Docker，例如 podman 或 'sudo docker'（默认：在 PATH 中查找）",
  "let the running Plausible connect by itself, through docker compose; with --send also send":
    "通过 docker compose 让正在运行的 Plausible 自行连接；加 --send 还会发送",
  "the log of the container that runs now, through docker compose": "通过 docker compose 读取正在运行的容器的日志",
  "with --running: only from then on, such as 1h or 2026-11-30T10:00:00":
    "与 --running 一起：只从此时起，例如 1h 或 2026-11-30T10:00:00",
  "with --running: go on reading as it grows, until Ctrl-C": "与 --running 一起：持续读取新的日志，直到按 Ctrl-C",
  "exit with 1 only from this many failures on, or this share of all emails":
    "失败达到此数量，或占全部邮件的此比例时，才以 1 退出",
  "output on stdout (nagios: one line, and its exit statuses)": "标准输出的格式（nagios：一行，并使用其退出码）",
  "also look up SPF, DKIM, DMARC and MX of the sender's domain": "同时查询发件域名的 SPF、DKIM、DMARC 和 MX",
  "with --dns: the DNS server to ask, such as 192.0.2.53 or 127.0.0.1:5353":
    "与 --dns 一起：要查询的 DNS 服务器，例如 192.0.2.53 或 127.0.0.1:5353",
  "find out why no email arrives, step by step": "逐步查明邮件为何收不到",
  "Goes through all steps of the guide: settings, running container, mail server, log, domain, release.\nExit status: 0 email works, 1 it doesn't, 2 it can't be known, 130 interrupted.":
    "依次完成指南的全部步骤：设置、运行中的容器、邮件服务器、日志、域名、版本。\n退出码：0 可以发信，1 不能发信，2 无法得知，130 被中断。",
  "ask the running container, and how Docker is called (a terminal asks)":
    "询问正在运行的容器，以及如何调用 Docker（终端会先询问）",
  "no connections at all": "不建立任何连接",
  "only print the commands that would ask the container": "只打印用于询问容器的命令",
  "a recipient to check with the server; without it the test ends after MAIL FROM":
    "要向服务器检查的收件人；没有时测试在 MAIL FROM 之后结束",
  "send one real email to that recipient": "向该收件人发送一封真实邮件",
  "for each connection, handshake or reply": "每次连接、握手或应答的等待秒数",
  "PEM certificate to trust in addition to the usual ones (repeatable)": "除常用证书外还信任的 PEM 证书（可重复）",
  "connect there instead; names and TLS stay the same": "改为连接该地址；名称和 TLS 不变",
  "reach a mail server that is a service of the project by its published port": "通过已发布的端口连接项目中的邮件服务器",
  "say that this runs inside the project's network, not on the host": "表示此命令在项目的网络内运行，而不是在主机上",
  "try the other sensible ports of that host, and name the one that works": "尝试该主机的其他合理端口，并指出可用的端口",
  "send the password unencrypted if Plausible would (a terminal asks)":
    "若 Plausible 会这样做，则以未加密方式发送密码（终端会询问）",
  "ask the provider's API whether it accepts key and domain; no email is sent":
    "询问服务商的 API 是否接受密钥和域名；不会发送邮件",
};

/** What stands below the help of a command, by its name. */
const below: Readonly<Record<string, string>> = {
  "plausible-mail": "\n退出码：0 没有问题，1 有问题（test：失败），2 命令无法运行。",
  explain: `
--format elixir 输出邮件配置，与容器中以下命令的输出相同：
  docker compose exec plausible /app/bin/plausible rpc \\
    'IO.inspect(Application.get_env(:plausible, Plausible.Mailer))'
--compare 读取该命令的输出（退出码 1：两者不同）。`,
  completion: '\n例如，在 ~/.bashrc 中：eval "$(plausible-mail completion bash)"',
  why: "\n例如：docker compose logs plausible | plausible-mail why",
};

const titles: Readonly<Record<string, string>> = {
  "Usage:": "用法", // a blank follows
  "Options:": "选项：",
  "Commands:": "命令：",
  "Arguments:": "参数：",
};

/** Shows the help and the complaints of a command, and of those below it, in Chinese. A text without a translation stays as it is. */
export function inChinese(command: Command): void {
  const said = (text: string) => chineseHelp[text] ?? text;
  command.summary(said(command.summary())).description(said(command.description()));
  command.helpOption("-h, --help", said("display help for command"));
  if (command.commands.length > 0) command.helpCommand("help [command]", said("display help for command"));
  for (const option of command.options) option.description = said(option.description);
  for (const argument of command.registeredArguments) argument.description = said(argument.description);
  command.configureOutput({ outputError: (text, write) => write(`plausible-mail: ${complaintInChinese(text)}`) });
  command.configureHelp({
    styleTitle: (title) => titles[title] ?? title,
    displayWidth: width,
    // Chinese has no blanks at which commander would break a line.
    boxWrap: (text, columns) => wrap(text, columns).join("\n"),
    optionDescription(this: Help, option: Option) {
      return inChineseMarks(Help.prototype.optionDescription.call(this, option));
    },
    argumentDescription(this: Help, argument: Argument) {
      return inChineseMarks(Help.prototype.argumentDescription.call(this, argument));
    },
  });
  const text = below[command.name()];
  if (text !== undefined) {
    // Its types do not say that a command is an emitter of Node.
    if ("removeAllListeners" in command && typeof command.removeAllListeners === "function") {
      command.removeAllListeners("afterHelp");
    }
    command.addHelpText("after", text);
  }
  for (const one of command.commands) inChinese(one);
}

/** What commander adds to a description. */
function inChineseMarks(description: string): string {
  return description
    .replace(" (choices: ", "（可选值：")
    .replace(" (default: ", "（默认值：")
    .replace(", default: ", "，默认值：")
    .replace(/(（(?:可选值|默认值)：.*)\)$/, "$1）");
}
