import type { Language, MessageTemplate } from "../../base/messages.js";
import type { CommandShape, OptionShape } from "../command-shape.js";

const texts = {
  name: { en: "NAME", "zh-cn": "名称" },
  synopsis: { en: "SYNOPSIS", "zh-cn": "概要" },
  description: { en: "DESCRIPTION", "zh-cn": "描述" },
  command: { en: "command", "zh-cn": "命令" },
  commands: { en: "COMMANDS", "zh-cn": "命令" },
  summary: {
    en: "check the mail settings of self-hosted Plausible Analytics",
    "zh-cn": "检查自行托管的 Plausible Analytics 的邮件设置",
  },
  seeAlso: { en: "SEE ALSO", "zh-cn": "参见" },
} satisfies Record<string, MessageTemplate>;

/** The manual page, for `man`: what `--help` says of the program and of every command. */
export function manualPage(about: CommandShape, commands: readonly CommandShape[], version: string, language: Language): string {
  const say = (key: keyof typeof texts) => texts[key][language];
  const lines = [
    `.TH PLAUSIBLE\\-MAIL 1 "" "plausible\\-mail ${escaped(version)}"`,
    `.SH ${say("name")}`,
    `plausible\\-mail \\- ${escaped(say("summary"))}`,
    `.SH ${say("synopsis")}`,
    `.B plausible\\-mail`,
    `.I ${say("command")}`,
    "[\\fIPATH\\fR ...] [\\fIOPTIONS\\fR]",
    `.SH ${say("description")}`,
    ...paragraph(about.description),
    ...preformatted(about.after),
    `.SH ${say("commands")}`,
    ...commands.flatMap(commandOf),
    `.SH ${say("seeAlso")}`,
    ".BR docker (1)",
  ];
  return `${lines.join("\n")}\n`;
}

function commandOf({ name, description, arguments: args, options, after }: CommandShape): string[] {
  const listed = args.map((argument) => ` [\\fI${escaped(argument.name)}\\fR${argument.repeatable ? " ..." : ""}]`).join("");
  return [
    `.SS ${escaped(name)}${listed}`,
    ...paragraph(description),
    ...args.flatMap((argument) => [".TP", `.I ${escaped(argument.name)}`, ...paragraph(argument.description)]),
    ...options.flatMap((option) => [".TP", flagsOf(option), ...paragraph(option.description), ...choicesOf(option)]),
    ...preformatted(after),
  ];
}

function flagsOf({ short, long, value }: OptionShape): string {
  const flags = [short, long].filter((flag) => flag !== null).map((flag) => `\\fB${escaped(flag)}\\fR`);
  return flags.join(", ") + (value === null ? "" : ` \\fI${escaped(value)}\\fR`);
}

function choicesOf({ choices }: OptionShape): string[] {
  // A list of all rules is none for a page.
  return choices === null || choices.length > 12 ? [] : [".br", escaped(choices.join(", "))];
}

function paragraph(text: string): string[] {
  return text.split("\n").flatMap((line, index) => [...(index === 0 ? [] : [".br"]), escaped(line)]);
}

function preformatted(text: string): string[] {
  return text.trim() === "" ? [] : [".PP", ".nf", ...text.trim().split("\n").map(escaped), ".fi"];
}

/** Text as roff shows it: no escapes of its own, no line that begins with a request. */
function escaped(text: string): string {
  return text.replace(/\\/g, "\\e").replace(/-/g, "\\-").replace(/^[.']/, "\\&$&");
}
