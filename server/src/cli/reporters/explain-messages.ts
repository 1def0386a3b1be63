import type { Language } from "../../base/messages.js";
import type { ReleaseChoice } from "../../plausible/types.js";
import { speaking } from "../speaking.js";

/** What `explain` says to a reader, and the page of it in an editor or a browser. */
const texts = {
  environment: { en: "Environment of the container", "zh-cn": "容器的环境变量" },
  unset: { en: "Not in the container (nothing sets them)", "zh-cn": "未设置，因此不在容器中" },
  unresolved: { en: "{names} is not set", "zh-cn": "{names} 未设置" },
  secretFiles: { en: "Files that Plausible reads as variables", "zh-cn": "Plausible 当作变量读取的文件" },
  filledIn: { en: "(filled in by your panel)", "zh-cn": "（由面板填入）" },
  notRead: { en: "(not read here)", "zh-cn": "（此处未读取）" },
  emptyText: { en: "(empty)", "zh-cn": "（空）" },
  boots: { en: "Plausible {release} starts with this mail configuration", "zh-cn": "Plausible {release} 以此邮件配置启动" },
  cannotStart: {
    en: "The container can't start: `{variable}` is longer than Linux allows",
    "zh-cn": "容器无法启动：`{variable}` 超过了 Linux 允许的长度",
  },
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

  directDelivery: { en: "the recipient's own mail server", "zh-cn": "收件人自己的邮件服务器" },
} as const;

/** One of these texts. */
export const say = speaking(texts);

/** The release as a sentence names it, with the reason where it is assumed. */
export function releaseText({ release, assumed, reason }: ReleaseChoice, language: Language): string {
  if (!assumed || reason === null) return release.name;
  return say(language, "assumed", { release: release.name, reason: say(language, `because-${reason}`) });
}
