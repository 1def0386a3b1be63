/** Markers that a template engine or a CI job replaces: `{{ x }}`, `(name)`, `<…>`, `%NAME%`, `__NAME__`, `[name]`, `@NAME@`. */
const templateMarkers = [/\{\{|\}\}/, /\{%/, /<%/, /^\(.+\)$/, /^<.+>$/, /^%.+%$/, /^__.+__$/, /^\[[^\]:]+\]$/, /^@.+@$/];

/** Words that stand for a value still to be written. */
const placeholderWords = [
  /^(replace|change|fill|insert|enter|edit|set)[-_ ]?(me|this|it|in|here)\b/i,
  /^(your|my)[-_ ].*(host|addr|port|user|name|login|pass|pwd|password|secret|key|token|mail|server|smtp)/i,
  /^<?(todo|fixme|tbd|xxx+|placeholder|dummy)>?$/i,
  /^\*{3,}$/,
  /^x{3,}$/i,
];

/**
 * Whether a text only stands for the value that will be there: nothing else may be judged by it. Hosts of the example
 * domains are no placeholders in this sense: they still say that a relay outside is meant.
 */
export function isPlaceholder(text: string): boolean {
  const inner = text.trim().replace(/^(["'])(.*)\1$/, "$2");
  return templateMarkers.some((marker) => marker.test(inner)) || placeholderWords.some((word) => word.test(inner));
}

/**
 * Whether a placeholder waits for a person (`changeme`, `<password>`), and not for a program that fills in what it marks
 * (`{{ password }}`, `%PASSWORD%`).
 */
export function isForAPerson(text: string): boolean {
  const inner = text.trim().replace(/^(["'])(.*)\1$/, "$2");
  return placeholderWords.some((word) => word.test(inner)) || /^<[^%<>]+>$/.test(inner);
}
