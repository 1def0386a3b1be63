import { CST, Parser } from "yaml";
import { deepestNesting } from "../compose/yaml/nodes.js";

/**
 * Where collections are nested deeper than `deepestNesting`; null: nowhere. The library `yaml` composes them by recursion, and
 * the stack has an end; its tokens it makes without.
 */
export function tooDeepIn(text: string): number | null {
  const waiting: { readonly token: CST.Token | null | undefined; readonly depth: number }[] = Array.from(
    new Parser().parse(text),
    (token) => ({ token, depth: 0 }),
  ).reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { token, depth } = next;
    if (token?.type === "document") waiting.push({ token: token.value, depth });
    if (!CST.isCollection(token)) continue;
    if (depth >= deepestNesting) return token.offset;
    for (const { key, value } of token.items) waiting.push({ token: key, depth: depth + 1 }, { token: value, depth: depth + 1 });
  }
  return null;
}
