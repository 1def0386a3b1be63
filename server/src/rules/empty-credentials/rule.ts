import { codes, type MessageTemplate } from "../../base/messages.js";
import { passThrough } from "../../compose/edit/edit.js";
import { dotenvToWrite } from "../../compose/edit/secret.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced, type PlacedVariable, type ServiceVariable } from "../../instance/service-variable.js";
import { placeOf, textOfVariable } from "../../instance/value.js";
import { type Effect, settingsEffect } from "../../instance/what-if.js";
import type { SmtpAdapterFacts } from "../../plausible/types.js";
import { askedLines, toBeReplaced } from "../kit/asked-variables.js";
import { fix, removeEdits, unsetVariable } from "../kit/fixes.js";
import { literalOf } from "../kit/lost-credentials.js";
import { relatedTo } from "../kit/related-line.js";
import type { Severity } from "../kit/severity.js";
import type { Fix, Rule } from "../kit/types.js";

const messages = {
  boot: {
    en: "`{names}` is empty. Set both user name and password, or remove it.\nEmpty counts as set, and the other one is missing: Plausible {release} refuses to start.",
    "zh-cn": "`{names}` 为空。请同时设置用户名和密码，或删除它。\n空值也算已设置，而另一个缺失：Plausible {release} 拒绝启动。",
  },
  crashes: {
    en: "`{names}` is empty. Set both user name and password.\nThe other one is missing: Plausible {release} crashes on every email.",
    "zh-cn": "`{names}` 为空。请同时设置用户名和密码。\n另一个缺失：Plausible {release} 每次发信都会崩溃。",
  },
  login: {
    en: "`{names}`: empty. {advice}\nEmpty is not the same as unset: Plausible {release} logs in with an empty text, the mail server rejects it, and no email is sent.",
    "zh-cn": "`{names}` 为空。{advice}\n空值与未设置不同：Plausible {release} 会用空文本登录，被邮件服务器拒绝，邮件无法发出。",
  },
  goesOn: {
    en: "`{names}`: empty. {advice}\nEmpty is not the same as unset: Plausible {release} tries to log in with an empty text, and continues without a login if that is rejected.",
    "zh-cn": "`{names}` 为空。{advice}\n空值与未设置不同：Plausible {release} 会尝试用空文本登录，被拒绝后不登录继续发送。",
  },
  skips: {
    en: "`{names}` is empty. Set both user name and password, or remove it.\nThe other one is missing: Plausible {release} doesn't log in, which most mail servers require.",
    "zh-cn":
      "`{names}` 为空。请同时设置用户名和密码，或删除它。\n另一个缺失：Plausible {release} 不会登录，而多数邮件服务器要求登录。",
  },
  adviseBoth: {
    en: "Set both, or remove both if no login is needed.",
    "zh-cn": "请同时设置，若无需登录则都删除。",
  },
  adviseOne: { en: "Set it to a value.", "zh-cn": "请为它设置值。" },
  other: { en: "`{name}` is empty too", "zh-cn": "`{name}` 也为空" },
  unsetBoth: { en: "Take both from the environment", "zh-cn": "改为从环境传入两者" },
  fillIn: { en: "Take `{name}` from `{file}`, to be filled in", "zh-cn": "改为从 `{file}` 取 `{name}`，值待填写" },
  removeBoth: { en: "Remove both", "zh-cn": "删除两者" },
} satisfies Record<string, MessageTemplate>;

