import type { MessageTemplate } from "../messages.js";
import type { Release } from "../plausible/types.js";
import { fix } from "./fixes.js";
import type { Fix, PlausibleService } from "./rule.js";

const title: MessageTemplate = { en: "Use the image of Plausible {name}", "zh-cn": "改用 Plausible {name} 的镜像" };

/**
 * The tag in the compose file set to another release of the same repository; null where the image is not written there
 * with the name of the release that it runs. Never automatic: an upgrade is more than a mail setting.
 */
export function imageFix({ project, service, choice }: PlausibleService, release: Release): Fix | null {
  const { image } = service;
  if (image === null || choice.assumed) return null;
  const { file, start, end } = image.at;
  const written = project.files.get(file)?.text.slice(start, end) ?? "";
  const tag = /:v?([^:/@]+)$/.exec(image.text)?.[1];
  // Quotes, `${…}`, a digest behind the tag: the text is another one than the image's name.
  if (written !== image.text || tag !== choice.release.name) return null;
  const newText = release.name;
  return fix(title, { name: newText }, [[{ file, start: end - tag.length, end, newText }]], false);
}
