/** The languages in which every text for users exists. */
export type Language = "en" | "zh-cn";

/** A text in every language; `{name}` stands for a value. Both have the same placeholders. */
export interface MessageTemplate {
  readonly en: string;
  readonly "zh-cn": string;
}

/** A template with its values: what a finding or verdict carries until a door knows the reader's language. */
export interface Message {
  readonly template: MessageTemplate;
  readonly values: Readonly<Record<string, string | number | Message>>;
}

export function message(template: MessageTemplate, values: Message["values"] = {}): Message {
  return { template, values };
}

/** The text of a message; a placeholder without a value stays as it is, so that a test can find it. */
export function textOf({ template, values }: Message, language: Language): string {
  return template[language].replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    return typeof value === "object" ? textOf(value, language) : String(value);
  });
}

/** The language that a locale asks for: any Chinese locale gives Simplified Chinese, everything else English. */
export function languageOf(locale: string | undefined): Language {
  return /^zh\b|^zh[_-]/i.test(locale ?? "") ? "zh-cn" : "en";
}
