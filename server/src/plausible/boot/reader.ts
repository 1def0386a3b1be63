import type { BootError, Container, Release, Setting } from "../types.js";

/** Reads a variable as the release does: a file in `CONFIG_DIR` wins, the environment follows. */
export type SettingReader = (name: string) => Setting;

/** What a piece of the configuration comes to: a value, the exception that stops the boot, or the unseen names that decide. */
export type Decided<T> =
  | { readonly kind: "value"; readonly value: T }
  | { readonly kind: "raise"; readonly error: BootError }
  | { readonly kind: "undecided"; readonly names: readonly string[] };

export const value = <T>(of: T): Decided<T> => ({ kind: "value", value: of });
export const raise = (type: BootError["type"], message: string, variable: string | null): Decided<never> => ({
  kind: "raise",
  error: { type, message, variable },
});
export const undecided = (...names: readonly string[]): Decided<never> => ({ kind: "undecided", names });

/**
 * How a release reads this container. Text from a file is trimmed where the release trims, text from the environment
 * never is.
 *
 * @param unknownIsSet take a name of which nothing is known to be set, to a text that is not seen
 */
export function readerOf(release: Release, container: Container, unknownIsSet = false): SettingReader {
  const inFile = (name: string): Setting =>
    release.readsSecretFiles ? container.secretFile(name) : ({ state: "absent" } as const);
  return (name) => {
    const file = inFile(name);
    if (file.state === "value") return { state: "value", value: release.trimsSecretFiles ? trimmed(file.value) : file.value };
    if (file.state === "unknown" && file.present === true) return file;
    const variable = container.environment(name);
    // A file that may be there would win: whether the name is set is known at most, not to what.
    const present = variable.state === "value" || (variable.state === "unknown" && (variable.present === true || unknownIsSet));
    if (file.state === "unknown") return { state: "unknown", present: present || unknownIsSet };
    return variable.state === "unknown" ? { state: "unknown", present } : variable;
  };
}

/** `String.trim/1`, as some releases trim the text of a file: white space of Unicode at both ends. */
export function trimmed(text: string): string {
  const space = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
  let start = 0;
  let end = text.length;
  while (start < end && space.test(text[start] ?? "")) start += 1;
  while (start < end && space.test(text[end - 1] ?? "")) end -= 1;
  return text.slice(start, end);
}

/** Whether a name may be missing from the container. */
export function mayBeAbsent(setting: Setting): boolean {
  return setting.state === "absent" || (setting.state === "unknown" && setting.present !== true);
}
