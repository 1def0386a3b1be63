// The page: files on one side; findings, a log, and what Plausible gets on the other.
import type { Language, PageFix, PageProject } from "../../server/src/browser.js";
import { type Core, coreOf, languageOfPage } from "./cores.js";
import { byId, element } from "./dom.js";
import { Editor } from "./editor.js";
import { exampleTexts } from "./example.js";
import { type Actions, answerItems, findingItems, gravestFirst } from "./findings.js";
import { fromFragment } from "./link.js";
import { languageQuery, Sharing } from "./sharing.js";
import { staticText, text } from "./texts.js";

/** As soon as somebody stops typing. */
const pause = 150;

class Page {
  #language: Language;
  /** Speaks that language. */
  #core: Core;
  /** Another one while its core is on its way. */
  #wanted: Language;
  #project: PageProject;
  #timer: number | undefined;
  readonly #sharing = new Sharing();
  readonly #editor: Editor;
  readonly #summary = byId("summary", HTMLParagraphElement);
  readonly #release = byId("release", HTMLSelectElement);
  readonly #log = byId("log", HTMLTextAreaElement);

  constructor(language: Language, core: Core) {
    this.#language = language;
    this.#wanted = language;
    this.#core = core;
    this.#project = new core.PageProject({}, language);
    this.#editor = new Editor(byId("editor", HTMLDivElement), core.composeFile, () => this.#changed());
  }

