import { listed } from "../base/messages.js";
import { nearest } from "../base/nearest.js";
import { imageOf, newestRepository, releaseNamed, releases, tagOf } from "../plausible/tables/releases.js";
import { cannot } from "./refusals.js";

/** Where releases were published before there was a community edition. */
const firstRepository = "plausible/analytics";

/**
 * The image that a flag names: a whole image as it is, a tag on `own`, or from where that release is published.
 *
 * @param flag for the message
 * @throws CannotWork for what is no tag of Plausible's
 */
export function imageNamed(flag: string, wanted: string, own: string | null = null): string {
  const text = wanted.trim();
  if (/[/:@]/.test(text)) return text;
  const name = own
    ?.split("@", 1)
    .join("")
    .replace(/:[^/:]*$/, "");
  const release = releaseNamed(text.replace(/^v/, ""));
  if (release !== null) {
    const home = name ?? (release.adapters.includes("Bamboo.Mua") ? newestRepository : firstRepository);
    return imageOf(home, release) ?? `${home}:${tagOf(release)}`;
  }
  if (text !== "latest" && !/^v?\d+(\.\d+){0,2}([-.+].*)?$/.test(text)) {
    const near = nearest(
      text,
      releases.map((known) => known.name),
    );
    const values = { flag, tag: text, all: listed(releases.map((known) => known.name)) };
    throw near === null ? cannot("noRelease", values) : cannot("nearRelease", { ...values, near });
  }
  return `${name ?? newestRepository}:${text}`;
}
