import { type Language, type Message, message, quotedText } from "../base/messages.js";
import type { ReleaseChoice } from "../plausible/types.js";

/** What the CLI itself says to a reader. Reasons why a command cannot work at all are English, as those of the shell around it. */
export const texts = {
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

  environment: { en: "Environment of the container", "zh-cn": "容器的环境变量" },
  unset: { en: "Not in the container (nothing sets them)", "zh-cn": "未设置，因此不在容器中" },
  unresolved: { en: "{names} is not set", "zh-cn": "{names} 未设置" },
  secretFiles: { en: "Files that Plausible reads as variables", "zh-cn": "Plausible 当作变量读取的文件" },
  filledIn: { en: "(filled in by your panel)", "zh-cn": "（由面板填入）" },
  emptyText: { en: "(empty)", "zh-cn": "（空）" },
  boots: { en: "Plausible {release} starts with this mail configuration", "zh-cn": "Plausible {release} 以此邮件配置启动" },
  refuses: { en: "Plausible {release} refuses to start", "zh-cn": "Plausible {release} 拒绝启动" },
  bootUnknown: {
    en: "Whether Plausible {release} starts depends on {names}",
    "zh-cn": "Plausible {release} 能否启动取决于 {names}",
  },
  assumed: { en: "{release} (assumed: {reason})", "zh-cn": "{release}（假定：{reason}）" },
  "because-no-tag": { en: "the image has no tag", "zh-cn": "镜像没有标签" },
  "because-floating-tag": { en: "the image's tag moves", "zh-cn": "镜像标签会变动" },
  "because-digest": { en: "the image is pinned by digest", "zh-cn": "镜像以摘要指定" },
  "because-unknown-tag": { en: "the image's tag isn't a known release", "zh-cn": "镜像标签不是已知的版本" },
  "because-pre-release": { en: "the image is a pre-release", "zh-cn": "镜像是预发布版" },
  "because-build": { en: "the image is built here", "zh-cn": "镜像在本地构建" },
  "because-own-image": { en: "the image isn't one of Plausible's own", "zh-cn": "镜像不是 Plausible 的官方镜像" },
  "because-no-image": { en: "the image isn't known here", "zh-cn": "此处不知道所用镜像" },
  "because-unresolved": { en: "the image's name isn't fully known", "zh-cn": "镜像名称无法完全确定" },
  delivery: { en: "How it sends email", "zh-cn": "如何发送邮件" },
  deadText: { en: "Without effect: Plausible {release} doesn't read", "zh-cn": "不起作用：Plausible {release} 不读取" },
  "dead-adapter": { en: "not read by {adapter}", "zh-cn": "{adapter} 不读取" },
  "dead-host": { en: "only read if SMTP_HOST_ADDR is set", "zh-cn": "仅在设置 SMTP_HOST_ADDR 时读取" },
  "dead-too-new": { en: "read from {first} on", "zh-cn": "自 {first} 起才读取" },
  "dead-removed": { en: "read up to {last}", "zh-cn": "仅读取至 {last}" },
  "dead-never": { en: "not read by any release", "zh-cn": "没有任何版本读取" },

  asIf: { en: "As if `{image}` ran instead of `{was}`.", "zh-cn": "按运行 `{image}` 计算，而非 `{was}`。" },
  changes: { en: "What changes from {from} to {to}", "zh-cn": "从 {from} 到 {to} 的变化" },
  noChanges: { en: "Nothing changes from {from} to {to}", "zh-cn": "从 {from} 到 {to} 没有变化" },
  "change-boot-refused": { en: "Plausible {release} refuses to start: {to}", "zh-cn": "Plausible {release} 拒绝启动：{to}" },
  "change-boots-again": {
    en: "Plausible {release} starts again. What kept it from starting: {from}",
    "zh-cn": "Plausible {release} 可以启动。此前的阻碍：{from}",
  },
  "change-adapter-gone": {
    en: "`{from}` was removed: Plausible {release} refuses to start with it",
    "zh-cn": "`{from}` 已移除：Plausible {release} 会因它拒绝启动",
  },
  "change-flag-flips": { en: "its meaning changes: {from} → {to}", "zh-cn": "含义改变：{from} → {to}" },
  "change-default-moves": { en: "unset, so its default changes: {from} → {to}", "zh-cn": "未设置，其默认值改变：{from} → {to}" },
  "change-no-longer-read": { en: "no longer read", "zh-cn": "不再读取" },
  "change-now-read": { en: "now read", "zh-cn": "开始读取" },
  "change-mail-fails": { en: "No email can be sent: {to}", "zh-cn": "无法发送任何邮件：{to}" },
  "change-mail-works": {
    en: "Email no longer has to fail. What failed: {from}",
    "zh-cn": "邮件不再必然失败。此前的失败：{from}",
  },
  "change-delivery": { en: "{subject}: {from} → {to}", "zh-cn": "{subject}：{from} → {to}" },
  "change-log": { en: "Failed emails in the log: {from} → {to}", "zh-cn": "日志中失败的邮件：{from} → {to}" },
  "log-nothing": { en: "nothing", "zh-cn": "不显示" },
  "log-without-reason": { en: "without a reason", "zh-cn": "不含原因" },
  "log-with-reason": { en: "with the reason", "zh-cn": "含原因" },
  "flag-on": { en: "on", "zh-cn": "开" },
  "flag-off": { en: "off", "zh-cn": "关" },
  "flag-unset": { en: "as if unset", "zh-cn": "视同未设置" },
  "flag-refused": { en: "keeps Plausible from starting", "zh-cn": "使 Plausible 无法启动" },
  "flag-ignored": { en: "ignored", "zh-cn": "被忽略" },
  nothing: { en: "nothing", "zh-cn": "无" },
  write: { en: "set {line}", "zh-cn": "设置 {line}" },
  takeOut: { en: "remove the line", "zh-cn": "删除此行" },

  containerSame: {
    en: "The container runs with the mail configuration of these files",
    "zh-cn": "容器运行的邮件配置与文件一致",
  },
  containerDiffers: {
    en: "The container runs with a different mail configuration: it was started before a change, or gets a value from elsewhere. `docker compose up -d {service}` recreates it with these files; `docker compose restart` would not.",
    "zh-cn":
      "容器运行的邮件配置与文件不同：容器在更改之前启动，或值来自别处。`docker compose up -d {service}` 会按这些文件重新创建容器；`docker compose restart` 则不会。",
  },
  containerUnknown: {
    en: "These files don't give a configuration, so there is nothing to compare the container with",
    "zh-cn": "这些文件得不出配置，无法与容器比较",
  },
  inFiles: { en: "files", "zh-cn": "文件" },
  inContainer: { en: "container", "zh-cn": "容器" },
  notThere: { en: "missing", "zh-cn": "没有" },
  anotherValue: { en: "another value (not shown)", "zh-cn": "另一个值（不显示）" },
  notPlausible: { en: "not Plausible", "zh-cn": "非 Plausible" },
  inactive: {
    en: "Service `{service}` runs Plausible, but only with `--profile {profile}`.",
    "zh-cn": "服务 `{service}` 运行 Plausible，但仅在 `--profile {profile}` 时启用。",
  },

  directDelivery: { en: "the recipient's own mail server", "zh-cn": "收件人自己的邮件服务器" },
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

type Key = keyof typeof texts;

/** The release as a sentence names it, with the reason where it is assumed. */
export function releaseText({ release, assumed, reason }: ReleaseChoice, language: Language): string {
  if (!assumed || reason === null) return release.name;
  return say(language, "assumed", { release: release.name, reason: say(language, `because-${reason}`) });
}

/** One of the CLI's own texts. */
export function say(language: Language, key: Key, values: Message["values"] = {}): string {
  return quotedText(message(texts[key], values), language);
}

/** `1 error`, `2 errors`; Chinese has one form. */
export function count(language: Language, n: number, one: Key, many: Key): string {
  return say(language, n === 1 ? one : many, { n });
}
