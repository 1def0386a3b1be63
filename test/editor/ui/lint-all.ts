import { writeFileSync } from "node:fs";
import path from "node:path";
import { bareNames, dotenv, writeFiles } from "../fixtures.js";
import { inPlace } from "../folders.js";
import { until } from "../until.js";
import { darkChinese, light, pictureOf, type Style, sayIn } from "./styles.js";
import {
  type Editor,
  editorText,
  goTo,
  notification,
  openFile,
  openFolder,
  pictureOfFailure,
  runCommand,
  takeFix,
  type World,
} from "./workbench.js";

const files = {
  "readme.txt": "nothing\n",
  "env/compose.yml": bareNames,
  "env/.env": dotenv({ host: "smtp.env.example", port: 587, ssl: "true" }),
  "place/compose.yml": inPlace.replace("smtp.zoo", "smtp.place"),
  "good/compose.yml": inPlace.replace("ENABLED=true", "ENABLED=false"),
};

const setToFalse = { en: "Set SMTP_HOST_SSL_ENABLED to false", "zh-cn": "将 SMTP_HOST_SSL_ENABLED 设为 false" };

/** Lint All Plausible Projects: the problems of files that nobody has opened. */
export function describeLintAll(world: World): void {
  for (const style of [light, darkChinese]) describeIn(world, style);
}

function describeIn(world: World, style: Style): void {
  const say = sayIn(style.language);
  describe(`Lint All Plausible Projects: ${style.name}`, function () {
    this.timeout(300_000); // a busy machine may take its time to open VS Code
    const place = path.join(world.scratch, `lint-all-${style.language}`);
    const folder = path.join(place, "projects");
    let editor: Editor;

    before(async () => {
      writeFiles(folder, files);
      writeFiles(path.join(place, "none"), { "readme.txt": "nothing\n", "compose.yml": "services: {web: {image: nginx}}\n" });
      editor = await world.startEditor({ "security.workspace.trust.enabled": false, ...style.settings }, style.locale);
    });

    after(async () => editor?.stop());

    afterEach(pictureOfFailure(world, () => editor));

    const picture = async (name: string) =>
      await editor.page.screenshot({ path: path.join(world.pictures, pictureOf(style, `lint-all-${name}`)) });
    const problem = (text: string) => editor.page.locator(".markers-panel .monaco-list-row", { hasText: text }).first();

    const problemsFound = (files: string, projects: string) =>
      new RegExp(say("Problems: {0}, in {1} files. Plausible projects: {2}.", "\\d", files, projects));

    it("says so where there is no Plausible", async () => {
      const { page } = editor;
      await openFolder(editor, path.join(place, "none"), "readme.txt");
      await runCommand(page, `Plausible Mail: ${say("Lint All Plausible Projects")}`);
      await notification(page, say("No Plausible service in the compose files of this workspace."));
      await picture("none");
    });

    it("shows the problems of files that are not open, and how many there are", async () => {
      const { page } = editor;
      await openFolder(editor, folder, "readme.txt");
      await runCommand(page, `Plausible Mail: ${say("Lint All Plausible Projects")}`);
      await notification(page, problemsFound("2", "3"));
      for (const name of ["env", "place"]) await problem(`smtp.${name}.example`).waitFor();
      await picture("problems");
    });

    it("takes away the problem of a file that is fixed, in the editor or without it", async () => {
      const { page } = editor;
      await problem("smtp.place.example").dblclick();
      await page.locator('.tab[data-resource-name="compose.yml"]').waitFor();
      // A double click opens it twice, and the second time may be late: then the list would keep the focus.
      await openFile(page, "place/compose.yml");
      await goTo(page, lineOf(inPlace, "SSL_ENABLED"), "      - SMTP_HOST_SSL_ENABLED=t".length);
      await takeFix(page, setToFalse[style.language]);
      await until("the value", async () => (await editorText(page)).includes("SMTP_HOST_SSL_ENABLED=false"));
      await problem("smtp.place.example").waitFor({ state: "detached" });
      await page.keyboard.press("Control+s");
      await page.locator(".tab.dirty").waitFor({ state: "detached" });
      await runCommand(page, "View: Close All Editors");
      writeFileSync(path.join(folder, "env/.env"), files["env/.env"].replace("=true", "=false"));
      await problem("smtp.env.example").waitFor({ state: "detached" });
      await runCommand(page, `Plausible Mail: ${say("Lint All Plausible Projects")}`);
      await notification(page, say("No problems. Plausible projects: {0}.", "3"));
      await picture("nothing");
    });

    it("finds a compose file that was made meanwhile, and leaves the view with the focus open", async () => {
      const { page } = editor;
      writeFiles(folder, { "late/compose.yml": inPlace.replace("smtp.zoo", "smtp.late") });
      await runCommand(page, "Problems: Focus on Problems View");
      await runCommand(page, "Notifications: Clear All Notifications");
      await runCommand(page, `Plausible Mail: ${say("Lint All Plausible Projects")}`);
      await notification(page, problemsFound("1", "4"));
      await problem("smtp.late.example").waitFor();
    });
  });
}

/** The number of the line, from 1. */
function lineOf(text: string, part: string): number {
  return text.split("\n").findIndex((line) => line.includes(part)) + 1;
}
