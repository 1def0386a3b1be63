import type { MessageTemplate } from "../../base/messages.js";
import { hasWord } from "../../base/text-search.js";
import { passThrough, renameEntry } from "../../compose/edit/edit.js";
import type { Mount, Variable } from "../../compose/types.js";
import { entryNear } from "../../instance/entry-near.js";
import { leftBehind, mailNameOfFile } from "../../instance/mislaid.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { addVariable, fix, removeEdits, removeVariable } from "../kit/fixes.js";
import { mountNameOf } from "../kit/mount-name.js";
import { qualify } from "../kit/qualify.js";
import { relatedTo } from "../kit/related-line.js";
import type { Severity } from "../kit/severity.js";
import type { Fix, Rule } from "../kit/types.js";

const messages = {
  fileVariable: {
    en: "Remove `{name}`, and mount the secret as `{folder}/{real}`.\nNo release of Plausible reads `{name}`; {release} reads a file only if it's named exactly like the variable.",
    "zh-cn":
      "请删除 `{name}`，并将 secret 挂载为 `{folder}/{real}`。\nPlausible 的任何版本都不读取 `{name}`；{release} 只读取与变量同名的文件。",
  },
  mount: {
    en: "Mount this file as `{folder}/{real}`.\nPlausible {release} doesn't read `{path}`: the file must be named exactly like the variable.",
    "zh-cn": "请将此文件挂载为 `{folder}/{real}`。\nPlausible {release} 不会读取 `{path}`：文件名必须与变量名完全一致。",
  },
  elsewhere: {
    en: "Mount this file as `{folder}/{real}`, or remove `CONFIG_DIR`.\nPlausible {release} doesn't read `{path}`: with `CONFIG_DIR` it looks in `{folder}` only.",
    "zh-cn":
      "请将此文件挂载为 `{folder}/{real}`，或删除 `CONFIG_DIR`。\nPlausible {release} 不会读取 `{path}`：设置 `CONFIG_DIR` 后，它只在 `{folder}` 中查找。",
  },
  noFiles: {
    en: "Pass `{real}` in the environment, or use a newer image.\nPlausible {release} doesn't read files, so `{shown}` has no effect.",
    "zh-cn": "请在环境变量中传入 `{real}`，或使用更新的镜像。\nPlausible {release} 不读取文件，因此 `{shown}` 不起作用。",
  },
  built: {
    en: "{finding} (The image is built here; its start script may read it.)",
    "zh-cn": "{finding}（镜像在本地构建，其启动脚本可能会读取它。）",
  },
  fixMount: { en: "Mount it as `{path}`", "zh-cn": "挂载为 `{path}`" },
  fixBare: { en: "Pass `{real}` from `.env` instead", "zh-cn": "改为从 `.env` 传入 `{real}`" },
  fixBoth: { en: "Mount it as `{real}`, and remove `{name}`", "zh-cn": "挂载为 `{real}`，并删除 `{name}`" },
} satisfies Record<string, MessageTemplate>;

/** A secret that Plausible does not find, because it looks for another name, or in another folder. */
export const secretName: Rule = {
  meta: {
    id: "secret-name",
    severity: "error",
    summary: {
      en: "A secret for a mail variable is not where Plausible looks for it.",
      "zh-cn": "邮件变量的 secret 不在 Plausible 查找的位置。",
    },
    fixable: true,
  },
  messages,
  check(view, report) {
    // The extra Elixir file may read anything.
    if (view.extraConfig) return;
    const folder = view.configDir;
    if (folder === null) return;
    for (const [name, variable] of view.service.environment) {
      const real = fileFormOf(view, name);
      if (real === null || isMentioned(view, name, name)) continue;
      const message = view.choice.release.readsSecretFiles ? messages.fileVariable : messages.noFiles;
      report({
        variable: name,
        at: variable.declared.key,
        ...weighed(view, message, real, { name, real, folder, shown: name }),
        related: relatedTo(view.service, variable).filter(({ at }) => at.file !== variable.declared.key.file),
        // Without the variable the secret alone would be left, which Plausible does not find either.
        fixes: [
          mountInstead(view, variable, folder, real) ?? passBare(view, variable, real) ?? manual(removeVariable(view, variable)),
        ],
      });
    }
    for (const [path, mount] of view.service.mounts) {
      const name = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : "";
      const real = name.includes("/") ? null : mailNameOfFile(view, name);
      if (real === null || (real === name && view.choice.release.readsSecretFiles)) continue;
      if (isMentioned(view, name, null)) continue;
      const place = mountNameOf(view.project, path, mount);
      const renamed = fix(messages.fixMount, { path: `${folder}/${real}` }, [place.rename(real)], true);
      const message = view.choice.release.readsSecretFiles ? messages.mount : messages.noFiles;
      report({
        variable: real,
        at: place.at,
        ...weighed(view, message, real, { path, real, folder, shown: path }),
        fixes: view.choice.release.readsSecretFiles ? [renamed] : [passInstead(view, real)],
      });
    }
    const isInUse = [...view.service.mounts.keys()].some((path) => path.startsWith(`${folder}/`));
    for (const [real, path, mount] of leftBehind(view)) {
      if (isMentioned(view, real, null)) continue;
      report({
        variable: real,
        at: mountNameOf(view.project, path, mount).at,
        ...weighed(view, messages.elsewhere, real, { path, real, folder }),
        fixes: [isInUse ? null : manual(removeVariable(view, view.variable("CONFIG_DIR")))],
      });
    }
  },
};

