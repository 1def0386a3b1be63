import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { parseSync } from "oxc-parser";

/** One source file and what it imports. */
export interface SourceFile {
  /** Below the folder that was read, `/` separators. */
  readonly path: string;
  /** Other files of the folder, as paths below it. */
  readonly files: readonly string[];
  /** Packages and builtin modules, as they are written. */
  readonly packages: readonly string[];
}

/** Every TypeScript file below a folder that is no test, with its imports: of values and of types, static and dynamic. */
export function readImports(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
    .sort()
    .map((path) => sourceFile(path, readFileSync(`${folder}/${path}`, "utf8")));
}

function sourceFile(path: string, text: string): SourceFile {
  const { module } = parseSync(path, text);
  const requests = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? [])),
    ...module.dynamicImports.map(({ moduleRequest }) => text.slice(moduleRequest.start + 1, moduleRequest.end - 1)),
  ];
  const relative = requests.filter((request) => request.startsWith("."));
  return {
    path,
    files: [...new Set(relative.map((request) => posix.join(posix.dirname(path), request).replace(/\.js$/, ".ts")))],
    packages: [...new Set(requests.filter((request) => !request.startsWith(".")))],
  };
}

/** Groups of two or more names of which each leads to each other. */
export function circlesOf(names: readonly string[], next: (name: string) => readonly string[]): string[][] {
  const reach = new Map(names.map((name) => [name, reachableFrom(name, next)]));
  const circles = new Map<string, string[]>();
  for (const name of names) {
    const circle = names.filter((other) => other === name || (reach.get(name)?.has(other) && reach.get(other)?.has(name)));
    if (circle.length > 1) circles.set(circle.join(" "), circle);
  }
  return [...circles.values()];
}

function reachableFrom(start: string, next: (name: string) => readonly string[]): Set<string> {
  const seen = new Set<string>();
  const waiting = [...next(start)];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    waiting.push(...next(name));
  }
  return seen;
}
