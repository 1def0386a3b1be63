import { CompletionItemKind } from "vscode-languageserver-types";
import { listed, type MessageTemplate } from "../../base/messages.js";
import type { Entry, EnvironmentSection } from "../../compose/types.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { adaptersThatRead, defaultOf, variableNamed, variables } from "../../plausible/tables/variables.js";
import type { Spot } from "./cursor-line.js";
import type { Reached } from "./reached.js";
import type { Say, Suggestion } from "./suggestion.js";

const texts = {
  default: { en: "default: {value}", "zh-cn": "默认值：{value}" },
  ignored: { en: "not used with {adapter}", "zh-cn": "{adapter} 不使用" },
  wanted: { en: "read by service {services}", "zh-cn": "服务 {services} 会读取" },
} satisfies Record<string, MessageTemplate>;

type NameSpot = Extract<Spot, { kind: "name" }>;

/** The names that these services read and that are not set yet, those of mail first. */
export function namesFor(reached: readonly Reached[], spot: NameSpot, say: Say): readonly Suggestion[] {
  const [first] = reached;
  if (first === undefined) return [];
  const { view, section, sets } = first;
  const end = spot.hasValue ? "" : endingOf(spot, section);
  const rows = variables
    .filter((fact) => adaptersThatRead(fact, view.choice.release) !== null && !sets(fact.name))
    .map((fact) => ({ fact, read: view.adapter === null || view.reads(fact.name) }))
    .toSorted((a, b) => Number(b.read) - Number(a.read) || Number(b.fact.mail) - Number(a.fact.mail));
  return rows.map(({ fact, read }) => ({
    label: fact.name,
    kind: CompletionItemKind.Property,
    detail: read ? defaultText(view, fact.name, say) : say(texts.ignored, { adapter: view.adapter ?? "" }),
    newText: `${spot.lead}${fact.name}${end}`,
    filter: fact.name,
    ...(read ? {} : { ignored: true }),
    about: aboutVariable(view, fact.name),
  }));
}

/** What `completionItem/resolve` needs to tell of a variable. */
function aboutVariable({ choice, adapter }: PlausibleInstance, variable: string) {
  return { variable, release: choice.release.name, adapter };
}

function defaultText(view: PlausibleInstance, name: string, say: Say): string {
  const fact = variableNamed(name);
  const value = fact === null ? null : defaultOf(fact, view.choice.release, view.adapter);
  return value === null ? "" : say(texts.default, { value });
}

/** What stands between a name and its value, as the neighbours are written; nothing where they are bare names. */
function endingOf({ form, start, end }: NameSpot, section: EnvironmentSection | null): string {
  if (form === "env-line") return "=";
  // The typed line itself, or what stands in for it, is no example.
  const isExample = (entry: Entry) => entry.form === form && !(entry.at.start <= end && start <= entry.at.end);
  const entries = (section?.entries ?? []).filter(isExample);
  const bare = entries.filter(({ value }) => value === null).length;
  const isBare = bare > 0 && bare >= entries.length - bare;
  if (form === "map-pair") return isBare ? ":" : ": ";
  return isBare ? "" : "=";
}

/** The names that compose files ask `.env` for and that it does not set yet; for an env file of a service, what that service reads. */
export function namesForEnvFile(reached: readonly Reached[], path: string, spot: NameSpot, say: Say): readonly Suggestion[] {
  const loading = reached.filter(({ view }) => view.service.envFiles.some((file) => file.path === path));
  const wanted = new Map<string, { services: string[]; view: PlausibleInstance; variable: string }>();
  for (const { view } of reached) {
    for (const variable of view.service.environment.values()) {
      if (variable.state !== "unknown") continue;
      for (const name of variable.unresolved) {
        const known = wanted.get(name) ?? { services: [], view, variable: variable.name };
        if (!known.services.includes(view.service.name)) known.services.push(view.service.name);
        wanted.set(name, known);
      }
    }
  }
  const asked = [...wanted].map(([name, { services, view, variable }]): Suggestion => {
    const about = variableNamed(variable) === null ? {} : { about: aboutVariable(view, variable) };
    return {
      label: name,
      kind: CompletionItemKind.Property,
      detail: say(texts.wanted, { services: listed(services) }),
      newText: `${spot.lead}${name}${spot.hasValue ? "" : "="}`,
      filter: name,
      ...about,
    };
  });
  const isMail = ({ label }: Suggestion) => Number(variableNamed(label)?.mail === true);
  const own = namesFor(loading, spot, say).filter(({ label }) => !wanted.has(label));
  return [...asked.toSorted((a, b) => isMail(b) - isMail(a)), ...own];
}
