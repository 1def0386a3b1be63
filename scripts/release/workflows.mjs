// What every workflow of this repository keeps to.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

/**
 * @param {string} folder
 * @returns {string[]} what is wrong, a line each
 */
export function faultsOfWorkflows(folder) {
  return readdirSync(folder).flatMap((name) =>
    faultsOf(readFileSync(path.join(folder, name), "utf8")).map((fault) => `${name}: ${fault}`),
  );
}

/** @param {string} text of a workflow */
export function faultsOf(text) {
  const faults = [];
  const { permissions, jobs } = parse(text);
  if (JSON.stringify(permissions) !== "{}") faults.push("permissions: {} is missing; each job asks for its own");
  for (const [, action] of text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)) {
    if (!/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action) && !action.startsWith("./")) {
      faults.push(`${action}: not pinned by the digest of a commit, with its version behind it`);
    }
  }
  for (const [name, job] of Object.entries(jobs)) {
    if (job.permissions === undefined) faults.push(`${name}: no permissions`);
    for (const step of job.steps ?? []) {
      if (/\$\{\{/.test(step.run ?? "")) faults.push(`${name}: an expression inside of run, where it could be a command`);
      if (/actions\/checkout@/.test(step.uses ?? "") && step.with?.["persist-credentials"] !== false) {
        faults.push(`${name}: checkout keeps credentials`);
      }
    }
  }
  return faults;
}
