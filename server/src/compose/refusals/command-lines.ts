/** What is open at some place of a command line. */
interface Open {
  double: boolean;
  single: boolean;
  back: boolean;
  /** `$(…)`. */
  command: boolean;
}

/**
 * Why Compose cannot take a command line apart, as mattn/go-shellwords does it: something is not closed, or a bracket stands where
 * none may. What follows a `;`, `&`, `|`, `<` or `>` is not looked at.
 */
export function commandLineProblem(line: string): string | null {
  const open: Open = { double: false, single: false, back: false, command: false };
  let before = "";
  let escaped = false;
  for (const sign of line) {
    const last = before;
    before = sign;
    if (escaped) {
      escaped = false;
      continue;
    }
    if (sign === "\\") {
      escaped = !open.single;
      before = open.single ? sign : last;
      continue;
    }
    if (isOutside(open) && /[;&|<>]/.test(sign)) return null;
    if (sign === "(" && !open.single && !open.double && !open.back && (open.command || last !== "$")) return refused;
    // Quotes are no part of a word.
    if (isQuote(sign, open)) before = last;
    note(sign, open);
  }
  return escaped || !isOutside(open) ? refused : null;
}

const refused = "invalid command line string";

const isOutside = ({ double, single, back, command }: Open) => !(double || single || back || command);

const isQuote = (sign: string, { single, double, command }: Open) =>
  !command && ((sign === '"' && !single) || (sign === "'" && !double));

function note(sign: string, open: Open): void {
  const quoted = open.single || open.double;
  if (sign === "`" && !quoted && !open.command) open.back = !open.back;
  else if (sign === ")" && !quoted && !open.back) open.command = !open.command;
  else if (sign === "(" && !quoted && !open.back) open.command = true;
  else if (sign === '"' && !open.single && !open.command) open.double = !open.double;
  else if (sign === "'" && !open.double && !open.command) open.single = !open.single;
}
