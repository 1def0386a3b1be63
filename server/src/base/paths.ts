import type { FilePath } from "./text.js";

/** What a path begins with and no folder leads out of: `/`, a drive (`C:/`), a share (`//host/share`). */
const root = /^(?:\/\/[^/]+\/[^/]+|[A-Za-z]:\/?|\/)/;
/** A path that counts from nowhere but its root. */
const absolute = /^(?:\/|[A-Za-z]:\/)/;

function rootOf(path: FilePath): FilePath {
  const found = root.exec(path)?.[0] ?? "/";
  return found.endsWith(":") ? `${found}/` : found;
}

/** `/srv/plausible/.env` → `/srv/plausible`, `C:/.env` → `C:/`; a root is its own folder. */
export function folderOf(path: FilePath): FilePath {
  const top = rootOf(path);
  const slash = path.lastIndexOf("/");
  return slash < top.length ? top : path.slice(0, slash);
}

/** `/srv/plausible/.env` → `.env`. */
export function baseOf(path: FilePath): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A name, or several folders and a name, below a folder. */
export function joinPath(folder: FilePath, name: string): FilePath {
  return folder.endsWith("/") ? folder + name : `${folder}/${name}`;
}

/** Whether a path is a folder or lies in it. */
export function isWithin(path: FilePath, folder: FilePath): boolean {
  return path === folder || path.startsWith(joinPath(folder, ""));
}

/** The way from a folder down to a path; null when the path does not lie in it. */
export function pathBelow(folder: FilePath, path: FilePath): string | null {
  const start = joinPath(folder, "");
  return path.startsWith(start) ? path.slice(start.length) : null;
}

/** A path as a file gives it, from a folder: absolute, without `.` and `..` where they can be resolved. */
export function resolvePath(folder: FilePath, path: string): FilePath {
  const given = /^[A-Za-z]:\\/.test(path) ? path.replaceAll("\\", "/") : path;
  // Two slashes begin a share only where there are drives and shares.
  const isShare = given.startsWith("//") && rootOf(folder) !== "/";
  const whole = absolute.test(given) ? (isShare ? given : given.replace(/^\/+/, "/")) : joinPath(folder, given);
  const top = rootOf(whole);
  const parts: string[] = [];
  for (const part of whole.slice(top.length).split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return parts.length === 0 ? top : joinPath(top, parts.join("/"));
}

/** A path in a container as Compose writes it: without `.`, `..` and needless slashes (Go's `path.Clean`). */
export function cleanPath(path: string): string {
  const top = path.startsWith("/") ? "/" : "";
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== ".." || (top === "" && (parts.at(-1) ?? "..") === "..")) parts.push(part);
    else parts.pop();
  }
  return top + parts.join("/") || ".";
}

/** A folder and those that it lies in, nearest first. */
export function upwards(folder: FilePath): FilePath[] {
  const folders = [folder];
  for (let at = folder; at !== folderOf(at); ) {
    at = folderOf(at);
    folders.push(at);
  }
  return folders;
}

/** The way from a folder to a path, `..` included; the path itself where there is no common root (another drive). */
export function relativePath(folder: FilePath, path: FilePath): string {
  const below = pathBelow(folder, path);
  if (below !== null && below !== "") return below;
  if (rootOf(folder) !== rootOf(path)) return path;
  const from = folder.split("/").filter(Boolean);
  const to = path.split("/").filter(Boolean);
  let common = 0;
  while (common < from.length && common < to.length && from[common] === to[common]) common += 1;
  return [...from.slice(common).map(() => ".."), ...to.slice(common)].join("/") || ".";
}
