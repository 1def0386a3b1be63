import assert from "node:assert/strict";
import { memoryFiles } from "../src/base/files.js";
import { type ClientFacts, Presentation } from "../src/editor/features/presentation.js";
import { ConfigSource } from "../src/editor/session/config-source.js";
import { OpenDocument } from "../src/editor/session/documents.js";
import { Session } from "../src/editor/session/session.js";

/** A client that can nearly everything, and speaks English. */
export const modernClient: ClientFacts = {
  language: "en",
  encoding: "utf-16",
  markdownHover: true,
  relatedInformation: true,
  codeDescription: true,
  versionedEdits: true,
  confirmsEdits: false,
  setsUpMail: false,
  createsFiles: true,
  appliesEdits: true,
  opensDocs: false,
  reviewsEdits: false,
  showsPages: false,
  docs: null,
};

/** An editor with one document open, of the files in `/srv`; a `¦` in one of their texts is the cursor. */
export function openIn(files: Readonly<Record<string, string>>, name = "compose.yml", facts: Partial<ClientFacts> = {}) {
  const texts = Object.fromEntries(Object.entries(files).map(([key, value]) => [`/srv/${key}`, value.replace("¦", "")]));
  const session = new Session(memoryFiles(texts), new ConfigSource(() => ({}), assert.fail));
  const text = texts[`/srv/${name}`] ?? assert.fail(name);
  const language = name.endsWith(".env") ? "dotenv" : "dockercompose";
  const document = new OpenDocument(`file:///srv/${name}`, language, 1, text, "utf-16");
  session.open(document);
  const present = new Presentation({ ...modernClient, ...facts }, (path) => session.document(path));
  const { path } = document;
  /** What a range of a document marks, as `compose.yml:3 "text"`. */
  const marked = (uri: string, { start, end }: { readonly start: Place; readonly end: Place }): string => {
    const lines = (texts[uri.replace("file://", "")] ?? "").split("\n").slice(start.line, end.line + 1);
    lines[lines.length - 1] = (lines.at(-1) ?? "").slice(0, end.character);
    lines[0] = (lines[0] ?? "").slice(start.character);
    return `${uri.replace("file:///srv/", "")}:${start.line + 1} ${JSON.stringify(lines.join("\n"))}`;
  };
  return {
    session,
    document,
    present,
    path,
    offset: (files[name] ?? "").indexOf("¦"),
    projects: session.projectsAt(path),
    marked,
  };
}

interface Place {
  readonly line: number;
  readonly character: number;
}

/** A compose file with one Plausible that boots, and these lines in its map. */
export function composeOf(lines: readonly string[], image = "ghcr.io/plausible/community-edition:v3.2.1"): string {
  const all = ["BASE_URL: https://stats.acme-widgets.org", `SECRET_KEY_BASE: ${"k".repeat(64)}`, ...lines];
  return `services:\n  plausible:\n    image: ${image}\n    environment:\n${all.map((line) => `      ${line}\n`).join("")}`;
}
