import { type Uri, workspace } from "vscode";

/** Whether a folder of the workspace is not on this computer's disk. */
export function hasVirtualFolder(): boolean {
  return (workspace.workspaceFolders ?? []).some(({ uri }) => uri.scheme !== "file");
}

/** The schemes of the workspace's folders. */
export function folderSchemes(): readonly string[] {
  return [...new Set((workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme))];
}

/** Whether a file may be part of a project: it is on the disk, in the workspace, or not saved yet. */
export function mayBeOfProject(uri: Uri): boolean {
  return uri.scheme === "file" || uri.scheme === "untitled" || workspace.getWorkspaceFolder(uri) !== undefined;
}
