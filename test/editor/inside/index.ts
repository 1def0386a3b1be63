import { runMocha } from "../mocha.js";

/** Called by VS Code inside its extension host. Which suite: the environment, as the starting script sets it. */
export async function run(): Promise<void> {
  const { PLAUSIBLE_MAIL_SUITE: suite, PLAUSIBLE_MAIL_COUNTS: countsFile, PLAUSIBLE_MAIL_GREP: grep } = process.env;
  const load = suite === "without-compose" ? () => import("./without-compose.js") : () => import("./with-compose.js");
  const counts = await runMocha(load, {
    ...(grep === undefined ? {} : { grep }),
    ...(countsFile === undefined ? {} : { countsFile }),
  });
  if (counts.failing > 0) throw new Error(`${counts.failing} failing`);
}
