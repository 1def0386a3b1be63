import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Question } from "./compose-projects.js";
import { askCompose } from "./docker-compose.js";

/** A real compose file with what lies beside it. */
export interface RealProject {
  /** Its path in the folder that was given. */
  readonly name: string;
  readonly main: string;
  readonly question: Question;
}

const largest = 40_000;
/** What panels fill in or rewrite before Compose sees a file; we know of that, Compose does not. */
const ofPanel =
  /runtipi|tipi_main_network|x-casaos|stack\.env|captainVersion|\$\$cap_|app_proxy|\bSERVICE_(?:FQDN|URL|PASSWORD|USER|BASE64|NAME)_/;
const composeName = /(?:compose|stack|plausible)[^/]*\.ya?ml$/i;

/** The compose files below a folder, each with the small texts of its own folder. */
export function readCorpus(folder: string): readonly RealProject[] {
  const projects: RealProject[] = [];
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  for (const name of paths) {
    const path = join(folder, name);
    if (!composeName.test(name) || !isSmallFile(path)) continue;
    const beside = paths.filter((each) => each !== name && dirname(each) === dirname(name) && dirname(name) !== ".");
    const others = beside.filter((each) => !/\.ya?ml$/.test(each) && isSmallFile(join(folder, each)));
    const main = "compose.yml";
    const files = Object.fromEntries([
      [main, readFileSync(path, "utf8")],
      ...others.map((each) => [relative(dirname(name), each), readFileSync(join(folder, each), "utf8")] as const),
    ]);
    if (Object.values(files).every((text) => !text.includes("\ufffd")) && !ofPanel.test(files[main] ?? "")) {
      projects.push({ name, main, question: { files, process: {} } });
    }
  }
  return projects;
}

function isSmallFile(path: string): boolean {
  const found = statSync(path);
  return found.isFile() && found.size <= largest;
}

/**
 * The project with the env files and variables for want of which Compose refuses it, so that edits meet what comes after that;
 * as it is when that does not help.
 */
export async function completed(project: RealProject, binary: string, folder: string): Promise<RealProject> {
  let { files, process } = project.question;
  for (let round = 0; round < 20; round += 1) {
    const answer = await askCompose(binary, folder, { files, process });
    if (!("refused" in answer)) return { ...project, question: { files, process } };
    const file = /^env file (\S+) not found/.exec(answer.refused)?.[1];
    const name = /required variable (\w+) is missing/.exec(answer.refused)?.[1];
    if (file !== undefined && !file.startsWith("/") && !file.startsWith("..")) files = { ...files, [file]: 'A=1\nB="b c"\n' };
    else if (name !== undefined) process = { ...process, [name]: "x" };
    else break;
  }
  return project;
}
