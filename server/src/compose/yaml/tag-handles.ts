import type { ScannedTag } from "./scan-tags.js";
import type { TokenStream } from "./token-stream.js";

/** What the handles of tags stand for that a document declares. */
export type TagHandles = ReadonlyMap<string, string>;

const known: TagHandles = new Map([
  ["!", "!"],
  ["!!", "tag:yaml.org,2002:"],
]);

/** The lines with `%` above a document. */
export function readDirectives(tokens: TokenStream): TagHandles {
  const handles = new Map<string, string>();
  let hasVersion = false;
  for (let token = tokens.next; token.type === "directive" && tokens.problem === null; token = tokens.next) {
    const { directive } = token;
    if (directive.kind === "version") {
      if (hasVersion) tokens.fail("found duplicate %YAML directive", null);
      else if (directive.major !== 1 || directive.minor !== 1) tokens.fail("found incompatible YAML document", null);
      hasVersion = true;
    } else {
      if (handles.has(directive.handle)) tokens.fail("found duplicate %TAG directive", null);
      handles.set(directive.handle, directive.prefix);
    }
    tokens.take();
  }
  return handles;
}

/** A tag in full (`!!str` is `tag:yaml.org,2002:str`); null where nothing says what its handle stands for. */
export function tagName({ handle, suffix }: ScannedTag, handles: TagHandles): string | null {
  if (handle === "") return suffix;
  const prefix = handles.get(handle) ?? known.get(handle);
  return prefix === undefined ? null : prefix + suffix;
}
