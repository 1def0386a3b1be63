import { type Message, type MessageTemplate, message } from "../base/messages.js";
import type { DoctorStepName } from "./diagnosis.js";

/** What a step is called where a person reads it. */
export const doctorStepNames: Readonly<Record<DoctorStepName, MessageTemplate>> = {
  project: { en: "project", "zh-cn": "项目" },
  lint: { en: "settings", "zh-cn": "设置" },
  configuration: { en: "configuration", "zh-cn": "配置" },
  running: { en: "running container", "zh-cn": "运行中的容器" },
  test: { en: "test from here", "zh-cn": "从此处测试" },
  network: { en: "test from its network", "zh-cn": "从其网络测试" },
  log: { en: "log", "zh-cn": "日志" },
  invitation: { en: "invitations", "zh-cn": "邀请邮件" },
  domain: { en: "sender's domain", "zh-cn": "发件域名" },
  release: { en: "release", "zh-cn": "版本" },
};

export const texts = {
  said: { en: "{words}", "zh-cn": "{words}" },
  found: { en: "service `{service}`, Plausible {release}", "zh-cn": "服务 `{service}`，Plausible {release}" },
  foundAssumed: {
    en: "service `{service}`, Plausible {release} (assumed: the image names no release)",
    "zh-cn": "服务 `{service}`，Plausible {release}（假定：镜像未指明版本）",
  },
  refused: { en: "Docker Compose refuses this project", "zh-cn": "Docker Compose 会拒绝此项目" },
  noFindings: { en: "no mistakes found", "zh-cn": "未发现错误" },
  findings: { en: "errors: {errors}, warnings: {warnings}", "zh-cn": "错误：{errors}，警告：{warnings}" },
  finding: { en: "{place}: {text}", "zh-cn": "{place}：{text}" },
  boots: { en: "Plausible starts with {adapter}", "zh-cn": "Plausible 以 {adapter} 启动" },
  bootsInVain: { en: "Plausible starts, but no email can be sent", "zh-cn": "Plausible 可以启动，但无法发送任何邮件" },
  cannotStart: {
    en: "the container can't start: `{variable}` is longer than Linux allows",
    "zh-cn": "容器无法启动：`{variable}` 超过了 Linux 允许的长度",
  },
  refusesToBoot: { en: "Plausible refuses to start", "zh-cn": "Plausible 拒绝启动" },
  bootUnknown: { en: "it depends on {names}", "zh-cn": "取决于 {names}" },
  same: { en: "it has the settings of these files", "zh-cn": "它的设置与文件一致" },
  differs: { en: "it has other settings than these files", "zh-cn": "它的设置与文件不同" },
  oneOf: {
    en: "{count} containers of this service run; this is one of them",
    "zh-cn": "此服务有 {count} 个正在运行的容器；这是其中之一",
  },
  differsIn: { en: "{name}: {files} → {container}", "zh-cn": "{name}：{files} → {container}" },
  missing: { en: "missing", "zh-cn": "没有" },
  hidden: { en: "another value (not shown)", "zh-cn": "另一个值（不显示）" },
  sameAsFar: { en: "it has the variables of these files; more can't be read", "zh-cn": "它的变量与文件一致；无法读取更多" },
  passed: { en: "the mail server accepts email", "zh-cn": "邮件服务器接受邮件" },
  failed: { en: "{cause}", "zh-cn": "{cause}" },
  noFailures: { en: "no failed emails within a day", "zh-cn": "一天内没有失败的邮件" },
  failures: { en: "failed emails within a day: {count}", "zh-cn": "一天内失败的邮件：{count}" },
  unknownLines: { en: "mentions mail in a way that isn't recognized", "zh-cn": "有与邮件有关但无法识别的内容" },
  sameAsTest: {
    en: "like a test email but for their text: sender, headers and mail server are the same",
    "zh-cn": "除内容外与测试邮件相同：发件人、邮件头和邮件服务器一致",
  },
  htmlOnly: {
    en: "without a plain-text part before 2.1.5, which some spam filters hold against them",
    "zh-cn": "2.1.5 之前没有纯文本部分，有些垃圾邮件过滤器会因此扣分",
  },
  silent: {
    en: "Plausible says that it was sent also if it wasn't, and logs no reason before 2.1.5",
    "zh-cn": "即使未能发送，Plausible 也会显示已发送；2.1.5 之前的日志不含原因",
  },
  ownServer: {
    en: "The recipient's server decides for each address: test with the one that got no invitation.",
    "zh-cn": "收件方服务器会分别判断每个地址：请用没有收到邀请的地址测试。",
  },
  domainFine: { en: "SPF, DKIM, DMARC and MX are in order", "zh-cn": "SPF、DKIM、DMARC 和 MX 均正常" },
  domainFlaws: { en: "some receivers will distrust this sender", "zh-cn": "有些收件方不会信任此发件人" },
  domainUnclear: { en: "not everything can be seen from here", "zh-cn": "从这里无法看到全部内容" },
  domainLine: { en: "{name}: {text}", "zh-cn": "{name}：{text}" },
  domainAdd: { en: "{name}: {text} → {record}", "zh-cn": "{name}：{text} → {record}" },
  noDomain: { en: "the sender has no domain to look up", "zh-cn": "发件人没有可查询的域名" },
  newest: { en: "{release} is the newest", "zh-cn": "{release} 是最新版本" },
  newer: { en: "{release}; the newest is {newest}", "zh-cn": "{release}；最新版本是 {newest}" },
  skippedNoNetwork: { en: "no connections wanted", "zh-cn": "不希望建立连接" },
  skippedDocker: { en: "Docker wasn't to be asked", "zh-cn": "未选择询问 Docker" },
  skippedNoProgram: {
    en: "this program can't run there: it isn't the package, nor the one file",
    "zh-cn": "本程序无法在那里运行：它既不是软件包，也不是单个文件",
  },
  skippedDns: { en: "not asked for", "zh-cn": "未请求" },
  skippedNoContainer: { en: "no running container", "zh-cn": "没有正在运行的容器" },
  skippedNoDelivery: { en: "nothing to test with these settings", "zh-cn": "以这些设置没有可测试的内容" },
  verdictWorks: { en: "Email works with these settings.", "zh-cn": "以这些设置可以发信。" },
  verdictFails: { en: "Email doesn't work: {cause}.", "zh-cn": "无法发信：{cause}。" },
  verdictFailsSomehow: { en: "Email doesn't work with these settings.", "zh-cn": "以这些设置无法发信。" },
  verdictOutdated: {
    en: "The files are fine, but the running container has other settings.",
    "zh-cn": "文件没有问题，但运行中的容器使用的是其他设置。",
  },
  verdictUnknown: { en: "It isn't clear whether email works.", "zh-cn": "尚不清楚能否发信。" },
  nextRecreate: {
    en: "Run `docker compose up -d {service}`, then run this again.",
    "zh-cn": "请运行 `docker compose up -d {service}`，然后再次诊断。",
  },
  nextFix: {
    en: "{fix} ({place}), then run `docker compose up -d {service}`.",
    "zh-cn": "{fix}（{place}），然后运行 `docker compose up -d {service}`。",
  },
  nextAdvice: { en: "{advice}", "zh-cn": "{advice}" },
  nextTest: {
    en: "Test where Plausible runs, with an address of your own as the recipient.",
    "zh-cn": "请在 Plausible 运行的地方，用您自己的地址作为收件人进行测试。",
  },
  nextInvite: {
    en: "Invite somebody. If nothing arrives, look into their spam folder, then at the domain of the sender.",
    "zh-cn": "请邀请一个人。如果没有收到，请先查看对方的垃圾邮件文件夹，再检查发件域名。",
  },
  nextLogged: {
    en: "Look at the failed emails in the log ({cause}): they may be from before the last change, or concern some recipients only.",
    "zh-cn": "请查看日志中失败的邮件（{cause}）：它们可能发生在上次更改之前，或只涉及部分收件人。",
  },
  nextDomain: {
    en: "Add the missing records to the DNS of the sender's domain.",
    "zh-cn": "请在发件域名的 DNS 中添加缺少的记录。",
  },
  next: { en: "Next", "zh-cn": "下一步" },
  title: { en: "Plausible Mail: diagnosis", "zh-cn": "Plausible Mail：诊断" },
  of: { en: "Service {service}, Plausible {release}.", "zh-cn": "服务 {service}，Plausible {release}。" },
  foot: {
    en: "Made by plausible-mail. Passwords and keys are hidden.",
    "zh-cn": "由 plausible-mail 生成。密码和密钥已隐藏。",
  },
  nextCompose: { en: "Correct the compose file: {words}", "zh-cn": "请改正 compose 文件：{words}" },
} as const satisfies Record<string, MessageTemplate>;

export const say = (key: keyof typeof texts, values: Message["values"] = {}): Message => message(texts[key], values);
