import type { MessageTemplate } from "../../base/messages.js";
import type { Location, TextEdit } from "../../base/text.js";
import type { Entry, EnvFile, Mount, Origin } from "../../compose/types.js";
import { valueOnLine } from "../../compose/written-lines.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { textAt } from "../../instance/references.js";
import { type EnvironmentVariable, isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { isReadBy, variables } from "../../plausible/tables/variables.js";
import { effectOn, effects } from "../kit/effects-of-text.js";
import { fix } from "../kit/fixes.js";
import { type LooseDollars, looseDollars, type Writing } from "../kit/loose-dollars.js";
import { relatedTo } from "../kit/related-line.js";
import type { Fix, RelatedLocation, Rule } from "../kit/types.js";

const messages = {
  cut: {
    en: "`{name}` contains an unescaped `$`. {advice}\nDocker Compose takes it and the letters after it for a variable that nothing sets, and drops them. {effect}",
    "zh-cn":
      "`{name}` 含有未转义的 `$`。{advice}\nDocker Compose 会把它及其后的字母当作变量，而该变量没有设置，于是将其略去。{effect}",
  },
  refused: {
    en: "`{name}` contains a `$` that Docker Compose can't read. {advice}\nIt refuses the project, so Plausible {release} doesn't start.",
    "zh-cn": "`{name}` 含有 Docker Compose 无法解析的 `$`。{advice}\n它会拒绝该项目，Plausible {release} 不会启动。",
  },
  write: { en: "Use `$$` for a dollar sign.", "zh-cn": "请用 `$$` 表示美元符号。" },
  quote: {
    en: "Put the value in single quotes.",
    "zh-cn": "请把值放进单引号。",
  },
  fixDouble: { en: "Use `$$` in `{name}`", "zh-cn": "在 `{name}` 中写成 `$$`" },
  fixQuote: { en: "Put `{name}` in single quotes", "zh-cn": "把 `{name}` 的值放进单引号" },
} satisfies Record<string, MessageTemplate>;

/** A secret with a dollar in it that Compose takes for a reference. */
export const dollarInterpolation: Rule = {
  meta: {
    id: "dollar-interpolation",
    severity: "error",
    summary: {
      en: "A `$` in a password or key is taken for a variable, so part of it is lost.",
      "zh-cn": "密码或密钥中的 `$` 被当作变量，其中一部分会丢失。",
    },
    fixable: true,
    turn: "interpolation",
  },
  messages,
  check(view, report) {
    const refused = refusedPlaces(view);
    for (const fact of variables) {
      const { name, mail, secret } = fact;
      // What Compose refuses stops the project under any adapter, also where that stands in the broken file.
      if (!mail || !secret || !isReadBy(fact, view.choice.release, view.adapter)) continue;
      const found = refusedSecret(view, name, refused) ?? (view.reads(name) ? cutSecret(view, name) : null);
      if (found === null || (view.extraConfig && !found.dollars.refused)) continue;
      const { at, related, dollars, writing } = found;
      const inQuotes = quoteFix(view, name, found);
      report({
        variable: name,
        at,
        message: dollars.refused ? messages.refused : messages.cut,
        values: {
          name,
          effect: { template: effects[effectOn(view, name)], values: { release: view.releaseName } },
          advice: { template: writing === "yaml" || inQuotes === null ? messages.write : messages.quote, values: {} },
        },
        related,
        fixes: [inQuotes, doubleFix(name, found)],
      });
    }
  },
};

interface DollarSecret {
  /** The value as it is written, without its quotes. */
  readonly at: Location;
  readonly writing: Writing;
  readonly dollars: LooseDollars;
  readonly related: readonly RelatedLocation[];
}

/** A secret of which Compose leaves a part out. */
function cutSecret(view: PlausibleInstance, name: string): DollarSecret | null {
  const variable = view.variable(name);
  if (!isPlaced(variable) || variable.state !== "unknown") return null;
  const { secretFile } = variable;
  if (secretFile !== undefined) return cutFile(view, secretFile, relatedTo(view.service, variable));
  if (variable.composed === null) return null;
  return cutText(view, variable, { at: placeOf(variable), related: relatedTo(view.service, variable) });
}

/** The same for a file that Compose fills from a variable of `.env`. */
function cutFile(
  view: PlausibleInstance,
  { found }: Pick<Mount, "found">,
  related: readonly RelatedLocation[],
): DollarSecret | null {
  if (found?.origin.at == null) return null;
  return cutText(view, { origin: found.origin, unresolved: found.unresolved ?? [] }, { at: found.origin.at, related });
}

function cutText(
  view: PlausibleInstance,
  { origin, unresolved }: { readonly origin: Origin; readonly unresolved: readonly string[] },
  place: Pick<DollarSecret, "at" | "related">,
): DollarSecret | null {
  const { at, entry } = origin;
  if (at === null || entry === null || entry.value === null) return null;
  if (entry.form === "env-line" ? entry.quotes === "single" : textAt(view.project, entry.key).includes("$")) return null;
  const writing = writingOf(entry);
  const isUnset = (other: string) => unresolved.includes(other);
  const dollars = looseDollars(textAt(view.project, at), writing, isUnset);
  if (dollars === null || dollars.refused) return null;
  return { ...place, writing, dollars };
}

function writingOf({ form, quotes }: Entry): Writing {
  return form !== "env-line" ? "yaml" : quotes === "double" ? "env-double" : "env";
}

interface RefusedPlace {
  readonly at: Location;
  readonly inEnvFile: boolean;
  /** The file serves `${…}` and bare names only. */
  readonly isDotenv: boolean;
}

/** Where Compose stops at a text that stands for one value: it may be a dollar. */
function refusedPlaces({ project, service }: PlausibleInstance): RefusedPlace[] {
  const faults = (files: readonly EnvFile[], isDotenv: boolean) =>
    files.flatMap(({ fault }) => (fault === undefined ? [] : [{ at: fault, inEnvFile: true, isDotenv }]));
  return [
    ...service.errors
      .filter(({ reason }) => reason.kind === "interpolation" && reason.failure.kind === "invalid")
      .map(({ at }) => ({ at, inEnvFile: false, isDotenv: false })),
    ...faults(service.envFiles, false),
    ...faults(project.dotenv, true),
  ];
}

/** The line of such a place. Between single quotes of an env file a dollar is a dollar. */
function lineOf({ project }: PlausibleInstance, { at, inEnvFile }: RefusedPlace) {
  const line = valueOnLine(project, at, inEnvFile ? "env-file" : "compose-file");
  if (line === null || (inEnvFile && line.quote === "'")) return null;
  const writing: Writing = !inEnvFile ? "yaml" : line.quote === '"' ? "env-double" : "env";
  return { ...line, writing };
}

/** A secret in a line that Compose refuses for its dollar. */
function refusedSecret(view: PlausibleInstance, name: string, places: readonly RefusedPlace[]): DollarSecret | null {
  const variable = view.variable(name);
  for (const place of places) {
    const line = lineOf(view, place);
    if (line === null) continue;
    // A name of `.env` gives this variable its value where the service asks for it.
    const own: EnvironmentVariable | null = isPlaced(variable) && variable.secretFile === undefined ? variable : null;
    const asked = own?.state === "unknown" && own.unresolved.includes(line.name);
    if (place.isDotenv ? !asked : line.name !== name) continue;
    const dollars = looseDollars(textAt(view.project, line.at), line.writing, () => true);
    if (dollars?.refused !== true) continue;
    return { at: line.at, writing: line.writing, dollars, related: own === null ? [] : relatedFrom(view, own, line.at) };
  }
  return null;
}

function relatedFrom(view: PlausibleInstance, variable: EnvironmentVariable, at: Location): RelatedLocation[] {
  const elsewhere = variable.declared.at.file !== at.file;
  return elsewhere
    ? relatedTo(view.service, { ...variable, origin: { ...variable.origin, at, through: [variable.declared.at] } })
    : [];
}

/** In an env file single quotes keep everything as it is. */
function quoteFix({ project }: PlausibleInstance, name: string, { at, writing, dollars }: DollarSecret): Fix | null {
  const text = textAt(project, at);
  if (writing !== "env" || !dollars.allLiteral || /['\r\n]|\\$|\$\$/.test(text)) return null;
  return fix(messages.fixQuote, { name }, [[{ ...at, newText: `'${text}'` }]], true);
}

function doubleFix(name: string, { at, dollars }: DollarSecret): Fix | null {
  const edits = dollars.at.map((offset): TextEdit => {
    const place = at.start + offset;
    return { file: at.file, start: place, end: place, newText: "$" };
  });
  return fix(messages.fixDouble, { name }, [edits], true);
}
