import type { Files } from "../base/files.js";
import type { RuleId } from "../base/ids.js";
import type { Message } from "../base/messages.js";
import { once } from "../base/once.js";
import { loadProject } from "../compose/project/load.js";
import type { ComposeCache } from "../compose/project/project-files.js";
import type { Project, ProjectRequest, Service } from "../compose/types.js";
import { buildInstance } from "../instance/build-instance.js";
import type { PlausibleInstance } from "../instance/plausible-instance.js";
import { breaks } from "../instance/what-if.js";
import type { ReleaseChoice } from "../plausible/types.js";
import { rules } from "../rules/index.js";
import { isAtLeast } from "../rules/kit/severity.js";
import type { Finding, Problem, RefusalScope, Rule, Suppression } from "../rules/kit/types.js";
import { weighAssumptions } from "./assumptions.js";
import type { Config } from "./config.js";
import { type JudgedService, Judgements } from "./judgements.js";
import { askedWhereOthersRead } from "./other-programs.js";
import { withoutConsequences } from "./precedence.js";
import { withoutHarmToOthers } from "./shared-texts.js";
import { mostFindings, shortened } from "./shortened.js";
import { Silencing, suppressionsOf } from "./suppressions.js";

export interface AnalysisRequest {
  readonly files: Files;
  readonly request: ProjectRequest;
  readonly config: Config;
  /** Keeps parsed blocks between analyses. */
  readonly cache?: ComposeCache;
  /** What is said of what Compose refuses; unless given, what no YAML extension says, and only beside Plausible. */
  readonly refusals?: RefusalChoice;
  /** What was found of the same project before. */
  readonly judgements?: Judgements;
}

/** Which refusals of Compose are worth saying. */
export type RefusalChoice = Pick<RefusalScope, "every" | "named">;

/** A project, the Plausible services in it, and what is wrong with them. */
export interface Analysis {
  readonly project: Project;
  readonly services: readonly PlausibleInstance[];
  /** The same services, which cost nothing to ask for. */
  readonly plausible: readonly Service[];
  /** One of them as its release sees it, which alone is looked at for that; null: it runs no Plausible. */
  viewOf(service: Service): PlausibleInstance | null;
  /** Without suppressed ones and rules that are off; by file and place. */
  readonly findings: readonly Finding[];
  /** The suppression comments in the project's texts. */
  readonly suppressions: readonly Suppression[];
  /** Those of them that silenced a finding. */
  readonly usedSuppressions: ReadonlySet<Suppression>;
}

/** Loads a project and judges it. Never throws for what stands in a file. */
export function analyse({ files, request, config, cache, refusals, judgements }: AnalysisRequest): Analysis {
  const project = loadProject(files, request, cache);
  return analyseProject(project, config, refusals, judgements);
}

/** Judges a project that is loaded already. */
export function analyseProject(
  project: Project,
  config: Config,
  refusals: RefusalChoice = { every: false, named: false },
  judgements = new Judgements(),
): Analysis {
  const plausible = judgements.of(project, config, (view) => judgeService(view));
  const views = new Views(project, plausible);
  // Two services that take a value from one `.env` line have one mistake, not two.
  const alone = distinct(plausible.flatMap(({ findings }) => findings));
  const unharmful = plausible.length > 1 ? withoutHarmToOthers(alone, project, plausible) : alone;
  const judged = askedWhereOthersRead(unharmful, project, plausible);
  // Each of them makes its service when that is asked for.
  const unsound = plausible.filter(({ sound }) => !sound).map(({ service }) => service);
  const scope = { ...refusals, images: config.images, runs: plausible.length > 0, refused: unsound };
  const refused = judgeProject(project, scope);
  const found = [...judged, ...withoutConsequences(distinct(refused), judged)];
  const levelled = withLevels(found, config);
  const suppressions =
    config.inline === false || (found.length === 0 && plausible.length === 0)
      ? []
      : [...project.files].flatMap(([file, source]) => suppressionsOf(file, source));
  const silencing = new Silencing(suppressions, project.files);
  const { findings, used } = silencing.of(levelled);
  const needless = withLevels(judgeSuppressions(project, views.all, suppressions, used, config), config);
  const kept = [...findings, ...silencing.of(needless).findings];
  return {
    project,
    get services() {
      return views.all();
    },
    get plausible() {
      return views.services();
    },
    viewOf: (service) => views.of(service),
    findings: shortened(kept.sort(byPlace)),
    suppressions,
    usedSuppressions: new Set(used.keys()),
  };
}

/** The Plausible services of a project as their releases see them, each made when someone asks for it. */
class Views {
  readonly services: () => readonly Service[];
  readonly all = once(() => this.services().flatMap((service) => this.of(service) ?? []));
  readonly #project: Project;
  readonly #choices: () => ReadonlyMap<Service, ReleaseChoice>;
  readonly #made = new Map<Service, PlausibleInstance>();

