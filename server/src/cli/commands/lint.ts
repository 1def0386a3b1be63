import { type Command, Option } from "commander";
import { type Language, textOf } from "../../base/messages.js";
import { once } from "../../base/once.js";
import { folderOf, relativePath } from "../../base/paths.js";
import type { FilePath } from "../../base/text.js";
import { createComposeCache } from "../../compose/project/project-files.js";
import type { ProjectRequest } from "../../compose/types.js";
import { type Analysis, analyse } from "../../lint/analysis.js";
import { mentionsPlausibleImage } from "../../plausible/tables/images.js";
import { isTemplateFile } from "../../plausible/tables/placeholder.js";
import { rules } from "../../rules/index.js";
import { isAtLeast, type Severity, severities } from "../../rules/kit/severity.js";
import { secretsOf } from "../../secrets/secrets.js";
import { configFor } from "../config.js";
import { templateRefusal } from "../foreign-files.js";
import { CannotWork, type ExitStatus, type Io } from "../io.js";
import type { LintReport, ReportedFinding } from "../lint-report.js";
import { errorLine } from "../project.js";
import { lintJson } from "../reporters/lint-json.js";
import { lintPretty } from "../reporters/lint-pretty.js";
import { envFilesOf, repeatable } from "../request.js";
import { withStdin } from "../stdin.js";
import { type Group, groupsOf } from "../workspace.js";
import { type CommonFlags, newCommand, surroundingsOf } from "./command.js";

interface LintFlags extends CommonFlags {
  readonly format: "pretty" | "json";
  readonly failOn: Severity;
  readonly stdinFilename?: string;
  readonly envFile?: readonly string[];
  readonly processEnv: boolean;
}

/** `plausible-mail lint [PATH…]`: findings in compose files and in the env files that they read. */
export function lintCommand(io: Io, done: (status: ExitStatus) => void): Command {
  return newCommand("lint")
    .summary("find mistakes in compose and env files")
    .description("Finds mistakes in the mail settings of Plausible, in compose files and the env files that they read.")
    .argument("[path...]", "compose files, folders to search, or - for standard input (default: this folder)")
    .addOption(new Option("--format <format>", "output on stdout").choices(["pretty", "json"]).default("pretty"))
    .addOption(new Option("--fail-on <severity>", "exit with 1 from this severity on").choices(severities).default("error"))
    .option("--stdin-filename <file>", "the name that standard input stands for")
    .option("--env-file <file>", "instead of .env (repeatable)", repeatable)
    .option("--no-process-env", "do not look at the variables of this shell")
    .action(async (paths: string[], flags: LintFlags) => done(await lint(paths, flags, io)));
}

async function lint(paths: readonly string[], flags: LintFlags, io: Io): Promise<ExitStatus> {
  const surroundings = surroundingsOf(flags, io);
  const report = await lintReport(paths, flags, io);
  if (flags.format === "json") io.stdout.write(`${JSON.stringify(lintJson(report, surroundings.language, io.cwd), null, 2)}\n`);
  else lintPretty(report, surroundings, io);
  for (const failure of report.failures) io.stderr.write(`plausible-mail: ${failure}\n`);
  if (report.failures.length > 0) return 2;
  return report.findings.some(({ finding }) => isAtLeast(finding.severity, flags.failOn)) ? 1 : 0;
}

async function lintReport(paths: readonly string[], flags: LintFlags, io: Io): Promise<LintReport> {
  try {
    return await lintPaths(paths.length === 0 ? ["."] : paths, flags, io);
  } catch (error) {
    if (!(error instanceof CannotWork)) throw error;
    return { findings: [], files: 0, services: 0, failures: [error.in(surroundingsOf(flags, io).language)] };
  }
}

