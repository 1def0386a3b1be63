import { withoutTerminalCodes } from "../../base/terminal-codes.js";
/** One line of a log without what the road to us has put around it. */
export interface LogLine {
  /** The container that a collector names before the line (`plausible-1  | `); empty where none is named. */
  readonly source: string;
  /** When it was written, as the log has it; null where no time stands before the line. */
  readonly time: string | null;
  /** Whether an entry of the log certainly begins here. */
  readonly begins: boolean;
  /** `error`, `notice` …; null where the line does not tell. */
  readonly level: string | null;
  readonly text: string;
}

/**
 * Takes off what `docker logs`, `docker compose logs`, a journal or Kubernetes put before a line, colours, and the time and
 * level of Elixir's logger; unwraps lines that are JSON objects.
 *
 * `plausible-1  | 10:11:12.123 request_id=F1 [error] Failed to send e-mail` is
 * `{source: "plausible-1", time: "10:11:12.123", begins: true, level: "error", text: "Failed to send e-mail"}`.
 */
export function readLine(raw: string): LogLine {
  const plain = withoutTerminalCodes(raw);
  const { source, time: outer, text: inner } = withoutPrefixes(plain.replace(/\r$/, ""));
  const json = inner.startsWith("{") ? unwrapped(inner) : null;
  const text = json?.text ?? inner;
  const header = logger.exec(text);
  const time = outer ?? json?.time ?? header?.[1] ?? null;
  const level = header?.[2] ?? json?.level ?? null;
  const begins = header !== null || json?.whole === true;
  return { source, time, begins, level, text: header === null ? text : text.slice(header[0].length) };
}

/** `docker compose logs` before 2.0 writes `plausible_1`, later `plausible-1`; a table's bar would have no name before it. */
const composePrefix = /^([A-Za-z0-9][\w.-]*)\s+\| ?/;
const journalPrefix = /^([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d) \S+ ([\w./-]+?)(?:\[\d+\])?: /;
/** What platforms put there: dokku and Heroku, `kubectl logs --prefix`. */
const platformPrefix = /^(?:\[pod\/([\w.-]+)(?![\w.-])[^\]]*\] |app\[([\w.-]+)\]: )/;
const timestamp =
  /^\[?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)\]?(?: (?:stdout|stderr) [FP](?= ))? ?/;
/** `$time $metadata[$level] `, as every release has it; what quotes it may stand before. */
const logger =
  /^[\s>"'`]*(?:(\d\d:\d\d:\d\d(?:\.\d+)?)\s+)?(?:[a-z_]+=\S+\s+)*\[(debug|info|notice|warn|warning|error|critical|alert|emergency)\] ?/;

function withoutPrefixes(line: string): Pick<LogLine, "source" | "time" | "text"> {
  let text = line;
  let source = "";
  let time: string | null = null;
  // In any order, each once: `docker compose logs -t` names the container first, a collector behind it the time.
  for (let round = 0; round < 3; round += 1) {
    const dated: RegExpExecArray | null = time === null ? timestamp.exec(text) : null;
    if (dated !== null) {
      time = dated[1] ?? null;
      text = text.slice(dated[0].length);
      continue;
    }
    const named: RegExpExecArray | null = source === "" ? (composePrefix.exec(text) ?? platformPrefix.exec(text)) : null;
    if (named !== null) {
      source = named[1] ?? named[2] ?? "";
      text = text.slice(named[0].length);
      continue;
    }
    const journal: RegExpExecArray | null = round === 0 ? journalPrefix.exec(text) : null;
    if (journal === null) break;
    time = journal[1] ?? null;
    source = journal[2] ?? "";
    text = text.slice(journal[0].length);
  }
  return { source, time, text };
}

interface Unwrapped {
  /** The object holds an entry, not just a line of one. */
  readonly whole: boolean;
  readonly time: string | null;
  readonly level: string | null;
  readonly text: string;
}

/** `LOG_FORMAT=json` has an object for each entry, the files of Docker's own `json-file` driver one for each line. */
function unwrapped(line: string): Unwrapped | null {
  if (!line.trimEnd().endsWith("}")) return null; // as most lines that are none, and an exception costs more than the rest
  let object: unknown;
  try {
    object = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof object !== "object" || object === null) return null;
  const fields = object as Readonly<Record<string, unknown>>;
  const field = (...names: readonly string[]): string | null => {
    for (const name of names) if (typeof fields[name] === "string") return fields[name];
    return null;
  };
  const entry = field("message", "msg");
  const text = entry ?? field("log");
  if (text === null) return null;
  return {
    whole: entry !== null,
    text: text.replace(/\n$/, ""),
    time: field("time", "timestamp", "@timestamp", "date"),
    level: field("level", "severity"),
  };
}
