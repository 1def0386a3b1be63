import type { Language, PagePlace } from "../../server/src/browser.js";
import { byId, element } from "./dom.js";
import { masked, type Texts, toFragment } from "./link.js";
import { text } from "./texts.js";

/** Copies a link to these texts; asks first where it would carry a password. */
export class Sharing {
  readonly #dialog = byId("secrets", HTMLDialogElement);
  readonly #field = byId("link-text", HTMLInputElement);
  #texts: Texts = {};
  #places: readonly PagePlace[] = [];
  #language: Language = "en";

  constructor() {
    const close = (then: () => Promise<void>) => () => {
      this.#dialog.close();
      void then();
    };
    byId("share-masked", HTMLButtonElement).onclick = close(() => this.#copy(masked(this.#texts, this.#places)));
    byId("share-all", HTMLButtonElement).onclick = close(() => this.#copy(this.#texts));
    byId("share-cancel", HTMLButtonElement).onclick = close(async () => {});
  }

  async share(texts: Texts, secrets: readonly PagePlace[], language: Language): Promise<void> {
    this.#texts = texts;
    this.#places = secrets;
    this.#language = language;
    if (secrets.length === 0) return this.#copy(texts);
    const places = secrets.map(({ file, line }) => text("place", language, { file, line }));
    byId("secret-list", HTMLUListElement).replaceChildren(...[...new Set(places)].map((place) => element("li", {}, place)));
    this.#dialog.showModal();
  }

  /** Hides a link that no longer tells what is on the page. */
  forget(): void {
    byId("link", HTMLDivElement).hidden = true;
  }

  async #copy(texts: Texts): Promise<void> {
    const { origin, pathname } = location;
    this.#field.value = `${origin === "null" ? "file://" : origin}${pathname}${languageQuery(this.#language)}${await toFragment(texts)}`;
    byId("link", HTMLDivElement).hidden = false;
    const copied = await navigator.clipboard.writeText(this.#field.value).then(
      () => true,
      () => false, // no permission: the link is there to be copied by hand
    );
    byId("link-note", HTMLLabelElement).textContent = text(copied ? "copied" : "copyThis", this.#language);
    this.#field.focus();
    this.#field.select();
  }
}

/** The part of an address that chooses the language of the page. */
export function languageQuery(language: Language): string {
  return language === "en" ? "?lang=en" : "?lang=zh-cn";
}
