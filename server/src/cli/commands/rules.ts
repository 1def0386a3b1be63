import type { Command } from "commander";
import { isRuleId, ruleIds } from "../../base/ids.js";
import { quotedText } from "../../base/messages.js";
import { nearest } from "../../base/nearest.js";
import { rules } from "../../rules/index.js";
import type { ExitStatus, Io } from "../io.js";
import { pad } from "../terminal/text.js";
import { type CommonFlags, newCommand, surroundingsOf } from "./command.js";

/** `plausible-mail rules [ID]`: one line a rule, or the doc page of one. */
export function rulesCommand(io: Io, done: (status: ExitStatus) => void): Command {
  return newCommand("rules")
    .summary("list the rules, or explain one")
    .description("One line per rule, or the whole page of one.")
    .argument("[id]", "a rule")
    .action((id: string | undefined, flags: CommonFlags) => done(list(id, flags, io)));
}

function list(id: string | undefined, flags: CommonFlags, io: Io): ExitStatus {
  const { language } = surroundingsOf(flags, io);
  if (id === undefined) {
    const columns = Math.max(0, ...ruleIds.map((name) => name.length));
    for (const { meta } of Object.values(rules)) {
      io.stdout.write(
        `${pad(meta.id, columns)}  ${pad(meta.severity, 7)}  ${quotedText({ template: meta.summary, values: {} }, language)}\n`,
      );
    }
    return 0;
  }
  if (!isRuleId(id)) {
    const meant = nearest(id, ruleIds);
    const guess = meant === null ? "" : `; did you mean "${meant}"?`;
    io.stderr.write(`plausible-mail: no rule "${id}"${guess}\n`);
    return 2;
  }
  const page = (language === "zh-cn" ? io.readDoc(`docs/zh-cn/rules/${id}.md`) : null) ?? io.readDoc(`docs/rules/${id}.md`);
  if (page === null) {
    io.stderr.write(`plausible-mail: docs/rules/${id}.md is not part of this installation\n`);
    return 2;
  }
  io.stdout.write(page);
  return 0;
}
