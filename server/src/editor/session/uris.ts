import type { FilePath } from "../../base/text.js";

/**
 * Where documents live that no disk has (`untitled:`, `vscode-vfs:` …): under a folder of their scheme, so that
 * documents of one virtual folder still find each other and nothing on the disk is taken for their neighbour.
 */
const virtualRoot = "/%";

/**
 * The path of a document.
 *
 * `file:///srv/.env` → `/srv/.env`, `file:///c%3A/x` → `C:/x`, `file://host/share/x` → `//host/share/x`,
 * `untitled:Untitled-1` → `/%untitled/Untitled-1`.
 */
export function toFilePath(uri: string): FilePath {
  const [, scheme = "", authority = "", path = ""] = /^([A-Za-z][\w+.-]*):(?:\/\/([^/?#]*))?([^?#]*)/.exec(uri) ?? [];
  const decoded = path.split("/").map(decode).join("/");
  if (scheme.toLowerCase() !== "file") {
    const place = [scheme.toLowerCase(), decode(authority)].filter((part) => part !== "").join("/");
    return `${virtualRoot}${place || "document"}/${(scheme === "" ? uri : decoded).replace(/^\/+/, "")}`;
  }
  if (authority !== "" && authority.toLowerCase() !== "localhost") return `//${decode(authority)}${decoded}`;
  // A drive has one spelling here, so that a path is a key: editors send `c:`, shells `C:`.
  const drive = /^\/([A-Za-z]):(.*)$/.exec(decoded);
  return drive === null ? decoded : `${drive[1]?.toUpperCase()}:${drive[2]}`;
}

/** The `file:` URI of a path, spelt as VS Code does. A path under the virtual root has none of its own: see `isVirtual`. */
export function toFileUri(path: FilePath): string {
  const drive = /^([A-Za-z]):(.*)$/.exec(path);
  if (drive !== null) return `file:///${drive[1]?.toLowerCase()}%3A${encode(drive[2] ?? "")}`;
  return path.startsWith("//") ? `file:${encode(path)}` : `file://${encode(path)}`;
}

/** Whether a path stands for a document that the disk does not have. */
export function isVirtual(path: FilePath): boolean {
  return path.startsWith(virtualRoot);
}

/** A malformed escape stays as it is. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function encode(path: string): string {
  const encodePart = (part: string) =>
    encodeURIComponent(part).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return path.split("/").map(encodePart).join("/");
}
