import { memoryFiles } from "../../src/base/files.js";
import type { FilePath } from "../../src/base/text.js";
import { type Analysis, analyse } from "../../src/lint/analysis.js";
import { type Config, defaultConfig } from "../../src/lint/config.js";

/** The folder in which the projects of rule tests stand. */
export const folder = "/project";

/** A project of files in memory, analysed with all rules. Names are relative to its folder; `compose.yml` is the main file. `shell`: null where it is not seen. */
export function analyseFiles(
  contents: Readonly<Record<string, string>>,
  config: Config = defaultConfig,
  shell: ReadonlyMap<string, string> | null = null,
): Analysis {
  const files: Record<FilePath, string> = {};
  for (const [name, text] of Object.entries(contents)) files[`${folder}/${name}`] = text;
  return analyse({
    files: memoryFiles(files),
    request: {
      composeFiles: ["compose.yml", "compose.override.yml"].map((name) => `${folder}/${name}`).filter((path) => path in files),
      processEnvironment: shell,
    },
    config,
  });
}

export const defaultImage = "ghcr.io/plausible/community-edition:v3.2.1";

/** A compose file with one Plausible service and this environment, in list form. */
export function composeFile(environment: readonly string[], image = defaultImage, more = ""): string {
  const lines = environment.map((item) => `      - ${item}\n`).join("");
  return `services:\n  plausible:\n    image: ${image}\n    environment:\n${lines}${more}`;
}

/** Rules that speak of the image alone or of what nobody can see, whatever the settings: of no matter to a test of settings. */
const besideSettings: readonly string[] = ["extra-config", "floating-tag", "known-bug", "silent-failure"];

/** What all rules that judge settings say of a project: `severity rule "marked text"`, in order. */
export function lint(contents: Readonly<Record<string, string>>, config?: Config): string[] {
  return show(analyseFiles(contents, config)).filter((line) => !besideSettings.includes(line.split(" ")[1] ?? ""));
}

function show({ findings, project }: Analysis): string[] {
  return findings.map(({ rule, severity, at }) => {
    const marked = project.files.get(at.file)?.text.slice(at.start, at.end) ?? "";
    return `${severity} ${rule} ${JSON.stringify(marked)}`;
  });
}

/** What one rule says of a project, whatever others say. */
export function lintFor(id: string, contents: Readonly<Record<string, string>>, config?: Config): string[] {
  return show(analyseFiles(contents, config)).filter((line) => line.split(" ")[1] === id);
}
