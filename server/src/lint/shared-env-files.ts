import type { FilePath } from "../base/text.js";
import type { PlausibleInstance } from "../instance/plausible-instance.js";
import { breaks, type Effect } from "../instance/what-if.js";
import type { Finding, Fix } from "../rules/kit/types.js";

/**
 * Leaves out fixes in an env file that several Plausible services read, where one of the others would no longer boot, or
 * send: their releases need not be the same.
 */
export function withoutHarmToOthers(findings: readonly Finding[], services: readonly PlausibleInstance[]): Finding[] {
  const readers = new Map<FilePath, PlausibleInstance[]>();
  for (const view of services) {
    for (const path of new Set(view.service.envFiles.map((file) => file.path))) {
      const known = readers.get(path);
      if (known === undefined) readers.set(path, [view]);
      else known.push(view);
    }
  }
  return findings.map((finding) => {
    const fixes = finding.fixes.filter((fix) => !harmsOthers(fix, finding.service, readers));
    return fixes.length === finding.fixes.length ? finding : { ...finding, fixes };
  });
}

function harmsOthers(
  { effect, edits }: Fix,
  service: string | null,
  readers: ReadonlyMap<FilePath, readonly PlausibleInstance[]>,
): boolean {
  if (effect === undefined || effect.settings.size === 0) return false;
  return [...new Set(edits.map(({ file }) => file))].some((file) =>
    (readers.get(file) ?? []).some((other) => other.service.name !== service && breaks(other, throughFile(effect, file, other))),
  );
}

/** What of an effect reaches another service through an env file: not what its own `environment`, or a later file, sets. */
function throughFile({ settings }: Effect, file: FilePath, { service }: PlausibleInstance): Effect {
  const reaching = [...settings].filter(([name]) => {
    const own = service.environment.get(name);
    return own === undefined || own.origin.at?.file === file;
  });
  return { settings: new Map(reaching) };
}
