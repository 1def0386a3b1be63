import { type Message, type MessageTemplate, message } from "../base/messages.js";
import { CannotWork } from "./io.js";

const texts = {
  noFile: { en: "{path}: no such file", "zh-cn": "{path}：没有此文件" },
  noFileOrFolder: { en: "{path}: no such file or folder", "zh-cn": "{path}：没有此文件或文件夹" },
  noEnvFile: { en: "{path}: no such env file", "zh-cn": "{path}：没有此 env 文件" },
  folder: { en: "{path}: is a folder", "zh-cn": "{path}：是一个文件夹" },
  unreadable: { en: "{path}: {reason}", "zh-cn": "{path}：{reason}" },
  cannotRead: { en: "{path}: cannot be read", "zh-cn": "{path}：无法读取" },
  noCompose: {
    en: "no compose file in {folder} or the folders above it (looked for compose.yaml, compose.yml, docker-compose.yml, docker-compose.yaml)",
    "zh-cn":
      "{folder} 及其上级文件夹中没有 compose 文件（查找过 compose.yaml、compose.yml、docker-compose.yml、docker-compose.yaml）",
  },
  disableEnvFile: {
    en: "COMPOSE_DISABLE_ENV_FILE={value}: neither true nor false",
    "zh-cn": "COMPOSE_DISABLE_ENV_FILE={value}：既不是 true 也不是 false",
  },
  pathOrFile: { en: "{path}: give either a path or --file, not both", "zh-cn": "{path}：请只给出路径或 --file 之一" },
  projectOrContainer: { en: "give either a project or --container, not both", "zh-cn": "请只给出项目或 --container 之一" },
  pathsOrContainer: { en: "give either paths or --container, not both", "zh-cn": "请只给出路径或 --container 之一" },
  connectToOrHostPort: {
    en: "give either --connect-to or --from-host-port, not both",
    "zh-cn": "请只给出 --connect-to 或 --from-host-port 之一",
  },
  runningNeedsProject: {
    en: "a running container is asked through its compose project; --container has none",
    "zh-cn": "正在运行的容器通过其 compose 项目询问；--container 没有项目",
  },
  noCommandLine: { en: "--docker {command}: not a command line", "zh-cn": "--docker {command}：不是命令行" },
  compareOrRunning: {
    en: "give either --compare or --compare-running, not both",
    "zh-cn": "请只给出 --compare 或 --compare-running 之一",
  },
  compareOrAs: { en: "--compare-running and --as exclude each other", "zh-cn": "--compare-running 与 --as 不能同时使用" },
  dryRunNeeds: { en: "--dry-run needs {flag}", "zh-cn": "--dry-run 需要 {flag}" },
  notInContainer: {
    en: "{flag} and --in-container exclude each other: the container connects as its own settings say",
    "zh-cn": "{flag} 与 --in-container 不能同时使用：容器按自己的设置连接",
  },
  toNeedsSend: {
    en: "--in-container: --to needs --send (a recipient can't be checked there without an email)",
    "zh-cn": "--in-container：--to 需要 --send（在容器内无法只检查收件人而不发送邮件）",
  },
  logOrRunning: { en: "give either a log or --running, not both", "zh-cn": "请只给出日志或 --running 之一" },
  needsRunning: { en: "{flag} needs --running", "zh-cn": "{flag} 需要 --running" },
  runningNeedsFiles: {
    en: "--running needs the compose project of the container: run it in its folder, or add --file",
    "zh-cn": "--running 需要容器的 compose 项目：请在其文件夹中运行，或加上 --file",
  },
  dnsServerNeedsDns: { en: "--dns-server needs --dns", "zh-cn": "--dns-server 需要 --dns" },
  imageNeedsContainer: { en: "--image needs --container", "zh-cn": "--image 需要 --container" },
  stdinFilename: {
    en: "--stdin-filename needs the path - (standard input)",
    "zh-cn": "--stdin-filename 需要路径 -（标准输入）",
  },
  stdinTwiceCompare: {
    en: "standard input can't be both the compose file and the container's output",
    "zh-cn": "标准输入不能既是 compose 文件又是容器的输出",
  },
  stdinTwiceLog: {
    en: "standard input can't be both the compose file and the log",
    "zh-cn": "标准输入不能既是 compose 文件又是日志",
  },
  compareFormat: { en: "--compare needs --format text or json", "zh-cn": "--compare 需要 --format text 或 json" },
  notInCompare: {
    en: "--compare {path}: no mail configuration in it; it must contain what Application.get_env(:plausible, Plausible.Mailer) prints in the container",
    "zh-cn": "--compare {path}：其中没有邮件配置；应为容器内 Application.get_env(:plausible, Plausible.Mailer) 的输出",
  },
  notPlausible: { en: "--as {image}: not an image of Plausible", "zh-cn": "--as {image}：不是 Plausible 的镜像" },
  noRelease: { en: "{flag} {tag}: no such release ({all})", "zh-cn": "{flag} {tag}：没有此版本（{all}）" },
  nearRelease: {
    en: "{flag} {tag}: no such release, did you mean {near}? ({all})",
    "zh-cn": "{flag} {tag}：没有此版本，您是否想写 {near}？（{all}）",
  },
  notPlausibleService: {
    en: 'service "{name}" does not run Plausible; Plausible services: {all}',
    "zh-cn": "服务 {name} 不运行 Plausible；Plausible 服务：{all}",
  },
  noService: { en: 'no service "{name}"; Plausible services: {all}', "zh-cn": "没有服务 {name}；Plausible 服务：{all}" },
  noPlausibleService: {
    en: 'no Plausible service "{name}"; Plausible services: {all}',
    "zh-cn": "没有 Plausible 服务 {name}；Plausible 服务：{all}",
  },
  noneOfPlausible: { en: "no Plausible service in this project", "zh-cn": "此项目中没有 Plausible 服务" },
  severalServices: {
    en: "several Plausible services: {all}; choose one with --service",
    "zh-cn": "有多个 Plausible 服务：{all}；请用 --service 指定其一",
  },
  ruleFlag: {
    en: "--rule {text}: expected RULE=LEVEL, with one of these levels: {levels}",
    "zh-cn": "--rule {text}：应为 RULE=LEVEL，级别为以下之一：{levels}",
  },
  noRule: {
    en: "{flag} {id}: no such rule (`plausible-mail rules` lists them)",
    "zh-cn": "{flag} {id}：没有此规则（`plausible-mail rules` 会列出全部规则）",
  },
  nearRule: { en: "{flag} {id}: no such rule, did you mean {near}?", "zh-cn": "{flag} {id}：没有此规则，您是否想写 {near}？" },
  outputFormat: {
    en: "--output {text}: this file name tells no format (.sarif, .xml for JUnit, .json); use FORMAT:FILE, with one of {formats}",
    "zh-cn":
      "--output {text}：从文件名看不出格式（.sarif、表示 JUnit 的 .xml、.json）；请使用 FORMAT:FILE，FORMAT 为以下之一：{formats}",
  },
  cannotWrite: { en: "{path}: can't be written ({reason})", "zh-cn": "{path}：无法写入（{reason}）" },
  fixNeedsFiles: {
    en: "--fix changes files, and can't change standard input or a container; --fix-dry-run shows the changes",
    "zh-cn": "--fix 会修改文件，无法修改标准输入或容器；--fix-dry-run 可显示更改",
  },
  fixOrDryRun: { en: "give either --fix or --fix-dry-run, not both", "zh-cn": "请只给出 --fix 或 --fix-dry-run 之一" },
  changedMeanwhile: {
    en: "{path}: changed by another program meanwhile, so nothing was written; run it again",
    "zh-cn": "{path}：期间被其他程序修改，因此没有写入任何内容；请重新运行",
  },
  notUtf8: {
    en: "{path}: contains bytes that aren't UTF-8, so it isn't changed",
    "zh-cn": "{path}：含有不是 UTF-8 的字节，因此不作修改",
  },
  writeBaseline: { en: "--write-baseline needs --baseline FILE", "zh-cn": "--write-baseline 需要 --baseline FILE" },
  noBaseline: {
    en: "{path}: no such baseline; --write-baseline makes it",
    "zh-cn": "{path}：没有此基线文件；可用 --write-baseline 生成",
  },
  notBaseline: {
    en: "{path}: not a baseline of plausible-mail; --write-baseline makes it again",
    "zh-cn": "{path}：不是 plausible-mail 的基线文件；可用 --write-baseline 重新生成",
  },
  none: { en: "none", "zh-cn": "无" },
  sendNeedsTo: { en: "--send needs --to ADDRESS", "zh-cn": "--send 需要 --to ADDRESS" },
  onlyInactive: {
    en: "the Plausible service is in a profile that is not active; add --service {all}",
    "zh-cn": "Plausible 服务所在的 profile 未启用；请加上 --service {all}",
  },
  noneHere: { en: "no Plausible service in this project", "zh-cn": "此项目中没有 Plausible 服务" },
  caMissing: { en: "--ca {file}: no such file", "zh-cn": "--ca {file}：没有此文件" },
  caFolder: { en: "--ca {file}: is a folder", "zh-cn": "--ca {file}：这是一个文件夹" },
  caUnreadable: { en: "--ca {file}: {reason}", "zh-cn": "--ca {file}：{reason}" },
  caNoPem: { en: "--ca {file}: no PEM certificate in it", "zh-cn": "--ca {file}：其中没有 PEM 证书" },
  logUnreadable: { en: "{file}: {reason}", "zh-cn": "{file}：{reason}" },
  standardInput: { en: "standard input", "zh-cn": "标准输入" },
  emptyLog: { en: "the log is empty", "zh-cn": "日志为空" },
  lineAsFile: { en: "{reason}; pass a line of the log on standard input", "zh-cn": "{reason}；日志的一行请通过标准输入传入" },
  noRelay: {
    en: "--from-host-port: no mail server is set; without the flag the test connects as the settings say",
    "zh-cn": "--from-host-port：未设置邮件服务器；不带此参数时按设置连接",
  },
  notInProject: {
    en: '--from-host-port: "{host}" is not another service of this project; without the flag the test connects as the settings say',
    "zh-cn": "--from-host-port：{host} 不是此项目中的其他服务；不带此参数时按设置连接",
  },
  randomPort: {
    en: "--from-host-port: Docker chooses the published port of {name}:{port} at each start; use --connect-to with what `docker compose port {name} {port}` prints",
    "zh-cn":
      "--from-host-port：Docker 每次启动都会另选 {name}:{port} 的发布端口；请用 --connect-to 指定 `docker compose port {name} {port}` 的输出",
  },
  notPublished: {
    en: '--from-host-port: service "{name}" does not publish port {port} (it publishes {published}); add {entry} to it, or test from inside the network',
    "zh-cn": "--from-host-port：服务 {name} 没有发布端口 {port}（已发布：{published}）；请为它添加 {entry}，或从网络内部测试",
  },
} satisfies Record<string, MessageTemplate>;

/** Why a command cannot do its work, in every language. `compose`: what Compose says of it, where it says something. */
export function cannot(key: keyof typeof texts, values: Message["values"] = {}, compose?: string): CannotWork {
  return new CannotWork(reasonOf(key, values), compose);
}

/** The same as a text, where it is a note and no end. */
export function reasonOf(key: keyof typeof texts, values: Message["values"] = {}): Message {
  return message(texts[key], values);
}
