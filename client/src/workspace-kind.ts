import { type Uri, workspace } from "vscode";

/** Whether no folder of the workspace is on this computer's disk. */
export function isVirtualWorkspace(): boolean {
  const folders = workspace.workspaceFolders ?? [];
  return folders.length > 0 && folders.every(({ uri }) => uri.scheme !== "file");
}

/** The schemes of the workspace's folders. */
export function folderSchemes(): readonly string[] {
  return [...new Set((workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme))];
}

/** Whether a file may be part of a project: it is on the disk, or in the workspace. */
export function mayBeOfProject(uri: Uri): boolean {
  return uri.scheme === "file" || workspace.getWorkspaceFolder(uri) !== undefined;
}
