/** A text as one word of a POSIX shell. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A command line as one would type it into a POSIX shell. */
export function shellLine(argv: readonly string[]): string {
  return argv.map(shellWord).join(" ");
}

/**
 * The words of a short command line: blanks part them, quotes keep them together. `sudo -u ada docker` has four words.
 * Null: a quote is never closed. Nothing is expanded.
 */
export function wordsOfLine(line: string): readonly string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote = "";
  let isEscaped = false;
  const chars = [...line];
  for (const [at, char] of chars.entries()) {
    if (isEscaped) {
      word = `${word ?? ""}${char}`;
      isEscaped = false;
      continue;
    }
    if (quote === "" && /\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
      continue;
    }
    word ??= "";
    if (quote === "" && (char === "'" || char === '"')) quote = char;
    else if (char === quote) quote = "";
    else if (char === "\\" && quote === '"' && /["\\]/.test(chars[at + 1] ?? "")) isEscaped = true;
    else word += char;
  }
  if (quote !== "") return null;
  return word === null ? words : [...words, word];
}
