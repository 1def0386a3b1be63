import { type Answer, agrees, ourAnswer, sameWords } from "../oracle/compose-cases.js";
import type { Question } from "./compose-projects.js";
import type { RealProject } from "./corpus.js";
import { askCompose } from "./docker-compose.js";
import { mutant } from "./mutants.js";
import { Random } from "./random.js";

/** Where the real program and we differ on an edited file. */
export interface MutantDisagreement {
  /** Of the edits. */
  readonly seed: number;
  readonly name: string;
  /** Made as small as it could be in the time. */
  readonly question: Question;
  readonly theirs: Answer;
  readonly ours: Answer;
  /** Whether Compose and we both refuse it, or give the same containers: only the words differ. */
  readonly onlyWords: boolean;
  /** What differs, without names, numbers and places: equal where it is the same once more. */
  readonly kind: string;
}

export interface MutantComparison {
  readonly loaded: boolean;
  readonly disagreement: MutantDisagreement | null;
}

/** How Compose is asked. */
export interface Asked {
  readonly binary: string;
  /** A newer one, whose answer is right, too. */
  readonly newer?: string | undefined;
  /** A folder that nobody else uses meanwhile; its name must be `project`. */
  readonly folder: string;
}

/** Compares one edited file: whether it is refused and in which words, or what every container gets. */
export async function compareMutant(project: RealProject, seed: number, asked: Asked): Promise<MutantComparison> {
  const { main, name } = project;
  const text = mutant(project.question.files[main] ?? "", new Random(seed));
  const question = { ...project.question, files: { ...project.question.files, [main]: text } };
  const theirs = await askCompose(asked.binary, asked.folder, question);
  const ours = answerOrThrown(question);
  const loaded = "services" in theirs;
  if (await isRight(question, ours, theirs, asked)) return { loaded, disagreement: null };
  const onlyWords = agrees(ours, [theirs]);
  return { loaded, disagreement: { seed, name, question, theirs, ours, onlyWords, kind: kindOf(theirs, ours) } };
}

/** Takes lines away as long as the same difference stays, for so many milliseconds. */
export async function shrunk(found: MutantDisagreement, main: string, asked: Asked, time: number): Promise<MutantDisagreement> {
  const deadline = Date.now() + time;
  let smallest = found;
  const linesOf = () => (smallest.question.files[main] ?? "").split("\n");
  for (let size = Math.ceil(linesOf().length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < linesOf().length && Date.now() < deadline; ) {
      const text = linesOf().toSpliced(at, size).join("\n");
      const question = { ...found.question, files: { ...found.question.files, [main]: text } };
      const theirs = await askCompose(asked.binary, asked.folder, question);
      const ours = answerOrThrown(question);
      const isSame = kindOf(theirs, ours) === found.kind && !(await isRight(question, ours, theirs, asked));
      if (isSame) smallest = { ...smallest, question, theirs, ours };
      else at += size;
    }
  }
  return smallest;
}

/** Whether our answer is that of the one version or of the other. */
async function isRight(question: Question, ours: Answer, theirs: Answer, { newer, folder }: Asked): Promise<boolean> {
  if (saysTheSame(ours, theirs)) return true;
  return newer !== undefined && saysTheSame(ours, await askCompose(newer, folder, question));
}

function answerOrThrown(question: Question): Answer {
  try {
    return ourAnswer(question);
  } catch (error) {
    return { refused: `thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}` };
  }
}

function saysTheSame(ours: Answer, theirs: Answer): boolean {
  if (!agrees(ours, [theirs])) return false;
  // A crash of Compose is a refusal without words.
  if (!("refused" in theirs && "refused" in ours) || theirs.refused.startsWith("panic: ")) return true;
  return sameWords(ours.refused, theirs.refused) || losesItsWay(ours.refused, theirs.refused);
}

/**
 * A tab before the next item of a list violates its indentation. Where a comment stands above an item of that list, go-yaml loses
 * this fault while it looks for the comment's item, goes on at the tab, and tells that no item may begin there. It refuses either way.
 */
function losesItsWay(ours: string, theirs: string): boolean {
  const fault = /^yaml: line (\d+): found a tab character that violates indentation$/.exec(ours);
  return (
    fault !== null && theirs === `yaml: line ${Number(fault[1]) + 1}: block sequence entries are not allowed in this context`
  );
}

function kindOf(theirs: Answer, ours: Answer): string {
  const words = (answer: Answer) => ("refused" in answer ? general(answer.refused.split("\n").slice(0, 3).join(" / ")) : "loads");
  if (words(theirs) !== "loads" || words(ours) !== "loads") return `${words(theirs)} <> ${words(ours)}`;
  return "containers";
}

const general = (text: string) =>
  text
    .replace(/"[^"]*"|'[^']*'|`[^`]*`/g, "…")
    .replace(/\b(services|networks|volumes|secrets|configs)\.[^\s.:]+/g, "$1.*")
    .replace(/\b(services|networks|volumes|secrets|configs)\[[^\]]+\]/g, "$1[*]")
    .replace(/\bservice \S+/g, "service …")
    .replace(/\d+/g, "0");
