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
    en: "Use `- {names}=…`: a list item takes `=`, not a colon.\nDocker Compose reads `- {names}:…` as a bare name, so Plausible {release} doesn't get `{names}`.",
    "zh-cn":
      "请写成 `- {names}=…`：列表项使用 `=`，而不是冒号。\nDocker Compose 把 `- {names}:…` 当作只有变量名的项，Plausible {release} 得不到 `{names}`。",
  },
  "no-blank": {
    en: "Add a space after the colon: `{names}: …`.\nWithout it, YAML takes all of `{names}:…` for a name, and Plausible {release} doesn't get `{names}`.",
    "zh-cn":
      "请在冒号后加一个空格：`{names}: …`。\n没有空格时，YAML 会把 `{names}:…` 整体当作变量名，Plausible {release} 得不到 `{names}`。",
  },
  export: {
    en: "Remove `export`: use `- {names}=…`.\nA list item isn't a shell command. The variable would be named `{written}`, and Plausible {release} doesn't get `{names}`.",
    "zh-cn":
      "请去掉 `export`，写成 `- {names}=…`。\n列表项不是 shell 命令。变量名会成为 `{written}`，Plausible {release} 得不到 `{names}`。",
  },
  folded: {
    en: "Start this line with `- `, aligned with the dash above.\nYAML takes it for a part of the entry above: Plausible {release} gets a wrong `{upper}`, and no `{names}`.",
    "zh-cn":
      "请让该行以 `- ` 开头，并与上方的短横线对齐。\nYAML 会把它并入上一项：Plausible {release} 得到错误的 `{upper}`，而得不到 `{names}`。",
  },
  foldedPair: {
    en: "Use `{names}: …`, aligned with the entry above.\nThis line is indented and has no colon, so YAML takes it for a part of the value above: Plausible {release} gets a wrong `{upper}`, and no `{names}`.",
    "zh-cn":
      "请写成 `{names}: …`，并与上一项对齐。\n该行缩进在上一项之下且没有冒号，YAML 会把它并入上一项的值：Plausible {release} 得到错误的 `{upper}`，而得不到 `{names}`。",
  },
  foldedFlow: {
    en: "Add a comma at the end of the line above.\nWithout it, YAML takes this line for a part of the entry above: Plausible {release} gets a wrong `{upper}`, and no `{names}`.",
    "zh-cn":
      "请在上一行末尾加上逗号。\n缺少逗号时，YAML 会把该行并入上一项：Plausible {release} 得到错误的 `{upper}`，而得不到 `{names}`。",
  },
  foldedFlowPair: {
    en: "Add a comma at the end of the line above, and use `{names}: …`.\nWithout it, YAML takes this line for a part of the value above: Plausible {release} gets a wrong `{upper}`, and no `{names}`.",
    "zh-cn":
      "请在上一行末尾加上逗号，并写成 `{names}: …`。\n缺少逗号时，YAML 会把该行并入上一项的值：Plausible {release} 得到错误的 `{upper}`，而得不到 `{names}`。",
  },
  fixForm: { en: "Make it set `{names}`", "zh-cn": "改为设置 `{names}`" },
  fixRemove: { en: "Remove it (`{names}` is already set)", "zh-cn": "删除该项（`{names}` 已设置）" },
} satisfies Record<string, MessageTemplate>;

/** An entry of `environment` that sets something else than was meant. */
export const malformedEntry: Rule = {
  meta: {
    id: "malformed-entry",
    severity: "error",
    summary: {
      en: "An entry is written so that it sets something other than the intended variable.",
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
