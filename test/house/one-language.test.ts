import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { runInThisContext } from "node:vm";
import * as whole from "#server/browser.js";
import { examplesOf } from "#server-testing/rules/examples.js";
import { textsBelow } from "./texts.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const languages = ["en", "zh-cn"] as const;

type Cut = (source: string, language: string) => string;
const { inOneLanguage } = (await import(`${root}scripts/bundle/one-language.mjs`)) as { readonly inOneLanguage: Cut };

test("of each text in both languages one stays, whatever stands around it", () => {
  const cases = [
    ['a({ en: "x", "zh-cn": "甲" });', 'a({ en: "x" });', 'a({ "zh-cn": "甲" });'],
    ['a = { "zh-cn": "甲", en: "x", };', 'a = { en: "x", };', 'a = { "zh-cn": "甲", };'],
    ['a = { id, en: `x ${y}`, "zh-cn": `甲 ${y}`, z }', "a = { id, en: `x ${y}`, z }", 'a = { id, "zh-cn": `甲 ${y}`, z }'],
    [
      'a = { en: b({ en: 1, "zh-cn": 2 }), "zh-cn": { en: 3, "zh-cn": 4 } } as const',
      "a = { en: b({ en: 1 }) } as const",
      'a = { "zh-cn": { "zh-cn": 4 } } as const',
    ],
    // Two signs of UTF-16 for one character.
    ['s = "😀"; a = { en: "x", "zh-cn": "𠮷" }', 's = "😀"; a = { en: "x" }', 's = "😀"; a = { "zh-cn": "𠮷" }'],
  ] as const;
  for (const [source, english, chinese] of cases) {
    assert.equal(inOneLanguage(source, "en"), english);
    assert.equal(inOneLanguage(source, "zh-cn"), chinese);
  }
});

test("what only looks like such a text stays whole", () => {
  for (const source of [
    'interface A { en: string; "zh-cn": string }',
    'a = { en: "x" }; b = { "zh-cn": "甲" }',
    'a = { ["en"]: "x", ["zh-cn"]: "甲" }',
    '// { en: "x", "zh-cn": "甲" }',
    "a = '{ en: 1, \"zh-cn\": 2 }'",
  ]) {
    for (const language of languages) assert.equal(inOneLanguage(source, language), source);
  }
});

test("a source that can't be read is refused", () => {
  assert.throws(() => inOneLanguage("const = 1", "en"));
});

let folder: string;
let texts: ReadonlyMap<string, string>;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "plausible-mail-playground-"));
  execFileSync(process.execPath, [join(root, "scripts/playground.mjs"), folder]);
  texts = new Map(languages.map((language) => [language, readFileSync(join(folder, `core.${language}.js`), "utf8")]));
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("the playground's core in one language has the texts of that language, and none of the other", () => {
  const counts = { en: 0, "zh-cn": 0 };
  for (const text of textsBelow(`${root}server/src`)) {
    for (const language of languages) {
      // A piece that no minifier writes in another way, and that no table of foreign texts has by chance.
      const piece = longest(text[language], language === "en" ? /[\w .,:;()-]{30,}/g : /[\u4e00-\u9fff，。：；（）]{8,}/g);
      if (piece === null) continue;
      for (const [owner, script] of texts) {
        const has = script.includes(piece);
        if (owner === language) counts[language] += Number(has);
        else assert.ok(!has, `core.${owner}.js has "${piece}" (${text.place})`);
      }
    }
  }
  assert.ok(counts.en > 400 && counts["zh-cn"] > 400, JSON.stringify(counts));
});

test("in each language it says what the whole program says, of an example of each rule and of a log", () => {
  const examples = readdirSync(`${root}docs/rules`)
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) => examplesOf(readFileSync(`${root}docs/rules/${name}`, "utf8")).find(({ kind }) => kind === "bad") ?? []);
  assert.ok(examples.length > 60);
  for (const language of languages) {
    const core = coreIn(language);
    for (const [at, { files }] of examples.entries()) {
      const project = Object.fromEntries(files.map(({ name, text }) => [name, text]));
      const logged = at % 10 === 0 ? log : "";
      assert.deepEqual(said(core, project, logged, language), said(whole, project, logged, language));
    }
  }
});

function longest(text: string, piece: RegExp): string | null {
  return (text.match(piece) ?? []).sort((a, b) => b.length - a.length)[0] ?? null;
}

type Core = typeof whole;

/** The script, run as a page runs it. */
function coreIn(language: "en" | "zh-cn"): Core {
  return runInThisContext(`${texts.get(language)};plausibleMail["${language}"]`) as Core;
}

const log = [
  "** (Mua.SMTPError) 535 5.7.8 Error: authentication failed",
  "** (Mua.SMTPError) 550 5.7.1 Relaying denied",
  "** (Mua.TransportError) timeout",
  "** (Mua.TransportError) connection refused",
  "** (Mua.TransportError) TLS client: In state certify received SERVER ALERT: Fatal - Unknown CA",
  '{:error, {:network_failure, "smtp.example.com", {:error, :timeout}}}',
  "Failed to send e-mail",
  "GET /login",
].join("\n");

/** All that a page shows of a project; as JSON, for what a script made is of its own realm. */
function said({ PageProject }: Core, files: Readonly<Record<string, string>>, logged: string, language: "en" | "zh-cn"): unknown {
  const project = new PageProject(files, language);
  const findings = project.findings.map(({ fixes, ...rest }) => ({ ...rest, titles: fixes.map(({ title }) => title) }));
  const answers = project.why(logged).answers.map(({ fixes, ...rest }) => ({ ...rest, titles: fixes.map(({ title }) => title) }));
  const { services, refusal, secretPlaces } = project;
  return JSON.parse(JSON.stringify({ findings, answers, services, refusal, secretPlaces, told: project.explain(88) }));
}
