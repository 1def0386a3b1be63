import assert from "node:assert/strict";
import { test } from "node:test";
import type { CommandShape } from "../command-shape.js";
import { completionFor } from "./completions.js";
import { manualPage } from "./manual.js";

const nothing = { short: null, value: null, choices: null };

/** Commands with every kind of option and argument, and with signs that shells and roff take for their own. */
const commands: readonly CommandShape[] = [
  {
    name: "lint",
    summary: "Check it's right",
    description: "Check.\n-x it",
    after: "Examples:\n  .lint\n",
    arguments: [{ name: "path", description: "A file.", repeatable: true, choices: null }],
    options: [
      { long: "--format", short: "-f", value: "<format>", description: "as: [text] or a\\b", choices: ["text", "json"] },
      { ...nothing, long: "--config", value: "<file>", description: "Its file" },
      { ...nothing, long: "--timeout", value: "<n:s>", description: "Seconds" },
      { ...nothing, long: "--quiet", short: "-q", description: "Less" },
    ],
  },
  {
    name: "completion",
    summary: "Completions",
    description: "Makes a script.",
    after: "\n",
    arguments: [{ name: "shell", description: "Which", repeatable: false, choices: ["bash", "zsh"] }],
    options: [],
  },
  {
    name: "idle",
    summary: "Nothing",
    description: "Does nothing.",
    after: "",
    arguments: [],
    options: [
      {
        ...nothing,
        long: "--rule",
        value: "<rule>",
        description: "One",
        choices: ["r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11", "r12"],
      },
    ],
  },
];

test("the script for bash", () => {
  assert.equal(
    completionFor("bash", commands),
    `# bash completion of plausible-mail: eval "$(plausible-mail completion bash)"
_plausible_mail() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="" each
  for each in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$each" in lint|completion|idle) command="$each"; break ;; esac
  done
  COMPREPLY=()
  case "$command" in
    lint)
      case "$before" in
        -f|--format) COMPREPLY=($(compgen -W 'text json' -- "$word")); return ;;
        --config) COMPREPLY=($(compgen -f -- "$word")); return ;;
        --timeout) :; return ;;
      esac
      if [[ "$word" == -* ]]; then COMPREPLY=($(compgen -W '--format --config --timeout --quiet --help' -- "$word")); return; fi
      COMPREPLY=($(compgen -f -- "$word"))
      ;;
    completion)
      case "$before" in
      esac
      if [[ "$word" == -* ]]; then COMPREPLY=($(compgen -W '--help' -- "$word")); return; fi
      COMPREPLY=($(compgen -W 'bash zsh' -- "$word"))
      ;;
    idle)
      case "$before" in
        --rule) COMPREPLY=($(compgen -W 'r0 r1 r2 r3 r4 r5 r6 r7 r8 r9 r10 r11 r12' -- "$word")); return ;;
      esac
      if [[ "$word" == -* ]]; then COMPREPLY=($(compgen -W '--rule --help' -- "$word")); return; fi
      :
      ;;
    *) COMPREPLY=($(compgen -W 'lint completion idle --help --version' -- "$word")) ;;
  esac
}
complete -o filenames -o bashdefault -F _plausible_mail plausible-mail
`,
  );
});

test("the script for zsh", () => {
  assert.equal(
    completionFor("zsh", commands),
    `#compdef plausible-mail
# zsh completion of plausible-mail: in a folder of $fpath as _plausible-mail, or eval "$(plausible-mail completion zsh)"
_plausible_mail() {
  local -a commands
  commands=(
    'lint:Check it'\\''s right'
    'completion:Completions'
    'idle:Nothing'
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command="$words[2]"
  shift words; (( CURRENT-- ))
  case "$command" in
    lint)
      _arguments -s \\
        '*-f[as\\: \\[text\\] or a\\\\b]:format:(text json)' \\
        '*--format[as\\: \\[text\\] or a\\\\b]:format:(text json)' \\
        '*--config[Its file]:file:_files' \\
        '*--timeout[Seconds]:n\\:s: ' \\
        '*-q[Less]' \\
        '*--quiet[Less]' \\
        '*:path:_files' \\
        && return 0
      ;;
    completion)
      _arguments -s \\
        ':shell:(bash zsh)' \\
        && return 0
      ;;
    idle)
      _arguments -s \\
        '*--rule[One]:rule:(r0 r1 r2 r3 r4 r5 r6 r7 r8 r9 r10 r11 r12)' \\
        && return 0
      ;;
  esac
}
if [[ "$funcstack[1]" == _plausible-mail ]]; then _plausible_mail "$@"; else compdef _plausible_mail plausible-mail; fi
`,
  );
});

