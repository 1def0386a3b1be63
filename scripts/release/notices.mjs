// The licences of the libraries whose code is in a bundle, as their authors ask for.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Licences that let their code be in a program under MIT, if their text comes with it. */
const accepted = new Set(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "MIT-0", "0BSD", "BlueOak-1.0.0"]);

/** Where the text of a license is found that a package only names, and that is the same for all who use it. */
const elsewhere = { "Apache-2.0": "node_modules/typescript/LICENSE" };

/**
 * The text of THIRD-PARTY-NOTICES.
 * @param {Iterable<string>} inputs the files in a bundle, from the root of the repository
 */
export function notices(inputs) {
  const parts = [...packagesOf(inputs)].map(noticeOf).sort((a, b) => (a < b ? -1 : 1));
  return `Plausible Mail contains code of these projects, each under its own license.\n\n${[...new Set(parts)].join("\n")}`;
}

/**
 * The folders of the packages that the files are of, from the root of the repository.
 * @param {Iterable<string>} inputs
 * @returns {Set<string>}
 */
export function packagesOf(inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const found = /^.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(input);
    if (found !== null) folders.add(found[0].replaceAll("\\", "/"));
  }
  return folders;
}

function noticeOf(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(path.join(root, folder, "package.json"), "utf8"));
  if (!accepted.has(license))
    throw new Error(`${name} ${version}: its license (${license}) is not among those that may be bundled`);
  const own = readdirSync(path.join(root, folder)).find((one) => /^(licen[cs]e|copying)([-.]\w+)*$/i.test(one));
  const file = own === undefined ? elsewhere[license] : path.join(folder, own);
  if (file === undefined) throw new Error(`${name} ${version}: no text of its license (${license}) in the package`);
  const text = readFileSync(path.join(root, file), "utf8").replace(/\r\n/g, "\n").trim();
  const by = own === undefined && author !== undefined ? `Copyright ${author.name ?? author}\n\n` : "";
  return `${"-".repeat(80)}\n${name} ${version} (${license})\n\n${by}${text}\n`;
}