  constructor(project: Project, judged: readonly JudgedService[]) {
    this.#project = project;
    this.#choices = once(() => new Map(judged.map(({ service, choice }) => [service, choice])));
    this.services = once(() => [...this.#choices().keys()]);
  }

  of(service: Service): PlausibleInstance | null {
    const known = this.#made.get(service);
    const choice = this.#choices().get(service);
    if (known !== undefined || choice === undefined) return known ?? null;
    const view = buildInstance(this.#project, service, choice);
    this.#made.set(service, view);
    return view;
  }
}

/** What rules say of the suppressions; shown for the first service, as they speak of none. */
function judgeSuppressions(
  project: Project,
  services: () => readonly PlausibleInstance[],
  suppressions: readonly Suppression[],
  used: ReadonlyMap<Suppression, ReadonlySet<RuleId>>,
  config: Config,
): Finding[] {
  if (suppressions.length === 0) return [];
  const [first] = services();
  if (first === undefined) return [];
  const isOff = (rule: RuleId) => config.rules.get(rule) === "off";
  const of = { project, suppressions, used, metaOf: (rule: RuleId) => rules[rule].meta, isOff };
  return Object.values(rules).flatMap((rule) => {
    if (!("checkSuppressions" in rule)) return [];
    const findings: Finding[] = [];
    rule.checkSuppressions(of, (problem) => findings.push(findingOf(rule, first, listed(problem, findings.length))));
    return findings;
  });
}

/** Findings at the levels that the user set. */
function withLevels(findings: readonly Finding[], config: Config): readonly Finding[] {
  if (config.rules.size === 0) return findings;
  return findings.flatMap((finding) => {
    const level = config.rules.get(finding.rule);
    if (level === "off") return [];
    return [level === undefined ? finding : { ...finding, severity: level }];
  });
}

/** The findings of one service: consequences left out, assumptions weighed. */
function judgeService(view: PlausibleInstance): Finding[] {
  const findings = withoutConsequences(Object.values(rules).flatMap((rule) => runRule(rule, view)));
  return weighAssumptions(view, findings, (other) =>
    withoutConsequences(Object.values(rules).flatMap((rule) => runRule(rule, other, { fixes: false }))),
  );
}

/** What the rules say of a project as a whole. */
function judgeProject(project: Project, scope: RefusalScope): Finding[] {
  return Object.values(rules).flatMap((rule) => {
    if (!("checkProject" in rule)) return [];
    const findings: Finding[] = [];
    rule.checkProject(project, scope, (problem) => findings.push(toFinding(rule, problem.service, {}, problem)));
    return findings;
  });
}

/**
 * What one rule says of a service, whatever the others say; nothing where it does not judge services. `fixes`: whether fixes
 * are wanted; to find out what each would break takes longer than all the rest.
 */
export function runRule(rule: Rule, view: PlausibleInstance, { fixes } = { fixes: true }): Finding[] {
  if (!("check" in rule)) return [];
  const findings: Finding[] = [];
  const most = fixes ? mostFindings : 0;
  rule.check(view, (problem) => findings.push(findingOf(rule, view, listed(problem, findings.length, most))));
  return findings;
}

/** Of thousands only the first few are listed. */
function listed(problem: Problem, before: number, most = mostFindings): Problem {
  return before < most ? problem : { ...problem, fixes: [] };
}

function findingOf(rule: Rule, view: PlausibleInstance, problem: Problem): Finding {
  const finding = toFinding(rule, view.service.name, { release: view.releaseName }, problem);
  // A fix that stops the boot, or all mail, is worse than the mistake: the user has more to change than it knows of.
  return { ...finding, fixes: finding.fixes.filter(({ effect }) => effect === undefined || !breaks(view, effect)) };
}

function toFinding({ meta }: Rule, service: string | null, known: Message["values"], problem: Problem): Finding {
  const { variable, at, severity, message, values, related, fixes, count } = problem;
  return {
    rule: meta.id,
    severity: severity ?? meta.severity,
    message: { template: message, values: { ...known, ...values } },
    service,
    variable,
    at,
    related: related ?? [],
    fixes: (fixes ?? []).filter((fix) => fix !== null),
    ...(count === undefined ? {} : { count }),
  };
}

/** Of what several services have in common, one finding: the gravest, as a service whose release is assumed has milder ones. */
function distinct(findings: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  // By number, as most stand alone where they begin: to make a text of each costs more than all the rest.
  const seen = new Map<number, number[]>();
  for (const finding of findings) {
    const there = seen.get(finding.at.start);
    const same = there?.find((index) => isSame(kept[index] as Finding, finding));
    if (same === undefined) {
      if (there === undefined) seen.set(finding.at.start, [kept.length]);
      else there.push(kept.length);
      kept.push(finding);
    } else if (!isAtLeast((kept[same] as Finding).severity, finding.severity)) kept[same] = finding;
  }
  return kept;
}

function isSame(one: Finding, other: Finding): boolean {
  return (
    one.rule === other.rule && one.variable === other.variable && one.at.end === other.at.end && one.at.file === other.at.file
  );
}

function byPlace(a: Finding, b: Finding): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.start - b.at.start || a.at.end - b.at.end;
}
