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
    en: "`MAILER_ADAPTER={value}` exists from Plausible {first} on; Plausible {release} does not know it and refuses to boot. Write `{meant}`, or take a newer image.",
    "zh-cn":
      "`MAILER_ADAPTER={value}` 自 Plausible {first} 起才有；Plausible {release} 不认识它，拒绝启动。请写 `{meant}`，或改用更新的镜像。",
  },
  removed: {
    en: "`MAILER_ADAPTER={value}` is no longer supported: Plausible {release} refuses to boot. Write `{meant}`.",
    "zh-cn": "`MAILER_ADAPTER={value}` 已不再受支持：Plausible {release} 拒绝启动。请写 `{meant}`。",
  },
} satisfies Record<string, MessageTemplate>;

/** An adapter of Plausible's that this release does not have. */
export const adapterUnsupported: Rule = {
  meta: {
    id: "adapter-unsupported",
    severity: "error",
    summary: {
      en: "The adapter does not exist in this release, so Plausible does not boot.",
      "zh-cn": "此版本没有该适配器，Plausible 无法启动。",
    },
    fixable: true,
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
