import type { YamlFault } from "./faults.js";

/** What the library `yaml` says in its messages, which nothing else reads. */
export interface LibraryFault {
  readonly fault: YamlFault;
  /** Whether it only follows from a problem before it: go-yaml would have stopped there. */
  readonly aftermath: boolean;
  /** Whether brackets are not closed where the library expects it. */
  readonly openFlow: boolean;
}

/** What a message of the library means. Its words are kept where go-yaml's are not known. */
export function libraryFault(message: string): LibraryFault {
  const known = meanings.find(([pattern]) => pattern.test(message));
  return {
    fault: known?.[1] ?? { kind: "other", words: withoutSource(message) },
    aftermath: /^Unexpected [\w-]+ (token in YAML stream|at node end)/.test(message),
    openFlow: message.startsWith("Flow "),
  };
}

/** The library quotes the text at which it stumbles, which may be a password. */
function withoutSource(message: string): string {
  return message.replace(/^(Unexpected [\w-]+ token in YAML stream): .*$/s, "$1");
}

const meanings: readonly (readonly [RegExp, YamlFault])[] = [
  [/^Unexpected scalar at node end/, { kind: "stray" }],
  [
    /^Plain value cannot start with reserved|^Tabs are not/,
    { kind: "scanner", words: "found character that cannot start any token" },
  ],
  [/^Invalid escape sequence/, { kind: "scanner", words: "found unknown escape character" }],
  [/^Block scalar header includes extra/, { kind: "scanner", words: "did not find expected comment or line break" }],
  [/^Nested mappings are not allowed/, { kind: "scanner", words: "mapping values are not allowed in this context" }],
  [/^Unexpected block-seq-ind/, { kind: "scanner", words: "block sequence entries are not allowed in this context" }],
  [/^Missing closing "quote/, { kind: "unclosed", opener: '"' }],
  [/^Missing closing 'quote/, { kind: "unclosed", opener: "'" }],
  [/^Alias cannot be an empty/, { kind: "scanner", words: "did not find expected alphabetic or numeric character" }],
  [/^Plain value cannot start with flow|^Unexpected flow-/, { kind: "parser", words: "did not find expected node content" }],
  [/^Flow sequence in block/, { kind: "unclosed", opener: "[" }],
  [/^Flow map in block/, { kind: "unclosed", opener: "{" }],
];
