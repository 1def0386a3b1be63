import { type Hover, MarkupKind } from "vscode-languageserver-types";
import {
  code,
  codes,
  listed,
  type Message,
  type MessagePart,
  type MessageTemplate,
  markdown,
  message,
  plainText,
} from "../../base/messages.js";
import type { FilePath, Location } from "../../base/text.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { releases } from "../../plausible/tables/releases.js";
import type { Release, ReleaseChoice } from "../../plausible/types.js";
import type { Checked } from "../session/session.js";
import type { ShownFinding } from "../session/test-findings.js";
import { consequenceOf } from "./consequence.js";
import type { Presentation } from "./presentation.js";

const texts = {
  release: { en: "{name} · Plausible {release}", "zh-cn": "{name} · Plausible {release}" },
  released: { en: "Released {date}.", "zh-cn": "发布于 {date}。" },
  sends: {
    en: "Sends email with {adapter} unless MAILER_ADAPTER says otherwise.",
    "zh-cn": "除非 MAILER_ADAPTER 另有设置，否则使用 {adapter} 发送邮件。",
  },
  logsNothing: { en: "Its log says nothing about a failed email.", "zh-cn": "邮件发送失败时，其日志不会有任何记录。" },
  logsNoReason: {
    en: "Its log says that an email failed, but not why.",
    "zh-cn": "邮件发送失败时，其日志只记录失败，不记录原因。",
  },
  logsReason: { en: "Its log says why an email failed.", "zh-cn": "邮件发送失败时，其日志会记录原因。" },
  newer: { en: "Newer releases: {names}", "zh-cn": "更新的版本：{names}" },
  newest: { en: "This is the newest known release.", "zh-cn": "这是已知的最新版本。" },
  unknown: {
    en: "Where its email goes depends on {names}, which these files don't set (your shell may).",
    "zh-cn": "邮件发往何处取决于 {names}，这些文件没有设置（您的 shell 可能会设置）。",
  },
  problem: { en: "One problem with its email settings: {first}", "zh-cn": "邮件设置有 1 个问题：{first}" },
  problems: {
    en: "{count} problems with email settings, the first: {first}",
    "zh-cn": "邮件设置有 {count} 个问题，第一个：{first}",
  },
  noProblems: { en: "No problem found in its email settings.", "zh-cn": "未发现邮件设置有问题。" },
} satisfies Record<string, MessageTemplate>;

const reasons: Readonly<Record<NonNullable<ReleaseChoice["reason"]>, MessageTemplate>> = {
  "no-tag": { en: "Assumed: the image has no tag.", "zh-cn": "推定：镜像没有标签。" },
  "floating-tag": { en: "Assumed: the tag moves with each release.", "zh-cn": "推定：该标签会随新版本移动。" },
  digest: { en: "Assumed: a digest names a build, not a release.", "zh-cn": "推定：摘要指定的是构建，而不是版本。" },
  "unknown-tag": { en: "Assumed: the tag is not a known release.", "zh-cn": "推定：该标签不是已知版本。" },
  "pre-release": { en: "Assumed: a release candidate.", "zh-cn": "推定：候选版本。" },
  build: { en: "Assumed: the image is built here.", "zh-cn": "推定：镜像在此构建。" },
  "own-image": { en: "Assumed: the image isn't one of Plausible's own.", "zh-cn": "推定：镜像不是 Plausible 的官方镜像。" },
  "no-image": { en: "Assumed: no image is known.", "zh-cn": "推定：不知道所用镜像。" },
  unresolved: { en: "Assumed: part of the image is not set here.", "zh-cn": "推定：镜像名中有部分在此未设置。" },
};

const logs: Readonly<Record<Release["logsFailure"], MessageTemplate>> = {
  nothing: texts.logsNothing,
  "without-reason": texts.logsNoReason,
  "with-reason": texts.logsReason,
};

/** What the name of a Plausible service stands for: where its mail goes; and its image: what that release does with mail. */
export function serviceHover(projects: readonly Checked[], path: FilePath, offset: number, present: Presentation): Hover | null {
  const covers = (at: Location) => at.file === path && at.start <= offset && offset <= at.end;
  for (const { analysis, findings } of projects) {
    for (const service of analysis.plausible) {
      const onName = covers(service.nameAt);
      const image = service.image?.at;
      if (!onName && !(image !== undefined && covers(image))) continue;
      const view = analysis.viewOf(service);
      if (view === null) continue;
      const at = onName ? service.nameAt : (image as Location);
      const range = present.rangeOf(analysis.project, at);
      if (range === null) continue;
      const own = findings.filter((finding) => finding.service === service.name);
      return { contents: contentsOf(onName ? aboutService(view, own) : aboutImage(view), view, present), range };
    }
  }
  return null;
}

function aboutService(view: PlausibleInstance, findings: readonly ShownFinding[]): readonly Message[] {
  const { mailer } = view;
  const refusing = mailer.outcome === "refuses-to-boot" && mailer.error.variable !== null ? [mailer.error.variable] : [];
  const asked = [...refusing, "SMTP_HOST_ADDR", "SMTP_USER_NAME", "MAILER_EMAIL"];
  const aspects = [...new Set(asked)].flatMap((name) => consequenceOf(view, name) ?? []);
  if (mailer.outcome === "unknown") aspects.push(message(texts.unknown, { names: codes(mailer.unknown) }));
  const [first] = findings;
  const state =
    first === undefined
      ? message(texts.noProblems)
      : message(findings.length === 1 ? texts.problem : texts.problems, { count: findings.length, first: first.message });
  return [heading(view, view.service.name), ...aspects, state];
}

function aboutImage(view: PlausibleInstance): readonly Message[] {
  const { release, reason } = view.choice;
  const newer = releases.filter(({ name, order }) => name !== "master" && order > release.order).map(({ name }) => name);
  return [
    heading(view, view.service.image?.text ?? ""),
    ...(reason === null ? [] : [message(reasons[reason])]),
    ...(release.date === null ? [] : [message(texts.released, { date: release.date })]),
    message(texts.sends, { adapter: code(release.defaultAdapter) }),
    message(logs[release.logsFailure]),
    newer.length === 0 ? message(texts.newest) : message(texts.newer, { names: listed(newer) }),
  ];
}

function heading(view: PlausibleInstance, name: string): Message {
  const strong: readonly MessagePart[] = [{ kind: "strong", text: name }];
  return message(texts.release, { name: strong, release: view.releaseName });
}

function contentsOf(lines: readonly Message[], view: PlausibleInstance, present: Presentation): Hover["contents"] {
  const { language, markdownHover } = present.facts;
  const { text } = present.secretsOf(view.project, view.service.name);
  const [first = "", ...rest] = lines.map((line) => (markdownHover ? markdown : plainText)(line, language, text));
  const value = [first, rest.map((line) => `- ${line.replace(/\n/g, markdownHover ? "  \n  " : "\n  ")}`).join("\n")].join(
    "\n\n",
  );
  return { kind: markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText, value };
}