  async start(): Promise<void> {
    byId("language", HTMLButtonElement).onclick = () => void this.#switchTo(this.#language === "en" ? "zh-cn" : "en");
    byId("example", HTMLButtonElement).onclick = () => this.#load(exampleTexts);
    byId("clear", HTMLButtonElement).onclick = () => this.#load({});
    byId("share", HTMLButtonElement).onclick = () => {
      this.#check();
      void this.#sharing.share(this.#editor.texts, this.#project.secretPlaces, this.#language);
    };
    byId("tabs", HTMLDivElement).onkeydown = (event) => this.#moveTab(event);
    this.#release.onchange = () => this.#pickRelease(this.#release.value);
    this.#log.oninput = () => this.#later();
    addEventListener("hashchange", () => void this.#open());
    this.#speak(this.#language);
    if (!(await this.#open())) this.#load(exampleTexts);
  }

  /** Takes what the link carries; whether it carries something. */
  async #open(): Promise<boolean> {
    const notice = byId("notice", HTMLParagraphElement);
    notice.textContent = "";
    try {
      const texts = await fromFragment(location.hash);
      if (texts !== null) this.#load(texts);
      return texts !== null;
    } catch {
      notice.textContent = text("badLink", this.#language);
      return false;
    }
  }

  #load(texts: Readonly<Record<string, string>>): void {
    this.#editor.load(texts, this.#core.composeFile);
    this.#changed();
    this.#check();
  }

  /** Until the other language has been loaded, the page stays as it is. */
  async #switchTo(language: Language): Promise<void> {
    this.#wanted = language;
    const notice = byId("notice", HTMLParagraphElement);
    notice.textContent = "";
    try {
      const core = await coreOf(language);
      if (this.#wanted !== language) return;
      this.#core = core;
      this.#speak(language);
    } catch {
      notice.textContent = text("notLoaded", this.#language);
    }
  }

  #speak(language: Language): void {
    this.#language = language;
    document.documentElement.lang = language === "en" ? "en" : "zh-CN";
    document.title = staticText("title", language) ?? "";
    for (const node of document.querySelectorAll<HTMLElement>("[data-text]"))
      node.textContent = staticText(node.dataset.text ?? "", language);
    for (const node of document.querySelectorAll<HTMLElement>("[data-label]"))
      node.ariaLabel = staticText(node.dataset.label ?? "", language);
    const other = byId("language", HTMLButtonElement);
    other.textContent = staticText("otherLanguage", language);
    other.lang = language === "en" ? "zh-CN" : "en";
    byId("docs", HTMLAnchorElement).href = language === "en" ? "../" : "../zh-cn/";
    keepInAddress(language);
    this.#sharing.forget();
    this.#check();
  }

  #changed(): void {
    this.#sharing.forget();
    this.#later();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#check(), pause);
  }

  /** Judges the texts as they are now, and shows all of it. */
  #check(): void {
    clearTimeout(this.#timer);
    try {
      this.#project = new this.#core.PageProject(this.#editor.texts, this.#language);
      this.#show();
    } catch (error) {
      this.#summary.textContent = text("failed", this.#language, { reason: String(error) });
    }
  }

  #show(): void {
    const findings = gravestFirst(this.#project.findings);
    const file = this.#editor.open;
    this.#summary.textContent = this.#summaryText();
    byId("findings", HTMLOListElement).replaceChildren(...findingItems(findings, this.#actions));
    this.#showTabs();
    this.#showRelease();
    this.#editor.mark(findings.flatMap(({ at, severity }) => (at.file === file ? [{ ...at, severity }] : [])));
    this.#explain();
    const answers = this.#log.value.trim() === "" ? [] : answerItems(this.#project.why(this.#log.value), this.#actions);
    byId("answers", HTMLDivElement).replaceChildren(...answers);
  }

  get #actions(): Actions {
    return {
      language: this.#language,
      goTo: (place) => {
        this.#editor.goTo(place.file, place);
        this.#check();
      },
      apply: (fix) => this.#apply(fix),
    };
  }

  #summaryText(): string {
    const { findings, services } = this.#project;
    const language = this.#language;
    if (Object.keys(this.#editor.texts).length === 0) return text("nothing", language);
    if (findings.length === 1) return text("oneFinding", language);
    if (findings.length > 1) return text("manyFindings", language, { n: findings.length });
    return text(services.length === 0 ? "noPlausible" : "noFindings", language);
  }

  #explain(): void {
    const { refusal } = this.#project;
    const page = byId("explain", HTMLPreElement);
    const told = refusal === null ? this.#project.explain(88) : text("refused", this.#language, { reason: refusal });
    page.textContent = told || (staticText("noRelease", this.#language) ?? "");
    page.className = refusal === null ? "" : "prose";
  }

  /** The button that was pressed is gone then: the focus goes to what tells the outcome. */
  #apply(fix: PageFix): void {
    this.#editor.apply(fix.edits());
    this.#check();
    this.#summary.textContent = text("fixed", this.#language, { title: fix.title, rest: this.#summaryText() });
    this.#summary.focus();
  }

  #pickRelease(name: string): void {
    const edit = this.#project.services[0]?.withRelease(name);
    if (edit) this.#editor.apply([edit]);
    this.#check();
  }

  #showRelease(): void {
    const [service] = this.#project.services;
    const { releaseNames } = this.#core;
    const names =
      service === undefined || releaseNames.includes(service.release) ? releaseNames : [service.release, ...releaseNames];
    const none = element("option", { value: "" }, staticText("noRelease", this.#language) ?? "");
    this.#release.replaceChildren(
      ...(service === undefined ? [none] : names.map((name) => element("option", { value: name }, name))),
    );
    const canPick = service?.withRelease(releaseNames[0] ?? "") !== null && service !== undefined;
    this.#release.value = service?.release ?? "";
    this.#release.disabled = !canPick;
    const note = byId("release-note", HTMLParagraphElement);
    if (service === undefined) {
      note.textContent = "";
      return;
    }
    const { release, reason } = service;
    const language = this.#language;
    const known =
      reason === null
        ? text("named", language, { release })
        : text("assumed", language, { release, reason: text(`reason-${reason}`, language) });
    note.textContent = canPick ? known : `${known} ${text("cannotPick", language)}`;
  }

  #showTabs(): void {
    const { envFiles, findings } = this.#project;
    const open = this.#editor.open;
    const names = [...new Set([this.#core.composeFile, ...envFiles, ...Object.keys(this.#editor.texts), open])];
    const tabs = byId("tabs", HTMLDivElement);
    const hadFocus = tabs.contains(document.activeElement);
    tabs.replaceChildren(
      ...names.map((name) => {
        const count = findings.filter(({ at }) => at.file === name).length;
        const tab = element("button", { type: "button", role: "tab", tabIndex: name === open ? 0 : -1 }, name);
        if (count > 0) tab.append(" ", element("span", { className: "count" }, String(count)));
        tab.ariaSelected = String(name === open);
        tab.setAttribute("aria-controls", "editor");
        tab.onclick = () => this.#openTab(name);
        return tab;
      }),
    );
    if (hadFocus) this.#selectedTab()?.focus();
    const panel = byId("editor", HTMLDivElement);
    panel.ariaLabel = open;
    panel.querySelector(".cm-content")?.setAttribute("aria-label", text("editor", this.#language, { file: open }));
  }

  #selectedTab(): HTMLElement | null {
    return document.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]');
  }

  #openTab(name: string): void {
    this.#editor.show(name);
    this.#check();
    this.#selectedTab()?.focus();
  }

  /** The arrow keys choose among the tabs, as they do in every list of tabs. */
  #moveTab(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const tabs = [...document.querySelectorAll<HTMLElement>('[role="tab"]')];
    const at = tabs.findIndex((tab) => tab.ariaSelected === "true");
    if (step === undefined || at === -1) return;
    event.preventDefault();
    tabs[(at + step + tabs.length) % tabs.length]?.click();
  }
}

/** So that the page has the same language when it is loaded again. A page from the disk may not change its address. */
function keepInAddress(language: Language): void {
  if (location.protocol !== "file:") history.replaceState(null, "", languageQuery(language) + location.hash);
}

/** Where the core can't be loaded, the page can do nothing but say so. */
async function begin(language: Language): Promise<void> {
  try {
    await new Page(language, await coreOf(language)).start();
  } catch {
    byId("notice", HTMLParagraphElement).textContent = text("notLoaded", language);
  }
}

void begin(languageOfPage());
