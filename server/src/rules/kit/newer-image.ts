import type { MessageTemplate } from "../../base/messages.js";
import type { TextEdit } from "../../base/text.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { textAt } from "../../instance/references.js";
import { knownPortMode } from "../../instance/relay-port.js";
import { settingsUnder } from "../../instance/settings.js";
import { mailerOf } from "../../plausible/mailer/mailer.js";
import { imageOf, newestRelease, releases } from "../../plausible/tables/releases.js";
import type { Release } from "../../plausible/types.js";
import { fix } from "./fixes.js";
import type { Fix } from "./types.js";

const titles = {
  image: { en: "Use the image `{image}`", "zh-cn": "改用镜像 `{image}`" },
} satisfies Record<string, MessageTemplate>;

/** The first release after the service's own of which this holds; never an unreleased one. */
export function laterRelease({ choice }: PlausibleInstance, holds: (release: Release) => boolean): Release | null {
  return (
    releases.find((release) => release.order > choice.release.order && release.order <= newestRelease.order && holds(release)) ??
    null
  );
}

/**
 * The release whose `Bamboo.Mua` is fit for use: the service's own, else the next one where it sends without login too
 * and goes to the relay itself. Null where there is none.
 */
export function releaseForMua(view: PlausibleInstance): Release | null {
  const isFit = ({ smtp }: Release) => {
    const mua = smtp["Bamboo.Mua"];
    return mua !== undefined && mua.onNoCredentials === "sends-without-auth" && mua.relayMxLookup === "never";
  };
  const { release } = view.choice;
  return isFit(release) ? release : laterRelease(view, isFit);
}

/**
 * Whether a later release takes the mail settings as they stand: it boots with them, opens the connection as the port
 * wants it, and dials a port that will do.
 */
export function takesSettings(view: PlausibleInstance, release: Release): boolean {
  const facts = view.smtp === null ? undefined : release.smtp[view.smtp.adapter];
  if (view.smtp === null || facts === undefined) return false;
  if (mailerOf(release, view.container, { mailOnly: true }).outcome === "refuses-to-boot") return false;
  const { port, tls } = settingsUnder(view, facts);
  if (port.kind !== "known" || view.relay.state !== "host") return true;
  const { opens } = tls;
  const speaks = knownPortMode(view, port.port);
  if (opens !== null && speaks !== null && opens !== speaks.mode) return false;
  // Outside, another default is a better one; a server of one's own listens where it listens.
  return port.decidedBy.by === "text" || facts.defaultPort === view.smtp.defaultPort || view.relay.place === "outside";
}

/** The edit that makes the service's image the one of a release, where its text stands as a whole. */
export function imageEdits({ service, project }: PlausibleInstance, release: Release): readonly TextEdit[] | null {
  const { image } = service;
  if (image === null || image.unresolved.length > 0) return null;
  const text = imageOf(image.text, release);
  const written = textAt(project, image.at);
  if (text === null || text === image.text || written.split(image.text).length !== 2) return null;
  return [{ ...image.at, newText: written.replace(image.text, () => text) }];
}

/** The service's image, changed to the one of a release, where its text stands as a whole. A choice of the user's: never automatic. */
export function useRelease(view: PlausibleInstance, release: Release | null): Fix | null {
  const { image } = view.service;
  if (image === null || release === null) return null;
  const text = imageOf(image.text, release);
  return text === null
    ? null
    : fix(titles.image, { image: text }, [imageEdits(view, release)], false, {
        settings: new Map(),
        release,
      });
}
