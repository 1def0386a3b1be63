import { URI } from "vscode-uri";
import type { FilePath } from "../../base/text.js";

/**
 * Where documents live that no disk has (`untitled:`, `vscode-vfs:` …): in a folder of their scheme and authority, so that
 * documents of one virtual folder still find each other and nothing on the disk is taken for their neighbour.
 */
const virtualRoot = "/%";

/**
 * The path of a document.
 *
 * `file:///srv/.env` → `/srv/.env`, `file:///c%3A/x` → `C:/x`, `file://host/share/x` → `//host/share/x`,
 * `untitled:Untitled-1` → `/%untitled/Untitled-1`, `vscode-vfs://github/o/r/.env` → `/%vscode-vfs@github/o/r/.env`.
 */
export function toFilePath(uri: string): FilePath {
  const { authority, path } = URI.parse(uri);
  // The library takes what has no scheme for a path on the disk.
  const scheme = /^[A-Za-z][\w+.-]*(?=:)/.exec(uri)?.[0].toLowerCase() ?? "";
  if (scheme !== "file") {
    const place = [scheme || "document", authority].filter((part) => part !== "").join("@");
    return `${virtualRoot}${place}/${path.replace(/^\/+/, "")}`;
  }
  if (authority !== "" && authority.toLowerCase() !== "localhost") return `//${authority}${path}`;
  // A drive has one spelling here, so that a path is a key: editors send `c:`, shells `C:`.
  const drive = /^\/([A-Za-z]):(.*)$/s.exec(path);
  return drive === null ? path : `${drive[1]?.toUpperCase()}:${drive[2]}`;
}

/** The URI of a path, spelt as VS Code does. A document without a folder (`untitled:Untitled-1`) keeps its own: see `isVirtual`. */
export function toUri(path: FilePath): string {
  if (!isVirtual(path)) return URI.file(path).toString();
  const slash = path.indexOf("/", virtualRoot.length);
  const [place, below] = slash === -1 ? [path, ""] : [path.slice(0, slash), path.slice(slash)];
  const [scheme = "", ...authority] = place.slice(virtualRoot.length).split("@");
  return URI.from({ scheme, authority: authority.join("@"), path: below }).toString();
}

/** The scheme of a path's URI. */
export function schemeOf(path: FilePath): string {
  return URI.parse(toUri(path)).scheme;
}

/** Whether a path stands for a document that the disk does not have. */
export function isVirtual(path: FilePath): boolean {
  return path.startsWith(virtualRoot);
}
