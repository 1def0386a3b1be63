import { codes, type MessageTemplate } from "../../base/messages.js";
import { renameAsMeant } from "../../compose/edit/misnamed.js";
import { unfold } from "../../compose/edit/unfold.js";
import type { Entry } from "../../compose/types.js";
import { type MalformedEntry, malformedEntries } from "../../instance/malformed-entries.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { textAt } from "../../instance/references.js";
import { isReadBy, variableNamed } from "../../plausible/tables/variables.js";
import { fix, removeLine } from "../kit/fixes.js";
import type { Fix, Rule } from "../kit/types.js";

const messages = {
  colon: {
    en: "`- {names}:…` is a bare name to Docker Compose, so Plausible {release} is not given `{names}`. Write `- {names}=…`.",
    "zh-cn":
      "Docker Compose 把 `- {names}:…` 当作只有变量名的项，因此 Plausible {release} 得不到 `{names}`。请写 `- {names}=…`。",
  },
  "no-blank": {
    en: "`{names}:…` has no blank after its colon, so all of it is a name and Plausible {release} is not given `{names}`. Write `{names}: …`.",
    "zh-cn": "`{names}:…` 的冒号后没有空格，整体成了变量名，Plausible {release} 得不到 `{names}`。请写 `{names}: …`。",
  },
  export: {
    en: "A list item is no line of a shell: the variable is called `{written}`, and Plausible {release} is not given `{names}`. Write `- {names}=…`.",
    "zh-cn": "列表项不是 shell 命令：变量名成了 `{written}`，Plausible {release} 得不到 `{names}`。请写 `- {names}=…`。",
  },
  folded: {
    en: "This line has no dash of its own level, so YAML takes it for a part of the entry above: Plausible {release} is given a wrong `{upper}`, and no `{names}`. Begin the line with `- `, under the dash above.",
    "zh-cn":
      "该行没有与上一项对齐的短横线，YAML 会把它并入上一项：Plausible {release} 得到错误的 `{upper}`，而得不到 `{names}`。请让该行以 `- ` 开头，并与上方的短横线对齐。",
  },
  foldedPair: {
    en: "This line is indented below the entry above and has no colon, so YAML takes it for a part of that value: Plausible {release} is given a wrong `{upper}`, and no `{names}`. Write `{names}: …` at the level above.",
    "zh-cn":
      "该行缩进在上一项之下且没有冒号，YAML 会把它并入上一项的值：Plausible {release} 得到错误的 `{upper}`，而得不到 `{names}`。请在上一级写成 `{names}: …`。",
  },
  foldedFlow: {
    en: "No comma stands before this line, so YAML takes it for a part of the entry above: Plausible {release} is given a wrong `{upper}`, and no `{names}`. End the line above with a comma.",
    "zh-cn":
      "该行之前缺少逗号，YAML 会把它并入上一项：Plausible {release} 得到错误的 `{upper}`，而得不到 `{names}`。请在上一行末尾加上逗号。",
  },
  foldedFlowPair: {
    en: "No comma stands before this line, so YAML takes it for a part of the value above: Plausible {release} is given a wrong `{upper}`, and no `{names}`. End the line above with a comma, and write `{names}: …`.",
    "zh-cn":
      "该行之前缺少逗号，YAML 会把它并入上一项的值：Plausible {release} 得到错误的 `{upper}`，而得不到 `{names}`。请在上一行末尾加上逗号，并写成 `{names}: …`。",
  },
  fixForm: { en: "Make it set `{names}`", "zh-cn": "改为设置 `{names}`" },
  fixRemove: { en: "Remove it: `{names}` is set already", "zh-cn": "删除该项：`{names}` 已设置" },
} satisfies Record<string, MessageTemplate>;

/** An entry of `environment` that sets something else than was meant. */
export const malformedEntry: Rule = {
  meta: {
    id: "malformed-entry",
    severity: "error",
    summary: {
      en: "An entry is written so that it sets something else than the variable that was meant.",
      "zh-cn": "条目的写法有误，设置的不是想要的变量。",
    },
    fixable: true,
    turn: "entry",
  },
  messages,
  check(view, report) {
    if (view.extraConfig) return;
    for (const found of malformedEntries(view.project, view.service)) {
      const { kind, at, variable } = found;
      const names = found.names.filter((name) => isRead(view, name));
      const upper = found.kind === "folded" ? found.folded.upper : null;
      const [first] = names;
      if (first === undefined) continue;
      const others = names.filter((name) => name !== upper);
      report({
        variable: upper ?? first,
        at,
        message: kind === "folded" ? foldedMessage(variable.declared) : messages[kind],
        values: {
          names: others.length === 0 ? first : codes(others),
          ...(kind === "export" ? { written: textAt(view.project, variable.declared.key) } : {}),
          ...(upper === null ? {} : { upper }),
        },
        fixes: [isSetAlready(view, found) ? removeFix(view, found) : formFix(view, found)],
      });
    }
  },
};

function foldedMessage({ form, flow }: Entry): MessageTemplate {
  if (form === "map-pair") return flow ? messages.foldedFlowPair : messages.foldedPair;
  return flow ? messages.foldedFlow : messages.folded;
}

/** Whether this release reads the name, as far as its adapter is known. */
function isRead({ choice, adapter }: PlausibleInstance, name: string): boolean {
  const fact = variableNamed(name);
  return fact !== null && isReadBy(fact, choice.release, adapter);
}

function isSetAlready({ service }: PlausibleInstance, { kind, names }: MalformedEntry): boolean {
  return kind !== "folded" && names.every((name) => service.environment.has(name));
}

function removeFix({ project }: PlausibleInstance, { names, variable }: MalformedEntry): Fix | null {
  return fix(messages.fixRemove, { names: codes(names) }, [removeLine(project, variable.declared)], false);
}

/** The form that sets what was meant. */
function formFix({ project }: PlausibleInstance, found: MalformedEntry): Fix | null {
  const { declared } = found.variable;
  const edits =
    found.kind === "folded"
      ? unfold(declared, found.folded.lines, project.files.get(found.at.file))
      : renameAsMeant(project, declared, found.misnamed);
  return fix(messages.fixForm, { names: codes(found.names) }, [edits], true);
}
