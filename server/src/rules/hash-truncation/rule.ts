import { interpolate } from "../../compose/interpolate.js";
import type { Entry } from "../../compose/project.js";
import type { Location, TextEdit } from "../../compose/text.js";
import type { MessageTemplate } from "../../messages.js";
import { variables } from "../../plausible/variables.js";
import { effectOn, effects } from "../effects.js";
import { fix, setEdits, unsetVariable } from "../fixes.js";
import { isPlaceholder } from "../placeholder.js";
import { notes, qualify } from "../qualify.js";
import { textAt } from "../references.js";
import type { EnvironmentVariable, Fix, PlausibleService, Rule, VariableFact } from "../rule.js";
import { relaySettingsInForce } from "../smtp-settings.js";
import { isPlaced, placeOf, relatedTo } from "../value.js";

const messages = {
  cut: {
    en: "`{name}` ends before ` #`: without quotes the rest of the line is a comment. {effect} Put the value in quotes.",
    "zh-cn": "`{name}` 在 ` #` 处被截断：没有引号时，该行其余部分是注释。{effect}请给值加上引号。",
  },
  note: {
    en: "The note after `{name}=` is its value: an env file skips the blanks first, so no comment begins there. {effect} Write a value before the note, or remove the line.",
    "zh-cn": "`{name}=` 之后的说明成了它的值：env 文件会先跳过空白，因此该处不构成注释。{effect}请在说明前写上值，或删除该行。",
  },
  quote: { en: "Put all of `{name}` in quotes", "zh-cn": "给 `{name}` 的完整值加上引号" },
} satisfies Record<string, MessageTemplate>;

const relaySettings: readonly string[] = ["SMTP_HOST_PORT", "SMTP_HOST_SSL_ENABLED"];
/** Kinds of values that never begin with a `#`. In a name or password it may. */
const neverHash: readonly VariableFact["kind"][] = ["adapter", "boolean", "email", "host", "integer", "url"];

/** A value that a `#` cuts off, or that is a note meant as a comment. */
export const hashTruncation: Rule = {
  meta: {
    id: "hash-truncation",
    severity: "error",
    summary: {
      en: "A `#` cuts a password or key off, or a note behind an empty setting becomes its value.",
      "zh-cn": "`#` 截断了密码或密钥，或者空设置后面的说明成了它的值。",
    },
    fixable: true,
  },
  messages,
  check(view, report) {
    const force = relaySettingsInForce(view);
    for (const fact of variables) {
      const { name, mail } = fact;
      if (!mail || !view.reads(name)) continue;
      const isRelaySetting = relaySettings.includes(name);
      const variable = view.variable(name);
      if (!isPlaced(variable) || variable.secretFile !== undefined || (isRelaySetting && force === "no")) continue;
      const cut = fact.secret ? cutOf(view, variable) : null;
      if (cut === null && !isNote(fact, variable)) continue;
      const effect = effectOn(view, name);
      if (view.extraConfig && effect !== "boot") continue;
      const finding = {
        message: cut === null ? messages.note : messages.cut,
        severity: effect === "name" || effect === "dropped" ? "warning" : "error",
        values: { name, effect: { template: effects[effect], values: { release: view.releaseName } } },
      } as const;
      report({
        ...qualify(finding, isRelaySetting && force === "if-relay" ? notes.ifRelay : null),
        variable: name,
        at: cut?.at ?? placeOf(variable),
        related: relatedTo(view.service, variable),
        fixes: cut === null ? unsetVariable(view, variable, false) : [quoteFix(view, variable, cut)],
      });
    }
  },
};

interface Cut {
  /** What was meant as the value, from its first character on. */
  readonly at: Location;
  /** What the comment took of it, with the blanks before. */
  readonly lost: Location;
  /** The text that was meant. */
  readonly meant: string;
}

/** What a comment takes of a secret; null: nothing. An ordinary comment has a blank after its `#`. */
function cutOf(view: PlausibleService, { origin, state }: EnvironmentVariable): Cut | null {
  const { entry } = origin;
  const source = entry === null ? undefined : view.project.files.get(entry.at.file);
  if (entry === null || source === undefined || entry.quotes !== "none") return null;
  const value = entry.value ?? emptyValue(view, entry);
  if (value === null || value.file !== entry.at.file || (entry.value === null && state !== "unknown")) return null;
  const written = textAt(view.project, value);
  if (written.includes("\n") || isPlaceholder(written) || isReference(written)) return null;
  const line = source.text.slice(value.end, source.lineEnd(source.lineAt(value.end)));
  // In an env file only a blank makes a comment of a `#`, in YAML a tab too.
  const [, hidden] = (entry.form === "env-line" ? /^[ \t]* (?=#\S)(.*)$/ : /^[ \t]+(?=#\S)(.*)$/).exec(line) ?? [];
  if (hidden === undefined) return null;
  const taken = hidden.replace(/\s+#(?:\s.*)?$/, "").trimEnd();
  // Where nothing is left of the value, a note of several words is a note.
  if (written === "" && /\s/.test(taken)) return null;
  const end = value.end + line.indexOf(hidden) + taken.length;
  const start = written === "" ? value.end + line.indexOf(hidden) : value.start;
  const blanks = written === "" ? "" : line.slice(0, line.indexOf(hidden));
  const meant = `${written}${blanks}${taken}`.replaceAll("$$", "$");
  return { at: { file: value.file, start, end }, lost: { file: value.file, start: value.end, end }, meant };
}

/** Where the value of `K:` would stand. A bare list item or env line has no place for one. */
function emptyValue({ project }: PlausibleService, { form, key, flow }: Entry): Location | null {
  if (form !== "map-pair" || flow) return null;
  const colon = /^["']?[ \t]*:/.exec(textAt(project, { ...key, start: key.end, end: key.end + 20 }));
  if (colon === null) return null;
  const at = key.end + colon[0].length;
  return { file: key.file, start: at, end: at };
}

/** Whether a value takes its text from elsewhere: then what follows it is a comment. */
function isReference(written: string): boolean {
  const result = interpolate(written, () => undefined);
  if (!result.ok) return false;
  return result.sole !== null || result.references.some(({ span }) => written[span.start + 1] === "{");
}

/** Whether the value is a note: in an env file `K= # note` has no value before its comment. */
function isNote({ kind }: VariableFact, variable: EnvironmentVariable): boolean {
  const { entry } = variable.origin;
  if (variable.state !== "value" || entry?.form !== "env-line" || entry.quotes !== "none") return false;
  return (neverHash.includes(kind) ? /^#/ : /^#\s/).test(variable.value);
}

function quoteFix(view: PlausibleService, variable: EnvironmentVariable, { lost, meant }: Cut): Fix | null {
  const edits = setEdits(view, variable, meant);
  return edits === null ? null : fix(messages.quote, { name: variable.name }, [withRemoval(edits, lost)], true);
}

/** The edits with a removal that follows one of them directly: one edit of both, so that no order matters. */
function withRemoval(edits: readonly TextEdit[], { file, start, end }: Location): TextEdit[] {
  const before = edits.find((edit) => edit.file === file && edit.end === start);
  if (before === undefined) return [...edits, { file, start, end, newText: "" }];
  return edits.map((edit) => (edit === before ? { ...edit, end } : edit));
}
