import { folderOf } from "../base/paths.js";
import { analyseProject } from "../lint/analysis.js";
import type { Suspect } from "../log/answer.js";
import { configFor } from "./config.js";
import type { Io } from "./io.js";
import type { ChosenProject } from "./project.js";

/** A service of a project with what the linter says of it; null: the rules see no Plausible in it. */
export function suspectNamed({ project }: Pick<ChosenProject, "project">, name: string, io: Io): Suspect | null {
  const { config } = configFor(folderOf(project.request.composeFiles[0] ?? io.cwd), io);
  const { services, findings } = analyseProject(project, config);
  const view = services.find(({ service }) => service.name === name);
  return view === undefined ? null : { view, findings };
}
