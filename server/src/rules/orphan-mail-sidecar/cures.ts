import type { MessageTemplate } from "../../base/messages.js";
import type { TextEdit } from "../../base/text.js";
import { passThrough, removeEntry } from "../../compose/edit/edit.js";
import { removeService } from "../../compose/edit/service.js";
import type { Service } from "../../compose/types.js";
import { entryNear } from "../../instance/entry-near.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { indexOf } from "../../instance/project-index.js";
import { isPlaced } from "../../instance/service-variable.js";
import { askedEdits, askedLines, toBeReplaced, type WantedVariable } from "../kit/asked-variables.js";
import { fix, setEdits } from "../kit/fixes.js";
import { loseCredential } from "../kit/lost-credentials.js";
import type { Fix } from "../kit/types.js";

const titles = {
  remove: { en: "Remove the service `{name}` and its `depends_on`", "zh-cn": "删除服务 `{name}` 及其 `depends_on`" },
  dependency: { en: "Remove `{name}` from `depends_on`", "zh-cn": "从 `depends_on` 中删除 `{name}`" },
  replace: {
    en: "Replace `{name}` with your mail provider, set in `.env`",
    "zh-cn": "用邮件服务商替换 `{name}`，在 `.env` 中设置",
  },
  relay: {
    en: "Let `{name}` use your mail provider, set in `.env`",
    "zh-cn": "让 `{name}` 通过邮件服务商发送，在 `.env` 中设置",
  },
} satisfies Record<string, MessageTemplate>;

/** The service and all that waits for it. */
export function removeSidecar(view: PlausibleInstance, sidecar: Service): Fix | null {
  const { name } = sidecar;
  return fix(titles.remove, { name }, [serviceEdits(view, sidecar), dependencyEdits(view, name)], true);
}

/** Only what waits for it. */
export function removeDependencies(view: PlausibleInstance, name: string): Fix | null {
  return fix(titles.dependency, { name }, [dependencyEdits(view, name)], true);
}

/** The service goes, and a relay that the user has yet to name takes its place. */
export function replaceSidecar(view: PlausibleInstance, sidecar: Service): Fix | null {
  const { name } = sidecar;
  const parts: (readonly TextEdit[] | null)[] = [serviceEdits(view, sidecar), dependencyEdits(view, name)];
  const address = view.variable("SMTP_HOST_ADDR");
  const port = view.variable("SMTP_HOST_PORT");
  if (isPlaced(address)) {
    parts.push(address.secretFile === undefined ? passThrough(view.project, address.declared) : null);
    parts.push(askedLines(view.project, [asked("SMTP_HOST_ADDR")]));
  }
  if (isPlaced(port)) parts.push(setEdits(view, port, "587"));
  const block: readonly WantedVariable[] = [
    asked("SMTP_HOST_ADDR"),
    { name: "SMTP_HOST_PORT", value: "587" },
    asked("SMTP_USER_NAME"),
    asked("SMTP_USER_PWD"),
  ];
  const added = block.filter((each) => view.variable(each.name).state === "absent");
  const near = entryNear(view, ["SMTP_HOST_ADDR", "SMTP_HOST_PORT", "MAILER_ADAPTER", "MAILER_EMAIL"]);
  if (added.length > 0) parts.push(askedEdits(view, added, near)?.edits ?? null);
  return fix(titles.replace, { name }, parts, false);
}

/** The former sidecar stays, and hands its mail on (hub.docker.com/r/bytemark/smtp); its kin have other names for it. */
export function relaySidecar({ project }: PlausibleInstance, sidecar: Service): Fix | null {
  if (!/(^|\/)bytemark\/smtp(:|@|$)/.test(sidecar.image?.text ?? "")) return null;
  const entries: readonly WantedVariable[] = [
    asked("RELAY_HOST"),
    { name: "RELAY_PORT", value: "587" },
    asked("RELAY_USERNAME"),
    asked("RELAY_PASSWORD"),
  ];
  const added = entries.filter(({ name }) => !sidecar.environment.has(name));
  const made = askedEdits({ project, service: sidecar }, added, null);
  return fix(titles.relay, { name: sidecar.name }, [made?.edits ?? null], false);
}

const asked = (name: string): WantedVariable & { readonly sample: string } => ({ name, sample: toBeReplaced });

/** The service removed; null where a user name, password or key would be lost with it. */
function serviceEdits({ project }: PlausibleInstance, sidecar: Service): readonly TextEdit[] | null {
  const entries = sidecar.environmentSections.flatMap((section) => section.entries);
  return loseCredential(project, entries) ? null : removeService(project, sidecar);
}

function dependencyEdits({ project }: PlausibleInstance, name: string): readonly TextEdit[] | null {
  const edits: TextEdit[] = [];
  const seen = new Set<string>();
  const waiting = indexOf(project).waitingFor(name);
  for (const { entry } of waiting.flatMap(({ dependsOn }) => dependsOn.filter((each) => each.name === name))) {
    // Services that share a text share the item.
    const place = `${entry.at.file}:${entry.at.start}`;
    const removal = seen.has(place) ? [] : removeEntry(project, entry);
    if (removal === null) return null;
    seen.add(place);
    edits.push(...removal);
  }
  return edits;
}
