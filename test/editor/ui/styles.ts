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