async function lintPaths(paths: readonly string[], flags: LintFlags, outer: Io): Promise<LintReport> {
  const { names, io } = await withStandardInput(paths, flags, outer);
  const { language } = surroundingsOf(flags, io);
  const cache = createComposeCache();
  const failures: string[] = [];
  const groups: Group[] = [];
  for (const path of names) {
    try {
      for (const group of await groupsOf([path], io, cache)) groups.push(group);
    } catch (error) {
      if (!(error instanceof CannotWork)) throw error;
      failures.push(error.in(language)); // the other paths are linted all the same
    }
  }
  const envFiles = envFilesOf(flags, (name) => (flags.processEnv ? io.env.get(name) : undefined), io)?.map((file) =>
    existing(file, io),
  );
  const found = new Map<string, ReportedFinding>();
  const files = new Set<FilePath>();
  const services = new Set<string>();
  const distinct = distinctGroups(groups);
  const breaks: string[] = [];
  for (const { composeFiles, named } of distinct) {
    const request: ProjectRequest = {
      composeFiles,
      ...(envFiles === undefined ? {} : { envFiles }),
      processEnvironment: flags.processEnv ? io.env : null,
    };
    const { config } = configFor(folderOf(composeFiles[0] ?? io.cwd), io);
    const analysis = analyse({ files: io.files, request, config, cache, refusals: { every: true, named } });
    const { project } = analysis;
    for (const file of composeFiles) files.add(file);
    for (const { service } of analysis.services) services.add(JSON.stringify([composeFiles, service.name]));
    const breakLine = whyUnreadable(analysis, composeFiles, named, language, io.cwd);
    if (breakLine !== null) breaks.push(breakLine);
    const secrets = once(() => secretsOf(project)); // reads every service, so only where something is shown
    for (const finding of analysis.findings) {
      const { rule, variable, at, service } = finding;
      const key = JSON.stringify([rule, variable, at, service]);
      if (!found.has(key)) found.set(key, { finding, files: project.files, secrets });
    }
  }
  if (distinct.length > 0 && breaks.length === distinct.length) failures.push(...breaks);
  return { findings: [...found.values()].sort(byPlace), files: files.size, services: services.size, failures };
}

/** Why none of a project's compose files can be read, where that is worth saying; null where it is not, or one can. */
function whyUnreadable(
  { project, findings }: Analysis,
  composeFiles: readonly FilePath[],
  named: boolean,
  language: Language,
  cwd: FilePath,
): string | null {
  if (!project.broken) return null;
  const unreadable = project.errors.filter(({ kind, at }) => kind === "syntax" && composeFiles.includes(at.file));
  const [first] = unreadable;
  if (first === undefined || !composeFiles.every((file) => unreadable.some(({ at }) => at.file === file))) return null;
  const text = project.files.get(first.at.file)?.text ?? "";
  if (isTemplateFile(text)) {
    if (!named && !mentionsPlausibleImage(text)) return null;
    return textOf(templateRefusal(relativePath(cwd, first.at.file)), language);
  }
  const isSaid = findings.some(({ rule, at }) => rules[rule].meta.speaksOfComposeErrors && composeFiles.includes(at.file));
  return named || isSaid ? secretsOf(project).quoted(errorLine(first, project, cwd)) : null;
}

/** `-` becomes a name that stands for standard input. */
async function withStandardInput(
  paths: readonly string[],
  flags: LintFlags,
  io: Io,
): Promise<{ names: readonly string[]; io: Io }> {
  if (!paths.includes("-")) {
    if (flags.stdinFilename !== undefined) throw new CannotWork("--stdin-filename needs the path - (standard input)");
    return { names: paths, io };
  }
  const name = flags.stdinFilename ?? "<stdin>";
  return { names: paths.map((path) => (path === "-" ? name : path)), io: await withStdin(io, io.absolute(name)) };
}

function existing(path: FilePath, io: Io): FilePath {
  const file = relativePath(io.cwd, path);
  const content = io.files.read(path);
  if (content.kind === "missing") throw new CannotWork(`${file}: no such env file`);
  if (content.kind !== "text") throw new CannotWork(`${file}: ${content.kind === "directory" ? "is a folder" : content.reason}`);
  return path;
}

function distinctGroups(groups: readonly Group[]): Group[] {
  const byFiles = new Map<string, Group>();
  for (const group of groups) {
    const key = group.composeFiles.join("\0");
    byFiles.set(key, { ...group, named: group.named || byFiles.get(key)?.named === true });
  }
  return [...byFiles.values()];
}

function byPlace({ finding: a }: ReportedFinding, { finding: b }: ReportedFinding): number {
  return a.at.file < b.at.file ? -1 : a.at.file > b.at.file ? 1 : a.at.start - b.at.start || a.at.end - b.at.end;
}
