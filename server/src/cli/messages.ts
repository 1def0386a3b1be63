import type { Language } from "../base/messages.js";
import { speaking } from "./speaking.js";

/** What the CLI itself says to a reader. Reasons why a command cannot work at all are English, as those of the shell around it. */
const texts = {
  fix: { en: "fix", "zh-cn": "修复" },
  beforeFix: { en: "fix: ", "zh-cn": "修复：" },
  "severity-error": { en: "error", "zh-cn": "错误" },
  "severity-warning": { en: "warning", "zh-cn": "警告" },
  "severity-info": { en: "info", "zh-cn": "信息" },
  "severity-hint": { en: "hint", "zh-cn": "提示" },
  noFindings: { en: "No email problems found ({scope}).", "zh-cn": "未发现邮件问题（{scope}）。" },
  noPlausible: { en: "No Plausible service in {files}.", "zh-cn": "{files}中没有 Plausible 服务。" },
  scope: { en: "{services}, {files}", "zh-cn": "{services}，{files}" },
  summary: { en: "{counts} ({scope})", "zh-cn": "{counts}（{scope}）" },
  service: { en: "1 Plausible service", "zh-cn": "1 个 Plausible 服务" },
  services: { en: "{n} Plausible services", "zh-cn": "{n} 个 Plausible 服务" },
  file: { en: "1 compose file", "zh-cn": "1 个 compose 文件" },
  envFile: { en: "1 env file", "zh-cn": "1 个 env 文件" },
  envFiles: { en: "{n} env files", "zh-cn": "{n} 个 env 文件" },
  container: { en: "1 container", "zh-cn": "1 个容器" },
  notOfPlausible: {
    en: "{file}: no Plausible settings in it, and no Plausible compose file reads it (--image TAG checks it all the same).",
    "zh-cn": "{file}：其中没有 Plausible 的内容，也没有 Plausible 的 compose 文件读取它（--image TAG 可强制检查）。",
  },
  files: { en: "{n} compose files", "zh-cn": "{n} 个 compose 文件" },
  error: { en: "1 error", "zh-cn": "1 个错误" },
  errors: { en: "{n} errors", "zh-cn": "{n} 个错误" },
  warning: { en: "1 warning", "zh-cn": "1 个警告" },
  warnings: { en: "{n} warnings", "zh-cn": "{n} 个警告" },
  info: { en: "1 info", "zh-cn": "1 条信息" },
  infos: { en: "{n} infos", "zh-cn": "{n} 条信息" },
  hint: { en: "1 hint", "zh-cn": "1 条提示" },
  hints: { en: "{n} hints", "zh-cn": "{n} 条提示" },
  and: { en: ", ", "zh-cn": "，" },
  fixedFiles: { en: "Fixed: {files}", "zh-cn": "已修复：{files}" },
  diffMasked: {
    en: "Passwords and keys are shown as ***, so `patch` can't apply this diff there; --fix can.",
    "zh-cn": "密码和密钥显示为 ***，因此 `patch` 无法在这些位置应用此 diff；--fix 可以。",
  },
  baselineWritten: { en: "{file}: {n} findings written", "zh-cn": "{file}：已写入 {n} 个问题" },
  baselineGone: {
    en: "1 finding in the baseline no longer occurs. Run with --write-baseline to remove it.",
    "zh-cn": "基线中有 1 个问题已不存在。可用 --write-baseline 将其移除。",
  },
  baselineGones: {
    en: "{n} findings in the baseline no longer occur. Run with --write-baseline to remove them.",
    "zh-cn": "基线中有 {n} 个问题已不存在。可用 --write-baseline 将其移除。",
  },

  refusal: { en: "Note: Docker Compose refuses this project: {note}", "zh-cn": "注意：Docker Compose 会拒绝此项目：{note}" },
  inactive: {
    en: "Service `{service}` runs Plausible, but only with `--profile {profile}`.",
    "zh-cn": "服务 `{service}` 运行 Plausible，但仅在 `--profile {profile}` 时启用。",
  },
  connecting: {
    en: "Testing {server} the way {client} of Plausible {release} (service `{service}`) would.",
    "zh-cn": "按 Plausible {release} 的 {client}（服务 `{service}`）的方式测试 {server}。",
  },
  connectTo: {
    en: "Connecting to {address} instead (--connect-to).",
    "zh-cn": "改为连接 {address}（--connect-to）。",
  },
  ranHere: {
    en: "This test runs on this computer, not in the container, where other ports may be open.",
    "zh-cn": "本测试在这台计算机上运行，而非在容器内：两者开放的端口可能不同。",
  },
  localhost: {
    en: "`{host}` means this computer here. In the container it's the container itself, where no mail server runs.",
    "zh-cn": "`{host}` 在此处指这台计算机；在容器内则指容器自身，那里没有邮件服务器。",
  },
  projectHost: {
    en: "`{host}` is a service of this compose project: its name works only in the project's network, not on this computer. --from-host-port connects to the port that it publishes.",
    "zh-cn":
      "`{host}` 是此 compose 项目中的服务：该名称只在其网络内有效，在这台计算机上无效。--from-host-port 会连接其发布的端口。",
  },
  fromHostPort: {
    en: "Connecting to {address}, where service `{service}` publishes its port (--from-host-port).",
    "zh-cn": "连接 {address}，即服务 `{service}` 发布其端口的地址（--from-host-port）。",
  },
  ranInside: {
    en: "This test runs in a container of the project's network, as Plausible does (--from-container).",
    "zh-cn": "本测试在项目网络中的容器内运行，与 Plausible 相同（--from-container）。",
  },
  localhostInside: {
    en: "`{host}` means the container that this test runs in. For Plausible it's its own container.",
    "zh-cn": "`{host}` 在此处指运行测试的容器；对 Plausible 则指它自己的容器。",
  },
  searching: { en: "Other ports:", "zh-cn": "其他端口：" },
  alternative: { en: "{label}: {outcome}", "zh-cn": "{label}：{outcome}" },
  otherPorts: { en: "other ports", "zh-cn": "其他端口" },
  "elsewhere-server": {
    en: "To run the same test on the server, in the folder of its compose file, to which you copied plausible-mail.mjs (npm run single makes it):",
    "zh-cn":
      "在服务器上、compose 文件所在的文件夹中进行同样的测试（请先把 plausible-mail.mjs 复制到那里；由 npm run single 生成）：",
  },
  "elsewhere-network": {
    en: "To run it inside the network that Plausible uses (needs Docker there; not tried here):",
    "zh-cn": "在 Plausible 所用的网络内部测试（需要那里有 Docker；未在此试过）：",
  },
  nothingSent: {
    en: "No email is sent (that needs --to and --send).",
    "zh-cn": "不会发送邮件（发送需要 --to 和 --send）。",
  },
  willSend: { en: "One real email is sent to {to} (--send).", "zh-cn": "将向 {to} 发送一封真实邮件（--send）。" },
  askPlaintext: {
    en: "Send the password unencrypted? {server} offers no encryption; Plausible would do the same.",
    "zh-cn": "要以未加密方式发送密码吗？{server} 不提供加密；Plausible 也会这样发送。",
  },
  askSecrets: { en: "Show passwords and keys on this terminal?", "zh-cn": "是否在此终端显示密码和密钥？" },
  wouldDeliver: { en: "SMTP test passed", "zh-cn": "SMTP 测试通过" },
  delivered: { en: "SMTP test passed, email sent", "zh-cn": "SMTP 测试通过，邮件已发送" },
  reachesServer: { en: "The container reaches the mail server", "zh-cn": "容器可以连接邮件服务器" },
  wouldFail: { en: "SMTP test failed", "zh-cn": "SMTP 测试失败" },
  cannotTell: { en: "SMTP test inconclusive", "zh-cn": "SMTP 测试无结论" },
  times: { en: "{n} times, the first in line {line}", "zh-cn": "共 {n} 次，首次在第 {line} 行" },
  once: { en: "Line {line}", "zh-cn": "第 {line} 行" },
  lastTime: { en: "{where}, the last at {time}", "zh-cn": "{where}，最后一次在 {time}" },
  atTime: { en: "{where}, at {time}", "zh-cn": "{where}，{time}" },
  orElse: { en: "or else", "zh-cn": "也可能是" },
  causeNotTold: { en: "the log doesn't say", "zh-cn": "日志没有说明" },
  inYourFiles: { en: "in your files", "zh-cn": "在您的文件中" },
  askLog: {
    en: "Paste lines of Plausible's log, then press Ctrl-D on a new line.",
    "zh-cn": "请粘贴 Plausible 日志的内容，然后在新的一行按 Ctrl-D。",
  },
  failedEmail: { en: "1 email failed.", "zh-cn": "1 封邮件失败。" },
  failedEmails: { en: "{n} emails failed.", "zh-cn": "{n} 封邮件失败。" },
  failedOf: { en: "{counted} {attempts} were tried ({rate} %).", "zh-cn": "{counted}共尝试 {attempts} 封（{rate} %）。" },
  rateUnknown: {
    en: "Note: this log shows only emails that fail, so their share isn't known; --fail-on with a percentage has no effect.",
    "zh-cn": "注意：此日志只记录失败的邮件，因此不知道失败比例；带百分比的 --fail-on 不起作用。",
  },
  following: { en: "Following the log; Ctrl-C ends it.", "zh-cn": "正在跟踪日志；按 Ctrl-C 结束。" },
  newInLog: { en: "New: {line}", "zh-cn": "新出现：{line}" },
  againInLog: { en: "Again ({n} times): {line}", "zh-cn": "再次出现（共 {n} 次）：{line}" },
  lineOk: { en: "{server} accepts email ({how})", "zh-cn": "{server} 接受邮件（{how}）" },
  lineFailed: { en: "{server}: {why}", "zh-cn": "{server}：{why}" },
  lineVariable: { en: "{why} ({variable})", "zh-cn": "{why}（{variable}）" },
  domain: { en: "Domain of the sender: {domain}", "zh-cn": "发件人的域名：{domain}" },
  noDomain: { en: "The sender has no domain that could be looked up.", "zh-cn": "发件人没有可以查询的域名。" },
  askDocker: { en: "Run these commands to ask the container?", "zh-cn": "是否运行这些命令来询问容器？" },
  noMailInLog: { en: "No mail-related lines found ({lines}).", "zh-cn": "未找到与邮件有关的内容（{lines}）。" },
  line: { en: "1 line", "zh-cn": "1 行" },
  lines: { en: "{n} lines", "zh-cn": "{n} 行" },
  unknownLines: {
    en: "Line {where} mentions mail but is not recognized.",
    "zh-cn": "第 {where} 行与邮件有关，但无法识别。",
  },
  cutLines: {
    en: "Of line {where} only the beginning was read: an entry counts with its first 200 lines and 32 kB.",
    "zh-cn": "第 {where} 行只读取了开头：每条日志只读取前 200 行、32 kB。",
  },
  moreReadings: { en: "And {n} more, of other kinds.", "zh-cn": "另有 {n} 条其他类型的内容。" },
  withoutFiles: {
    en: "Note: explained without your files ({reason})",
    "zh-cn": "注意：未参照您的文件（{reason}）",
  },
  why: { en: "cause", "zh-cn": "原因" },
  variable: { en: "variable", "zh-cn": "变量" },
  rule: { en: "rule", "zh-cn": "规则" },
  advice: { en: "what to do", "zh-cn": "怎么办" },
  next: { en: "then", "zh-cn": "之后" },
  recreate: {
    en: "`docker compose up -d` recreates the container; `docker compose restart` doesn't read the new values",
    "zh-cn": "运行 `docker compose up -d` 重新创建容器；`docker compose restart` 不会读取新值",
  },
  recreateAfter: {
    en: "After a change, `docker compose up -d` recreates the container; `docker compose restart` doesn't read the new values.",
    "zh-cn": "更改之后，请运行 `docker compose up -d` 重新创建容器；`docker compose restart` 不会读取新值。",
  },
  namedCause: { en: "{cause}: {text}", "zh-cn": "{cause}：{text}" },
  option: { en: "option", "zh-cn": "选项" },
  optionPlaintext: { en: "--allow-plaintext-auth sends it all the same", "zh-cn": "--allow-plaintext-auth 仍然发送" },
  optionCa: { en: "--ca FILE trusts a certificate of your own", "zh-cn": "--ca FILE 信任您自己的证书" },
  optionAskApi: {
    en: "--ask-api asks the provider whether it accepts the key; no email is sent",
    "zh-cn": "--ask-api 询问服务商是否接受该密钥；不会发送任何邮件",
  },
  logLine: { en: "Plausible's log", "zh-cn": "Plausible 的日志" },
  logNothing: { en: "doesn't show this failure", "zh-cn": "不会显示此失败" },
  second: { en: "other clients", "zh-cn": "其他客户端" },
  channel: { en: "connection", "zh-cn": "连接" },
  encrypted: { en: "encrypted", "zh-cn": "已加密" },
  unencrypted: { en: "not encrypted", "zh-cn": "未加密" },
  authenticated: { en: "signed in", "zh-cn": "已登录" },
  unauthenticated: { en: "not signed in", "zh-cn": "未登录" },
} as const;

/** One of the CLI's own texts. */
export const say = speaking(texts);

/** `1 error`, `2 errors`; Chinese has one form. */
export function count(language: Language, n: number, one: keyof typeof texts, many: keyof typeof texts): string {
  return say(language, n === 1 ? one : many, { n });
}
