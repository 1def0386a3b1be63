import picomatch from "picomatch";
import type { Release, ReleaseChoice } from "../types.js";
import { knownRelease, newestRelease, releaseNamed, releases } from "./release-table.js";

/** One place where Plausible's images are, or were, published. */
interface Repository {
  /** The end of the image's name; any registry or mirror may stand before it. */
  readonly path: string;
  /** Registries that this row speaks of; null: all others. */
  readonly registries: readonly string[] | null;
  /** What `latest`, a digest and a missing tag mean there, and the newest release in which a line (`v2`, `v2.1`) can end. */
  readonly latest: string;
  /** The first release that was pushed there. */
  readonly oldest: string;
  readonly source: string;
}

const dockerHub = ["", "docker.io", "index.docker.io", "registry-1.docker.io"];

const repositories: readonly Repository[] = [
  {
    path: "plausible/analytics",
    registries: null,
    latest: "2.0.0",
    oldest: "1.0.0",
    source: "plausible/analytics@v2.0.0:.github/workflows/build-public-images.yml; nothing newer was pushed there",
  },
  {
    path: "plausible/community-edition",
    registries: dockerHub,
    latest: "2.1.4",
    oldest: "2.1.0",
    source: "plausible/analytics@0db71767 (2024-12-18) deleted the workflow that pushed to Docker Hub",
  },
  {
    path: "plausible/community-edition",
    registries: null,
    latest: "3.2.1",
    oldest: "2.1.0",
    source: "plausible/analytics@v3.1.0:.github/workflows/build-public-images-ghcr.yml",
  },
];

/**
 * The release that a service's image runs; null: it is not Plausible.
 *
 * @param image its text after interpolation, and the names in it that nothing sets; null when the service has none
 * @param hasBuild the image is built here, so its tag is a name and no promise
 * @param extraImages globs of further images that are Plausible (`registry.example.com/stats/*`), matched against the name without tag, and with it
 */
export function resolveRelease(
  image: { readonly text: string; readonly unresolved: readonly string[] } | null,
  hasBuild: boolean,
  extraImages: readonly string[] = [],
): ReleaseChoice | null {
  if (image === null) return null;
  const reference = parseReference(image.text);
  const repository = repositoryOf(reference.name) ?? extraRepository(reference.name, image.text, extraImages);
  if (repository === null) return null;
  const choice = byTag(reference, repository);
  if (image.unresolved.length > 0) return { release: choice.release, assumed: true, reason: "unresolved" };
  if (hasBuild) return { release: choice.release, assumed: true, reason: "build" };
  return choice;
}

/** The release of what is Plausible by other signs than the name of its image: the newest one is assumed. */
export function assumedRelease(reason: "build" | "own-image" | "no-image"): ReleaseChoice {
  return { release: newestRelease, assumed: true, reason };
}

/** Whether an image's name is one of Plausible's own, whatever its tag. */
export function isPlausibleImage(text: string): boolean {
  return repositoryOf(parseReference(text).name) !== null;
}

/** Whether a text that may be no YAML names an image of Plausible's somewhere. */
export function mentionsPlausibleImage(text: string): boolean {
  return /plausible\/(?:analytics|community-edition)\b/.test(text);
}

/**
 * The image that runs a later (or the same) release, from the place where that is published: `plausible/analytics:v2.0.0`
 * and 2.1.5 give `ghcr.io/plausible/community-edition:v2.1.5`. A mirror keeps its name. Null: it is no image of Plausible's.
 */
export function imageOf(text: string, release: Release): string | null {
  const { name } = parseReference(text);
  const repository = repositoryOf(name);
  if (repository === null || release.name === "master") return null;
  const last = lastPublished(repository);
  return `${last !== null && release.order > last.order ? newestRepository : name}:${tagOf(release)}`;
}

/** The releases that are published under an image's name, the oldest first; none where it is no image of Plausible's. */
export function releasesUnder(image: string): readonly Release[] {
  const repository = repositoryOf(parseReference(image).name);
  if (repository === null) return [];
  const first = knownRelease(repository.oldest).order;
  const last = lastPublished(repository)?.order ?? newestRelease.order;
  return releases.filter(({ name, order }) => name !== "master" && first <= order && order <= last);
}

/** The image that runs a numbered release: under the same name where it is published there, else from where Plausible publishes it. */
export function imageRunning(text: string, release: Release): string {
  const { name } = parseReference(text);
  const home = releasesUnder(newestRepository).includes(release) ? newestRepository : firstRepository;
  return `${releasesUnder(text).includes(release) ? name : home}:${tagOf(release)}`;
}

