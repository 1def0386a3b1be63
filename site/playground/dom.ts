import type { MessagePart } from "../../server/src/browser.js";

/** An element of the page. Throws where there is none: the page and its script belong together. */
export function byId<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`no ${type.name} #${id}`);
  return found;
}

/** A new element; texts become text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** A button with what it does. */
export function button(label: string, onclick: () => void, className = ""): HTMLButtonElement {
  return element("button", { type: "button", className, onclick }, label);
}

/** A message as it is read: code as code, each line its own. */
export function rendered(parts: readonly MessagePart[]): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const part of parts) {
    if (part.kind === "code") fragment.append(element("code", {}, part.text));
    else if (part.kind === "strong") fragment.append(element("strong", {}, part.text));
    else if (part.kind === "link") fragment.append(pageLink(part.target, part.text));
    else
      for (const [index, line] of part.text.split("\n").entries()) {
        if (index > 0) fragment.append(element("br"));
        fragment.append(line);
      }
  }
  return fragment;
}

/** A link that keeps this page, and what was typed into it, open. */
export function pageLink(href: string, text: string): HTMLAnchorElement {
  return element("a", { href, target: "_blank", rel: "noreferrer" }, text);
}
