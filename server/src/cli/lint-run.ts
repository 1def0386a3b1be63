import { type Language, quotedText } from "../base/messages.js";
import { once } from "../base/once.js";
import { folderOf, relativePath } from "../base/paths.js";
import type { FilePath } from "../base/text.js";
import { type ComposeCache, createComposeCache } from "../compose/project/project-files.js";
import type { ProjectRequest } from "../compose/types.js";
import { type Analysis, analyse, analyseProject } from "../lint/analysis.js";
import { mentionsPlausibleImage } from "../plausible/tables/images.js";
import { isTemplateFile } from "../plausible/tables/template-files.js";
import { rules } from "../rules/index.js";
import type { Finding } from "../rules/kit/types.js";
import { secretsOf } from "../secrets/secrets.js";
import { configFor } from "./config.js";
import { type ContainerFlags, type ContainerProject, containerOf } from "./container.js";
import { isEnvFile, type LoneEnvFile, targetOfEnvFile } from "./env-file-target.js";
import { templateRefusal } from "./foreign-files.js";
import { inPanel } from "./in-panel.js";
import { CannotWork, type Io } from "./io.js";
import type { LintedProject, LintReport, ReportedFinding } from "./lint-report.js";
import { say } from "./messages.js";
import { errorWords } from "./project.js";
import { cannot } from "./refusals.js";
import { envFilesOf } from "./request.js";
import { withStdin } from "./stdin.js";
import { type Group, groupsOf } from "./workspace.js";

/** The flags that say what is linted, and with which environment. */
export interface LintTargets extends ContainerFlags {
  readonly stdinFilename?: string;
  readonly envFile?: readonly string[];
  readonly processEnv: boolean;
}

/** Lints what paths and flags name. What cannot be linted is among the failures; the rest is linted all the same. */
export async function lintTargets(paths: readonly string[], flags: LintTargets, language: Language, io: Io): Promise<LintReport> {
  try {
    if (flags.container !== undefined) return await lintContainer(flags.container, paths, flags, io);
    const { names, io: world } = await withStandardInput(paths.length === 0 ? ["."] : paths, flags, io);
    return await new LintRun(flags, language, world).of(names);
  } catch (error) {
    if (!(error instanceof CannotWork)) throw error;
    return failedReport(error.in(language));
  }
}

/** A report of nothing but why nothing could be linted. */
export function failedReport(failure: string): LintReport {
  return { subject: "compose", findings: [], files: 0, paths: [], projects: [], services: 0, failures: [failure], notes: [] };
}

async function lintContainer(from: string, paths: readonly string[], flags: LintTargets, io: Io): Promise<LintReport> {
  if (paths.length > 0) throw cannot("pathsOrContainer");
  const { project, config } = await containerOf(from, flags, io);
  const analysis = analyseProject(project, config);
  const secrets = once(() => secretsOf(project));
  return {
    subject: "container",
    findings: inPanels(analysis).map((finding) => ({ finding, files: project.files, secrets })),
    files: 1,
    paths: project.request.composeFiles,
    projects: [{ files: project.files, secrets }],
    services: analysis.plausible.length,
    failures: [],
    notes: [],
  };
}

/** The findings of a container, with what to set in its panel. */
function inPanels({ findings, plausible }: Analysis): readonly Finding[] {
  const environment = plausible[0]?.environment;
  return findings.map((finding) => inPanel(finding, (name) => environment?.has(name) === true));
}

/** Compose projects, and env files that belong to none. */
class LintRun {
  readonly #flags: LintTargets;
  readonly #language: Language;
  readonly #io: Io;
  readonly #cache: ComposeCache = createComposeCache();
  readonly #failures: string[] = [];
  readonly #notes: string[] = [];
  readonly #groups: Group[] = [];
  readonly #alone: LoneEnvFile[] = [];
  readonly #listed: ContainerProject[] = [];
  readonly #found = new Map<string, ReportedFinding>();
  readonly #files = new Set<FilePath>();
  readonly #services = new Set<string>();
  readonly #projects: LintedProject[] = [];

  constructor(flags: LintTargets, language: Language, io: Io) {
    this.#flags = flags;
    this.#language = language;
    this.#io = io;
  }

