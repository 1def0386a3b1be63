/**
 * `npm run test:deep`: properties run many times more, and what is walked in samples is walked in full. Its `--seed`
 * chooses other examples; without it every run of the tests, short or deep, sees the same ones as the run before.
 */
export const deep = process.env.PLAUSIBLE_MAIL_TESTS === "deep";

const seed = Number(process.env.PLAUSIBLE_MAIL_SEED ?? 1);

/**
 * How often a property runs, as options for fast-check: twenty times `usual` in `npm run test:deep`; in `npm test` a third of it,
 * or `short`, where each run takes long.
 */
export function runs(usual: number, short = Math.ceil(usual / 3)): { readonly numRuns: number; readonly seed: number } {
  return { numRuns: deep ? usual * 20 : short, seed };
}

/** These in `npm run test:deep`; in `npm test` one of `step`, the first of them at `offset`. */
export function sample<T>(all: Iterable<T>, step: number, offset = 0): T[] {
  return [...all].filter((_, index) => deep || index % step === offset % step);
}
