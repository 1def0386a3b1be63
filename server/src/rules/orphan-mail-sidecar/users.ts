import type { Service } from "../../compose/types.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { companionOf } from "../../plausible/tables/companions.js";

/** Whether somebody else may send through a relay: another service, another project, a program on the host. */
export function mayBeUsedByOthers({ project, service }: PlausibleInstance, sidecar: Service): boolean {
  const { ports, reachesElsewhere, mode } = sidecar.network;
  if (ports.length > 0 || reachesElsewhere || mode !== null) return true;
  const image = service.image?.text ?? null;
  return project.services.some((other) => {
    if (other === sidecar || companionOf(other.image?.text ?? "") === "database") return false;
    // Plausible's own services, and what they wait for.
    const isPlausible = other === service || (image !== null && other.image?.text === image);
    return mentions(other, sidecar) || (!isPlausible && (mayMention(other) || waitsFor(other, sidecar)));
  });
}

function waitsFor({ dependsOn }: Service, { name }: Service): boolean {
  return dependsOn.some((each) => each.name === name);
}

/** Whether a text of the service names the relay, in whatever variable, link or command. */
function mentions(other: Service, { name, network }: Service): boolean {
  const names = new Set([name, ...network.names].map((each) => each.toLowerCase()));
  const isNamed = (text: string) =>
    text
      .toLowerCase()
      .split(/[^a-z0-9_.-]+/)
      .some((word) => names.has(word));
  const values = [...other.environment.values()].map((each) => (each.state === "value" ? each.value : (each.composed ?? "")));
  const texts = [...values, ...other.commandLine, ...other.network.extraHosts, other.network.mode ?? ""];
  return texts.some(isNamed);
}

/** Whether what is not seen of the service may name it: a mail variable without a known value, a missing env file. */
function mayMention({ environment, incomplete }: Service): boolean {
  if (incomplete) return true;
  return [...environment.values()].some(({ name, state }) => state === "unknown" && /smtp|mail/i.test(name));
}
