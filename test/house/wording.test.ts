import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { ruleIds } from "#server/base/ids.js";
import { plainText } from "#server/base/messages.js";
import { examplesOf } from "#server-testing/rules/examples.js";
import { analyseFiles } from "#server-testing/rules/project.js";
import { textsBelow } from "./texts.js";
import { bannedIn, columns, faultsOfMessage, faultsOfPlain, faultsOfTitle, type Language, tooLong } from "./wording.js";

// Every text that a user can see, as far as a script can judge it.

const root = fileURLToPath(new URL("../../../", import.meta.url));
const languages: readonly Language[] = ["en", "zh-cn"];
const json = (name: string): Record<string, string> => JSON.parse(readFileSync(`${root}${name}`, "utf8"));

/** Rules whose findings are still to be rewritten. */
const unwritten: readonly string[] = [];
/** Files whose texts are still to be rewritten. */
const unwrittenFiles: readonly string[] = [];

describe("the findings of every rule's examples", () => {
  for (const id of ruleIds) {
    const faults = () => faultsOfRule(id);
    if (unwritten.includes(id)) test(`${id} is still to be rewritten`, () => assert.notDeepEqual(faults(), []));
    else test(id, () => assert.deepEqual(faults(), []));
  }
});

function faultsOfRule(id: string): string[] {
  const readme = readFileSync(`${root}server/src/rules/${id}/README.md`, "utf8");
  const faults = examplesOf(readme).flatMap(({ files }) => {
    const { findings } = analyseFiles(Object.fromEntries(files.map(({ name, text }) => [name, text])));
    return findings
      .filter(({ rule }) => rule === id)
      .flatMap(({ message, fixes, related }) =>
        languages.flatMap((language) => {
          const say = (one: typeof message) => plainText(one, language);
          return [
            ...told(say(message), faultsOfMessage(say(message))),
            ...fixes.flatMap(({ title }) => told(say(title), faultsOfTitle(say(title), language))),
            ...related.flatMap((one) => told(say(one.message), tooLong(say(one.message), columns.firstLine))),
          ];
        }),
      );
  });
  return [...new Set(faults)];
}

describe("the texts of the sources", () => {
  const texts = ["server/src", "site/playground"].flatMap((folder) => textsBelow(`${root}${folder}`));
  const fileOf = (place: string) => place.slice(0, place.lastIndexOf(":"));
  for (const file of new Set(texts.map(({ place }) => fileOf(place)))) {
    const faults = () =>
      texts
        .filter(({ place }) => fileOf(place) === file)
        .flatMap((text) => languages.flatMap((language) => told(text[language], faultsOfText(file, text[language], language))));
    if (unwrittenFiles.includes(file)) test(`${file} is still to be rewritten`, () => assert.notDeepEqual(faults(), []));
    else test(file, () => assert.deepEqual(faults(), []));
  }
});

function faultsOfText(file: string, text: string, language: Language): string[] {
  const flags = file.startsWith("cli/") ? [] : faultsOfPlain(text.replaceAll("`", ""));
  const [first = "", ...rest] = filled(text).replaceAll("`", "").split("\n");
  const long = rest.length > 0 && !file.startsWith("rules/") ? tooLong(first, columns.firstLine) : [];
  return [...bannedIn(text, language), ...flags, ...long];
}

/** A template as it may come to be. What servers and exceptions say has no end, so it belongs behind the first line. */
function filled(text: string): string {
  const values: Record<string, string> = {
    host: "smtp.eu.mailgun.org",
    port: "587",
    ports: "port 465, or 587",
    release: "3.2.1",
    seconds: "10",
    from: "plausible@example.org",
    to: "someone@example.org",
    ehlo: "stats.example.org",
    provider: "Postmark",
    variable: "SMTP_HOST_SSL_ENABLED",
    variables: "SMTP_USER_NAME, SMTP_USER_PWD",
    channel: "encrypted, signed in",
    cure: "Set SMTP_HOST_SSL_ENABLED to true.",
    service: "plausible",
  };
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "…".repeat(columns.firstLine));
}

test("the texts of the extension's manifest", () => {
  const faults = languages.flatMap((language) => {
    const texts = json(language === "en" ? "package.nls.json" : "package.nls.zh-cn.json");
    return Object.entries(texts).flatMap(([key, text]) => {
      if (unwritten.some((id) => key === `rule.${id}`)) return [];
      // Only settings, and the rules that they list, are shown as Markdown.
      const plain = /^(configuration|rule)\./.test(key) ? text.replaceAll("`", "") : text;
      return told(`${key}: ${text}`, [...bannedIn(text, language), ...faultsOfPlain(plain)]);
    });
  });
  assert.deepEqual(faults, []);
});

test("the texts of the client", () => {
  const faults = Object.entries(json("client/l10n/bundle.l10n.zh-cn.json")).flatMap(([en, zh]) => [
    ...told(en, [...bannedIn(en, "en"), ...faultsOfPlain(en)]),
    ...told(zh, [...bannedIn(zh, "zh-cn"), ...faultsOfPlain(zh)]),
  ]);
  assert.deepEqual(faults, []);
});

test("the labels of the client's buttons", () => {
  const chinese = json("client/l10n/bundle.l10n.zh-cn.json");
  const labels = readdirSync(`${root}client/src`, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [
      ...readFileSync(`${root}client/src/${file}`, "utf8").matchAll(/\bl10n\.t\("([A-Z]\w+(?: [A-Z]\w+)*…?)"/g),
    ])
    .map(([, label = ""]) => label);
  assert.ok(labels.length > 5, "labels are written like titles");
  const faults = labels.flatMap((label) =>
    [label, chinese[label] ?? ""].flatMap((text) => told(text, tooLong(text, columns.button))),
  );
  assert.deepEqual([...new Set(faults)], []);
});

describe("the pages", () => {
  const below = (folder: string) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`);
  const pages = ["README.md", "README.zh-cn.md", ...below("docs"), ...below("server/src/rules")]
    .filter((page) => page.endsWith(".md") && !page.startsWith("docs/agreement"))
    .sort();
  for (const page of pages) {
    test(page, () => {
      const language = page.includes("zh-cn") ? "zh-cn" : "en";
      // Examples and transcripts are held elsewhere; the bars of a table are no part of its texts.
      const prose = readFileSync(`${root}${page}`, "utf8").replace(/^```.*?^```$/gms, "");
      const faults = prose.split("\n").flatMap((line) => told(line, bannedIn(line.replace(/ *\| */g, "|"), language)));
      assert.deepEqual(faults, []);
    });
  }
});

function told(text: string, faults: readonly string[]): string[] {
  return faults.map((fault) => `${fault}: ${JSON.stringify(text)}`);
}
