/** One file of an example: its text without marks, and what the marks say. */
export interface ExampleFile {
  readonly name: string;
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** A `^^^^ rule-id` under a text. */
export interface Mark {
  readonly file: string;
  readonly rule: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** Fences that follow each other with nothing but blank lines between them. */
export interface Example {
  readonly kind: "bad" | "good";
  /** The README's line, for test names. */
  readonly line: number;
  readonly files: readonly ExampleFile[];
  /** The files after the preferred fix of the example's first finding, as far as the README shows them. */
  readonly fixed: readonly ExampleFile[];
  /** Marked `no-fix`: what is wrong here only the user can mend, and an edit would do harm. */
  readonly unfixable: boolean;
  /** Marked `automatic`: the first fix of the rule's first finding needs no decision. Where it is not marked, it needs one. */
  readonly automatic: boolean;
}

// "```yaml bad file=compose.yml", "```yaml bad no-fix", "```yaml bad automatic", "```env good", "```yaml fixed"
const opening = /^```(\w+) (bad|good|fixed)( no-fix| automatic)?(?: file=(\S+))?\s*$/;
const mark = /^#?( *)(\^+) +([a-z0-9-]+)\s*$/;

/** The examples of a rule's README. A line of carets marks the line above it; one that starts at the margin marks its first column. */
export function examplesOf(readme: string): Example[] {
  const lines = readme.split("\n");
  const examples: {
    kind: "bad" | "good";
    line: number;
    files: ExampleFile[];
    fixed: ExampleFile[];
    unfixable: boolean;
    automatic: boolean;
  }[] = [];
  let current: (typeof examples)[number] | undefined;
  for (let at = 0; at < lines.length; at += 1) {
    const fence = opening.exec(lines[at] ?? "");
    if (fence === null) {
      if ((lines[at] ?? "").trim() !== "") current = undefined;
      continue;
    }
    const [, language = "", kind = "", word = "", named] = fence;
    const end = lines.indexOf("```", at + 1);
    if (end === -1) throw new Error(`line ${at + 1}: the fence has no end`);
    const file = fileOf(named ?? (language === "env" ? ".env" : "compose.yml"), lines.slice(at + 1, end));
    if (kind === "fixed") {
      if (current === undefined) throw new Error(`line ${at + 1}: "fixed" must follow the example that it is the cure of`);
      current.fixed.push(file);
    } else if (current !== undefined && current.kind === kind && current.fixed.length === 0 && !has(current.files, file.name)) {
      current.files.push(file);
    } else {
      current = {
        kind: kind === "bad" ? "bad" : "good",
        line: at + 1,
        files: [file],
        fixed: [],
        unfixable: word === " no-fix",
        automatic: word === " automatic",
      };
      examples.push(current);
    }
    at = end;
  }
  return examples;
}

function has(files: readonly ExampleFile[], name: string): boolean {
  return files.some((file) => file.name === name);
}

function fileOf(name: string, lines: readonly string[]): ExampleFile {
  const kept: string[] = [];
  const marks: Mark[] = [];
  for (const line of lines) {
    const carets = mark.exec(line);
    if (carets === null) {
      kept.push(line);
      continue;
    }
    const [, , signs = "", rule = ""] = carets;
    const start = line.indexOf("^");
    marks.push({ file: name, rule, line: kept.length - 1, start, end: start + signs.length });
  }
  return { name, text: `${kept.join("\n")}\n`, marks };
}
