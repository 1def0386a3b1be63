import type { Message, MessageTemplate } from "../base/messages.js";
import type { Service } from "../compose/types.js";
import { buildInstance } from "../instance/build-instance.js";
import type { PlausibleInstance } from "../instance/plausible-instance.js";
import { oneOfEachKind } from "../plausible/tables/release-kinds.js";
import { releases } from "../plausible/tables/releases.js";
import type { Release, ReleaseChoice } from "../plausible/types.js";
import { isAtLeast, lowered } from "../rules/kit/severity.js";
import type { Finding } from "../rules/kit/types.js";

const notes = {
  release: {
    en: "{finding} (assuming Plausible {release}: {reason})",
    "zh-cn": "{finding}（假定为 Plausible {release}：{reason}）",
  },
  adapter: {
    en: "{finding} (assuming the default adapter)",
    "zh-cn": "{finding}（假定使用默认适配器）",
  },
} satisfies Record<string, MessageTemplate>;

const reasons: Readonly<Record<NonNullable<ReleaseChoice["reason"]>, MessageTemplate>> = {
  "no-tag": { en: "the image has no tag", "zh-cn": "镜像没有标签" },
  "floating-tag": { en: "the image's tag moves with each release", "zh-cn": "镜像标签会随新版本变动" },
  digest: { en: "the image is pinned by digest", "zh-cn": "镜像以摘要指定" },
  "unknown-tag": { en: "the image's tag isn't a known release", "zh-cn": "镜像标签不是已知的版本" },
  "pre-release": { en: "the image is a pre-release", "zh-cn": "镜像是预发布版本" },
  build: { en: "the image is built here", "zh-cn": "镜像在本地构建" },
  "own-image": { en: "the image isn't one of Plausible's own", "zh-cn": "镜像不是 Plausible 的官方镜像" },
  "no-image": { en: "the image isn't known here", "zh-cn": "此处不知道所用镜像" },
  unresolved: { en: "the image's name isn't fully known here", "zh-cn": "镜像名称在此无法完全确定" },
};

/**
 * Findings of a service whose release or adapter is assumed: one that not every possible release gives is lowered and
 * says so; an error that not every adapter gives says so too, and becomes a warning where nothing speaks for SMTP.
 *
 * @param judge what is found of the service where something else is assumed; its fixes are of no matter
 */
export function weighAssumptions(
  view: PlausibleInstance,
  findings: readonly Finding[],
  judge: (view: PlausibleInstance) => readonly Finding[],
): Finding[] {
  if (findings.length === 0) return [];
  const { project, service, choice } = view;
  const [, ...otherReleases] = oneOfEachKind(possibleReleases(service, choice), choice.release);
  const byRelease = otherReleases.map((release) => judge(buildInstance(project, service, { ...choice, release })));
  const otherAdapters = view.adapterUnset ? choice.release.adapters.filter((name) => name !== view.adapter) : [];
  const byAdapter = otherAdapters.map((adapter) => judge(buildInstance(project, service, choice, { adapter })));

  return findings.map((finding) => {
    let { severity, message } = finding;
    if (severity === "error" && !byAdapter.every((others) => agrees(others, finding))) {
      if (view.adapterAssumed) severity = "warning";
      message = { template: notes.adapter, values: { finding: message, adapter: view.adapter ?? "" } };
    }
    if (!byRelease.every((others) => agrees(others, finding))) {
      severity = lowered(severity);
      const reason: Message = { template: reasons[choice.reason ?? "unknown-tag"], values: {} };
      message = { template: notes.release, values: { finding: message, release: choice.release.name, reason } };
    }
    return { ...finding, severity, message };
  });
}

/** Whether the same text is found at fault there, for whatever reason, and no less gravely. */
function agrees(others: readonly Finding[], { at, severity }: Finding): boolean {
  return others.some(
    (other) =>
      other.at.file === at.file && other.at.start === at.start && other.at.end === at.end && isAtLeast(other.severity, severity),
  );
}

/** Every release that the image may turn out to be; the chosen one alone where the image names it. */
function possibleReleases(service: Service, choice: ReleaseChoice): readonly Release[] {
  const { release, assumed, reason } = choice;
  if (!assumed) return [release];
  const image = service.image?.text ?? "";
  const tag = /:v?(\d+(?:\.\d+)*)/.exec(image.slice(image.lastIndexOf("/") + 1))?.[1];
  if (reason === "pre-release") return releases.filter(({ order }) => order === release.order || order === release.order - 1);
  if (reason === "floating-tag" && tag !== undefined) {
    return releases.filter(({ name, order }) => order <= release.order && name.startsWith(`${tag}.`));
  }
  if (reason === "unknown-tag" && tag !== undefined) {
    return tag === release.name ? [release] : releases.filter(({ order }) => order >= release.order);
  }
  if (image.includes("plausible/analytics")) return releases.filter(({ adapters }) => !adapters.includes("Bamboo.Mua"));
  if (image.includes("plausible/community-edition")) return releases.filter(({ adapters }) => adapters.includes("Bamboo.Mua"));
  return releases;
}
