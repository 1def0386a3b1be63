import assert from "node:assert/strict";
import type { PlausibleInstance } from "../../src/instance/plausible-instance.js";
import { analyseFiles, composeFile } from "./project.js";

/** The first Plausible service of a project, as the rules see it. `more`: what follows the service's environment. */
export function viewOf(
  environment: readonly string[],
  { image, more, files = {} }: { image?: string; more?: string; files?: Readonly<Record<string, string>> } = {},
): PlausibleInstance {
  const [view] = analyseFiles({ "compose.yml": composeFile(environment, image, more), ...files }).services;
  assert.ok(view);
  return view;
}

/** The text at a place of its project. */
export function textIn(
  { project }: Pick<PlausibleInstance, "project">,
  at: { readonly file: string; readonly start: number; readonly end: number },
) {
  return project.files.get(at.file)?.text.slice(at.start, at.end);
}
