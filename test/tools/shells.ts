import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A small Debian that scripts/test-tools.mjs has unpacked; null: there is none. */
export const toolsRoot = process.env.PLAUSIBLE_MAIL_TOOLS_ROOT ?? null;

/** Where a shell is run: the one that is installed, else the one of the small Debian, which sees nothing but that. */
export interface Place {
  /** A new folder, as this process sees it. */
  readonly folder: string;
  /** The same folder, as the shell sees it. */
  readonly inside: string;
  /** What the shell's command line begins with. */
  readonly prefix: readonly string[];
}

/** Null: that shell can't be had here. */
export function placeOf(shell: string): Place | null {
  if (spawnSync(shell, ["--version"]).status === 0) {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "plausible-mail-shell-")));
    return { folder, inside: folder, prefix: [] };
  }
  if (toolsRoot === null || !existsSync(join(toolsRoot, "usr/bin", shell))) return null;
  mkdirSync(join(toolsRoot, "tmp"), { recursive: true });
  const folder = mkdtempSync(join(toolsRoot, "tmp", "shell-"));
  return { folder, inside: folder.slice(toolsRoot.length), prefix: ["chroot", toolsRoot] };
}

/** Why a test is skipped. */
export function unlessHad(what: string, isHad: boolean): string | false {
  return isHad
    ? false
    : `${what} is not installed here, and Debian's package of it can't be had (it takes Debian, root and its mirror)`;
}
