import assert from "node:assert/strict";
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
        });
        editor = await world.startEditor({ "security.workspace.trust.enabled": false, ...settings }, locale);
        await openFolder(editor, folder, "mail/compose.yml");
        await squiggle(editor.page);
      });

      after(async () => editor?.stop());

      afterEach(pictureOfFailure(world, () => editor));

      const picture = async (what: string) =>
        await editor.page.screenshot({ path: path.join(world.pictures, `config-${name}-${what}.png`) });
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
      });
    });
  }
}
