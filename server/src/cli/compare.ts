import { readMailerOutput } from "../plausible/elixir/elixir-reader.js";
import type { Term } from "../plausible/elixir/elixir-term.js";
import type { Io } from "./io.js";
import { cannot } from "./refusals.js";

/**
 * `--compare FILE|-`: what the call printed in the container.
 *
 * @throws CannotWork where the file cannot be read, or holds no such configuration
 */
export async function readContainer(file: string, io: Io): Promise<Term> {
  const term = readMailerOutput(await textOf(file, io));
  if (term !== null) return term;
  throw cannot("notInCompare", { path: file });
}

async function textOf(file: string, io: Io): Promise<string> {
  if (file === "-") return io.readStdin();
  const content = io.files.read(io.absolute(file));
  if (content.kind === "text") return content.text;
  throw cannot(content.kind === "missing" ? "noFile" : "cannotRead", { path: `--compare ${file}` });
}
