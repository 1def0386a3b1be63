import { type ArgumentShape, type CommandShape, type OptionShape, takesFile } from "../command-shape.js";

/** The shells that completions are made for. */
export const shells = ["bash", "zsh", "fish"] as const;

/** A script that teaches a shell the commands, flags and values of the program. */
export function completionFor(shell: (typeof shells)[number], commands: readonly CommandShape[]): string {
  const make = { bash: forBash, zsh: forZsh, fish: forFish }[shell];
  return `${make(commands).join("\n")}\n`;
}

const program = "plausible-mail";

function flagsOf({ long, short }: OptionShape): readonly string[] {
  return short === null ? [long] : [short, long];
}

function forBash(commands: readonly CommandShape[]): string[] {
  return [
    `# bash completion of ${program}: eval "$(${program} completion bash)"`,
    "_plausible_mail() {",
    '  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" command="" each',
    '  for each in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
    `    case "$each" in ${commands.map(({ name }) => name).join("|")}) command="$each"; break ;; esac`,
    "  done",
    "  COMPREPLY=()",
    '  case "$command" in',
    ...commands.flatMap((command) => [`    ${command.name})`, ...bashOf(command).map((line) => `      ${line}`), "      ;;"]),
    `    *) COMPREPLY=($(compgen -W ${quoted([...commands.map(({ name }) => name), "--help", "--version"].join(" "))} -- "$word")) ;;`,
    "  esac",
    "}",
    `complete -o filenames -o bashdefault -F _plausible_mail ${program}`,
  ];
}

function bashOf({ options, arguments: args }: CommandShape): string[] {
  const values = options.filter(({ value }) => value !== null);
  const cases = values.map((option) => {
    const reply = option.choices === null ? (takesFile(option) ? files : ":") : words(option.choices);
    return `  ${flagsOf(option).join("|")}) ${reply}; return ;;`;
  });
  const plain = args.find(({ choices }) => choices !== null);
  return [
    'case "$before" in',
    ...cases,
    "esac",
    `if [[ "$word" == -* ]]; then ${words([...options.map(({ long }) => long), "--help"])}; return; fi`,
    args.length === 0 ? ":" : plain?.choices == null ? files : words(plain.choices),
  ];
}

const files = 'COMPREPLY=($(compgen -f -- "$word"))';

function words(list: readonly string[]): string {
  return `COMPREPLY=($(compgen -W ${quoted(list.join(" "))} -- "$word"))`;
}

function forZsh(commands: readonly CommandShape[]): string[] {
  return [
    `#compdef ${program}`,
    `# zsh completion of ${program}: in a folder of $fpath as _${program}, or eval "$(${program} completion zsh)"`,
    "_plausible_mail() {",
    "  local -a commands",
    "  commands=(",
    ...commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`),
    "  )",
    "  if (( CURRENT == 2 )); then",
    "    _describe command commands",
    "    return",
    "  fi",
    '  local command="$words[2]"',
    "  shift words; (( CURRENT-- ))",
    '  case "$command" in',
    ...commands.flatMap((command) => [
      `    ${command.name})`,
      "      _arguments -s \\",
      ...[...command.options.flatMap(zshOption), ...command.arguments.map(zshArgument)].map(
        (spec) => `        ${quoted(spec)} \\`,
      ),
      "        && return 0",
      "      ;;",
    ]),
    "  esac",
    "}",
    // As a file of $fpath it is the function itself, which is called for the first time by the key that completes.
    `if [[ "$funcstack[1]" == _${program} ]]; then _plausible_mail "$@"; else compdef _plausible_mail ${program}; fi`,
  ];
}

function zshOption(option: OptionShape): string[] {
  const told = `[${option.description.replace(/[[\]\\]/g, "\\$&").replace(/:/g, "\\:")}]`;
  const value = option.value === null ? "" : `:${option.value.replace(/[<>]/g, "").replace(/:/g, "\\:")}:${zshValues(option)}`;
  return flagsOf(option).map((flag) => `*${flag}${told}${value}`);
}

function zshArgument({ name, repeatable, choices }: ArgumentShape): string {
  return `${repeatable ? "*" : ""}:${name}:${choices === null ? "_files" : `(${choices.join(" ")})`}`;
}

function zshValues(option: OptionShape): string {
  if (option.choices !== null) return `(${option.choices.join(" ")})`;
  return takesFile(option) ? "_files" : " ";
}

function forFish(commands: readonly CommandShape[]): string[] {
  const names = commands.map(({ name }) => name).join(" ");
  const line = (...parts: readonly string[]) => ["complete", "-c", program, ...parts].join(" ");
  const none = quoted(`not __fish_seen_subcommand_from ${names}`);
  return [
    `# fish completion of ${program}: ${program} completion fish > ~/.config/fish/completions/${program}.fish`,
    ...commands.map(({ name, summary }) => line("-n", none, "-f", "-a", name, "-d", quoted(summary))),
    ...commands.flatMap(({ name, options, arguments: args }) => {
      const here = ["-n", quoted(`__fish_seen_subcommand_from ${name}`)];
      const flags = options.map((option) => {
        const short = option.short === null ? [] : ["-s", option.short.slice(1)];
        return line(...here, "-l", option.long.slice(2), ...short, ...fishValues(option), "-d", quoted(option.description));
      });
      const listed = args.flatMap(({ choices }) =>
        choices === null ? [] : [line(...here, "-f", "-a", quoted(choices.join(" ")))],
      );
      return [...flags, ...listed];
    }),
  ];
}

function fishValues(option: OptionShape): readonly string[] {
  if (option.value === null) return [];
  if (option.choices !== null) return ["-x", "-a", quoted(option.choices.join(" "))];
  return takesFile(option) ? ["-r", "-F"] : ["-x"];
}

/** A word of a shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
