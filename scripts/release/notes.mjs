// The notes of a release: its section of the changelog.

/**
 * @param {string} changelog
 * @param {string} version
 * @returns {{ text: string, released: boolean }} `released` is false where only Unreleased is there
 */
export function notesOf(changelog, version) {
  const own = sectionOf(changelog, version);
  const text = own ?? sectionOf(changelog, "Unreleased");
  if (text === null) throw new Error("CHANGELOG.md has no section to take notes from");
  return { text: `${text.trim()}\n`, released: own !== null };
}

function sectionOf(changelog, name) {
  const parts = changelog.split(/^## /m).slice(1);
  const found = parts.find((part) => part.startsWith(`[${name}]`));
  return found === undefined ? null : found.slice(found.indexOf("\n") + 1);
}
