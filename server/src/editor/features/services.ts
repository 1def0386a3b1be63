import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { releases } from "../../plausible/tables/releases.js";
import type { Release } from "../../plausible/types.js";
import type { LastTest, ServiceInfo } from "../../protocol.js";
import type { Checked } from "../session/session.js";
import type { TestOutcome } from "../session/test-outcomes.js";
import { knownServer } from "./known-server.js";
import type { Presentation } from "./presentation.js";

/** The Plausible services of some projects, each once. */
export function servicesOf(projects: readonly Checked[], present: Presentation, outcomeOf: OutcomeOf): ServiceInfo[] {
  const infos = projects.flatMap(({ analysis }) =>
    analysis.services.flatMap((view) => infoOf(view, present, outcomeOf(view)) ?? []),
  );
  return infos.filter(
    (info, index) => infos.findIndex((other) => other.uri === info.uri && other.service === info.service) === index,
  );
}

/** What the last test of a service came to; null: it was not tested. */
type OutcomeOf = (view: PlausibleInstance) => TestOutcome | null;

/** The names of the releases that came after one, the newest first. */
export function newerReleases({ order }: Release): readonly string[] {
  return releases
    .filter((release) => release.name !== "master" && release.order > order)
    .map(({ name }) => name)
    .reverse();
}

function infoOf(view: PlausibleInstance, present: Presentation, outcome: TestOutcome | null): ServiceInfo | null {
  const { project, service, choice, adapter } = view;
  const range = present.rangeOf(project, service.nameAt);
  if (range === null) return null;
  const { host, port } = knownServer(view);
  return {
    uri: present.uriOf(service.nameAt.file),
    service: service.name,
    range,
    release: choice.release.name,
    assumed: choice.assumed,
    adapter,
    // Somebody may have written a login into it.
    host: host === null ? null : present.secretsOf(project, service.name).made(host, service, ["SMTP_HOST_ADDR"]),
    port: host === null ? null : port,
    lastTest: outcome === null ? null : { state: stateOf(outcome), outdated: outcome.outdated },
  };
}

function stateOf({ wouldDeliver, encrypted }: TestOutcome): LastTest["state"] {
  if (wouldDeliver === null) return "open";
  if (!wouldDeliver) return "fails";
  return encrypted === false ? "unencrypted" : "works";
}
