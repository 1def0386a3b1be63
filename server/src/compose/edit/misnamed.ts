import type { TextEdit } from "../../base/text.js";
import type { Entry, Project } from "../types.js";
import type { MisnamedEntry } from "../written-lines.js";
import { yamlScalar } from "./quoting.js";

/** Writes an entry so that it sets the name that was meant; null without its text. */
export function renameAsMeant(project: Project, entry: Entry, { kind, at }: MisnamedEntry): TextEdit[] | null {
  const written = project.files.get(at.file)?.slice(at.start, at.end);
  if (written === undefined) return null;
  switch (kind) {
    case "export": {
      const [lead = ""] = /^\S+\s+/.exec(written) ?? [];
      return [{ ...at, end: at.start + lead.length, newText: "" }];
    }
    case "no-blank": {
      const place = at.start + written.indexOf(":") + 1;
      return [{ file: at.file, start: place, end: place, newText: " " }];
    }
    case "colon": {
      const [lead = "", name = ""] = /^(\w+)\s*:[ \t]*/.exec(written) ?? [];
      const rest = written.slice(lead.length);
      // Quotes around the value alone would stay in it.
      const [, , inner] = (entry.quotes === "none" && /^(["'])(.*)\1$/.exec(rest)) || [];
      if (inner !== undefined) return [{ ...at, newText: yamlScalar(`${name}=${inner}`, { flow: entry.flow, typed: false }) }];
      return [{ ...at, end: at.start + lead.length, newText: rest === "" ? name : `${name}=` }];
    }
  }
}
