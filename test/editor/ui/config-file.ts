import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Locator } from "playwright-core";
import { writeFiles } from "../fixtures.js";
import { inPlace } from "../folders.js";
import { until } from "../until.js";
import {
  type Editor,
  editorText,
  goTo,
  openFile,
  openFolder,
  pictureOfFailure,
  runCommand,
  squiggle,
  textOf,
  type World,
} from "./workbench.js";

interface Tongue {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly locale?: "zh-cn";
  readonly says: {
    /** What the key `rules` is for, what the rule says of itself, and what its level is unless one is set. */
    readonly key: string;
    readonly summary: string;
    readonly level: RegExp;
    readonly fix: string;
    /** The mistakes of `wrong`, in their order. */
    readonly mistakes: readonly string[];
    /** What `off` in settings.json does. */
    readonly off: string;
    /** What the setting for rules is for. */
    readonly setting: string;
  };
}

const tongues: readonly Tongue[] = [
  {
    name: "English",
    settings: {},
    says: {
      key: "severity per rule",
      summary: "doesn't match SMTP_HOST_PORT",
      level: /tls-port-mismatch · error unless set otherwise/,
      fix: "Change to port-25",
      mistakes: [
        "rule: no such key (did you mean rules?)",
        "no such rule (did you mean port-25?)",
        'got "loud"',
        "expected a list of globs",
      ],
      off: "Not checked.",
      setting: "Severity per rule",
    },
  },
  {
    name: "Chinese",
    settings: { "workbench.colorTheme": "Default Dark Modern" },
    locale: "zh-cn",
    says: {
      key: "每条规则的严重程度",
      summary: "不匹配，邮件无法发出",
      level: /tls-port-mismatch · 默认为 error/,
      fix: "改为 port-25",
      mistakes: [
        "rule：没有此键（您是想写 rules 吗？）",
        "没有此规则（您是想写 port-25 吗？）",
        '实际为 "loud"',
        "应为通配符列表",
      ],
      off: "不检查。",
      setting: "按规则 ID 设置严重程度",
    },
  },
];

const wrong = "rule: 1\nrules:\n  prt-25: off\n  no-relay: loud\nimages: 3\n";

