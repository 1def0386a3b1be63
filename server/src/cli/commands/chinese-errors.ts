/** What commander says of arguments that it does not understand, a line each; `$1` is the user's own text. */
const complaints: readonly (readonly [RegExp, string])[] = [
  [/^unknown option '(.*)'$/, "未知参数 '$1'"],
  [/^unknown command '(.*)'$/, "未知命令 '$1'"],
  [/^\(Did you mean one of (.*)\?\)$/, "（您是否想输入其中之一：$1？）"],
  [/^\(Did you mean (.*)\?\)$/, "（您是否想输入 $1？）"],
  [/^option '([^']*)' argument missing$/, "参数 '$1' 缺少值"],
  [/^missing required argument '(.*)'$/, "缺少必需的 '$1'"],
  [/^option '([^']*)' cannot be used with option '([^']*)'$/, "参数 '$1' 不能与 '$2' 同时使用"],
  [
    /^too many arguments(?: for '[^']*')?\. Expected (\d+) arguments? but got (\d+)(?:: [^\n]*)?\.$/,
    "多余的内容：应有 $1 个，实际为 $2 个。",
  ],
  [/^option '([^']*)' argument '(.*)' is invalid\. ([^\n]*)$/s, "参数 '$1' 的值 '$2' 无效。$3"],
];

/** What a value should be. */
const expected: readonly (readonly [RegExp, string])[] = [
  [/(?<=。)Allowed choices are (.*)\.$/, "可选值：$1。"],
  [/(?<=。)Expected a positive number\.$/, "应为正数。"],
  [/(?<=。)Expected one email address, such as (.*)\.$/, "应为一个邮箱地址，例如 $1。"],
  [/(?<=。)Expected ADDRESS:PORT, such as (.*) or (.*)\.$/, "应为 ADDRESS:PORT，例如 $1 或 $2。"],
];

/** A complaint of commander in Chinese, with the line break at its end; what has no translation stays as it is. */
export function complaintInChinese(text: string): string {
  const bare = text.replace(/^error: /, "").trimEnd();
  // What a user gave as a value may have line breaks of its own.
  const whole = translated(bare, complaints);
  const lines = whole === bare ? bare.split("\n") : [whole];
  return lines.map((line) => `${translated(translated(line, complaints), expected)}\n`).join("");
}

function translated(line: string, table: readonly (readonly [RegExp, string])[]): string {
  const row = table.find(([pattern]) => pattern.test(line));
  return row === undefined ? line : line.replace(...row);
}
