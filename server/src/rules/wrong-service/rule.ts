import { codes, type MessageTemplate } from "../../base/messages.js";
import { baseOf } from "../../base/paths.js";
import { addEntries, removeEntry } from "../../compose/edit/edit.js";
import { addEnvFile } from "../../compose/edit/env-file.js";
import type { Service, Variable } from "../../compose/types.js";
import { entryNear } from "../../instance/entry-near.js";
import { misplacedOn } from "../../instance/mislaid.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { indexOf } from "../../instance/project-index.js";
import { textAt } from "../../instance/references.js";
import { companionOf } from "../../plausible/tables/companions.js";
import { effectOf, fix, loadedEffect, type NewVariable } from "../kit/fixes.js";
import type { Fix, Rule } from "../kit/types.js";

const messages = {
  database: {
    en: "Move `{names}` to service `{service}`.\n`{other}` is a database and doesn't use them; Plausible {release} in `{service}` needs them.",
    "zh-cn":
      "请把 `{names}` 移到服务 `{service}`。\n`{other}` 是数据库，用不到它们；需要它们的是 `{service}` 中的 Plausible {release}。",
  },
  "mail-server": {
    en: "Move `{names}` to service `{service}`.\n`{other}` is a mail server and doesn't read them; Plausible {release} in `{service}` needs them.",
    "zh-cn":
      "请把 `{names}` 移到服务 `{service}`。\n`{other}` 是邮件服务器，不读取它们；需要它们的是 `{service}` 中的 Plausible {release}。",
  },
  related: { en: "service `{service}` needs it", "zh-cn": "服务 `{service}` 需要它" },
  fixMove: { en: "Move these settings to service `{service}`", "zh-cn": "将这些设置移到服务 `{service}`" },
  fixFile: { en: "Load `{file}` in service `{service}`", "zh-cn": "在服务 `{service}` 中加载 `{file}`" },
} satisfies Record<string, MessageTemplate>;

/** Mail settings in the environment of a database or mail server, while Plausible lacks them. */
export const wrongService: Rule = {
  meta: {
    id: "wrong-service",
    severity: "error",
    summary: {
      en: "Mail settings are set on a database or a mail server instead of Plausible.",
      "zh-cn": "邮件设置写在了数据库或邮件服务器上，而不是 Plausible 上。",
    },
    fixable: true,
  },
  messages,
  check(view, report) {
    for (const other of indexOf(view.project).companionsWithMail()) {
      const part = other.image === null ? null : companionOf(other.image.text);
      const misplaced = misplacedOn(view, other);
      if (part === null) continue;
      // In the order of the file, and where all of them can be moved together one finding is enough.
      misplaced.sort((a, b) => a.declared.key.start - b.declared.key.start);
      const [first] = misplaced;
      if (first === undefined) continue;
      const names = codes(misplaced.map(({ name }) => name));
      report({
        variable: first.name,
        at: first.declared.key,
        message: messages[part],
        values: { names, other: other.name, service: view.service.name },
        related: [{ at: view.service.nameAt, message: { template: messages.related, values: { service: view.service.name } } }],
        fixes: [first.envFileAt === null ? move(view, misplaced) : loadFile(view, other, first)],
      });
    }
  },
};

/** The entries out of one service and into the other, as they are written. */
function move(view: PlausibleInstance, misplaced: readonly Variable[]): Fix | null {
  const { project, service } = view;
  const added: NewVariable[] = [];
  for (const variable of misplaced) {
    const value = sourceOf(view, variable);
    if (value === undefined || variable.envFileAt !== null) return null;
    added.push({ name: variable.name, value });
  }
  const near = entryNear(view, ["SMTP_HOST_ADDR", "SMTP_HOST_PORT", "MAILER_ADAPTER", "MAILER_EMAIL", "BASE_URL"]);
  const target = near?.form === "env-line" ? undefined : (near ?? undefined);
  const names = codes(added.map(({ name }) => name));
  const removals = misplaced.map(({ declared }) => declared);
  const edits = [addEntries(project, service, added, target), removeAll(view, removals)];
  return fix(messages.fixMove, { names, service: service.name }, edits, true, effectOf(view, added));
}

/** Entries out of one section; the section with its key where they are all that it has. */
function removeAll({ project }: PlausibleInstance, entries: readonly Variable["declared"][]) {
  const edits = entries.map((entry) => removeEntry(project, entry));
  if (edits.some((edit) => edit === null)) return null;
  const owner = project.services.find(({ environmentSections }) =>
    environmentSections.some((section) =>
      entries.every((entry) => section.entries.some((own) => own.at.start === entry.at.start)),
    ),
  );
  const section = owner?.environmentSections[0];
  if (entries.length < 2 || section === undefined || section.entries.length > entries.length)
    return edits.flatMap((edit) => edit ?? []);
  const pair = owner?.pairs.find(({ name, at }) => name === "environment" && at.file === section.file);
  const source = project.files.get(section.file);
  if (pair === undefined || source === undefined || pair.flow) return null;
  const start = source.lineStart(source.lineAt(pair.at.start));
  const last = source.lineAt(pair.at.start + textAt(project, pair.at).trimEnd().length);
  return [{ file: section.file, start, end: source.lineStart(last + 1), newText: "" }];
}

/** A value as it is written, references included; null for a bare name, undefined where it cannot be told. */
function sourceOf({ project }: PlausibleInstance, { declared, ...variable }: Variable): string | null | undefined {
  if (declared.value === null) return null;
  const text = textAt(project, declared.value);
  if (declared.quotes === "none") return /[\r\n]/.test(text) ? undefined : text;
  return variable.state === "value" && !text.includes("$") ? variable.value : undefined;
}

function loadFile(view: PlausibleInstance, other: Service, { declared }: Variable): Fix | null {
  const { project, service } = view;
  const { file } = declared.at;
  const loaded = other.envFiles.find(({ path }) => path === file);
  if (loaded === undefined) return null;
  const values = { file: baseOf(file), service: service.name };
  return fix(messages.fixFile, values, [addEnvFile(project, service, file)], false, loadedEffect(view, loaded));
}
