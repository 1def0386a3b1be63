/** Asks again and again until the answer is one that counts (neither undefined, null nor false); fails with a readable text. */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  { within = 60_000, every = 100 }: { readonly within?: number; readonly every?: number } = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const end = Date.now() + within;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer as NonNullable<Exclude<T, false>>;
    if (Date.now() > end) throw new Error(`Not within ${within / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}
