import type { TextEdit } from "../compose/text.js";
import type { MessageTemplate } from "../messages.js";
import { imageOf, newestRelease, releases } from "../plausible/releases.js";
import type { Release } from "../plausible/types.js";
import { fix } from "./fixes.js";
import { textAt } from "./references.js";
import type { Fix, PlausibleService } from "./rule.js";

const titles = {
  image: { en: "Use the image `{image}`", "zh-cn": "改用镜像 `{image}`" },
} satisfies Record<string, MessageTemplate>;

/** The first release after the service's own of which this holds; never an unreleased one. */
export function laterRelease({ choice }: PlausibleService, holds: (release: Release) => boolean): Release | null {
  return (
    releases.find((release) => release.order > choice.release.order && release.order <= newestRelease.order && holds(release)) ??
    null
  );
}

/** The edit that makes the service's image the one of a release, where its text stands as a whole. */
export function imageEdits({ service, project }: PlausibleService, release: Release): readonly TextEdit[] | null {
  const { image } = service;
  if (image === null || image.unresolved.length > 0) return null;
  const text = imageOf(image.text, release);
  const written = textAt(project, image.at);
  if (text === null || text === image.text || written.split(image.text).length !== 2) return null;
  return [{ ...image.at, newText: written.replace(image.text, () => text) }];
}

/** The service's image, changed to the one of a release, where its text stands as a whole. A choice of the user's: never automatic. */
export function useRelease(view: PlausibleService, release: Release | null): Fix | null {
  const { image } = view.service;
  if (image === null || release === null) return null;
  const text = imageOf(image.text, release);
  return text === null ? null : fix(titles.image, { image: text }, [imageEdits(view, release)], false);
}
