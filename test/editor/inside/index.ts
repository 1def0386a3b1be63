import { runMocha } from "../mocha.js";

const suites: Readonly<Record<string, () => Promise<unknown>>> & { readonly "with-compose": () => Promise<unknown> } = {
  "with-compose": () => import("./with-compose.js"),
  "without-compose": () => import("./without-compose.js"),
  "multi-root": () => import("./multi-root.js"),
};

/** Called by VS Code inside its extension host. Which suite: the environment, as the starting script sets it. */
export async function run(): Promise<void> {
  const { PLAUSIBLE_MAIL_SUITE: suite, PLAUSIBLE_MAIL_COUNTS: countsFile, PLAUSIBLE_MAIL_GREP: grep } = process.env;
  const load = suites[suite ?? ""] ?? suites["with-compose"];
  const counts = await runMocha(load, {
    retries: 1, // a window may lose the focus, or another extension be late
    ...(grep === undefined ? {} : { grep }),
    ...(countsFile === undefined ? {} : { countsFile }),
  });
  if (counts.failing > 0) throw new Error(`${counts.failing} failing`);
}
