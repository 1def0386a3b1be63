import type { Files } from "../../base/files.js";
import type { FilePath } from "../../base/text.js";
import { loadProject } from "./load.js";
import type { ComposeCache } from "./project-files.js";

/**
 * Whether a compose file only adds to services that another file defines: none of its services has an image or a build, so
 * alone it would mean nothing.
 */
export function isFragment(files: Files, file: FilePath, cache: ComposeCache): boolean {
  const { services } = loadProject(files, { composeFiles: [file], processEnvironment: null }, cache);
  return services.length > 0 && services.every(({ image, hasBuild }) => image === null && !hasBuild);
}
