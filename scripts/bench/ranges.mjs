/** Whether a diagnostic stands where the document has no text. */
export function outsideOf(text, diagnostics) {
  const lengths = text.split(/\r\n|\r|\n/).map(({ length }) => length);
  const isInside = ({ line, character }) => line >= 0 && line < lengths.length && character >= 0 && character <= lengths[line];
  const isBefore = (a, b) => a.line < b.line || (a.line === b.line && a.character <= b.character);
  return diagnostics.some(({ range: { start, end } }) => !(isInside(start) && isInside(end) && isBefore(start, end)));
}
