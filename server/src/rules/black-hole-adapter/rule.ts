import { codes, type MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced, type ServiceVariable } from "../../instance/service-variable.js";
import { howMissing } from "../../instance/unset-name.js";
import { placeOf } from "../../instance/value.js";
import { settingsEffect } from "../../instance/what-if.js";
import { fix, setEdits, setVariable, unsetVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Fix, Rule } from "../kit/types.js";

const messages = {
  finding: {
    en: "Set `MAILER_ADAPTER` to `{meant}`: `{value}` sends no email.\nWith it, Plausible {release} reports success for every email and sends none.",
    "zh-cn":
      "请将 `MAILER_ADAPTER` 设为 `{meant}`：`{value}` 不发送邮件。\n使用它时，Plausible {release} 对每封邮件都报告成功，却一封也不发送。",
  },
  more: {
    en: "`{value}` never sends email. Set `MAILER_ADAPTER` to `{meant}`.\nPlausible {release} reports success for every email and sends none. `{meant}` also needs a mail server: set {names}.",
    "zh-cn":
      "`{value}` 从不发送邮件。请将 `MAILER_ADAPTER` 设为 `{meant}`。\nPlausible {release} 对每封邮件都报告成功，却一封也不发送。`{meant}` 还需要邮件服务器，请设置 {names}。",
  },
  fix: { en: "Use `{meant}`; then set {names}", "zh-cn": "改用 `{meant}`；随后请设置 {names}" },
  fixEmpty: { en: "Use `{meant}`; drop the empty `SMTP_` values", "zh-cn": "改用 `{meant}`；去掉空的 `SMTP_` 变量" },
  fixAll: { en: "Use `{meant}`; then set the `SMTP_` values", "zh-cn": "改用 `{meant}`；随后请设置各 `SMTP_` 变量" },
} satisfies Record<string, MessageTemplate>;

/** What a relay takes beside the adapter: without the first two no mail leaves, and an empty text in any of them does harm. */
const relayNames = ["SMTP_HOST_ADDR", "SMTP_USER_NAME", "SMTP_USER_PWD", "SMTP_HOST_PORT", "SMTP_HOST_SSL_ENABLED"] as const;

/** An adapter that is made for development and sends nothing. */
export const blackHoleAdapter: Rule = {
  meta: {
    id: "black-hole-adapter",
    severity: "warning",
    summary: {
      en: "The adapter is for development: it sends no email, and reports success.",
      "zh-cn": "该适配器仅用于开发：不发送邮件，却报告成功。",
    },
    fixable: true,
  },
  messages,
  check(view, report) {
    const variable = view.variable("MAILER_ADAPTER");
    if (view.extraConfig || variable.state !== "value" || !isPlaced(variable)) return;
    if (view.adapter !== "Bamboo.LocalAdapter" && view.adapter !== "Bamboo.TestAdapter") return;
    const meant = view.choice.release.smtp["Bamboo.Mua"] === undefined ? "Bamboo.SMTPAdapter" : "Bamboo.Mua";
    // With a mail server set, a login may be missing on purpose; an empty one is not.
    const hasHost = isGiven(view, "SMTP_HOST_ADDR");
    const needed = relayNames.slice(0, 3);
    const missing = needed.filter((name) => (hasHost ? isEmpty(view.variable(name)) : !isGiven(view, name)));
    const spoilt = relayNames.some((name) => isEmpty(view.variable(name)));
    report({
      variable: variable.name,
      at: placeOf(variable),
      message: missing.length === 0 ? messages.finding : messages.more,
      values: { value: view.adapter, meant, names: codes(missing) },
      related: relatedTo(view.service, variable),
      fixes: [
        missing.length === 0 && !spoilt ? setVariable(view, variable, meant) : switchAndAsk(view, variable, meant, missing),
      ],
    });
  },
};

/** Whether something that is more than nothing is there, or may be. */
function isGiven(view: PlausibleInstance, name: string): boolean {
  return howMissing(view, name) === null && !isEmpty(view.variable(name));
}

/** Whether the container gets an empty text, as far as the files tell. */
function isEmpty(variable: ServiceVariable): boolean {
  if (variable.state === "value") return variable.value === "";
  return (
    variable.state === "unknown" && variable.secretFile === undefined && variable.unseen !== true && variable.composed === ""
  );
}

/**
 * The adapter, and no empty text any more where the other one would read it: Mua refuses to start with an empty port or
 * flag, and signs in with an empty name. What is missing then is for the user to set, and named.
 */
function switchAndAsk(view: PlausibleInstance, variable: ServiceVariable, meant: string, missing: readonly string[]): Fix | null {
  const empty = relayNames.map((name) => view.variable(name)).filter(isEmpty);
  const cleared = empty.map((one) => unsetVariable(view, one, false).find((made) => made !== null) ?? null);
  const names = codes(missing);
  const title = missing.length === 0 ? messages.fixEmpty : missing.length === 1 ? messages.fix : messages.fixAll;
  const effect = settingsEffect(...cleared.flatMap((one) => [...(one?.effect?.settings ?? [])]), [
    variable.name,
    { text: meant },
  ]);
  return fix(
    title,
    { meant, names },
    [setEdits(view, variable, meant), ...cleared.map((one) => one?.edits ?? null)],
    false,
    effect,
  );
}
