import { readFileSync } from "node:fs";
import path from "node:path";
import { bareNames, dotenv, writeFiles } from "../fixtures.js";
import { inPlace } from "../folders.js";
import { until } from "../until.js";
import { controlClick } from "./pointing.js";
import { darkChinese, type Language, light, type Style } from "./styles.js";
import {
  type Editor,
  goTo,
  noSquiggle,
  openFile,
  openFolder,
  pageOfRule,
  pictureOfFailure,
  runCommand,
  squiggle,
  takeFix,
  type World,
} from "./workbench.js";

const starttls = { host: "smtp.zoo.example", port: 587, ssl: "true" };
const withCrLf = (text: string) => text.replaceAll("\n", "\r\n");
const rule = "tls-port-mismatch";

const files = {
  "lf/compose.yml": inPlace,
  "crlf/compose.yml": withCrLf(inPlace),
  "commented/compose.yml": inPlace.replace(
    /^.*SSL_ENABLED/m,
    (line) => `      # plausible-mail-disable-next-line ${rule}\n${line}`,
  ),
  "env-lf/compose.yml": bareNames,
  "env-lf/.env": dotenv(starttls),
  "env-crlf/compose.yml": bareNames,
  "env-crlf/.env": withCrLf(dotenv(starttls)),
};

const names = ["lf/compose.yml", "crlf/compose.yml", "env-lf/.env", "env-crlf/.env"] as const;

/** What the two actions are called. */
interface Words {
  readonly onLine: string;
  readonly inFile: string;
}

const words: Readonly<Record<Language, Words>> = {
  en: { onLine: `Ignore ${rule} on this line`, inFile: `Ignore ${rule} in this file` },
  "zh-cn": { onLine: `在此行忽略 ${rule}`, inFile: `在此文件中忽略 ${rule}` },
};

/** What a user decides to leave as it is: by Ctrl+. and the comment that this writes. */
export function describeSuppressing(world: World): void {
  for (const style of [light, darkChinese]) describeIn(world, style);
}

function describeIn(world: World, style: Style): void {
  const says = words[style.language];
  describe(`Suppressing: ${style.name}`, function () {
    this.timeout(300_000); // each file is changed, saved and changed back twice
    const folder = path.join(world.scratch, `suppressing-${style.language}`);
    let editor: Editor;

    before(async () => {
      writeFiles(folder, files);
      editor = await world.startEditor({ "security.workspace.trust.enabled": false, ...style.settings }, style.locale);
      await openFolder(editor, folder, "lf/compose.yml");
    });

    after(async () => editor?.stop());

    afterEach(pictureOfFailure(world, () => editor));

    /** Saves until the file has a text, byte for byte: pressed while a list closes, the key is lost. */
    async function save(what: string, name: string, text: string): Promise<void> {
      await until(what, async () => {
        await editor.page.keyboard.press("Control+s");
        return readFileSync(path.join(folder, name), "utf8") === text;
      });
    }

    for (const name of style === light ? names : (["env-lf/.env"] as const)) {
      it(`on a line and in the whole file, with one undo each: ${name}`, async () => {
        const { page } = editor;
        const text = files[name];
        const eol = text.includes("\r\n") ? "\r\n" : "\n";
        const [line = ""] = /^.*SMTP_HOST_SSL_ENABLED=true/m.exec(text) ?? [];
        const indentation = /^ */.exec(line)?.[0] ?? "";
        const above = `${indentation}# plausible-mail-disable-next-line ${rule}${eol}`;
        await openFile(page, name);
        for (const [title, written] of [
          [says.onLine, text.replace(line, () => above + line)],
          [says.inFile, `# plausible-mail-disable-file ${rule}${eol}${text}`],
        ] as const) {
          await squiggle(page);
          await goTo(page, text.slice(0, text.indexOf(line)).split("\n").length, line.length);
          await takeFix(page, title);
          await noSquiggle(page);
          await save(`the comment of "${title}"`, name, written);
          await page.keyboard.press("Control+z");
          await squiggle(page);
          await save("the text as it was", name, text);
        }
      });
    }

    it("a rule named in a comment leads to its page, rendered", async () => {
      const { page } = editor;
      await openFile(page, "commented/compose.yml");
      await page.locator(".editor-group-container.active .detected-link").first().waitFor();
      await noSquiggle(page);
      await controlClick(page, rule);
      await pageOfRule(page, rule);
      await runCommand(page, "View: Close Editor");
    });
  });
}
