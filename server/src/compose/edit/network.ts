import type { TextEdit } from "../../base/text.js";
import type { Project, Service } from "../types.js";

/** Adds a network to the service's own `networks`; null where its text cannot be added to. */
export function joinNetwork(project: Project, service: Service, network: string): readonly TextEdit[] | null {
  const [first] = service.pairs;
  const source = first === undefined ? undefined : project.files.get(first.at.file);
  if (first === undefined || source === undefined || first.flow) return null;
  const { text, eol } = source;
  const { file } = first.at;
  const lineEnd = (offset: number) => source.lineEnd(source.lineAt(offset));
  const insert = (at: number, newText: string): TextEdit[] => [{ file, start: at, end: at, newText }];
  const own = service.pairs.find(({ name }) => name === "networks");
  if (own === undefined) {
    const anchor = service.pairs.find(({ name }) => name === "image") ?? first;
    const indent = text.slice(source.lineStart(source.lineAt(anchor.at.start)), anchor.at.start);
    if (!/^ +$/.test(indent) || service.network.networks.some((name) => name !== "default")) return null;
    const lines = [`${indent}networks:`, `${indent}  - default`, `${indent}  - ${network}`].join(eol);
    return insert(lineEnd(text.slice(0, anchor.at.end).trimEnd().length), `${eol}${lines}`);
  }
  const { value } = own;
  if (value === null || value.file !== file) return null;
  const written = text.slice(value.start, value.end);
  if (/^\[\s*[^\s\]][^\]]*\]$/.test(written.trim())) {
    return insert(value.start + written.trimEnd().length - 1, `, ${network}`);
  }
  const indent = text.slice(source.lineStart(source.lineAt(value.start)), value.start);
  if (!/^ +$/.test(indent) || /^[[{&*!]/.test(written)) return null;
  const entry = written.startsWith("- ") ? `- ${network}` : `${network}:`;
  return insert(lineEnd(own.at.start), `${eol}${indent}${entry}`);
}
