import type { MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced, type PlacedVariable } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { askFor, toBeReplaced } from "../kit/asked-variables.js";
import { removeVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { RelatedLocation, Rule } from "../kit/types.js";

const messages = {
  "refuses-to-boot": {
    en: "`{set}` without `{missing}`: Plausible {release} refuses to boot. Add `{missing}`, or remove `{set}`.",
    "zh-cn": "设置了 `{set}` 却缺少 `{missing}`：Plausible {release} 拒绝启动。请添加 `{missing}`，或删除 `{set}`。",
  },
  "every-send-crashes": {
    en: "`{set}` without `{missing}`: `Bamboo.Mua` of Plausible {release} crashes at every mail. Add `{missing}`; this release needs both.",
    "zh-cn":
      "设置了 `{set}` 却缺少 `{missing}`：Plausible {release} 的 `Bamboo.Mua` 每次发信都会崩溃。请添加 `{missing}`，此版本两者都需要。",
  },
  "skips-auth": {
    en: "`{set}` without `{missing}`: `Bamboo.SMTPAdapter` of Plausible {release} skips the login and says nothing. Add `{missing}`, or remove `{set}`.",
    "zh-cn":
      "设置了 `{set}` 却缺少 `{missing}`：Plausible {release} 的 `Bamboo.SMTPAdapter` 会跳过登录且不作任何提示。请添加 `{missing}`，或删除 `{set}`。",
  },
  inDotenv: {
    en: "`{missing}` is set here, but service `{service}` does not pass it on",
    "zh-cn": "此处设置了 `{missing}`，但服务 `{service}` 没有传入它",
  },
} satisfies Record<string, MessageTemplate>;

/** Exactly one of the two SMTP credentials reaches the container. */
export const halfCredentials: Rule = {
  meta: {
    id: "half-credentials",
    severity: "error",
    summary: {
      en: "Only one of `SMTP_USER_NAME` and `SMTP_USER_PWD` is set.",
      "zh-cn": "`SMTP_USER_NAME` 和 `SMTP_USER_PWD` 只设置了一个。",
    },
    fixable: true,
    yieldsTo: {
      inService: [
        // The credential or relay that is missing is there, but where Plausible does not look.
        "secret-name",
        "wrong-service",
      ],
    },
  },
  messages,
  check(view, report) {
    const { settings } = view;
    if (settings === null || settings.login.kind !== "half") return;
    const outcome = settings.facts.onHalfCredentials;
    // What stops the boot cannot be cured by EXTRA_CONFIG_PATH, which is read after it.
    if (view.extraConfig && outcome !== "refuses-to-boot") return;
    if (!settings.facts.authWithoutHost && settings.inForce !== "yes") return;
    const user = view.variable("SMTP_USER_NAME");
    const password = view.variable("SMTP_USER_PWD");
    for (const [set, missing] of [
      [user, password],
      [password, user],
    ] as const) {
      // Unknown is not absent; and of an empty one `empty-credentials` speaks: it is the one too many.
      if (set.state !== "value" || set.value === "" || missing.state !== "absent") continue;
      report({
        variable: set.name,
        at: placeOf(set),
        severity: outcome === "skips-auth" ? "warning" : "error",
        message: messages[outcome],
        values: { set: set.name, missing: missing.name },
        related: [...relatedTo(view.service, set), ...notPassedOn(view, missing.name)],
        fixes: [addOther(view, set, missing.name), removeVariable(view, set, false)],
      });
    }
  },
};

/** The line of `.env` that sets the other half, which no service takes from there. */
function notPassedOn({ project, service }: PlausibleInstance, missing: string): RelatedLocation[] {
  const statement = project.dotenv.flatMap(({ statements }) => statements).findLast(({ name }) => name === missing);
  if (statement === undefined) return [];
  const values = { missing, service: service.name };
  return [{ at: statement.entry.key, message: { template: messages.inDotenv, values } }];
}

/** The other half, beside this one; its value only the user knows, unless `.env` has it. */
function addOther(view: PlausibleInstance, set: PlacedVariable, missing: string) {
  const near = isPlaced(set) && set.secretFile === undefined ? set.declared : null;
  return askFor(view, [{ name: missing, sample: toBeReplaced }], near);
}
