import { nearest } from "../base/nearest.js";
import { withImage } from "../compose/service/with-image.js";
import { type ComposedService, composedContainer, composedService } from "../instance/composed.js";
import type { KnownServices } from "../instance/recognise.js";
import type { UpgradeChange } from "../plausible/mailer/upgrade.js";
import { changesBetween } from "../plausible/mailer/upgrade.js";
import { imageOf, newestRepository, releaseNamed, releases, tagOf } from "../plausible/tables/releases.js";
import { CannotWork } from "./io.js";

/** A service as another image would run it, and what changes on the way there. */
export interface OtherImage {
  readonly composed: ComposedService;
  readonly was: ComposedService;
  readonly changes: readonly UpgradeChange[];
}

/**
 * `--as TAG|IMAGE`: the service with that image. A tag stands on the service's own image; an image is taken as it is.
 *
 * @throws CannotWork for what is no tag of Plausible's, and for an image that is not Plausible
 */
export function asImage(was: ComposedService, wanted: string, known: KnownServices): OtherImage {
  const { project, service } = was;
  const text = imageText(was, wanted.trim());
  const at = service.image?.at ?? service.nameAt;
  const composed = composedService(project, withImage(service, { text, unresolved: [], at }), known);
  if (composed === null) throw new CannotWork(`--as ${wanted}: not an image of Plausible`);
  const answer = ({ choice, mailer, delivery }: ComposedService) => ({ release: choice.release, mailer, delivery });
  return { composed, was, changes: changesBetween(composedContainer(project, service), answer(was), answer(composed)) };
}

function imageText({ service }: ComposedService, wanted: string): string {
  if (/[/:@]/.test(wanted)) return wanted;
  const name = (service.image?.text ?? newestRepository)
    .split("@", 1)
    .join("")
    .replace(/:[^/:]*$/, "");
  const release = releaseNamed(wanted.replace(/^v/, ""));
  if (release === null) {
    if (wanted !== "latest" && !/^v?\d+(\.\d+){0,2}([-.+].*)?$/.test(wanted)) {
      const near = nearest(
        wanted,
        releases.map((known) => known.name),
      );
      const hint = near === null ? "" : `, did you mean ${near}?`;
      throw new CannotWork(`--as ${wanted}: no such release${hint} (${releases.map((known) => known.name).join(", ")})`);
    }
    return `${name}:${wanted}`;
  }
  return imageOf(name, release) ?? `${name}:${tagOf(release)}`;
}
