import { codes, type MessageTemplate } from "../../base/messages.js";
import { entryNear } from "../../instance/entry-near.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced } from "../../instance/service-variable.js";
import { knownText, placeOf } from "../../instance/value.js";
import { type ApiProvider, apiProviderBehind, apiProviders, neededBy } from "../../plausible/tables/api-providers.js";
import { askFor, toBeReplaced } from "../kit/asked-variables.js";
import { addVariable, setVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Fix, Report, Rule } from "../kit/types.js";

const messages = {
  missing: {
    en: "Add `{name}`: `{adapter}` needs it.\nPlausible {release} starts without the key, but every email fails.",
    "zh-cn": "请添加 `{name}`：`{adapter}` 需要它。\n没有该密钥，Plausible {release} 可以启动，但每封邮件都会失败。",
  },
  otherKey: {
    en: "Add `{name}`, or set `MAILER_ADAPTER` to `{other}`.\n`{adapter}` needs `{name}`; the key for `{other}` is set. Plausible {release} starts, but every email fails.",
    "zh-cn":
      "请添加 `{name}`，或将 `MAILER_ADAPTER` 设为 `{other}`。\n`{adapter}` 需要 `{name}`，而已设置的是 `{other}` 的密钥。Plausible {release} 可以启动，但每封邮件都会失败。",
  },
  noAdapter: {
    en: "Add `MAILER_ADAPTER={other}`, otherwise `{name}` isn't used.\nPlausible {release} uses `{adapter}`, which doesn't read this key.",
    "zh-cn":
      "请添加 `MAILER_ADAPTER={other}`，否则 `{name}` 不会被使用。\nPlausible {release} 使用的是 `{adapter}`，它不读取此密钥。",
  },
} satisfies Record<string, MessageTemplate>;

/** An API adapter without its key or domain, or a key without its adapter. */
export const missingApiKey: Rule = {
  meta: {
    id: "missing-api-key",
    severity: "error",
    summary: {
      en: "An adapter for a provider's API lacks its key, or a key lacks its adapter.",
      "zh-cn": "API 适配器缺少密钥，或设置了密钥却没有指定适配器。",
    },
    fixable: true,
  },
  messages,
  check(view, report) {
    if (view.extraConfig) return;
    checkAdapter(view, report);
    checkKeys(view, report);
  },
};

function checkAdapter(view: PlausibleInstance, report: Report): void {
  const variable = view.variable("MAILER_ADAPTER");
  const own = apiProviderBehind(view.adapter);
  if (own === null || variable.state !== "value" || !isPlaced(variable)) return;
  const missing = neededBy(own).filter((name) => view.variable(name).state === "absent");
  const [first] = missing;
  if (first === undefined) return;
  const other = Object.values(apiProviders).find((row) => row !== own && isComplete(view, row));
  report({
    variable: first,
    at: placeOf(variable),
    message: other === undefined ? messages.missing : messages.otherKey,
    values: { adapter: own.adapter, name: codes(missing), other: other?.adapter ?? "" },
    related: relatedTo(view.service, variable),
    fixes: [other === undefined ? null : setVariable(view, variable, other.adapter, false), insert(view, missing)],
  });
}

/** A key that is there, while nobody chose an adapter, and no relay is meant. */
function checkKeys(view: PlausibleInstance, report: Report): void {
  if (view.variable("MAILER_ADAPTER").state !== "absent" || view.variable("SMTP_HOST_ADDR").state !== "absent") return;
  for (const row of Object.values(apiProviders)) {
    const name = row.variable;
    const key = view.variable(name);
    if (!isPlaced(key) || !hasText(view, name) || !view.choice.release.adapters.includes(row.adapter)) continue;
    const near = key.secretFile === undefined ? key.declared : null;
    report({
      variable: name,
      at: key.secretFile === undefined ? key.declared.key : placeOf(key),
      severity: "warning",
      message: messages.noAdapter,
      values: { name, adapter: view.adapter ?? "", other: row.adapter },
      related: relatedTo(view.service, key),
      fixes: [addVariable(view, { name: "MAILER_ADAPTER", value: row.adapter }, near)],
    });
    return;
  }
}

function isComplete(view: PlausibleInstance, provider: ApiProvider): boolean {
  return view.choice.release.adapters.includes(provider.adapter) && neededBy(provider).every((name) => hasText(view, name));
}

function hasText(view: PlausibleInstance, name: string): boolean {
  return (knownText(view.variable(name)) ?? "").trim() !== "";
}

/** The missing ones, whose values only the user knows. */
function insert(view: PlausibleInstance, names: readonly string[]): Fix | null {
  const asked = names.map((name) => ({ name, sample: toBeReplaced }));
  return askFor(view, asked, entryNear(view, ["MAILER_ADAPTER"]));
}
