import { mkdtempSync } from "node:fs";
import path from "node:path";
import { type Counts, runMocha } from "../mocha.js";
import { describeActivation } from "./activation.js";
import { describeConfigFile } from "./config-file.js";
import { describeCuring } from "./curing.js";
import { describeExplainLogLine } from "./explain-log-line.js";
import { describeInBrowser } from "./in-browser.js";
import { describeLintAll } from "./lint-all.js";
import { describeLooks } from "./looks.js";
import { describeManners } from "./manners.js";
import { describeNavigating } from "./navigating.js";
import { describeRenaming } from "./renaming.js";
import { describeRestrictedMode } from "./restricted-mode.js";
import { describeSettingUp } from "./setting-up.js";
import { describeSeveralFolders } from "./several-folders.js";
import { describeSuppressing } from "./suppressing.js";
import { describeTestSmtp } from "./test-smtp.js";
import { describeTestingView } from "./testing-view.js";
import { describeTyping } from "./typing.js";
import { describeVirtualWorkspace } from "./virtual-workspace.js";
import { describeWalkthrough } from "./walkthrough.js";
import type { World } from "./workbench.js";

/**
 * The suites that look at the editor from outside: what is shown, and what can be pressed.
 * A key that comes while a menu closes is lost, as it is for a person, who presses it again. A test goes on from
 * where the one before it ended, so what failed is run once more as a whole suite, in a new editor and new folders.
 */
export async function run(world: World, options: { readonly grep?: string }): Promise<Counts & { readonly again: number }> {
  const first = await runMocha(async () => describeAll(world), { ...options, retries: 0 });
  const again = [...first.failed];
  if (again.length === 0) return { ...first, again: 0 };
  console.log(`Once more, each in a new editor: ${again.join(", ")}`);
  const scratch = mkdtempSync(path.join(world.scratch, "again-"));
  const second = await runMocha(async () => describeAll({ ...world, scratch }), { ...options, suites: first.failed, retries: 0 });
  return { ...second, passing: first.passing - first.passingInFailed + second.passing, again: again.length };
}

function describeAll(world: World): void {
  describeActivation(world);
  describeConfigFile(world);
  describeSeveralFolders(world);
  describeLintAll(world);
  describeTyping(world);
  describeCuring(world);
  describeNavigating(world);
  describeRenaming(world);
  describeSuppressing(world);
  describeRestrictedMode(world);
  describeTestSmtp(world);
  describeSettingUp(world);
  describeExplainLogLine(world);
  describeLooks(world);
  describeInBrowser(world);
  describeVirtualWorkspace(world);
  describeManners(world);
  describeWalkthrough(world);
  describeTestingView(world);
}
