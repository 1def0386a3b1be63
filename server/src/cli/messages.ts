import { type Language, type Message, message, textOf } from "../base/messages.js";
import type { ReleaseChoice } from "../plausible/types.js";
import type { StepStatus } from "../smtp/verdict/steps.js";

/** What the CLI itself says to a reader. Reasons why a command cannot work at all are English, as those of the shell around it. */
export const texts = {
  fix: { en: "fix", "zh-cn": "修复" },
  "severity-error": { en: "error", "zh-cn": "错误" },
  "severity-warning": { en: "warning", "zh-cn": "警告" },
  "severity-info": { en: "info", "zh-cn": "信息" },
  "severity-hint": { en: "hint", "zh-cn": "提示" },
  noFindings: { en: "No mail problem found ({scope}).", "zh-cn": "未发现邮件问题（{scope}）。" },
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
    en: "{file}: nothing of Plausible is in it, and no compose file of Plausible reads it (--image TAG checks it all the same).",
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

  refusal: { en: "note: Compose would refuse this project: {note}", "zh-cn": "注意：Compose 会拒绝此项目：{note}" },

  environment: { en: "What the container gets", "zh-cn": "容器得到的变量" },
  unset: { en: "Not in the container, as nothing sets them", "zh-cn": "未设置，因此不在容器中" },
  unresolved: { en: "{names} is not set", "zh-cn": "{names} 未设置" },
  secretFiles: { en: "Files that Plausible reads as variables", "zh-cn": "Plausible 当作变量读取的文件" },
  filledIn: { en: "(filled in by your panel)", "zh-cn": "（由面板填入）" },
  emptyText: { en: "(empty)", "zh-cn": "（空）" },
  boots: { en: "Plausible {release} boots with this mail configuration", "zh-cn": "Plausible {release} 以此邮件配置启动" },
  refuses: { en: "Plausible {release} refuses to boot", "zh-cn": "Plausible {release} 拒绝启动" },
  bootUnknown: {
    en: "Whether Plausible {release} boots depends on {names}",
    "zh-cn": "Plausible {release} 能否启动取决于 {names}",
  },
  assumed: { en: "{release} (assumed: {reason})", "zh-cn": "{release}（推定：{reason}）" },
  "because-no-tag": { en: "the image has no tag", "zh-cn": "镜像没有标签" },
  "because-floating-tag": { en: "the image's tag moves", "zh-cn": "镜像标签会变动" },
  "because-digest": { en: "the image is named by a digest", "zh-cn": "镜像以摘要指定" },
  "because-unknown-tag": { en: "the image's tag is not known", "zh-cn": "镜像标签未知" },
  "because-pre-release": { en: "the image is a pre-release", "zh-cn": "镜像是预发布版" },
  "because-build": { en: "the image is built here", "zh-cn": "镜像在本地构建" },
  "because-own-image": { en: "the image isn't one of Plausible's own", "zh-cn": "镜像不是 Plausible 的官方镜像" },
  "because-no-image": { en: "the image isn't known here", "zh-cn": "此处不知道所用镜像" },
  "because-unresolved": { en: "the image's name is not all known", "zh-cn": "镜像名称不完全已知" },
  delivery: { en: "What it then does to send a mail", "zh-cn": "随后如何发送邮件" },
  certainFailure: { en: "No mail can be sent", "zh-cn": "无法发送任何邮件" },
  logOfFailure: { en: "Plausible's log then shows", "zh-cn": "此时 Plausible 的日志显示" },
  logOfFailureNothing: { en: "Plausible's log shows nothing of it", "zh-cn": "Plausible 的日志不会显示此失败" },
  deadText: { en: "Dead text: Plausible {release} does not read", "zh-cn": "无效设置：Plausible {release} 不读取" },
  "dead-adapter": { en: "not read by {adapter}", "zh-cn": "{adapter} 不读取" },
  "dead-host": { en: "read only beside SMTP_HOST_ADDR", "zh-cn": "仅在设置 SMTP_HOST_ADDR 时读取" },
  "dead-too-new": { en: "read from {first} on", "zh-cn": "自 {first} 起才读取" },
  "dead-removed": { en: "read up to {last}", "zh-cn": "仅读取至 {last}" },
  "dead-never": { en: "read by no release", "zh-cn": "没有任何版本读取" },

  asIf: { en: "As if `{image}` ran, instead of `{was}`.", "zh-cn": "按运行 `{image}` 计算，而非 `{was}`。" },
  changes: { en: "What changes from {from} to {to}", "zh-cn": "从 {from} 到 {to} 的变化" },
  noChanges: { en: "Nothing changes from {from} to {to}", "zh-cn": "从 {from} 到 {to} 没有变化" },
  "change-boot-refused": { en: "Plausible {release} refuses to boot: {to}", "zh-cn": "Plausible {release} 拒绝启动：{to}" },
  "change-boots-again": {
    en: "Plausible {release} boots. What stopped it: {from}",
    "zh-cn": "Plausible {release} 可以启动。此前的阻碍：{from}",
  },
  "change-adapter-gone": {
    en: "`{from}` is not in Plausible {release}, which refuses to boot with it",
    "zh-cn": "Plausible {release} 不再提供 `{from}`，以此设置拒绝启动",
  },
  "change-flag-flips": { en: "its meaning changes: {from} → {to}", "zh-cn": "含义改变：{from} → {to}" },
  "change-default-moves": { en: "unset, so its default moves: {from} → {to}", "zh-cn": "未设置，其默认值改变：{from} → {to}" },
  "change-no-longer-read": { en: "no longer read", "zh-cn": "不再读取" },
  "change-now-read": { en: "begins to be read", "zh-cn": "开始读取" },
  "change-mail-fails": { en: "No mail can be sent: {to}", "zh-cn": "无法发送任何邮件：{to}" },
  "change-mail-works": {
    en: "Mail is no longer bound to fail. What failed: {from}",
    "zh-cn": "邮件不再必然失败。此前的失败：{from}",
  },
  "change-delivery": { en: "{subject}: {from} → {to}", "zh-cn": "{subject}：{from} → {to}" },
  "change-log": { en: "Failed mails in the log: {from} → {to}", "zh-cn": "日志中失败的邮件：{from} → {to}" },
  "log-nothing": { en: "nothing", "zh-cn": "不显示" },
  "log-without-reason": { en: "without a reason", "zh-cn": "不含原因" },
  "log-with-reason": { en: "with the reason", "zh-cn": "含原因" },
  "flag-on": { en: "on", "zh-cn": "开" },
  "flag-off": { en: "off", "zh-cn": "关" },
  "flag-unset": { en: "as if unset", "zh-cn": "视同未设置" },
  "flag-refused": { en: "stops the boot", "zh-cn": "阻止启动" },
  "flag-ignored": { en: "ignored", "zh-cn": "被忽略" },
  nothing: { en: "nothing", "zh-cn": "无" },
  write: { en: "write {line}", "zh-cn": "写入 {line}" },
  takeOut: { en: "take the line out", "zh-cn": "删除此行" },

  containerSame: {
    en: "The container runs with the mail configuration of the files",
    "zh-cn": "容器运行的邮件配置与文件一致",
  },
  containerDiffers: {
    en: "The container runs with another mail configuration than the files come to: it was started before a change, or gets a value from elsewhere. `docker compose up -d {service}` makes it anew.",
    "zh-cn": "容器运行的邮件配置与文件不同：容器在更改之前启动，或值来自别处。`docker compose up -d {service}` 会重新创建容器。",
  },
  containerUnknown: {
    en: "The files do not come to a configuration, so there is nothing to compare the container with",
    "zh-cn": "文件得不出配置，无法与容器比较",
  },
  inFiles: { en: "files", "zh-cn": "文件" },
  inContainer: { en: "container", "zh-cn": "容器" },
  notThere: { en: "not there", "zh-cn": "没有" },
  anotherValue: { en: "another value (not shown)", "zh-cn": "另一个值（不显示）" },
  notPlausible: { en: "not Plausible", "zh-cn": "非 Plausible" },
  inactive: {
    en: "Service `{service}` runs Plausible, but only with `--profile {profile}`.",
    "zh-cn": "服务 `{service}` 运行 Plausible，但仅在 `--profile {profile}` 时启用。",
  },

  directDelivery: { en: "the recipient's own mail server", "zh-cn": "收件人自己的邮件服务器" },
  connecting: {
    en: "Testing {server} as {client} of Plausible {release} would, on behalf of service `{service}`.",
    "zh-cn": "以 Plausible {release} 的 {client} 的方式测试 {server}，代表服务 `{service}`。",
  },
  connectTo: {
    en: "The connection goes to {address} instead (--connect-to).",
    "zh-cn": "连接改为指向 {address}（--connect-to）。",
  },
  ranHere: {
    en: "The test runs on this machine, not in the container: its network may allow other ports.",
    "zh-cn": "测试在本机运行，而非在容器内：两者可连通的端口可能不同。",
  },
  localhost: {
    en: "`{host}` means this machine here. In the container it means the container itself, where no mail server runs.",
    "zh-cn": "`{host}` 在此处指本机；在容器内则指容器自身，那里没有邮件服务器。",
  },
  projectHost: {
    en: "`{host}` is a service of this compose project: that name exists only inside its network, not on this machine. --from-host-port reaches it by a port that it publishes.",
    "zh-cn":
      "`{host}` 是此 compose 项目中的服务：该名称只在其网络内存在，本机无法解析。--from-host-port 通过其发布的端口连接它。",
  },
  fromHostPort: {
    en: "Service `{service}` is reached at {address}, where its port is published (--from-host-port).",
    "zh-cn": "通过服务 `{service}` 发布的端口 {address} 连接它（--from-host-port）。",
  },
  ranInside: {
    en: "The test runs in a container of the project's network, as Plausible does (--from-container).",
    "zh-cn": "测试在项目网络中的容器内运行，与 Plausible 相同（--from-container）。",
  },
  localhostInside: {
    en: "`{host}` means the container that this test runs in. To Plausible it means its own.",
    "zh-cn": "`{host}` 在此处指运行测试的容器；对 Plausible 则指它自己的容器。",
  },
  searching: { en: "Other ports, side by side:", "zh-cn": "同时尝试其他端口：" },
  alternative: { en: "{label}: {outcome}", "zh-cn": "{label}：{outcome}" },
  otherPorts: { en: "other ports", "zh-cn": "其他端口" },
  "elsewhere-server": {
    en: "The same test on the server, in the folder of its compose file:",
    "zh-cn": "在服务器上、compose 文件所在的文件夹中进行同样的测试：",
  },
  "elsewhere-network": {
    en: "From inside of the network that Plausible uses (needs Docker there; this line was not tried here):",
    "zh-cn": "从 Plausible 所用的网络内部测试（需要那里有 Docker；此命令未在这里试过）：",
  },
  nothingSent: {
    en: "No message is sent (that needs --to and --send).",
    "zh-cn": "不会发送邮件（发送需要 --to 和 --send）。",
  },
  willSend: { en: "One real message goes to {to} (--send).", "zh-cn": "将向 {to} 发送一封真实邮件（--send）。" },
  askPlaintext: {
    en: "The password would go to {server} without encryption, as Plausible would send it. Send it?",
    "zh-cn": "密码将不加密地发送到 {server}，与 Plausible 的做法相同。是否发送？",
  },
  askSecrets: { en: "Show passwords and keys on this terminal?", "zh-cn": "是否在此终端显示密码和密钥？" },
  wouldDeliver: { en: "Mail would leave", "zh-cn": "邮件可以发出" },
  delivered: { en: "Mail has left", "zh-cn": "邮件已发出" },
  wouldFail: { en: "Mail would not leave", "zh-cn": "邮件无法发出" },
  cannotTell: { en: "It cannot be told whether mail would leave", "zh-cn": "无法判断邮件能否发出" },
  times: { en: "{n} times, the first in line {line}", "zh-cn": "共 {n} 次，首次在第 {line} 行" },
  once: { en: "Line {line}", "zh-cn": "第 {line} 行" },
  lastTime: { en: "{where}, the last at {time}", "zh-cn": "{where}，最后一次在 {time}" },
  atTime: { en: "{where}, at {time}", "zh-cn": "{where}，{time}" },
  orElse: { en: "or else", "zh-cn": "也可能是" },
  causeNotTold: { en: "the log does not tell it", "zh-cn": "日志没有说明" },
  inYourFiles: { en: "in your files", "zh-cn": "在你的文件中" },
  askLog: {
    en: "Paste the lines of Plausible's log, and end with Ctrl-D on a line of its own.",
    "zh-cn": "请粘贴 Plausible 日志的内容，最后在单独一行按 Ctrl-D 结束。",
  },
  noMailInLog: { en: "Nothing of mail stands in this log ({lines}).", "zh-cn": "此日志中没有与邮件有关的内容（{lines}）。" },
  line: { en: "1 line", "zh-cn": "1 行" },
  lines: { en: "{n} lines", "zh-cn": "{n} 行" },
  unknownLines: {
    en: "What speaks of mail in line {where} is not known here, and not explained.",
    "zh-cn": "第 {where} 行与邮件有关的内容在此未知，无法解释。",
  },
  moreReadings: { en: "And {n} more, of other kinds.", "zh-cn": "另有 {n} 条其他类型的内容。" },
  withoutFiles: {
    en: "note: explained without your files ({reason})",
    "zh-cn": "注意：未参照你的文件（{reason}）",
  },
  why: { en: "cause", "zh-cn": "原因" },
  variable: { en: "variable", "zh-cn": "变量" },
  rule: { en: "rule", "zh-cn": "规则" },
  advice: { en: "what to do", "zh-cn": "怎么办" },
  logLine: { en: "Plausible's log", "zh-cn": "Plausible 的日志" },
  logNothing: { en: "shows nothing of this failure", "zh-cn": "不会显示此失败" },
  second: { en: "other clients", "zh-cn": "其他客户端" },
  channel: { en: "channel", "zh-cn": "通道" },
  encrypted: { en: "encrypted", "zh-cn": "已加密" },
  unencrypted: { en: "not encrypted", "zh-cn": "未加密" },
  authenticated: { en: "authenticated", "zh-cn": "已认证" },
  unauthenticated: { en: "not authenticated", "zh-cn": "未认证" },
} as const;

export const statusSigns: Readonly<Record<StepStatus, string>> = { ok: "✔", failed: "✖", warning: "▲", skipped: "·" };

type Key = keyof typeof texts;

/** The release as a sentence names it, with the reason where it is assumed. */
export function releaseText({ release, assumed, reason }: ReleaseChoice, language: Language): string {
  if (!assumed || reason === null) return release.name;
  return say(language, "assumed", { release: release.name, reason: say(language, `because-${reason}`) });
}

/** One of the CLI's own texts. */
export function say(language: Language, key: Key, values: Message["values"] = {}): string {
  return textOf(message(texts[key], values), language);
}

/** `1 error`, `2 errors`; Chinese has one form. */
export function count(language: Language, n: number, one: Key, many: Key): string {
  return say(language, n === 1 ? one : many, { n });
}