/** The tag under which a release is published. */
export function tagOf({ name }: Release): string {
  return name === "master" ? name : `v${name}`;
}

/** Where every release since 2.1.0 is published. */
export const newestRepository = "ghcr.io/plausible/community-edition";

/** Where they were before there was a community edition. */
const firstRepository = "plausible/analytics";

/** The last release that was pushed there; null where new ones still are. */
function lastPublished({ latest }: Repository): Release | null {
  return latest === newestRelease.name ? null : knownRelease(latest);
}

/**
 * What a tag may come to mean: `any` release to come, `line`: the releases of one line that are there or will be,
 * `ended`: nothing new is pushed there. Null: the image names one build.
 */
export function floatOf(text: string): "any" | "line" | "ended" | null {
  const { name, tag, digest } = parseReference(text);
  const repository = repositoryOf(name);
  if (repository === null || digest !== null) return null;
  if (tag === null || tag === "latest" || tag === "master") return lastPublished(repository) === null ? "any" : "ended";
  if (/^v?\d+$/.test(tag)) return lastPublished(repository) === null ? "line" : "ended";
  return null;
}

interface ImageReference {
  readonly name: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

function parseReference(text: string): ImageReference {
  const [withTag = "", digest = null] = text.trim().split("@", 2);
  // A colon before the last slash belongs to the registry's port.
  const colon = withTag.indexOf(":", withTag.lastIndexOf("/") + 1);
  return colon === -1
    ? { name: withTag, tag: null, digest }
    : { name: withTag.slice(0, colon), tag: withTag.slice(colon + 1), digest };
}

function repositoryOf(name: string): Repository | null {
  for (const repository of repositories) {
    if (name !== repository.path && !name.endsWith(`/${repository.path}`)) continue;
    const registry = name.slice(0, Math.max(0, name.length - repository.path.length - 1));
    if (repository.registries === null || repository.registries.includes(registry)) return repository;
  }
  return null;
}

/** Whether a name matches one of the user's globs. */
export function matchesOne(name: string, globs: readonly string[]): boolean {
  return globs.some((glob) => picomatch.isMatch(name, glob));
}

function extraRepository(name: string, text: string, globs: readonly string[]): Repository | null {
  if (!matchesOne(name, globs) && !matchesOne(text, globs)) return null;
  return {
    path: name,
    registries: null,
    latest: newestRelease.name,
    oldest: "1.0.0",
    source: "the user's own list",
  };
}

function byTag({ tag, digest }: ImageReference, repository: Repository): ReleaseChoice {
  const latest = knownRelease(repository.latest);
  if (tag === null) return { release: latest, assumed: true, reason: digest === null ? "no-tag" : "digest" };
  if (tag === "latest") return { release: latest, assumed: true, reason: "floating-tag" };
  if (tag === "master") return { release: knownRelease("master"), assumed: true, reason: "floating-tag" };
  const line = /^v?(\d+)(?:\.(\d+))?$/.exec(tag);
  if (line !== null) {
    const release = newestOf(line[1] ?? "", line[2] ?? null, latest);
    if (release !== null) return { release, assumed: true, reason: "floating-tag" };
    // A line that was never pushed there: the one that is meant.
    return { release: newestOf(line[1] ?? "", line[2] ?? null, newestRelease) ?? latest, assumed: true, reason: "unknown-tag" };
  }
  const exact = /^v?(\d+\.\d+\.\d+)(-rc\.?\d*)?/.exec(tag);
  if (exact === null) return { release: latest, assumed: true, reason: "unknown-tag" };
  const [whole, version = "", candidate] = exact;
  const release = releaseNamed(version);
  if (release === null) return { release: lastBefore(version), assumed: true, reason: "unknown-tag" };
  if (whole !== tag) return { release, assumed: true, reason: "unknown-tag" };
  return candidate === undefined ? { release, assumed: false, reason: null } : { release, assumed: true, reason: "pre-release" };
}

/** The newest release of a line such as `2` or `2.1`, not newer than `limit`; null when the line is unknown. */
function newestOf(major: string, minor: string | null, limit: Release): Release | null {
  const prefix = minor === null ? `${major}.` : `${major}.${minor}.`;
  return releases.findLast((release) => release.order <= limit.order && release.name.startsWith(prefix)) ?? null;
}

/** The last known release before a version that has no row: a patch or a later release than this table. */
function lastBefore(version: string): Release {
  const key = versionKey(version);
  const numbered = releases.filter((release) => release.name !== "master");
  return numbered.findLast((release) => versionKey(release.name) <= key) ?? numbered[0] ?? newestRelease;
}

function versionKey(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  return (major * 1000 + minor) * 1000 + patch;
}
