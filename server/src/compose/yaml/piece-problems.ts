import type { SyntaxFault } from "./faults.js";
import { inOrder, type TextProblem } from "./text-problems.js";

/** A block of a text that was cut, with what is wrong in it. */
export interface JudgedPiece {
  /** Its key; null for lines that are none. */
  readonly key: string | null;
  readonly text: string;
  problems(): readonly TextProblem[];
}

/** The same text in one piece. */
interface WholeText {
  /** What is wrong with it. */
  problems(): readonly TextProblem[];
  /** The block that a place stands in. */
  pieceAt(offset: number): JudgedPiece | undefined;
}

/**
 * What is wrong with a text that was cut, in the order in which go-yaml finds it. Compose stops at the first of them, which
 * is told as if the text had not been cut; what stands in other blocks is what it would say after that.
 *
 * @param pieces those of which something is wrong
 * @param repeated the keys that stand twice and are in no piece
 */
export function documentProblems(
  pieces: readonly JudgedPiece[],
  repeated: readonly TextProblem[],
  whole: WholeText,
): readonly TextProblem[] {
  const found = [...repeated];
  for (const piece of pieces) for (const problem of piece.problems()) found.push(problem);
  const problems = inOrder(found);
  const [first] = problems;
  const firstPiece = pieces.find((piece) => first !== undefined && piece.problems().includes(first));
  if (first === undefined || firstPiece === undefined || !dependsOnCut(first, firstPiece)) return problems;
  const [exact] = whole.problems();
  if (exact === undefined) return problems;
  const place = whole.pieceAt(exact.at.start);
  const said = new Set([...firstPiece.problems(), ...(place?.problems() ?? [])]);
  return [{ ...exact, service: serviceOf(place) }, ...problems.filter((problem) => !said.has(problem))];
}

/** Whether go-yaml could say something else of a problem when it sees what stands before and after the block. */
function dependsOnCut({ fault }: TextProblem, { key, text }: JudgedPiece): boolean {
  if (fault.kind !== "syntax") return false;
  return key === null || reachesEnd(fault, text) || fault.context === firstLine(text);
}

/** Whether a text is refused for what is missing at its end, which may stand behind it. */
export function reachesEnd(fault: SyntaxFault, text: string): boolean {
  let lines = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines += 1;
  return fault.problem >= lines - 1;
}

/** The first line that is neither empty nor a comment. */
function firstLine(text: string): number {
  return (/^(?:[ ]*(?:#[^\n]*|\r)?\n)*/.exec(text)?.[0].split("\n").length ?? 1) - 1;
}

const serviceOf = (piece: JudgedPiece | undefined) => piece?.problems()[0]?.service ?? null;
