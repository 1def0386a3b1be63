import { readdirSync, readFileSync } from "node:fs";

/** A text of a source file in both languages, as it is written there. */
export interface Text {
  /** `folder/file.ts:line`, from the folder that was read. */
  readonly place: string;
  readonly en: string;
  readonly "zh-cn": string;
}

const literal = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/.source;
const joined = `(?:${literal})(?:\\s*\\+\\s*(?:${literal}))*`;
const pair = new RegExp(`\\ben:\\s*(${joined}),\\s*"zh-cn":\\s*(${joined})`, "g");

/** Every text in both languages below a folder; tests are none. Throws where one is written in a way that is not read here. */
export function textsBelow(folder: string): Text[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .sort()
    .flatMap((file) => textsOf(file, readFileSync(`${folder}/${file}`, "utf8")));
}

function textsOf(file: string, source: string): Text[] {
  const texts = [...source.matchAll(pair)].map(({ index, 1: en = "", 2: zh = "" }): Text => {
    const place = `${file}:${source.slice(0, index).split("\n").length}`;
    return { place, en: written(en), "zh-cn": written(zh) };
  });
  const wanted = (source.match(/"zh-cn":\s*["'`]/g) ?? []).length;
  if (texts.length !== wanted) throw new Error(`${file}: ${wanted} texts in Chinese, and ${texts.length} were read`);
  return texts;
}

/** What a literal, or several joined by `+`, says. */
function written(source: string): string {
  return [...source.matchAll(new RegExp(literal, "g"))].map(([quoted]) => unescaped(quoted.slice(1, -1))).join("");
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, sign: string) => (sign === "n" ? "\n" : sign));
}
