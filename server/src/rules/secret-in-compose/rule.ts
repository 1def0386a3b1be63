import type { MessageTemplate } from "../../base/messages.js";
import { baseOf, joinPath } from "../../base/paths.js";
import type { Location, TextEdit } from "../../base/text.js";
import { passThrough, removeEntry } from "../../compose/edit/edit.js";
import { addSecret, dotenvToWrite, setInDotenv } from "../../compose/edit/secret.js";
import type { Project, Service } from "../../compose/types.js";
import { foldedInto } from "../../instance/malformed-entries.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { indexOf } from "../../instance/project-index.js";
import { referencesOf, textAt } from "../../instance/references.js";
import { type EnvironmentVariable, isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { readElsewhere, settingsEffect } from "../../instance/what-if.js";
import { defaultConfigDir } from "../../plausible/boot/config-dir.js";
import { isPlaceholder } from "../../plausible/tables/placeholder.js";
import { variables } from "../../plausible/tables/variables.js";
import { fix } from "../kit/fixes.js";
import { cutOf } from "../kit/hash-cut.js";
import { looseDollars } from "../kit/loose-dollars.js";
import { edgesOf } from "../kit/outer-space.js";
import { relatedTo } from "../kit/related-line.js";
import { retypedFrom } from "../kit/retyped-scalar.js";
import type { Fix, Rule } from "../kit/types.js";

const messages = {
  finding: {
    en: "`{name}` is stored in plain text. Set it in `.env`, and keep a bare `{name}` here.\nCompose files are often shared and committed. Plausible {release} gets the same value from `.env`.",
    "zh-cn":
      "`{name}` 以明文存储。请在 `.env` 中设置它，此处只写变量名 `{name}`。\ncompose 文件常被共享和提交。从 `.env` 传入时，Plausible {release} 得到的值相同。",
  },
  findingOrSecret: {
    en: "`{name}` is stored in plain text. Move it to `.env`, or to a secret.\nCompose files are often shared and committed. Plausible {release} gets the same value from `.env` (with a bare `{name}` here), or from a secret named `{name}`.",
    "zh-cn":
      "`{name}` 以明文存储。请移到 `.env` 或 secret 中。\ncompose 文件常被共享和提交。从 `.env` 传入（此处只写变量名 `{name}`），或使用名为 `{name}` 的 secret，Plausible {release} 得到的值相同。",
  },
  fixDotenv: { en: "Move `{name}` to `{file}`", "zh-cn": "把 `{name}` 移到 `{file}`" },
  fixSecret: { en: "Move `{name}` to the secret `{file}`", "zh-cn": "把 `{name}` 移到 secret 文件 `{file}`" },
} satisfies Record<string, MessageTemplate>;

/** A password or API key in a compose file. */
export const secretInCompose: Rule = {
  meta: {
    id: "secret-in-compose",
    severity: "hint",
    summary: {
      en: "A password or API key is stored in plain text in a compose file.",
      "zh-cn": "密码或 API 密钥以明文存储在 compose 文件中。",
    },
    fixable: true,
    yieldsTo: {
      // There is no secret yet.
      onVariable: ["shell-syntax"],
    },
  },
  messages,
  check(view, report) {
    // What a container shows stands in no file.
    if (view.project.container) return;
    for (const { name, mail, secret } of variables) {
      if (!mail || !secret || !view.reads(name)) continue;
      const variable = view.variable(name);
      if (!isPlaced(variable) || variable.secretFile !== undefined || variable.origin.kind !== "environment") continue;
      const text = writtenText(view, variable);
      if (text === null || text.trim() === "" || isPlaceholder(text)) continue;
      report({
        variable: name,
        at: placeOf(variable),
        message: view.choice.release.readsSecretFiles ? messages.findingOrSecret : messages.finding,
        values: { name },
        related: relatedTo(view.service, variable),
        fixes: isWhole(view, variable) ? [dotenvFix(view, variable, text), secretFix(view, variable, text)] : [],
      });
    }
  },
};

/** Whether the entry holds the secret and nothing else: what a `#` cut off or a folded line added must be put right first. */
function isWhole(view: PlausibleInstance, variable: EnvironmentVariable): boolean {
  return cutOf(view, variable) === null && foldedInto(view.project, variable.declared) === null;
}

/** The secret that stands there, as it was meant; null where it comes from elsewhere. */
function writtenText(view: PlausibleInstance, variable: EnvironmentVariable): string | null {
  const text = retypedFrom(view, variable)?.written ?? literalText(view, variable);
  if (text === null) return null;
  // What other rules take off the value has no place in `.env` either.
  const bare = text.replace(/^(["'])(.*)\1$/s, "$2");
  return edgesOf(bare)?.inner ?? bare;
}

function literalText(view: PlausibleInstance, variable: EnvironmentVariable): string | null {
  if (variable.state === "value") return variable.value;
  const { at, entry } = variable.origin;
  if (at === null || entry === null || entry.value === null || variable.composed === null) return null;
  const written = textAt(view.project, at);
  const dollars = looseDollars(written, "yaml", (name) => variable.unresolved.includes(name));
  return dollars?.allLiteral === true && !/[\\\n]|''/.test(written) ? written.replaceAll("$$", "$") : null;
}

/** The value in `.env`, and a bare name (or the reference without its default) here. */
function dotenvFix(view: PlausibleInstance, variable: EnvironmentVariable, text: string): Fix | null {
  const { project } = view;
  const here = leaveHere(view, variable);
  const path = dotenvToWrite(project)?.path;
  if (here === null || path === undefined || project.request.processEnvironment?.has(here.asks) === true) return null;
  const there = setInDotenv(project, here.asks, text);
  const effect = settingsEffect(...readElsewhere(view.service, [{ name: here.asks, text }]));
  return fix(messages.fixDotenv, { name: variable.name, file: baseOf(path) }, [here.edits, there], false, effect);
}

interface Left {
  readonly edits: readonly TextEdit[] | null;
  /** The name that is asked for then. */
  readonly asks: string;
}

function leaveHere({ project }: PlausibleInstance, variable: EnvironmentVariable): Left | null {
  const { declared, origin, name } = variable;
  if (isWrittenOut(variable)) return { edits: passThrough(project, declared), asks: name };
  // The default of `${PW:-secret}` goes, the reference stays.
  const reference = referencesOf(project, variable).at(-1);
  if (reference === undefined || !/^:?-$/.test(reference.operator) || origin.at === null) return null;
  if (!endsWith(reference.at, origin.at) || !isAllOf(project, declared.value, reference.at)) return null;
  return { edits: [{ ...reference.at, newText: `\${${reference.name}}` }], asks: reference.name };
}

/** Whether the secret is the whole value of its entry, and not a default in a reference. */
function isWrittenOut({ state, declared, origin }: EnvironmentVariable): boolean {
  const isOwn = origin.entry?.at.start === declared.at.start && origin.entry.at.file === declared.at.file;
  return isOwn && (origin.through.length === 0 || state === "unknown");
}

/** Whether the inner place is what stands before the closing brace. */
function endsWith(outer: Location, inner: Location): boolean {
  return outer.file === inner.file && inner.end === outer.end - 1;
}

/** Whether a value is nothing but this, quotes aside. */
function isAllOf(project: PlausibleInstance["project"], value: Location | null, at: Location): boolean {
  return value !== null && textAt(project, value).replace(/^(["'])(.*)\1$/s, "$2") === textAt(project, at);
}

/** A file that Compose mounts as a secret named as the variable, which Plausible reads before the environment. */
function secretFix(view: PlausibleInstance, variable: EnvironmentVariable, text: string): Fix | null {
  const { project, service, choice } = view;
  const { readsSecretFiles, trimsSecretFiles } = choice.release;
  const folder = view.configDir;
  if (folder === null || !project.request.composeFiles.includes(service.nameAt.file)) return null;
  // Trimmed text is not the same text.
  if (!readsSecretFiles || text !== text.trim() || !isWrittenOut(variable)) return null;
  const sharing = servicesSharing(view, variable);
  if (sharing === null) return null;
  const path = `secrets/${variable.name}`;
  const target = folder === defaultConfigDir ? null : `${folder}/${variable.name}`;
  if (target !== null && !/^(?:\/[\w.-]+)+$/.test(target)) return null;
  const content = { file: joinPath(project.directory, path), start: 0, end: 0, newText: trimsSecretFiles ? `${text}\n` : text };
  const secret = { name: variable.name, source: `./${path}`, target };
  const parts = [removeEntry(view.project, variable.declared), addSecret(project, sharing, secret), [content]];
  return fix(messages.fixSecret, { name: variable.name, file: path }, parts, false);
}

function sharesText(project: Project, name: string): boolean {
  const find = (whole: Project) =>
    indexOf(whole)
      .sharingTexts()
      .some((service) => service.name === name);
  return indexOf(project).ask(`sharesText ${name}`, find);
}

/**
 * The services that lose the variable with its entry: this one, and those that have the same text by an anchor. Null where
 * not all of them would read the secret, or where one is given what another one is given already.
 */
function servicesSharing({ project, service }: PlausibleInstance, { name, declared }: EnvironmentVariable): Service[] | null {
  const index = indexOf(project);
  // Who shares no text at all need not know who does.
  const isSharing = sharesText(project, service.name);
  const others = (isSharing ? index.sharingTexts() : []).filter((other) => {
    const { at } = other === service ? { at: null } : (other.environment.get(name)?.declared ?? { at: null });
    return at?.start === declared.at.start && at.file === declared.at.file;
  });
  const extending = [service, ...others].some(({ pairs }) => pairs.some((pair) => pair.name === "extends"));
  const isAlike = others.every(({ image }) => image?.text === service.image?.text);
  return others.length > 0 && (extending || !isAlike) ? null : [service, ...others];
}
