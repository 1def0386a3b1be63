// Where the project is at home: `release.json` is the one place that says it, and only links depend on it. `OWNER` there is a
// placeholder, to be filled in once by whoever publishes.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { owner, name, host } = JSON.parse(readFileSync(`${root}release.json`, "utf8"));

/** Whether the owner's name is still to be filled in. */
export const isPlaceholder = owner === "OWNER";

/** `https://github.com/OWNER/plausible-mail`. */
export const home = `${host}/${owner}/${name}`;

/** The fields of a `package.json` that name the project's home. */
export function homeFields(directory) {
  return {
    homepage: `${home}#readme`,
    bugs: { url: `${home}/issues` },
    repository: { type: "git", url: `git+${home}.git`, ...(directory === undefined ? {} : { directory }) },
  };
}
