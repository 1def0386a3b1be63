/**
 * Files of the package that stand in the program itself, by their path in the package: none, but in the single file that
 * `npm run single` makes, which has nothing beside it.
 */
export const ownFiles: Readonly<Record<string, string>> = {};
