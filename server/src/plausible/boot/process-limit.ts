import type { BootError } from "../types.js";

/** The bytes of `NAME=value` that Linux gives a process (MAX_ARG_STRLEN without the NUL at the end: 32 pages of 4 KB; man 2 execve). */
export const mostBytes = 131_071;
/** The same with the largest pages that there are, of 64 KB: beyond it nothing can start. */
export const mostBytesAnywhere = 2_097_151;

/** The bytes of a variable with its name where they are more than Linux gives a process; null where they are not. */
export function bytesBeyondLimit(name: string, value: string): number | null {
  // A character of UTF-16 has three bytes at most.
  if (3 * (value.length + name.length + 1) <= mostBytes) return null;
  const size = new TextEncoder().encode(`${name}=${value}`).length;
  return size > mostBytes ? size : null;
}

/** What the start of a container with such a variable ends in, before anything of the release runs. */
export function notGivenToProcess(variable: string): BootError {
  return { type: "E2BIG", message: "argument list too long", variable };
}

/** What keeps a release from booting, as it is printed there. */
export function bootErrorText({ type, message }: BootError): string {
  return type === "E2BIG" ? message : `** (${type}) ${message}`;
}
