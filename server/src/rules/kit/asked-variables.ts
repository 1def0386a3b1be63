import { codes, type MessageTemplate } from "../../base/messages.js";
import type { TextEdit } from "../../base/text.js";
import { addEntries } from "../../compose/edit/edit.js";
import { dotenvToWrite, setInDotenv } from "../../compose/edit/secret.js";
import type { Entry, Project, Service } from "../../compose/types.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isUnsetBareName } from "../../instance/unset-name.js";
import { bareSetting, type Effect, readElsewhere, type SettingAfter, settingsEffect } from "../../instance/what-if.js";
import { fix } from "./fixes.js";
import type { Fix } from "./types.js";

const titles = {
  here: { en: "Add `{names}`, to be filled in", "zh-cn": "添加 `{names}`，值待填写" },
  inDotenv: { en: "Add `{names}` here and to `{file}`", "zh-cn": "在此处和 `{file}` 中添加 `{names}`" },
  inNewDotenv: { en: "Add `{names}` here and to a new `{file}`", "zh-cn": "在此处添加 `{names}`，并新建 `{file}`" },
  onlyDotenv: { en: "Set `{names}` in `{file}`, to be filled in", "zh-cn": "在 `{file}` 中设置 `{names}`，值待填写" },
  passedOn: { en: "Pass on `{names}` from `{file}`", "zh-cn": "传入 `{file}` 中的 `{names}`" },
} satisfies Record<string, MessageTemplate>;

/** What stands for a value that only the user knows. It is a placeholder, which `placeholder-value` reports until it is replaced. */
export const toBeReplaced = "replace-me";

/** A new variable: with its value, or one whose value the user has yet to give. */
export type WantedVariable = { readonly name: string; readonly value: string } | AskedVariable;

interface AskedVariable {
  readonly name: string;
  /** A placeholder of the shape that the value has. */
  readonly sample: string;
}

/** Where the values that the user has to give are written. `file`: its name; null where nothing outside the service is written. */
export interface AskedEdits {
  readonly edits: readonly TextEdit[];
  readonly place: "here" | "inDotenv" | "inNewDotenv" | "onlyDotenv" | "passedOn";
  readonly file: string;
}

/**
 * New entries of a service for values that only the user knows. A bare name goes into the service, and a line with a
 * placeholder to where the project's values stand, unless that has the name already: `NAME=${NAME}` alone would bring an
 * empty text into the container, which breaks what worked without it. Beside an entry of an env file the placeholder
 * stands in that file. Null where the project's values cannot be written.
 */
export function askedEdits(
  { project, service }: Pick<PlausibleInstance, "project" | "service">,
  wanted: readonly WantedVariable[],
  near: Entry | null,
): AskedEdits | null {
  // What the service passes on already needs a line where the project's values stand, and nothing else.
  const own = wanted.filter(({ name }) => !isUnsetBareName(service.environment.get(name)));
  const beside = near?.form === "env-line";
  const entries = own.map((one) => ({
    name: one.name,
    value: "value" in one ? one.value : beside ? one.sample : null,
  }));
  const here = entries.length === 0 ? [] : addEntries(project, service, entries, near ?? undefined);
  const asked = linesOf(service, beside ? wanted.filter((one) => !own.includes(one)) : wanted);
  const lines = askedLines(project, asked);
  if (here === null || lines === null) return null;
  const dotenv = dotenvToWrite(project);
  const file = dotenv?.path.split("/").at(-1) ?? ".env";
  if (own.length === 0) return { edits: lines, place: "onlyDotenv", file };
  if (asked.length === 0) return { edits: here, place: "here", file: beside ? "" : file };
  const isNew = dotenv?.state === "missing" && lines.length > 0;
  const place = lines.length === 0 ? "passedOn" : isNew ? "inNewDotenv" : "inDotenv";
  return { edits: [...here, ...lines], place, file };
}

/** The lines that stand where the project's values do: what only the user knows, and what a bare name already asks for. */
function linesOf(service: Service, wanted: readonly WantedVariable[]): AskedVariable[] {
  return wanted.flatMap((one): AskedVariable[] => {
    if ("sample" in one) return [one];
    return isUnsetBareName(service.environment.get(one.name)) ? [{ name: one.name, sample: one.value }] : [];
  });
}

/** Lines with a placeholder where the project's values stand, for those that have none there; null where they cannot be written. */
export function askedLines(project: Project, asked: readonly AskedVariable[]): readonly TextEdit[] | null {
  const missing = asked.filter(({ name }) => !isSet(project, name));
  const lines = missing.map(({ name, sample }) => setInDotenv(project, name, sample));
  return lines.some((line) => line === null) ? null : lines.flatMap((line) => line ?? []);
}

/** The same as a fix of its own, whose title names what is added where. Never applied unasked. */
export function askFor(view: PlausibleInstance, wanted: readonly WantedVariable[], near: Entry | null): Fix | null {
  const made = askedEdits(view, wanted, near);
  if (made === null) return null;
  const names = codes(wanted.map(({ name }) => name));
  return fix(titles[made.place], { names, file: made.file }, [made.edits], false, askedEffect(view, wanted));
}

/** What the container gets once the user has replaced nothing yet. */
export function askedEffect(
  { project, service }: Pick<PlausibleInstance, "project" | "service">,
  wanted: readonly WantedVariable[],
): Effect {
  const after = (one: WantedVariable): SettingAfter => {
    if ("value" in one) return { text: one.value };
    const given = bareSetting(project, one.name);
    return given === null || (given !== "unseen" && given.text === "") ? { text: one.sample } : given;
  };
  const lines = linesOf(service, wanted).flatMap(({ name, sample }) => (isSet(project, name) ? [] : { name, text: sample }));
  return settingsEffect(...readElsewhere(service, lines), ...wanted.map((one) => [one.name, after(one)] as const));
}

/** Whether a bare name would bring in a text that is more than empty, as far as can be seen. */
function isSet({ dotenv, request }: Project, name: string): boolean {
  if ((request.processEnvironment?.get(name) ?? "") !== "") return true;
  const last = dotenv.flatMap(({ statements }) => statements).findLast((one) => one.name === name && one.value !== null);
  return last !== undefined && (last.value !== "" || last.unresolved.length > 0);
}