/** User name or password set to nothing. */
export const emptyCredentials: Rule = {
  meta: {
    id: "empty-credentials",
    severity: "error",
    summary: {
      en: "`SMTP_USER_NAME` or `SMTP_USER_PWD` is empty, and Plausible logs in with an empty text.",
      "zh-cn": "`SMTP_USER_NAME` 或 `SMTP_USER_PWD` 为空，Plausible 会用空文本登录。",
    },
    fixable: true,
    turn: "emptiness",
  },
  messages,
  check(view, report) {
    const { settings } = view;
    if (settings === null) return;
    const { facts: smtp, inForce } = settings;
    // Without a relay some releases do not look at them.
    if (!smtp.authWithoutHost && inForce !== "yes") return;
    const user = view.variable("SMTP_USER_NAME");
    const password = view.variable("SMTP_USER_PWD");
    const empty = [user, password].filter(isPlaced).filter((variable) => textOfVariable(variable) === "");
    const [first, second] = empty;
    if (first === undefined) return;
    const other = first === user ? password : user;
    const found = consequenceOf(view, smtp, other);
    if (found === null || (view.extraConfig && found.message !== messages.boot)) return;
    const advice = { template: second === undefined ? messages.adviseOne : messages.adviseBoth, values: {} };
    report({
      ...found,
      variable: first.name,
      at: placeOf(first),
      values: { names: codes(empty.map(({ name }) => name)), release: view.releaseName, advice },
      related: [
        ...relatedTo(view.service, first),
        ...(second === undefined
          ? []
          : [{ at: placeOf(second), message: { template: messages.other, values: { name: second.name } } }]),
      ],
      fixes: second === undefined ? fixesOfOne(view, first, other) : [unsetBoth(view, first, second), removeBoth(view, empty)],
    });
  },
};

/** What the empty one does beside the other one, which may be empty too. */
function consequenceOf(
  { relay }: PlausibleInstance,
  smtp: SmtpAdapterFacts,
  other: ServiceVariable,
): { readonly message: MessageTemplate; readonly severity: Severity } | null {
  if (other.state === "absent") {
    if (smtp.onHalfCredentials === "refuses-to-boot") return { message: messages.boot, severity: "error" };
    if (smtp.onHalfCredentials !== "skips-auth") return { message: messages.crashes, severity: "error" };
    // One alone is ignored; a server of one's own may do without a login.
    const isOwn = relay.state === "host" && relay.place !== "outside";
    return isOwn ? null : { message: messages.skips, severity: "warning" };
  }
  if (smtp.onRejectedCredentials === "goes-on-unauthenticated") return { message: messages.goesOn, severity: "warning" };
  // Whether the other one is set decides between a failed login and a boot that is refused: a failure either way.
  return { message: messages.login, severity: other.state === "unknown" ? "warning" : "error" };
}

/** Unset is right where the other one is missing too; beside one that has a value it only makes room for the missing one. */
function fixesOfOne(view: PlausibleInstance, empty: PlacedVariable, other: ServiceVariable): (Fix | null)[] {
  if (other.state === "absent") return unsetVariable(view, empty);
  if (empty.secretFile !== undefined || empty.declared.form === "env-line") return [];
  const { declared, name } = empty;
  // A bare name alone would leave it unset, and the boot refused.
  const line = askedLines(view.project, [{ name, sample: toBeReplaced }]);
  const own = declared.value === null || literalOf(view.project, declared) === "";
  const bare = declared.value === null ? [] : own ? passThrough(view.project, declared) : null;
  const file = dotenvToWrite(view.project)?.path.split("/").at(-1) ?? "";
  return [fix(messages.fillIn, { name, file }, [bare, line], false)];
}

function unsetBoth(view: PlausibleInstance, one: PlacedVariable, two: PlacedVariable): Fix | null {
  const parts = [one, two].map((variable) => unsetVariable(view, variable).find((made) => made !== null) ?? null);
  const automatic = parts.every((part) => part?.automatic === true);
  return fix(
    messages.unsetBoth,
    {},
    parts.map((part) => part?.edits ?? null),
    automatic,
    joined(parts),
  );
}

/** What several fixes come to together. */
function joined(parts: readonly (Fix | null)[]): Effect {
  return settingsEffect(...parts.flatMap((part) => [...(part?.effect?.settings ?? [])]));
}

function removeBoth(view: PlausibleInstance, both: readonly PlacedVariable[]): Fix | null {
  return fix(
    messages.removeBoth,
    {},
    both.map((variable) => removeEdits(view, variable)),
    false,
  );
}
