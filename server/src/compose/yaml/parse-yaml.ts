import { readFullYaml } from "./full-yaml.js";
import type { YamlDocument } from "./nodes.js";
import { readPlainYaml } from "./plain-yaml.js";

/** Parses a text; whatever it holds, the answer is documents and problems, never an exception. */
export function parseYaml(text: string): readonly YamlDocument[] {
  const plain = readPlainYaml(text);
  return plain === null ? readFullYaml(text) : [plain];
}
