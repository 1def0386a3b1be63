import { baseOf } from "../../base/paths.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { textAt } from "../../instance/references.js";

/** Whether the service is visibly meant for Swarm: by the file's name, or by what only Swarm does. */
export function isStack({ project, service }: PlausibleInstance): boolean {
  if (project.request.composeFiles.some((file) => /^(?:docker-)?stack.*\.ya?ml$/i.test(baseOf(file)))) return true;
  const deploy = service.pairs.find(({ name }) => name === "deploy");
  return deploy !== undefined && onlyInSwarm.test(textAt(project, deploy.at));
}

/** Keys of `deploy` that Compose takes and does nothing with. Source: docs.docker.com/reference/compose-file/deploy. */
const onlyInSwarm = /\b(?:placement|endpoint_mode|update_config|rollback_config)\s*:|\bmode\s*:\s*["']?(?:global|replicated)/;
