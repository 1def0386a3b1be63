import type { MessageTemplate } from "../../base/messages.js";
import { shownText } from "../../instance/value.js";
import { floatOf, releases } from "../../plausible/tables/releases.js";
import type { Release } from "../../plausible/types.js";
import { useRelease } from "../kit/newer-image.js";
import type { Rule } from "../kit/types.js";

const messages = {
  any: {
    en: "Use the image tag `v{pin}`: this tag changes with each new release.\nToday `{image}` is Plausible {name}. After the next pull, mail settings that work now may keep Plausible from starting.",
    "zh-cn":
      "请使用镜像标签 `v{pin}`：当前标签会随新版本变动。\n`{image}` 目前是 Plausible {name}。下次拉取后，现在可用的邮件设置可能导致 Plausible 无法启动。",
  },
  line: {
    en: "Use the image tag `v{name}`: this tag changes with each release of its line.\nToday `{image}` is Plausible {name}. After the next pull, mail settings that work now may keep Plausible from starting.",
    "zh-cn":
      "请使用镜像标签 `v{name}`：当前标签会随该系列的新版本变动。\n`{image}` 目前是 Plausible {name}。下次拉取后，现在可用的邮件设置可能导致 Plausible 无法启动。",
  },
  ended: {
    en: "This tag gets no updates. Use your release's tag, such as `v{name}`.\nNew releases are no longer published as `{image}`, so Plausible stays at {name} or older, with that release's mail settings. You can also use a newer image.",
    "zh-cn":
      "此标签不再更新。请使用您所用版本的标签，如 `v{name}`。\n新版本不再以 `{image}` 发布，Plausible 会停留在 {name} 或更旧的版本及其邮件设置。也可以改用更新的镜像。",
  },
} satisfies Record<string, MessageTemplate>;

const isNumbered = ({ name }: Release) => /^\d/.test(name);
/** What has no number yet is pinned to the newest release that has one. */
const newest = releases.findLast(isNumbered);

/** An image whose tag stands for another release tomorrow. */
export const floatingTag: Rule = {
  meta: {
    id: "floating-tag",
    severity: "info",
    summary: {
      en: "The image's tag doesn't name one release, and releases differ in how they read mail settings.",
      "zh-cn": "镜像标签没有指明某个版本，而各版本读取邮件设置的方式不同。",
    },
    fixable: true,
    ofRelease: true,
  },
  messages,
  check(view, report) {
    const { image, hasBuild } = view.service;
    // What is built here, or named by a variable of the user's, is pinned elsewhere or not at all.
    if (image === null || hasBuild || image.unresolved.length > 0) return;
    const float = floatOf(image.text);
    if (float === null) return;
    const { release } = view.choice;
    report({
      variable: null,
      at: image.at,
      message: messages[float],
      values: { image: shownText(image.text), name: release.name, pin: (isNumbered(release) ? release : newest)?.name ?? "" },
      fixes: [useRelease(view, release)],
    });
  },
};
