/**
 * `inspect/1` of a string: in double quotes, with Elixir's escapes; `#{` is escaped, other printable characters stay.
 * A string with an unprintable character is shown as its bytes instead, the first fifty of them.
 *
 * A line `a"b` with its line feed is `"a\\"b\\n"`; `a` with a null byte is `<<97, 0>>`. Executed with Elixir 1.14.
 */
export function inspectString(text: string): string {
  if (!isPrintable(text)) {
    const bytes = bytesOf(text);
    return `<<${bytes.slice(0, 50).join(", ")}${bytes.length > 50 ? ", ..." : ""}>>`;
  }
  const escaped = [...text].map((char) => escapes[char] ?? char).join("");
  return `"${escaped.replaceAll("#{", "\\#{")}"`;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\x07": "\\a",
  "\b": "\\b",
  "\x7f": "\\d",
  "\x1b": "\\e",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  "\ufeff": "\\uFEFF",
};

/** `String.printable?/1`. */
function isPrintable(text: string): boolean {
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const control = code < 0x20 || (code > 0x7f && code < 0xa0) || code === 0xfffe || code === 0xffff;
    if (control && escapes[char] === undefined) return false;
  }
  return true;
}

/** The bytes of a text in UTF-8: what Elixir sees where it looks at bytes. */
export function bytesOf(text: string): readonly number[] {
  return [...new TextEncoder().encode(text)];
}
