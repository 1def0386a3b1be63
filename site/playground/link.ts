// A link that carries the texts: `#files=` and the texts as JSON, deflated, in base64url. Servers never see what follows a `#`.
import type { PagePlace } from "../../server/src/browser.js";

/** The texts of a project by their names. */
export type Texts = Readonly<Record<string, string>>;

const prefix = "#files=";
/** A link may come from anybody: what it unpacks to is bounded. */
const largest = 1_000_000;
const mostFiles = 12;

/** The fragment of a link that carries these texts. */
export async function toFragment(texts: Texts): Promise<string> {
  const packed = await piped(new TextEncoder().encode(JSON.stringify(texts)), new CompressionStream("deflate-raw"), Infinity);
  const base64 = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(""));
  return prefix + base64.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** The texts that a fragment carries; null: it carries none. Throws where they cannot be read. */
export async function fromFragment(fragment: string): Promise<Texts | null> {
  if (!fragment.startsWith(prefix)) return null;
  const base64 = fragment.slice(prefix.length).replace(/-/g, "+").replace(/_/g, "/");
  const packed = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  const json = new TextDecoder().decode(await piped(packed, new DecompressionStream("deflate-raw"), largest));
  const parsed: unknown = JSON.parse(json);
  if (typeof parsed !== "object" || parsed === null) throw new Error("no files");
  const entries = Object.entries(parsed);
  const isSound = entries.every(([name, value]) => isFileName(name) && typeof value === "string");
  if (!isSound || entries.length > mostFiles) throw new Error("no files");
  return Object.fromEntries(entries);
}

/** They make no word, and no run of crosses: that would be taken for a placeholder. */
const letters = ["k", "q", "v", "z", "w"];

/** The texts with the letters and digits of what stands at these places replaced: signs and length may be the very mistake. */
export function masked(texts: Texts, places: readonly PagePlace[]): Texts {
  const result = { ...texts };
  for (const { file, start, end } of places) {
    const text = result[file];
    if (text === undefined) continue;
    const hidden = text.slice(start, end).replace(/\p{L}|\p{N}/gu, (sign, at: number) => {
      const letter = letters[at % letters.length] ?? "";
      const shown = /\p{N}/u.test(sign) ? "7" : /\p{Lu}/u.test(sign) ? letter.toUpperCase() : letter;
      return shown.repeat(sign.length); // what stands behind it stays where it is
    });
    result[file] = text.slice(0, start) + hidden + text.slice(end);
  }
  return result;
}

/** A name of a file in the folder or below it. */
function isFileName(name: string): boolean {
  return name.length <= 100 && /^[\w.-]+(?:\/[\w.-]+)*$/.test(name) && !name.split("/").some((part) => /^\.{1,2}$/.test(part));
}

async function piped(bytes: Uint8Array<ArrayBuffer>, through: CompressionStream | DecompressionStream, most: number) {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(through).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > most) {
      await reader.cancel();
      throw new Error("too large");
    }
    chunks.push(value);
  }
  return new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
}
