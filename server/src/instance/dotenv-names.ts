import { nearest } from "../base/nearest.js";
import { hasWord, isWordSign } from "../base/text-search.js";
import type { EnvStatement, Project } from "../compose/types.js";
import { misnomerNamed, otherVariables } from "../plausible/tables/misnomers.js";
import { variableNamed, variables } from "../plausible/tables/variables.js";
import type { PlausibleInstance } from "./plausible-instance.js";
import { indexOf } from "./project-index.js";
import { howMissing } from "./unset-name.js";

/** Whether anything in the project takes a name of `.env`: a compose file names it, or an env file refers to it. */
export function isTaken(project: Project, name: string): boolean {
  return indexOf(project).ask(`dotenv-names ${name}`, (whole) => isTakenIn(whole, name));
}

function isTakenIn(project: Project, name: string): boolean {
  const dotenv = new Set(project.dotenv.map(({ path }) => path));
  let loads = false;
  for (const [path, { text }] of project.files) {
    const code = text.replace(/(^|[ \t])#.*$/gm, "$1");
    const isYaml = /\.ya?ml$/i.test(path) || project.request.composeFiles.includes(path);
    if (isYaml ? isNamed(code, name) : isReferredTo(code, name)) return true;
    loads ||= isYaml && /\benv_file\b/.test(code);
  }
  return loads && [...dotenv].some((path) => indexOf(project).isRead(path));
}

function isNamed(code: string, name: string): boolean {
  return hasWord(
    code,
    name,
    (sign) => /[\w.-]/.test(sign),
    (sign) => /[\w-]/.test(sign),
  );
}

function isReferredTo(code: string, name: string): boolean {
  return [`$${name}`, `\${${name}`].some((reference) => hasWord(code, reference, () => false, isWordSign));
}

/** A line of `.env` under a name that nothing takes, and the mail variable that was meant, which Plausible lacks. */
export interface NearMiss {
  readonly statement: EnvStatement;
  readonly meant: string;
  /** Whether the service passes on the name that was meant. */
  readonly passedOn: boolean;
}

const mailNames = variables.filter(({ mail }) => mail).map(({ name }) => name);
const others = new Set(otherVariables);

/**
 * The lines of `.env` that were meant for a mail variable and have another name, which nothing takes. Names that other
 * programs have count only where the service passes on the variable that was meant, and finds nothing.
 */
export function nearMissesInDotenv(view: PlausibleInstance): NearMiss[] {
  const { project } = view;
  const last = new Map(project.dotenv.flatMap(({ statements }) => statements.map((one) => [one.name, one] as const)));
  return [...last.values()].flatMap((statement) => {
    const { name, value } = statement;
    if (value === null || value === "" || variableNamed(name) !== null || others.has(name)) return [];
    const misnomer = misnomerNamed(name);
    const meant = misnomer === null ? nearest(name, mailNames) : misnomer.real;
    if (meant === null || last.has(meant) || !view.readsMail(meant)) return [];
    const how = howMissing(view, meant);
    if (how === null || (how === "absent" && misnomer !== null) || isTaken(project, name)) return [];
    return [{ statement, meant, passedOn: how === "unset" }];
  });
}
