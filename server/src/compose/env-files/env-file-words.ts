import { templateWords } from "../interpolate.js";
import type { EnvFileFault } from "../reasons.js";
import { goQuote } from "../yaml/go-text.js";

/** The words in which Compose refuses an env file; `path` as it should read. */
export function envFileWords(fault: EnvFileFault, path: string, format: "dotenv" | "raw" = "dotenv"): string {
  return `failed to ${format === "raw" ? "parse env_file" : "read"} ${path}: ${faultWords(fault)}`;
}

/** The same without the file. */
export function faultWords(fault: EnvFileFault): string {
  switch (fault.kind) {
    case "space-in-name":
      return `line ${fault.line}: key cannot contain a space`;
    case "nothing-to-export":
      return "zero length string";
    case "character-in-name":
      return `line ${fault.line}: unexpected character ${goQuote(fault.character)} in variable name ${goQuote(fault.name)}`;
    case "unclosed-quote":
      return `line ${fault.line}: unterminated quoted value ${fault.text}`;
    case "template":
      return templateWords(fault.failure);
    case "utf-16":
      return `line 1: unexpected character "\ufffd" in variable name "${fault.firstLine}"`;
    case "invalid-bytes":
      return `invalid utf8 bytes at line ${fault.line}`;
    case "no-name":
      return `no variable name on line '${fault.text}'`;
    case "blank-in-name":
      return `variable '${fault.name}' contains whitespaces`;
  }
}
