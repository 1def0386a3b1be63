import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { deflateRawSync } from "node:zlib";
import type { Page } from "playwright-core";
import { assertAccessible, assertFits, type Look, prepared, Visit } from "./pages.js";

const cores = ["core.en.js", "core.zh-cn.js"];
const password = "3kd0-example-9f2b"; // of the example

describe("the playground", () => {
  let visit: Visit;

  before(async () => {
    visit = await Visit.begin();
  });
  after(() => visit.end());

  /** Opens the page and fails where it complains of itself, or asks for anything but its own files. */
  async function open(steps: (page: Page) => Promise<void>, look: Look = {}, address = ""): Promise<void> {
    const context = await visit.look(look);
    const complaints: string[] = [];
    const requests: string[] = [];
    const page = await context.newPage();
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(`${visit.url}playground/${address}`);
    await page.locator("#explain:not(:empty), #summary:not(:empty)").first().waitFor();
    await steps(page);
    await context.close();
    assert.deepEqual(complaints, []);
    const own = ["", "first.js", "main.js", "style.css", "icon.png", ...cores].map((name) => `${visit.url}playground/${name}`);
    assert.deepEqual(
      requests.filter((url) => !own.includes(url.replace(/[?#].*$/, ""))),
      [],
    );
  }

  const finding = (page: Page, rule: string) =>
    page.getByRole("listitem").filter({ has: page.getByRole("link", { name: rule }) });

  test("is no larger than it may be, and its policy allows no connection", () => {
    const { out, bytes, mostBytes } = prepared.playground;
    assert.ok(bytes <= mostBytes, `${bytes} bytes`);
    const [, policy = ""] =
      /Content-Security-Policy" content="([^"]*)"/.exec(readFileSync(join(out, "index.html"), "utf8")) ?? [];
    const directives = policy.split("; ");
    for (const directive of [
      "default-src 'none'",
      "script-src 'self'",
      "img-src 'self'",
      "connect-src 'none'",
      "form-action 'none'",
    ])
      assert.ok(directives.includes(directive), directive);
    assert.doesNotMatch(policy, /unsafe-eval|\*|https?:|data:|blob:/);
  });

  test("the policy is in force: what a script asks for is refused", async () => {
    const context = await visit.look();
    const page = await context.newPage();
    await page.goto(`${visit.url}playground/`);
    const outcome = await page.evaluate(`Promise.all([
      fetch("icon.png").then(() => "sent", () => "refused"),
      new Promise((resolve) => Object.assign(new Image(), { src: "https://example.com/a.png", onload: () => resolve("sent"), onerror: () => resolve("refused") })),
    ])`);
    assert.deepEqual(outcome, ["refused", "refused"]);
    await context.close();
  });

  test("shows the case it was made for, and a fix cures it, by keyboard alone", () =>
    open(async (page) => {
      await finding(page, "port-25").waitFor();
      await tabTo(page, "Use port 465");
      await page.keyboard.press("Enter");
      assert.equal(await page.locator("#summary").innerText(), "Done: Use port 465. Then run docker compose up -d. 1 problem");
      assert.equal(await page.evaluate("document.activeElement.id"), "summary", "the focus isn't lost with the button");
      assert.match(await page.locator(".cm-content").innerText(), /SMTP_HOST_PORT=465/);
      await tabBackTo(page, editor);
      await page.keyboard.press("ControlOrMeta+z");
      await finding(page, "port-25").waitFor();
    }));

  test("judges what is typed into compose.yml and .env, and has a tab for each env file", () =>
    open(async (page) => {
      await typeFile(page, `${head}    env_file: mail.env\n`);
      await finding(page, "env-file-missing").waitFor();
      await tabBackTo(page, "compose.yml 1");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      await page.getByRole("tab", { name: "mail.env", selected: true }).waitFor();
      await typeFile(page, "BASE_URL=https://a.example\nSMTP_HOST_ADDR=smtp.zoo.example\nSMTP_HOST_PORT=x25\n");
      await finding(page, "invalid-integer").waitFor();
      assert.equal(await finding(page, "env-file-missing").count(), 0);
      assert.match(await finding(page, "invalid-integer").innerText(), /mail\.env, line 3/);
    }));

  test("F8 goes from finding to finding, and a place in the list goes there too", () =>
    open(async (page) => {
      await finding(page, "port-25").waitFor();
      await tabTo(page, editor);
      for (const line of [3, 11, 12, 3]) {
        await page.keyboard.press("F8");
        assert.equal(await lineOfCursor(page), line);
      }
      await tabTo(page, "compose.yml, line 12");
      await page.keyboard.press("Enter");
      assert.equal(await lineOfCursor(page), 12);
    }));

  test("another release can be picked, and the image becomes its own", () =>
    open(async (page) => {
      await finding(page, "silent-failure").waitFor();
      await tabTo(page, "release");
      await page.keyboard.type("3.2.1");
      await page.getByText("Plausible 3.2.1, as the image says.").waitFor();
      assert.match(await page.locator(".cm-content").innerText(), /community-edition:v3\.2\.1/);
      assert.equal(await finding(page, "silent-failure").count(), 0);
      await page.locator("#release").selectOption("2.0.0");
      await page.getByText("Plausible 2.0.0, as the image says.").waitFor();
      assert.match(await page.locator(".cm-content").innerText(), /image: plausible\/analytics:v2\.0\.0/);
    }));

  test("shows what Plausible gets without its passwords, and says so where Compose refuses", () =>
    open(async (page) => {
      await page.locator("#explain", { hasText: "SMTP_USER_PWD" }).waitFor();
      assert.match(await page.locator("#explain").innerText(), /SMTP_USER_PWD +\*\*\* +\.env:3/);
      assert.doesNotMatch(await page.locator("body").innerText(), new RegExp(password));
      await typeFile(page, "services:\n  plausible:\n    image: [\n");
      await page.locator("#explain", { hasText: "Docker Compose refuses these files" }).waitFor();
      assert.doesNotMatch(await page.locator("#explain").innerText(), /\/plausible\//);
    }));

  test("explains a log line with the settings in the files", () =>
    open(async (page) => {
      await tabTo(page, "log");
      await page.keyboard.insertText("** (Mua.SMTPError) 535 5.7.8 Error: authentication failed");
      const answer = page.getByRole("article");
      await answer.waitFor();
      assert.match(await answer.innerText(), /SMTP_USER_PWD/);
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.insertText("GET /login");
      await page.getByText("No mail-related lines found.").waitFor();
    }));

  test("warns before a link carries passwords, and replaces them unless told otherwise", () =>
    open(async (page) => {
      await finding(page, "port-25").waitFor();
      await tabTo(page, "Copy Link");
      await page.keyboard.press("Enter");
      const dialog = page.getByRole("dialog", { name: "Your files contain passwords or keys" });
      await dialog.waitFor();
      const places = await dialog.getByRole("listitem").allInnerTexts();
      assert.deepEqual(places, [".env, line 2", ".env, line 3", "compose.yml, line 7", "compose.yml, line 19"]);
      await assertAccessible(page);
      assert.equal(
        await page.evaluate("document.activeElement.textContent"),
        "Copy Without Them",
        "the safe choice has the focus",
      );
      await page.keyboard.press("Enter");
      const shared = await copied(page);
      await page.goto("about:blank");
      await page.goto(shared);
      await finding(page, "port-25").waitFor();
      assert.equal(await page.locator("#summary").innerText(), "3 problems", "the same as before");
      await page.getByRole("tab", { name: ".env" }).click();
      const text = await page.locator(".cm-content").innerText();
      assert.match(text, /SMTP_USER_PWD=7qv7-kqvzwkq-7w7q/);
      assert.match(text, /BASE_URL=https:\/\/stats\.blumenhof\.example/);
    }));

  test("a link restores the files as they are, where somebody wants that", () =>
    open(async (page) => {
      await finding(page, "port-25").waitFor();
      await page.getByRole("button", { name: "Copy Link" }).click();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      const shared = await copied(page);
      await page.getByRole("button", { name: "Clear" }).click();
      await page.getByText("Paste your compose file").waitFor();
      await page.goto(shared); // the same page, so nothing is loaded again
      await page.getByRole("tab", { name: ".env" }).click();
      assert.match(await page.locator(".cm-content").innerText(), new RegExp(password));
    }));

  test("asks nothing where there is no password to lose", () =>
    open(async (page) => {
      await finding(page, "port-25").waitFor();
      await page.getByRole("button", { name: "Clear" }).click();
      await typeFile(
        page,
        `${head}    environment:\n      - SMTP_USER_PWD=\${SMTP_USER_PWD}\n      - SECRET_KEY_BASE=changeme\n`,
      );
      await page.getByRole("button", { name: "Copy Link" }).click();
      assert.match(await copied(page), /#files=/);
    }));

  test("works from the disk, where there is no server at all", async () => {
    const context = await visit.look();
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(prepared.playground.out, "index.html")).href);
    await finding(page, "port-25").waitFor();
    await page.getByRole("button", { name: "中文" }).click();
    await page.getByRole("heading", { name: "问题", exact: true }).waitFor();
    await context.close();
  });

  test("a damaged link is told, and a large one isn't unpacked", async () => {
    const packed = (texts: unknown) => `#files=${deflateRawSync(JSON.stringify(texts)).toString("base64url")}`;
    const large = packed({ "compose.yml": "# ".repeat(1_000_000) });
    for (const fragment of ["#files=%%%", "#files=AAAA", packed(7), packed({ "../a": "b" }), large]) {
      await open(
        async (page) => {
          await page.getByRole("alert").filter({ hasText: "This link is damaged" }).waitFor();
          await finding(page, "port-25").waitFor(); // the example is there instead
        },
        {},
        fragment,
      );
    }
  });

  test("speaks the language of the browser, and the other one where somebody wants it", () =>
    open(
      async (page) => {
        await page.getByRole("heading", { name: "问题", exact: true }).waitFor();
        assert.equal(await page.evaluate("document.documentElement.lang"), "zh-CN");
        await finding(page, "port-25").getByRole("button", { name: "compose.yml 第 11 行" }).waitFor();
        assert.equal(await finding(page, "port-25").getByRole("link").getAttribute("href"), "../zh-cn/rules/port-25.html");
        await tabTo(page, "English");
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: "Findings", exact: true }).waitFor();
        assert.match(page.url(), /\?lang=en$/);
        assert.equal(await finding(page, "port-25").getByRole("link").getAttribute("href"), "../rules/port-25.html");
      },
      { language: "zh-CN" },
    ));

  test("loads the texts of one language, and those of the other when somebody wants it; what was typed stays", () =>
    open(async (page) => {
      const asked: string[] = [];
      page.on("request", (request) => asked.push(new URL(request.url()).pathname.replace(/.*\//, "")));
      await page.reload();
      await finding(page, "port-25").waitFor();
      assert.deepEqual(
        asked.filter((name) => cores.includes(name)),
        ["core.en.js"],
      );
      await typeFile(page, `${head}    environment:\n      - SMTP_HOST_PORT=26\n`);
      await page.getByRole("button", { name: "中文" }).click();
      await page.getByRole("heading", { name: "问题", exact: true }).waitFor();
      assert.match(await page.locator("#findings").innerText(), /请/);
      assert.match(await page.locator(".cm-content").innerText(), /SMTP_HOST_PORT=26/);
      await tabTo(page, /SMTP|compose\.yml 的内容/);
      await page.keyboard.press("ControlOrMeta+z");
      assert.match(await page.locator(".cm-content").innerText(), /smtp\.eu\.mailgun\.org/);
      await page.getByRole("button", { name: "English" }).click();
      await page.getByRole("heading", { name: "Findings", exact: true }).waitFor();
      assert.doesNotMatch(await page.locator("main").innerText(), /[\u4e00-\u9fff]/);
      assert.deepEqual(
        asked.filter((name) => cores.includes(name)),
        ["core.en.js", "core.zh-cn.js"],
        "none of them is loaded twice",
      );
    }));

  test("a language that can't be loaded is told, and asked for again", async () => {
    const context = await visit.look();
    const page = await context.newPage();
    await page.route("**/core.zh-cn.js", (route) => route.abort());
    await page.goto(`${visit.url}playground/`);
    await finding(page, "port-25").waitFor();
    await page.getByRole("button", { name: "中文" }).click();
    await page.getByRole("alert").filter({ hasText: "didn't load" }).waitFor();
    await page.getByRole("heading", { name: "Findings", exact: true }).waitFor();
    await page.unroute("**/core.zh-cn.js");
    await page.getByRole("button", { name: "中文" }).click();
    await page.getByRole("heading", { name: "问题", exact: true }).waitFor();
    await page.route("**/core.*.js", (route) => route.abort());
    await page.reload();
    await page.getByRole("alert").filter({ hasText: "未能加载" }).waitFor();
    await context.close();
  });

  test("a new line begins where the one before it does, and Backspace takes back a step of it", () =>
    open(async (page) => {
      await finding(page, "port-25").waitFor();
      await typeFile(page, "services:\n    a: []");
      const written = async () => (await page.locator(".cm-line").allInnerTexts()).map((line) => line.replace(/\n$/, ""));
      await page.keyboard.press("Enter");
      await page.keyboard.type("b");
      assert.deepEqual(await written(), ["services:", "    a: []", "    b"]);
      await page.keyboard.press("Backspace");
      await page.keyboard.press("Backspace");
      assert.deepEqual(await written(), ["services:", "    a: []", "  "]);
      await tabTo(page, editor, "ArrowUp");
      await page.keyboard.press("End");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("Enter");
      assert.deepEqual(await written(), ["services:", "    a: [", "    ", "    ]", "  "]);
    }));

  for (const look of [
    { scheme: "light" },
    { scheme: "dark" },
    { scheme: "light", phone: true },
    { scheme: "dark", phone: true },
  ] as const) {
    test(`is accessible and fits the window: ${JSON.stringify(look)}`, () =>
      open(async (page) => {
        await finding(page, "port-25").waitFor();
        await page.locator("#log").fill("** (Mua.SMTPError) 535 5.7.8 Error: authentication failed");
        await page.getByRole("article").waitFor();
        await assertAccessible(page);
        await assertFits(page);
      }, look));
  }
});

const editor = /^Text of /;
const head = "services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n";

/** What a screen reader calls the control that has the focus, or its id. */
const focused = `(({ activeElement: at }) => [at.ariaLabel, at.matches("button, a") ? at.textContent : null, at.id].find(Boolean))(document)`;

/** Moves the focus as somebody without a mouse does, until it is on a control of that name. */
async function tabTo(page: Page, name: string | RegExp, key = "Tab"): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press(key);
    const label = String(await page.evaluate(focused));
    if (typeof name === "string" ? label === name : name.test(label)) return;
  }
  assert.fail(`the key ${key} never comes to ${name}`);
}

function tabBackTo(page: Page, name: string | RegExp): Promise<void> {
  return tabTo(page, name, "Shift+Tab");
}

/** Replaces the text of the file that is shown. */
async function typeFile(page: Page, text: string): Promise<void> {
  await tabTo(page, editor);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

async function lineOfCursor(page: Page): Promise<unknown> {
  return page.evaluate(
    `[...document.querySelectorAll(".cm-line")].findIndex((line) => line.contains(getSelection().focusNode)) + 1`,
  );
}

/** The link that was copied, which is shown too. */
async function copied(page: Page): Promise<string> {
  await page.getByText("Link copied.").waitFor();
  const link = await page.locator("#link-text").inputValue();
  assert.equal(await page.evaluate("navigator.clipboard.readText()"), link);
  return link;
}
