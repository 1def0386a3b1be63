import { readFileSync } from "node:fs";

/** A language in which the product speaks. VS Code's own words stay English: no pack of its translations is installed. */
export type Language = "en" | "zh-cn";

/** How an editor is shown: tests that say something in both languages run in several of these. */
export interface Style {
  readonly name: string;
  readonly language: Language;
  /** The display language, as an editor is started with it; none is English. */
  readonly locale?: "zh-cn";
  readonly settings: Readonly<Record<string, unknown>>;
}

export const light: Style = { name: "English", language: "en", settings: {} };

export const darkChinese: Style = {
  name: "Chinese, dark",
  language: "zh-cn",
  locale: "zh-cn",
  settings: { "window.autoDetectColorScheme": false, "workbench.colorTheme": "Default Dark Modern" },
};

export const highContrast: Style = {
  name: "Chinese, high contrast",
  language: "zh-cn",
  locale: "zh-cn",
  settings: { "window.autoDetectColorScheme": false, "workbench.colorTheme": "Default High Contrast" },
};

/** The name of a picture. */
export function pictureOf({ name }: Style, what: string): string {
  return `${what}-${name.replace(/\W+/g, "-").toLowerCase()}.png`;
}

/** What the extension itself says in a language, by its English words (`Test {0}`) and the values in them; fails where it has none. */
export function sayIn(language: Language): (english: string, ...values: readonly string[]) => string {
  return (english, ...values) => {
    const text = language === "en" ? english : chinese().get(english);
    if (text === undefined || text === "") throw new Error(`No Chinese text for: ${english}`);
    return text.replace(/\{(\d)\}/g, (_, number: string) => values[Number(number)] ?? "");
  };
}

let texts: ReadonlyMap<string, string> | undefined;

/** The Chinese of each English text in the manifest, and of each in the extension's code. */
function chinese(): ReadonlyMap<string, string> {
  if (texts !== undefined) return texts;
  const [named, translated, own] = ["package.nls.json", "package.nls.zh-cn.json", "client/l10n/bundle.l10n.zh-cn.json"].map(
    (name) => JSON.parse(readFileSync(new URL(`../../../../${name}`, import.meta.url), "utf8")) as Record<string, string>,
  );
  const manifest = Object.entries(named ?? {}).flatMap(([key, english]) => pairs(english, translated?.[key] ?? ""));
  texts = new Map([...manifest, ...Object.entries(own ?? {})]);
  return texts;
}

/** A text with its translation, and each link in it. */
function pairs(english: string, translated: string): (readonly [string, string])[] {
  const links = [english, translated].map((text) => [...text.matchAll(/\[([^\]]+)\]\(command:/g)].map(([, label = ""]) => label));
  return [[english, translated], ...(links[0] ?? []).map((label, index) => [label, links[1]?.[index] ?? ""] as const)];
}
