// The bill of materials of a release, as SPDX: the packages whose code is in the programs, as npm knows them.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { packagesOf } from "./notices.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * npm lists all that the repository uses; what is bundled is taken from that. (With `--omit dev` npm leaves out whatever a
 * tool of the repository uses too, which was half of it.)
 * @param {Iterable<string>} inputs the files in the programs, from the root of the repository
 * @returns {string} SPDX 2.3, as JSON
 */
export function sbomOf(inputs) {
  const document = JSON.parse(npmSbom());
  const bundled = packagesOf(inputs);
  const [product] = document.documentDescribes;
  const kept = document.packages.filter(({ SPDXID, packageFileName }) => SPDXID === product || bundled.has(packageFileName));
  const missing = [...bundled].filter((folder) => !kept.some(({ packageFileName }) => packageFileName === folder));
  if (missing.length > 0) throw new Error(`npm sbom has no ${missing.join(", ")}`);
  const ids = kept.map(({ SPDXID }) => SPDXID).filter((id) => id !== product);
  const relationships = [
    { spdxElementId: "SPDXRef-DOCUMENT", relatedSpdxElement: product, relationshipType: "DESCRIBES" },
    ...ids.map((id) => ({ spdxElementId: product, relatedSpdxElement: id, relationshipType: "CONTAINS" })),
  ];
  return `${JSON.stringify({ ...document, packages: kept, relationships }, null, 2)}\n`;
}

/** From the lock file alone: nothing is asked of a registry. */
function npmSbom() {
  const args = ["sbom", "--sbom-format", "spdx", "--sbom-type", "application", "--package-lock-only", "--offline"];
  const { status, stdout, stderr, error } = spawnSync("npm", [...args, "--no-update-notifier"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 26,
    timeout: 60_000,
    shell: process.platform === "win32",
  });
  if (status !== 0 || stdout === "") throw new Error(`npm sbom failed: ${error?.message ?? stderr}`);
  return stdout;
}