/** What decides about rules: the file beside a compose file, and the editor's own settings. */
export function describeConfigFile(world: World): void {
  for (const { name, settings, locale, says } of tongues) {
    describe(`What decides about rules: ${name}`, function () {
      this.timeout(300_000); // an editor is started for it
      const folder = path.join(world.scratch, `config-file-${name}`);
      let editor: Editor;

      before(async () => {
        writeFiles(folder, {
          "mail/compose.yml": inPlace,
          "mail/.plausible-mail.yml": "",
          "wrong/.plausible-mail.yml": wrong,
          ".vscode/settings.json": "{\n\n}\n",
        });
        editor = await world.startEditor({ "security.workspace.trust.enabled": false, ...settings }, locale);
        await openFolder(editor, folder, "mail/compose.yml");
        await squiggle(editor.page);
      });

      after(async () => editor?.stop());

      afterEach(pictureOfFailure(world, () => editor));

      const picture = async (what: string) =>
        await editor.page.screenshot({ path: path.join(world.pictures, `config-${name}-${what}.png`) });
      const onDisk = (name: string) => readFileSync(path.join(folder, name), "utf8");
      const problem = (text: string) => editor.page.locator(".markers-panel .monaco-list-row", { hasText: text }).first();
      const suggestion = (label: string): Locator =>
        editor.page.locator(".suggest-widget.visible .monaco-list-row.focused", { hasText: label }).first();
      const besides = () => editor.page.locator(".editor-group-container:not(.active) .squiggly-error").count();

      /** Types the beginning of a word, and takes what is offered for it; what is said of it. */
      async function complete(typed: string, label: string): Promise<string> {
        const { page } = editor;
        await page.keyboard.type(typed, { delay: 100 });
        await suggestion(label).waitFor({ timeout: 60_000 });
        const said = await textOf(page.locator(".suggest-widget.visible"));
        await picture(label);
        await page.keyboard.press("Enter");
        return said;
      }

      /** Waits until a suggestion is the chosen one, and something is said of it beside the list. */
      async function isExplained(label: string, said: string): Promise<void> {
        const { page } = editor;
        const details = page.locator(".suggest-details:visible", { hasText: said }).first();
        for (const each of [suggestion(label), details]) {
          await until(`${label}: ${said}`, async () => {
            if (await each.isVisible()) return true;
            // Opens the list, and what is said beside it.
            await page.keyboard.press("Control+Space");
            return await each.waitFor({ timeout: 5000 }).then(
              () => true,
              () => false,
            );
          });
        }
      }

      it("completes keys, rules and levels, and the compose file beside it follows what is written", async () => {
        const { page } = editor;
        await runCommand(page, "View: Split Editor Right");
        await openFile(page, "mail/.plausible-mail.yml");
        await goTo(page, 1);
        const key = await complete("ru", "rules");
        await until("the key", async () => /^rules:/.test(await editorText(page)));
        const rule = await complete("tls-po", "tls-port-mismatch");
        await until("the rule", async () => (await editorText(page)).includes("  tls-port-mismatch: "));
        assert.ok((await besides()) > 0);
        await complete("of", "off");
        await until("the level", async () => (await editorText(page)).includes('  tls-port-mismatch: "off"'));
        assert.ok(key.includes(says.key), key);
        assert.ok(rule.includes(says.summary), rule);
        await until("no squiggle beside it", async () => (await besides()) === 0);
        const lens = page.locator(".editor-group-container:not(.active) .codelens-decoration");
        await until("no problem over the service", async () => !/1 (?:problem|个问题)/.test(await textOf(lens.first())));
        await page.keyboard.press("Control+s");
        await page.locator(".tab.dirty").waitFor({ state: "detached" });
        assert.equal(onDisk("mail/.plausible-mail.yml").trim(), 'rules:\n  tls-port-mismatch: "off"');
        assert.equal(await besides(), 0);
      });

      it("tells of a rule on hover, and what it is without a level of its own", async () => {
        const { page } = editor;
        const name = page.locator(".editor-group-container.active .view-line span", { hasText: "tls-port-mismatch" }).last();
        const hover = page.locator(".monaco-hover:not(.hidden) .hover-row", { hasText: says.summary }).first();
        await until("the hover", async () => {
          await name.hover();
          return await hover.waitFor({ timeout: 5000 }).then(
            () => true,
            () => false,
          );
        });
        assert.match(await textOf(hover), says.level);
        await picture("hover");
        await page.mouse.move(0, 0);
      });

      it("has the problem again once the rule is no longer off, and the file is saved", async () => {
        const { page } = editor;
        await goTo(page, 2);
        // Delete Line
        await page.keyboard.press("Control+Shift+k");
        await page.keyboard.press("Control+s");
        await page.locator(".tab.dirty").waitFor({ state: "detached" });
        assert.equal(onDisk("mail/.plausible-mail.yml").trim(), "rules:");
        await until("the squiggle beside it", async () => (await besides()) > 0);
      });

      it("shows all mistakes at once, and mends one by its fix", async () => {
        const { page } = editor;
        await runCommand(page, "View: Close All Editors");
        await openFile(page, "wrong/.plausible-mail.yml");
        await runCommand(page, "Problems: Focus on Problems View");
        for (const mistake of says.mistakes) await problem(mistake).waitFor();
        await picture("mistakes");
        await openFile(page, "wrong/.plausible-mail.yml");
        await goTo(page, 3, 4);
        const fix = page.locator(".action-widget .monaco-list-row", { hasText: says.fix }).first();
        await until("the fix", async () => {
          await page.keyboard.press("Control+.");
          return await fix.waitFor({ timeout: 5000 }).then(
            () => true,
            () => false,
          );
        });
        await picture("fix");
        await page.keyboard.press("Enter");
        await until("the rule", async () => (await editorText(page)).includes("  port-25: off"));
        await problem(says.mistakes[1] ?? "").waitFor({ state: "detached" });
        await problem(says.mistakes[2] ?? "").waitFor();
        await runCommand(page, "File: Revert File");
      });

      it("completes rules with what each is for, and levels with what they do, in settings.json", async () => {
        const { page } = editor;
        await openFile(page, ".vscode/settings.json");
        await runCommand(page, "File: Revert File");
        await goTo(page, 2);
        await page.keyboard.type('"plausibleMail.ru', { delay: 100 });
        await isExplained("plausibleMail.rules", says.setting);
        await page.keyboard.press("Enter");
        await until("the setting", async () => /"plausibleMail.rules": \{/.test(await editorText(page)));
        await page.keyboard.type('"tls-po', { delay: 100 });
        await isExplained("tls-port-mismatch", says.summary);
        await picture("settings-rule");
        await page.keyboard.press("Enter");
        await until("the rule", async () => (await editorText(page)).includes('"tls-port-mismatch": '));
        await page.keyboard.type('"of', { delay: 100 });
        await isExplained("off", says.off);
        await picture("settings-level");
        await runCommand(page, "File: Revert File");
      });
    });
  }
}
