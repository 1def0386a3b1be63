import { withImage } from "../compose/service/with-image.js";
import { type ComposedService, composedContainer, composedService } from "../instance/composed.js";
import type { KnownServices } from "../instance/recognise.js";
import type { UpgradeChange } from "../plausible/mailer/upgrade.js";
import { changesBetween } from "../plausible/mailer/upgrade.js";
import { newestRepository } from "../plausible/tables/releases.js";
import { imageNamed } from "./image-flag.js";
import { cannot } from "./refusals.js";

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
  const at = service.image?.at ?? service.nameAt;
  const running = (text: string) => composedService(project, withImage(service, { text, unresolved: [], at }), known);
  const own = running(imageNamed("--as", wanted, service.image?.text || newestRepository));
  // A tag on an image that is not Plausible's own tells no release.
  const composed = own?.choice.reason === "own-image" ? running(imageNamed("--as", wanted)) : own;
  if (composed === null) throw cannot("notPlausible", { image: wanted });
  const answer = ({ choice, mailer, delivery }: ComposedService) => ({ release: choice.release, mailer, delivery });
  return { composed, was, changes: changesBetween(composedContainer(project, service), answer(was), answer(composed)) };
}
