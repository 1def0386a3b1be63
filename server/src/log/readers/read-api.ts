import { apiProviders } from "../../plausible/tables/api-providers.js";
import { plainWords } from "../../smtp/verdict/plain-words.js";
import { quotedText, unquoted } from "./erlang-texts.js";
import { type EntryReading, masked, transportProblem } from "./what-was-read.js";

/** The adapters that send over a provider's web interface. */
export function readApi(text: string): EntryReading | null {
  const unset = /There was no (API key|api_key|domain) set for the (\w+) adapter/.exec(text);
  if (unset !== null) {
    const [sentence, what, service = ""] = unset;
    const provider = Object.values(apiProviders).find(({ name }) => name === service);
    const variable = (what === "domain" ? provider?.domainVariable : provider?.variable) ?? null;
    const exception = `** (ArgumentError) ${sentence}.`;
    if (variable !== null) return { what: { kind: "missing-key", variable, exception }, client: "api", logLine: exception };
  }
  const refused = /There was a problem sending the email through the (\w+) API/.exec(text);
  if (refused === null) return null;
  // What follows, "the params we sent", is the whole mail.
  const response = /Here is the response:\s*([^\n]*)/.exec(text)?.[1] ?? "";
  const body = new RegExp(`^${quotedText}`).test(response) ? unquoted(response) : response;
  const words = plainWords(masked(messageIn(body)), 200);
  // No answer, but the reason why there is none: `:nxdomain`.
  const problem = response.startsWith(":") ? (transportProblem(response)?.problem ?? null) : null;
  return {
    what: { kind: "api", service: refused[1] ?? "", words, problem },
    client: "api",
    logLine: `** (Bamboo.ApiError) ${refused[0]}. ${words}`.trimEnd(),
  };
}

/** What a provider's JSON says; the whole of it where it is none. */
function messageIn(body: string): string {
  return /"(?:message|Message|detail)"\s*:\s*"((?:\\.|[^"\\])*)"/.exec(body)?.[1] ?? body;
}
