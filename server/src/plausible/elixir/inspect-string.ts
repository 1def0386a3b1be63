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
  const escaped = text.replace(needsEscape, (char) => escapes[char] ?? char);
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

const needsEscape = /["\\\u0007\b\u007f\u001b\f\n\r\t\v\ufeff]/g;

/** `String.printable?/1`. */
function isPrintable(text: string): boolean {
  return !/[\u0000-\u0006\u000e-\u001a\u001c-\u001f\u0080-\u009f\ufffe\uffff]/.test(text);
}

/** The bytes of a text in UTF-8: what Elixir sees where it looks at bytes. */
export function bytesOf(text: string): readonly number[] {
  return [...new TextEncoder().encode(text)];
}
