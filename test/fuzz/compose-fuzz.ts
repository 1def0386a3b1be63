import fc from "fast-check";
import { type Answer, agrees, ourAnswer } from "../oracle/compose-cases.js";
import { type Question, question } from "./compose-projects.js";
import { askCompose } from "./docker-compose.js";

export interface Slice {
  readonly binary: string;
  /** A folder that nobody else uses meanwhile; its name must be `project`, as that of the cases. */
  readonly folder: string;
  readonly seed: number;
  readonly projects: number;
  /** Longest time for making a disagreement smaller, in milliseconds. */
  readonly shrinking: number;
}

export interface SliceResult {
  /** Projects that were compared, those made while shrinking left out. */
  readonly compared: number;
  /** Of these, the ones that Compose loads. */
  readonly loaded: number;
  readonly disagreement: Disagreement | null;
}

export interface Disagreement {
  readonly question: Question;
  readonly theirs: Answer;
  readonly ours: Answer | { readonly thrown: string };
}

/** Compares projects of one seed until one disagrees, and makes that one as small as it can in the time. */
export async function fuzzSlice({ binary, folder, seed, projects, shrinking }: Slice): Promise<SliceResult> {
  let compared = 0;
  let loaded = 0;
  let smallest: Disagreement | null = null;
  let deadline = Number.POSITIVE_INFINITY;
  const property = fc.asyncProperty(question, async (asked) => {
    if (Date.now() > deadline) return;
    const theirs = await askCompose(binary, folder, asked);
    if (smallest === null) {
      compared += 1;
      if ("services" in theirs) loaded += 1;
    }
    const ours = answerOrThrown(asked);
    if (!("thrown" in ours) && accepts(ours, theirs)) return;
    if (smallest === null) deadline = Date.now() + shrinking;
    smallest = { question: asked, theirs, ours };
    throw new Error("disagreement");
  });
  await fc.check(property, { seed, numRuns: projects });
  return { compared, loaded, disagreement: smallest };
}

function answerOrThrown(asked: Question): Disagreement["ours"] {
  try {
    return ourAnswer(asked);
  } catch (error) {
    return { thrown: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** The same outcome, or one that a newer Compose gives where the asked one is known to be older. */
function accepts(ours: Answer, theirs: Answer): boolean {
  if (agrees(ours, [theirs])) return true;
  if (!("refused" in theirs)) return false;
  // Newer versions merge a service over the included one of its name, and count the services of extended files apart.
  return /conflicts with imported resource|Circular reference:/.test(theirs.refused) && "services" in ours;
}
