import { codes, type MessageTemplate } from "../../base/messages.js";
import type { TextEdit } from "../../base/text.js";
import { addEntries } from "../../compose/edit/edit.js";
import { dotenvToWrite, setInDotenv } from "../../compose/edit/secret.js";
import type { Entry, Project } from "../../compose/types.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { bareSetting, type Effect, readElsewhere, type SettingAfter, settingsEffect } from "../../instance/what-if.js";
import { fix } from "./fixes.js";
import type { Fix } from "./types.js";

const titles = {
  here: { en: "Add `{names}`, to be filled in", "zh-cn": "添加 `{names}`，值待填写" },
  inDotenv: { en: "Add `{names}` here and to `{file}`", "zh-cn": "在此处和 `{file}` 中添加 `{names}`" },
  inNewDotenv: { en: "Add `{names}` here and to a new `{file}`", "zh-cn": "在此处添加 `{names}`，并新建 `{file}`" },
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
  readonly place: "here" | "inDotenv" | "inNewDotenv" | "passedOn";
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
  if (near?.form === "env-line") {
    const lines = wanted.map((one) => ({ name: one.name, value: "value" in one ? one.value : one.sample }));
    const edits = addEntries(project, service, lines, near);
    return edits === null ? null : { edits, place: "here", file: "" };
  }
  const entries = wanted.map((one) => ({ name: one.name, value: "value" in one ? one.value : null }));
  const here = addEntries(project, service, entries, near ?? undefined);
  const asked = wanted.filter((one): one is AskedVariable => "sample" in one);
  const missing = asked.filter(({ name }) => !isSet(project, name));
  const lines = askedLines(project, asked);
  if (here === null || lines === null) return null;
  const dotenv = dotenvToWrite(project);
  const isNew = dotenv?.state === "missing" && missing.length > 0;
  const place = asked.length === 0 ? "here" : missing.length === 0 ? "passedOn" : isNew ? "inNewDotenv" : "inDotenv";
  const file = dotenv?.path.split("/").at(-1) ?? ".env";
  return { edits: [...here, ...lines], place, file };
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
  const lines = wanted.flatMap((one) =>
    "sample" in one && !isSet(project, one.name) ? { name: one.name, text: one.sample } : [],
  );
  return settingsEffect(...readElsewhere(service, lines), ...wanted.map((one) => [one.name, after(one)] as const));
}

/** Whether a bare name would bring in a text that is more than empty, as far as can be seen. */
function isSet({ dotenv, request }: Project, name: string): boolean {
  if ((request.processEnvironment?.get(name) ?? "") !== "") return true;
  const last = dotenv.flatMap(({ statements }) => statements).findLast((one) => one.name === name && one.value !== null);
  return last !== undefined && (last.value !== "" || last.unresolved.length > 0);
}