  async of(paths: readonly string[]): Promise<LintReport> {
    for (const path of paths) await this.#take(path);
    const groups = distinctGroups(this.#groups);
    this.#lintGroups(groups);
    for (const file of this.#alone) this.#lintAlone(file);
    for (const container of this.#listed) this.#lintListed(container);
    return {
      subject: groups.length === 0 && this.#alone.length + this.#listed.length > 0 ? "env" : "compose",
      findings: [...this.#found.values()].sort(byPlace),
      files: this.#files.size,
      paths: [...this.#files].sort(),
      projects: this.#projects,
      services: this.#services.size,
      failures: this.#failures,
      notes: this.#notes,
    };
  }

  async #take(path: string): Promise<void> {
    try {
      if (!isEnvFile(path, this.#io)) {
        for (const group of await groupsOf([path], this.#io, this.#cache)) this.#groups.push(group);
        return;
      }
      const target = await targetOfEnvFile(path, this.#flags.image, this.#io, this.#cache);
      if (target.kind === "projects") this.#groups.push(...target.groups);
      else if (target.kind === "alone") this.#alone.push(target.file);
      else if (target.kind === "listing") this.#listed.push(await containerOf(path, this.#flags, this.#io));
      else this.#notes.push(say(this.#language, "notOfPlausible", { file: relativePath(this.#io.cwd, this.#io.absolute(path)) }));
    } catch (error) {
      if (!(error instanceof CannotWork)) throw error;
      this.#failures.push(error.in(this.#language)); // the other paths are linted all the same
    }
  }

  #lintGroups(groups: readonly Group[]): void {
    const { env, cwd, files } = this.#io;
    const envFiles = this.#envFiles();
    const breaks: string[] = [];
    for (const { composeFiles, named } of groups) {
      const request: ProjectRequest = {
        composeFiles,
        ...(envFiles === undefined ? {} : { envFiles }),
        processEnvironment: this.#flags.processEnv ? env : null,
      };
      const { config } = configFor(folderOf(composeFiles[0] ?? cwd), this.#io);
      const analysis = analyse({ files, request, config, cache: this.#cache, refusals: { every: true, named } });
      for (const file of composeFiles) this.#files.add(file);
      for (const { name } of analysis.plausible) this.#services.add(JSON.stringify([composeFiles, name]));
      const line = whyUnreadable(analysis, composeFiles, named, this.#language, cwd);
      if (line !== null) breaks.push(line);
      this.#report(analysis, analysis.findings);
    }
    if (groups.length > 0 && breaks.length === groups.length) this.#failures.push(...breaks);
  }

  #lintAlone({ path, files, request, known, shown }: LoneEnvFile): void {
    const { config } = configFor(folderOf(path), this.#io);
    const analysis = analyse({ files, request, config: { ...config, ...known }, cache: createComposeCache() });
    this.#files.add(path);
    for (const { name } of analysis.plausible) this.#services.add(JSON.stringify([path, name]));
    this.#report(analysis, analysis.findings.map(shown));
  }

  #lintListed({ project, config }: ContainerProject): void {
    const analysis = analyseProject(project, config);
    for (const file of project.request.composeFiles) this.#files.add(file);
    for (const { name } of analysis.plausible) this.#services.add(JSON.stringify([project.request.composeFiles, name]));
    this.#report(analysis, inPanels(analysis));
  }

  #report({ project, plausible }: Analysis, findings: readonly Finding[]): void {
    const secrets = once(() => secretsOf(project)); // reads every service, so only where something is shown
    if (plausible.length + findings.length > 0) this.#projects.push({ files: project.files, secrets });
    for (const finding of findings) {
      const { rule, variable, at, service } = finding;
      const key = JSON.stringify([rule, variable, at, service]);
      if (!this.#found.has(key)) this.#found.set(key, { finding, files: project.files, secrets });
    }
  }

  #envFiles(): readonly FilePath[] | undefined {
    const shell = (name: string) => (this.#flags.processEnv ? this.#io.env.get(name) : undefined);
    return envFilesOf(this.#flags, shell, this.#io)?.map((file) => existing(file, this.#io));
  }
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
    return quotedText(templateRefusal(relativePath(cwd, first.at.file)), language);
  }
  const isSaid = findings.some(({ rule, at }) => rules[rule].meta.speaksOfComposeErrors && composeFiles.includes(at.file));
  return named || isSaid ? secretsOf(project).quoted(errorWords(project, cwd).line(first)) : null;
}

/** `-` becomes a name that stands for standard input. */
async function withStandardInput(
  paths: readonly string[],
  flags: LintTargets,
  io: Io,
): Promise<{ names: readonly string[]; io: Io }> {
  if (!paths.includes("-")) {
    if (flags.stdinFilename !== undefined) throw cannot("stdinFilename");
    return { names: paths, io };
  }
  const name = flags.stdinFilename ?? "<stdin>";
  return { names: paths.map((path) => (path === "-" ? name : path)), io: await withStdin(io, io.absolute(name)) };
}

function existing(path: FilePath, io: Io): FilePath {
  const file = relativePath(io.cwd, path);
  const content = io.files.read(path);
  if (content.kind === "missing") throw cannot("noEnvFile", { path: file });
  if (content.kind === "directory") throw cannot("folder", { path: file });
  if (content.kind !== "text") throw cannot("unreadable", { path: file, reason: content.reason });
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
