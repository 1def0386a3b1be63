import { FileType, RelativePattern, Uri, type WorkspaceFolder, workspace } from "vscode";

/** The names under which `docker compose` users keep their files. */
export const composeFiles = "**/{compose,docker-compose,stack,docker-stack}*.{yml,yaml}";
const composeFile = /^(?:compose|docker-compose|stack|docker-stack)[^/]*\.ya?ml$/;

/** No more of them are looked at. */
const mostFiles = 200;
/** Of a file system that nothing searches so many folders are listed, the upper ones first. */
const mostFolders = 300;
/** Milliseconds after which a search of such a file system is given up. */
const patience = 3000;

/** The compose files of the workspace, as far as their names tell. */
export async function findComposeFiles(): Promise<readonly Uri[]> {
  const found = await Promise.all((workspace.workspaceFolders ?? []).map((folder) => filesIn(folder)));
  return found.flat().slice(0, mostFiles);
}

async function filesIn(folder: WorkspaceFolder): Promise<readonly Uri[]> {
  const search = workspace.findFiles(new RelativePattern(folder, composeFiles), "**/node_modules/**", mostFiles);
  if (folder.uri.scheme === "file") return await search;
  // A file system of an extension's own may come without a search: VS Code then waits for one, and never answers.
  const found = await Promise.race([search, new Promise<null>((resolve) => setTimeout(() => resolve(null), patience))]);
  return found === null || found.length === 0 ? await walk(folder.uri) : found;
}

async function walk(root: Uri): Promise<Uri[]> {
  const found: Uri[] = [];
  const folders = [root];
  for (let next = 0; next < folders.length && next < mostFolders; next += 1) {
    const folder = folders[next] ?? root;
    const entries = await workspace.fs.readDirectory(folder).then(
      (listed) => listed,
      () => [],
    );
    for (const [name, type] of entries) {
      if ((type & FileType.Directory) === 0) {
        if (composeFile.test(name)) found.push(Uri.joinPath(folder, name));
      } else if (name !== "node_modules" && name !== ".git") folders.push(Uri.joinPath(folder, name));
    }
  }
  return found;
}