test("the script for fish", () => {
  assert.equal(
    completionFor("fish", commands),
    `# fish completion of plausible-mail: plausible-mail completion fish > ~/.config/fish/completions/plausible-mail.fish
complete -c plausible-mail -n 'not __fish_seen_subcommand_from lint completion idle' -f -a lint -d 'Check it'\\''s right'
complete -c plausible-mail -n 'not __fish_seen_subcommand_from lint completion idle' -f -a completion -d 'Completions'
complete -c plausible-mail -n 'not __fish_seen_subcommand_from lint completion idle' -f -a idle -d 'Nothing'
complete -c plausible-mail -n '__fish_seen_subcommand_from lint' -l format -s f -x -a 'text json' -d 'as: [text] or a\\b'
complete -c plausible-mail -n '__fish_seen_subcommand_from lint' -l config -r -F -d 'Its file'
complete -c plausible-mail -n '__fish_seen_subcommand_from lint' -l timeout -x -d 'Seconds'
complete -c plausible-mail -n '__fish_seen_subcommand_from lint' -l quiet -s q -d 'Less'
complete -c plausible-mail -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh'
complete -c plausible-mail -n '__fish_seen_subcommand_from idle' -l rule -x -a 'r0 r1 r2 r3 r4 r5 r6 r7 r8 r9 r10 r11 r12' -d 'One'
`,
  );
});

test("the manual page, in English and Chinese", () => {
  const about: CommandShape = {
    name: "plausible-mail",
    summary: "",
    description: "About\nit.",
    after: "See -x\n.dot\n",
    arguments: [],
    options: [],
  };
  assert.equal(
    manualPage(about, commands, "1.2.3", "en"),
    `.TH PLAUSIBLE\\-MAIL 1 "" "plausible\\-mail 1.2.3"
.SH NAME
plausible\\-mail \\- check the mail settings of self\\-hosted Plausible Analytics
.SH SYNOPSIS
.B plausible\\-mail
.I command
[\\fIPATH\\fR ...] [\\fIOPTIONS\\fR]
.SH DESCRIPTION
About
.br
it.
.PP
.nf
See \\-x
\\&.dot
.fi
.SH COMMANDS
.SS lint [\\fIpath\\fR ...]
Check.
.br
\\-x it
.TP
.I path
A file.
.TP
\\fB\\-f\\fR, \\fB\\-\\-format\\fR \\fI<format>\\fR
as: [text] or a\\eb
.br
text, json
.TP
\\fB\\-\\-config\\fR \\fI<file>\\fR
Its file
.TP
\\fB\\-\\-timeout\\fR \\fI<n:s>\\fR
Seconds
.TP
\\fB\\-q\\fR, \\fB\\-\\-quiet\\fR
Less
.PP
.nf
Examples:
  .lint
.fi
.SS completion [\\fIshell\\fR]
Makes a script.
.TP
.I shell
Which
.SS idle
Does nothing.
.TP
\\fB\\-\\-rule\\fR \\fI<rule>\\fR
One
.SH SEE ALSO
.BR docker (1)
`,
  );
  const chinese = manualPage(about, [], "1.2.3", "zh-cn");
  assert.match(chinese, /^\.SH 名称\nplausible\\-mail \\- 检查.*\n\.SH 概要\n/m);
  assert.match(chinese, /^\.I 命令\n[\s\S]*\n\.SH 描述\n[\s\S]*\n\.SH 命令\n\.SH 参见\n/m);
});
