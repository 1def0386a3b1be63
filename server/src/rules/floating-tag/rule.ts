import type { MessageTemplate } from "../../base/messages.js";
import { shownText } from "../../instance/value.js";
import { floatOf } from "../../plausible/tables/releases.js";
import { useRelease } from "../kit/newer-image.js";
import type { Rule } from "../kit/types.js";

const messages = {
  any: {
    en: "`{image}` is whatever release is newest on the day it is pulled, today Plausible {name}: settings of mail that work now may stop the boot after the next pull. Write the tag of one release, `v{name}`.",
    "zh-cn":
      "`{image}` 在拉取当天是最新版本，目前为 Plausible {name}：现在可用的邮件设置，下次拉取后可能导致无法启动。请写某个具体版本的标签，如 `v{name}`。",
  },
  line: {
    en: "`{image}` moves on with each release of its line, today to Plausible {name}: settings of mail that work now may stop the boot after the next pull. Write the tag of one release, `v{name}`.",
    "zh-cn":
      "`{image}` 会随该系列的每次发布移动，目前为 Plausible {name}：现在可用的邮件设置，下次拉取后可能导致无法启动。请写某个具体版本的标签，如 `v{name}`。",
  },
  ended: {
    en: "`{image}` names no release: new ones are no longer published there, so Plausible stays at {name} or older, with that release's mail settings. Write the tag of the release that you run, `v{name}`, or take a newer image.",
    "zh-cn":
      "`{image}` 没有指明版本：新版本已不再发布到那里，Plausible 会停留在 {name} 或更旧的版本及其邮件设置。请写您所用版本的标签，如 `v{name}`，或改用更新的镜像。",
  },
} satisfies Record<string, MessageTemplate>;

/** An image whose tag stands for another release tomorrow. */
export const floatingTag: Rule = {
  meta: {
    id: "floating-tag",
    severity: "info",
    summary: {
      en: "The image's tag does not name one release, and releases differ in how they read mail settings.",
      "zh-cn": "镜像标签没有指明某个版本，而各版本读取邮件设置的方式不同。",
    },
    fixable: true,
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
      values: { image: shownText(image.text), name: release.name },
      fixes: [useRelease(view, release)],
    });
  },
};
