// What judges the texts speaks one language in each of its scripts, so that a visitor loads the texts of one.
import type { Language } from "../../server/src/browser.js";
import { element } from "./dom.js";

/** What such a script has. */
export type Core = typeof import("../../server/src/browser.js");

declare global {
  /** Set by the scripts that have been loaded. */
  var plausibleMail: Partial<Record<Language, Core>> | undefined;
}

/** Loads the core that speaks a language, unless it is there already. Rejects where its script can't be had. */
export function coreOf(language: Language): Promise<Core> {
  const src = `core.${language}.js`;
  return new Promise((resolve, reject) => {
    const known = globalThis.plausibleMail?.[language];
    if (known !== undefined) return resolve(known);
    // No module, so that a browser takes it from the disk too.
    const script = document.querySelector<HTMLScriptElement>(`script[src="${src}"]`) ?? element("script", { src });
    script.addEventListener("load", () => {
      const core = globalThis.plausibleMail?.[language];
      if (core === undefined) reject(new Error(src));
      else resolve(core);
    });
    script.addEventListener("error", () => {
      script.remove(); // so that it is asked for again the next time
      reject(new Error(src));
    });
    if (!script.isConnected) document.head.append(script);
  });
}

/** What the address asks for, else what the browser does. */
export function languageOfPage(): Language {
  const wanted = new URLSearchParams(location.search).get("lang") ?? navigator.language;
  return /^zh/i.test(wanted) ? "zh-cn" : "en";
}