/** The mail variable that `NAME_FILE` is meant for; null where it is none. */
function fileFormOf(view: PlausibleInstance, name: string): string | null {
  return /_FILE$/i.test(name) ? mailNameOfFile(view, name) : null;
}

/**
 * Whether a name stands in the command, in a script that is mounted, or in the value of another variable: then whoever
 * wrote it has a use for it. For a file also `NAME_FILE` of a mail variable, of which this rule speaks by itself.
 */
function isMentioned({ service }: PlausibleInstance, name: string, self: string | null): boolean {
  if (service.commandLine.some((text) => mentions(text, name))) return true;
  for (const [path, { content }] of service.mounts) {
    if (!path.endsWith(`/${name}`) && content !== null && content.length < 100_000 && mentions(content, name)) return true;
  }
  return [...service.environment.values()].some((variable) => variable.name !== self && mentions(textOf(variable), name));
}

function mentions(text: string, name: string): boolean {
  return hasWord(
    text,
    name,
    (sign) => /[\w.-]/.test(sign),
    (sign) => /[\w-]/.test(sign),
  );
}

function textOf(variable: Variable): string {
  return (variable.state === "value" ? variable.value : variable.composed) ?? "";
}

/** An error where Plausible lacks the variable, a warning where it has it from elsewhere. */
function weighed(view: PlausibleInstance, message: MessageTemplate, real: string, values: Record<string, string>) {
  const severity: Severity = view.variable(real).state === "absent" ? "error" : "warning";
  // The note takes the finding's own values, its release among them.
  const finding = { message, values: { release: view.releaseName, ...values }, severity };
  return qualify(finding, view.service.hasBuild ? messages.built : null);
}

/** The secret that `NAME_FILE` points to, mounted under the name that Plausible looks for. */
function mountInstead(view: PlausibleInstance, variable: Variable, folder: string, real: string): Fix | null {
  if (!view.choice.release.readsSecretFiles || variable.state !== "value") return null;
  const mount: Mount | undefined = view.service.mounts.get(variable.value);
  if (mount === undefined || view.service.mounts.has(`${folder}/${real}`)) return null;
  if (!variable.value.startsWith(`${folder}/`)) return null;
  const renamed = mountNameOf(view.project, variable.value, mount).rename(real);
  const values = { real, name: variable.name };
  return fix(messages.fixBoth, values, [renamed, removeEdits(view, variable)], true);
}

/** `K_FILE=…` becomes a bare `K`, where nothing gives K yet. */
function passBare(view: PlausibleInstance, { declared }: Variable, real: string): Fix | null {
  if (view.variable(real).state !== "absent") return null;
  const edits = [passThrough(view.project, declared), renameEntry(view.project, declared, real)];
  return fix(messages.fixBare, { real }, edits, false);
}

function passInstead(view: PlausibleInstance, real: string): Fix | null {
  if (view.variable(real).state !== "absent") return null;
  const near = entryNear(view, ["SMTP_HOST_ADDR", "SMTP_HOST_PORT", "SMTP_USER_NAME", "MAILER_EMAIL"]);
  return addVariable(view, { name: real, value: null }, near?.form === "env-line" ? null : near);
}

function manual(made: Fix | null): Fix | null {
  return made === null ? null : { ...made, automatic: false };
}
