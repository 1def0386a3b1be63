import type { MessageTemplate } from "../../base/messages.js";
import { isPlaced } from "../../instance/service-variable.js";
import { knownText, placeOf } from "../../instance/value.js";
import { type AdapterName, adapterNames, type Release } from "../../plausible/types.js";
import { setVariable } from "../kit/fixes.js";
import { laterRelease, releaseForMua, useRelease } from "../kit/newer-image.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  tooNew: {
    en: "Set `MAILER_ADAPTER` to `{meant}`, or use Plausible {first} or newer.\nPlausible {release} doesn't have `{value}` yet and refuses to start.",
    "zh-cn":
      "请将 `MAILER_ADAPTER` 设为 `{meant}`，或使用 Plausible {first} 或更新版本。\nPlausible {release} 还没有 `{value}`，拒绝启动。",
  },
  removed: {
    en: "Set `MAILER_ADAPTER` to `{meant}`: `{value}` no longer exists.\nPlausible {release} refuses to start with it.",
    "zh-cn": "请将 `MAILER_ADAPTER` 设为 `{meant}`：`{value}` 已不存在。\nPlausible {release} 会因它拒绝启动。",
  },
} satisfies Record<string, MessageTemplate>;

/** An adapter of Plausible's that this release does not have. */
export const adapterUnsupported: Rule = {
  meta: {
    id: "adapter-unsupported",
    severity: "error",
    summary: {
      en: "This release doesn't have the adapter, so Plausible doesn't start.",
      "zh-cn": "此版本没有该适配器，Plausible 无法启动。",
    },
    fixable: true,
    ofRelease: true,
    turn: "form",
  },
  messages,
  check(view, report) {
    const variable = view.variable("MAILER_ADAPTER");
    const value = adapterNames.find((name) => name === knownText(variable));
    const { release } = view.choice;
    if (value === undefined || !isPlaced(variable) || release.adapters.includes(value)) return;
    const first = laterRelease(view, ({ adapters }) => adapters.includes(value));
    const meant = insteadOf(value, release);
    report({
      variable: variable.name,
      at: placeOf(variable),
      message: first === null ? messages.removed : messages.tooNew,
      values: { value, meant, first: first?.name ?? "" },
      related: relatedTo(view.service, variable),
      // One SMTP adapter does what the other does; an API's key is of no use to it.
      fixes: [
        setVariable(view, variable, meant, isSmtp(value)),
        useRelease(view, value === "Bamboo.Mua" ? releaseForMua(view) : first),
      ],
    });
  },
};

/** The adapter of this release that comes nearest. */
function insteadOf(value: AdapterName, { defaultAdapter, smtp }: Release): AdapterName {
  if (!isSmtp(value)) return defaultAdapter;
  return smtp["Bamboo.Mua"] === undefined ? "Bamboo.SMTPAdapter" : "Bamboo.Mua";
}

function isSmtp(adapter: AdapterName): boolean {
  return adapter === "Bamboo.Mua" || adapter === "Bamboo.SMTPAdapter";
}
