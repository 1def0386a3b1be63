declare const plausibleMailFiles: Readonly<Record<string, string>> | undefined;

/**
 * Files of the package that stand in the program itself, by their path in the package: none, but in a program that is one
 * file (`npm run single` makes one, and so does the extension), which has nothing beside it.
 */
export const ownFiles: Readonly<Record<string, string>> = typeof plausibleMailFiles === "undefined" ? {} : plausibleMailFiles;
