import { codes, type MessageTemplate } from "../../base/messages.js";
import { passThrough } from "../../compose/edit/edit.js";
import { dotenvToWrite } from "../../compose/edit/secret.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced, type PlacedVariable, type ServiceVariable } from "../../instance/service-variable.js";
import { placeOf, textOfVariable } from "../../instance/value.js";
import type { SmtpAdapterFacts } from "../../plausible/types.js";
import { askedLines, toBeReplaced } from "../kit/asked-variables.js";
import { fix, removeEdits, unsetVariable } from "../kit/fixes.js";
import { literalOf } from "../kit/lost-credentials.js";
import { relatedTo } from "../kit/related-line.js";
import type { Severity } from "../kit/severity.js";
import type { Fix, Rule } from "../kit/types.js";

const messages = {
  boot: {
    en: "`{names}` is empty, which counts as set, and the other one of user name and password is missing: Plausible {release} refuses to boot. Remove it, or set both.",
    "zh-cn": "`{names}` 为空，这仍算已设置，而用户名和密码中的另一个缺失：Plausible {release} 拒绝启动。请删除它，或两者都设置。",
  },
  crashes: {
    en: "`{names}` is empty, and the other one of user name and password is missing: Plausible {release} crashes at every mail. Set both.",
    "zh-cn": "`{names}` 为空，而用户名和密码中的另一个缺失：Plausible {release} 每次发信都会崩溃。请两者都设置。",
  },
  login: {
    en: "Empty `{names}`, which is not the same as unset: Plausible {release} logs in with an empty text, the mail server refuses it, and no mail leaves. {advice}",
    "zh-cn": "`{names}` 为空，这与未设置不同：Plausible {release} 会用空文本登录，被邮件服务器拒绝，邮件无法发出。{advice}",
  },
  goesOn: {
    en: "Empty `{names}`, which is not the same as unset: Plausible {release} tries to log in with an empty text, and goes on without login when that is refused. {advice}",
    "zh-cn": "`{names}` 为空，这与未设置不同：Plausible {release} 会尝试用空文本登录，被拒绝后不登录继续发送。{advice}",
  },
  skips: {
    en: "`{names}` is empty, and the other one of user name and password is missing: Plausible {release} does not log in, which most mail servers demand. Set both, or remove it.",
    "zh-cn":
      "`{names}` 为空，而用户名和密码中的另一个缺失：Plausible {release} 不会登录，而多数邮件服务器要求登录。请两者都设置，或删除它。",
  },
  adviseBoth: {
    en: "Remove both where the server wants no login, or give them values.",
    "zh-cn": "若服务器无需登录，请删除两者，否则请为它们赋值。",
  },
  adviseOne: { en: "Give it a value.", "zh-cn": "请为它赋值。" },
  other: { en: "`{name}` is empty too", "zh-cn": "`{name}` 也为空" },
  unsetBoth: { en: "Leave both unset", "zh-cn": "让两者保持未设置" },
  fillIn: { en: "Take `{name}` from `{file}`, to be filled in", "zh-cn": "改为从 `{file}` 取 `{name}`，值待填写" },
  removeBoth: { en: "Remove both", "zh-cn": "删除两者" },
} satisfies Record<string, MessageTemplate>;

/** User name or password set to nothing. */
export const emptyCredentials: Rule = {
  meta: {
    id: "empty-credentials",
    severity: "error",
    summary: {
      en: "`SMTP_USER_NAME` or `SMTP_USER_PWD` is empty, and Plausible logs in with the empty text.",
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
  );
}

function removeBoth(view: PlausibleInstance, both: readonly PlacedVariable[]): Fix | null {
  return fix(
    messages.removeBoth,
    {},
    both.map((variable) => removeEdits(view, variable)),
    false,
  );
}
