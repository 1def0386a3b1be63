import type { Interpolated, Service } from "../types.js";

/** A service as it would be if it ran an image instead of its own, or of what it builds. */
export function withImage(service: Service, image: Interpolated): Service {
  const { name, nameAt, environment, environmentSections, envFiles, mounts, network, profiles } = service;
  const { dependsOn, commandLine, incomplete, unseenNames, errors, pairs, texts, blocks } = service;
  return {
    name,
    identity: {},
    nameAt,
    image,
    hasBuild: false,
    environment,
    environmentSections,
    envFiles,
    mounts,
    network,
    profiles,
    dependsOn,
    commandLine,
    incomplete,
    unseenNames,
    errors,
    pairs,
    texts,
    blocks,
  };
}
