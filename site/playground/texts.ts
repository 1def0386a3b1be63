// What the page itself says; findings, fixes and explanations come from the core.
import type { Language } from "../../server/src/browser.js";

const texts = {
  title: { en: "Plausible Mail playground", "zh-cn": "Plausible Mail 在线试用" },
  promise: {
    en: "Checks the mail settings of a self-hosted Plausible. Everything runs in this page; nothing you type is sent anywhere.",
    "zh-cn": "检查自托管 Plausible 的邮件设置。一切都在此页面内运行，您输入的内容不会发送到任何地方。",
  },
  navigation: { en: "Page", "zh-cn": "页面" },
  docs: { en: "Documentation", "zh-cn": "文档" },
  otherLanguage: { en: "中文", "zh-cn": "English" },
  files: { en: "Your files", "zh-cn": "您的文件" },
  release: { en: "Release", "zh-cn": "版本" },
  noRelease: { en: "No Plausible service", "zh-cn": "没有 Plausible 服务" },
  share: { en: "Copy Link", "zh-cn": "复制链接" },
  example: { en: "Load Example", "zh-cn": "载入示例" },
  clear: { en: "Clear", "zh-cn": "清空" },
  findings: { en: "Findings", "zh-cn": "问题" },
  explain: { en: "What Plausible gets", "zh-cn": "Plausible 得到的设置" },
  log: { en: "Why did an email fail?", "zh-cn": "邮件为什么发送失败？" },
  logLabel: { en: "Paste a line of Plausible's log, or several", "zh-cn": "粘贴 Plausible 日志中的一行或多行" },
  licences: { en: "Licenses of the software in this page", "zh-cn": "此页面所含软件的许可证" },
  cancel: { en: "Cancel", "zh-cn": "取消" },
  shareMasked: { en: "Copy Without Them", "zh-cn": "隐去后复制" },
  shareAll: { en: "Copy With Them", "zh-cn": "连同密码复制" },
  secretsTitle: { en: "Your files contain passwords or keys", "zh-cn": "您的文件中有密码或密钥" },
  secretsText: {
    en: "A link holds the whole text of your files, and whoever gets the link can read it. Without them, the letters and digits of each password are replaced, so the same problems usually still show.",
    "zh-cn":
      "链接包含文件的全部内容，得到链接的人都能读到。隐去后复制时，每个密码的字母和数字会被替换，因此通常仍能看到同样的问题。",
  },
} as const;

const messages = {
  "severity-error": { en: "error", "zh-cn": "错误" },
  "severity-warning": { en: "warning", "zh-cn": "警告" },
  "severity-info": { en: "info", "zh-cn": "信息" },
  "severity-hint": { en: "hint", "zh-cn": "提示" },
  editor: { en: "Text of {file}. F8 goes to the next finding.", "zh-cn": "{file} 的内容。按 F8 转到下一个问题。" },
  place: { en: "{file}, line {line}", "zh-cn": "{file} 第 {line} 行" },
  noFindings: { en: "No email problems found.", "zh-cn": "未发现邮件问题。" },
  oneFinding: { en: "1 problem", "zh-cn": "1 个问题" },
  manyFindings: { en: "{n} problems", "zh-cn": "{n} 个问题" },
  nothing: {
    en: "Paste your compose file and your .env on this page, or load the example.",
    "zh-cn": "请在此页面粘贴您的 compose 文件和 .env，或载入示例。",
  },
  noPlausible: { en: "No Plausible service in compose.yml.", "zh-cn": "compose.yml 中没有 Plausible 服务。" },
  refused: {
    en: "Docker Compose refuses these files, so no container gets anything: {reason}",
    "zh-cn": "Docker Compose 会拒绝这些文件，因此容器什么也得不到：{reason}",
  },
  fixed: {
    en: "Done: {title}. Then run docker compose up -d. {rest}",
    "zh-cn": "已完成：{title}。之后请运行 docker compose up -d。{rest}",
  },
  named: { en: "Plausible {release}, as the image says.", "zh-cn": "Plausible {release}，由镜像标签指明。" },
  assumed: { en: "Plausible {release} is assumed: {reason}.", "zh-cn": "推定为 Plausible {release}：{reason}。" },
  cannotPick: {
    en: "Another release can't be picked here: the image isn't written as a whole in compose.yml.",
    "zh-cn": "此处无法选择其他版本：镜像没有完整地写在 compose.yml 中。",
  },
  "reason-no-tag": { en: "the image has no tag", "zh-cn": "镜像没有标签" },
  "reason-floating-tag": { en: "the tag changes with each release", "zh-cn": "标签会随新版本变动" },
  "reason-digest": { en: "a digest names a build, not a release", "zh-cn": "摘要指定的是构建，而不是版本" },
  "reason-unknown-tag": { en: "the tag isn't a known release", "zh-cn": "标签不是已知版本" },
  "reason-pre-release": { en: "the image is a release candidate", "zh-cn": "镜像是候选版本" },
  "reason-build": { en: "the image is built from your files", "zh-cn": "镜像由您的文件构建" },
  "reason-own-image": { en: "the image isn't one of Plausible's own", "zh-cn": "镜像不是 Plausible 的官方镜像" },
  "reason-no-image": { en: "no image is known", "zh-cn": "不知道所用镜像" },
  "reason-unresolved": { en: "part of the image is not set in these files", "zh-cn": "镜像名中有部分未在这些文件中设置" },
  noMail: { en: "No mail-related lines found.", "zh-cn": "未找到与邮件有关的内容。" },
  unknownLog: {
    en: "This text mentions mail but is not recognized.",
    "zh-cn": "这段文字与邮件有关，但无法识别。",
  },
  causeNotTold: { en: "The log doesn't say why", "zh-cn": "日志没有说明原因" },
  times: { en: "{n} times", "zh-cn": "{n} 次" },
  change: { en: "Change: {names}", "zh-cn": "需要更改：{names}" },
  orElse: { en: "Or: {text}", "zh-cn": "或者：{text}" },
  inFiles: { en: "In your files: {place}", "zh-cn": "在您的文件中：{place}" },
  copied: { en: "Link copied.", "zh-cn": "链接已复制。" },
  copyThis: { en: "Copy this link:", "zh-cn": "请复制此链接：" },
  badLink: { en: "This link is damaged, so its files can't be shown.", "zh-cn": "此链接已损坏，无法显示其中的文件。" },
  notLoaded: { en: "A part of this page didn't load. Reload the page.", "zh-cn": "此页面有一部分未能加载，请重新加载。" },
  failed: {
    en: "These files can't be checked because of an error in Plausible Mail: {reason}",
    "zh-cn": "由于 Plausible Mail 出错，无法检查这些文件：{reason}",
  },
} as const;

/** The keys of the texts that stand in the page as they are. */
export type StaticKey = keyof typeof texts;
/** The keys of the texts that are filled in. */
export type TextKey = keyof typeof messages;

/** A text that stands in the page as it is; null: there is none of that key. */
export function staticText(key: string, language: Language): string | null {
  return key in texts ? texts[key as StaticKey][language] : null;
}

/** A text with its values. */
export function text(key: TextKey, language: Language, values: Readonly<Record<string, string | number>> = {}): string {
  return messages[key][language].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}
