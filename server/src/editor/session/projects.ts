import type { Files } from "../../base/files.js";
import { baseOf, folderOf } from "../../base/paths.js";
import { type FilePath, SourceText } from "../../base/text.js";
import { type ChosenFiles, nearestProject, projectIn, projectNaming } from "../../compose/project/compose-variables.js";
import { findProject, isComposeFileName, isEnvFileName } from "../../compose/project/discover.js";
import { isFragment } from "../../compose/project/fragments.js";
import type { ComposeCache } from "../../compose/project/project-files.js";
import type { ProjectRequest } from "../../compose/types.js";
import { indexOf } from "../../instance/project-index.js";
import { factsOf } from "../../instance/service-facts.js";
import type { Analysis } from "../../lint/analysis.js";

/** A file, and the language that the editor gives it (undefined for a closed one). */
export interface FileInEditor {
  readonly path: FilePath;
  readonly languageId: string | undefined;
}

/**
 * The projects that a file is part of, as far as the file itself, its folder and those above tell; empty when it is none
 * of ours.
 *
 * A file that the `.env` of its folder or of one above names in `COMPOSE_FILE` belongs to the project that is named
 * there. Else a compose file is its own project, but a default file goes with its override, and a file whose services have
 * neither image nor build joins the project of its folder: alone it would mean nothing.
 * An env file belongs to the project of its folder or, where there is none, of the nearest folder above.
 */
export function requestsOf(files: Files, { path, languageId }: FileInEditor, cache: ComposeCache): readonly ProjectRequest[] {
  if (isEnvDocument(path, languageId)) {
    const found = nearestProject(files, folderOf(path));
    return found === null ? [] : [requestFor(found)];
  }
  if (!isComposeDocument(files, path, languageId)) return [];
  const naming = projectNaming(files, path);
  if (naming !== null) return [requestFor(naming)];
  const usual = findProject(files, folderOf(path), { searchParents: false });
  if (usual?.includes(path)) return [requestFor({ composeFiles: usual })];
  const alone = requestFor({ composeFiles: [path] });
  const around = projectIn(files, folderOf(path));
  if (around === null) return [alone];
  if (!isFragment(files, path, cache)) return [alone];
  return [requestFor({ ...around, composeFiles: [...around.composeFiles, path] })];
}

/** Whether a file is read as an env file: by its name, or by the editor's own language for them. */
export function isEnvDocument(path: FilePath, languageId: string | undefined): boolean {
  return isEnvFileName(baseOf(path)) || languageId === "dotenv";
}

/** Whether a file may be a compose file: the content decides, the name only saves the look at it. */
function isComposeDocument(files: Files, path: FilePath, languageId: string | undefined): boolean {
  const named = languageId === "dockercompose" || isComposeFileName(baseOf(path));
  if (!named && languageId !== "yaml" && !/\.ya?ml$/i.test(path)) return false;
  const content = files.read(path);
  return content.kind === "text" && hasServices(content.source ?? new SourceText(content.text));
}

/** A look that is cheaper than a parse: most YAML of this world is no compose file. */
function hasServices(source: SourceText): boolean {
  if (source.hasLine(inBlocks)) return true;
  return /^[\s\ufeff]*(?:---\s*)?\{/.test(source.text) && /\b(?:services|include)\b/.test(source.text);
}

const inBlocks = /^[ \t\ufeff]*(["']?)(?:services|include)\1[ \t]*:/m;

/** The process environment is not seen: what it would give is unknown, as the editor's own is not that of the deployment. */
function requestFor(chosen: ChosenFiles): ProjectRequest {
  return { ...chosen, processEnvironment: null };
}

/** The env files that the services of Plausible name. This is asked after every pause of typing, so that no service is read for it. */
export function envFilesOf(analysis: Pick<Analysis, "project" | "plausible">): readonly FilePath[] {
  if (!indexOf(analysis.project).readsEnvFiles()) return [];
  return analysis.plausible.flatMap((service) => factsOf(service).envFiles(service));
}
