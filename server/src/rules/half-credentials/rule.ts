import type { MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { placeOf } from "../../instance/value.js";
import { askFor, toBeReplaced } from "../kit/asked-variables.js";
import { removeVariable } from "../kit/fixes.js";
import { type HalfLogin, halvesOf } from "../kit/half-login.js";
import { relatedTo } from "../kit/related-line.js";
import type { Fix, Problem, RelatedLocation, Rule } from "../kit/types.js";

const messages = {
  missing: {
    en: "`{missing}` is missing: only `{set}` is set.\n{effect} {advice}",
    "zh-cn": "缺少 `{missing}`，只设置了 `{set}`。\n{effect}{advice}",
  },
  unset: {
    en: "`{missing}` isn't set in these files, only `{set}` is.\nUnless your shell sets it, this happens: {effect} {advice}",
    "zh-cn": "这些文件没有设置 `{missing}`，只设置了 `{set}`。\n除非您的 shell 设置了它，否则：{effect}{advice}",
  },
  misnamed: {
    en: "Rename `{wrong}` to `{missing}`: Plausible doesn't read `{wrong}`.\nSo only `{set}` is set. {effect}",
    "zh-cn": "请将 `{wrong}` 重命名为 `{missing}`：Plausible 不读取 `{wrong}`。\n因此只设置了 `{set}`。{effect}",
  },
  "refuses-to-boot": {
    en: "Plausible {release} refuses to start with only one of the two.",
    "zh-cn": "两者只有其一时，Plausible {release} 拒绝启动。",
  },
  "every-send-crashes": {
    en: "`Bamboo.Mua` of Plausible {release} crashes on every email unless both are set.",
    "zh-cn": "两者未都设置时，Plausible {release} 的 `Bamboo.Mua` 每次发信都会崩溃。",
  },
  "skips-auth": {
    en: "`Bamboo.SMTPAdapter` of Plausible {release} then doesn't sign in, and doesn't say so.",
    "zh-cn": "此时 Plausible {release} 的 `Bamboo.SMTPAdapter` 不会登录，也不作任何提示。",
  },
  addOrRemove: { en: "Add `{missing}`, or remove `{set}`.", "zh-cn": "请添加 `{missing}`，或删除 `{set}`。" },
  add: { en: "Add `{missing}`.", "zh-cn": "请添加 `{missing}`。" },
  alone: { en: "`{set}` is set here", "zh-cn": "此处设置了 `{set}`" },
  inDotenv: {
    en: "`{missing}` is set here, but isn't passed to service `{service}`",
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
  },
  messages,
  check(view, report) {
    for (const half of halvesOf(view)) report(problemOf(view, half));
  },
};

function problemOf(view: PlausibleInstance, half: HalfLogin): Problem {
  const { set, missing, how, outcome, misnamed } = half;
  const names = { set: set.name, missing, release: view.releaseName };
  const said = {
    variable: set.name,
    severity: how === "unset" || outcome === "skips-auth" ? "warning" : "error",
    values: {
      ...names,
      wrong: misnamed?.name ?? "",
      effect: { template: messages[outcome], values: names },
      advice: { template: outcome === "every-send-crashes" ? messages.add : messages.addOrRemove, values: names },
    },
  } as const;
  if (misnamed !== null) {
    const related = [{ at: placeOf(set), message: { template: messages.alone, values: names } }];
    return { ...said, at: misnamed.at, message: messages.misnamed, related, fixes: [misnamed.rename() ?? addOther(view, half)] };
  }
  return {
    ...said,
    at: placeOf(set),
    message: how === "unset" ? messages.unset : messages.missing,
    related: [...relatedTo(view.service, set), ...notPassedOn(view, missing)],
    fixes: [addOther(view, half), goesAlone(half) ? removeVariable(view, set, false) : null],
  };
}

/** Whether taking out the one that is set cures anything: not where both are needed, nor while `.env` still has its text. */
function goesAlone({ set, how, outcome }: HalfLogin): boolean {
  const passedOn = set.secretFile === undefined && set.declared.value === null;
  return outcome !== "every-send-crashes" && how === "absent" && !passedOn;
}

/** The line of `.env` that sets the other half, which no service takes from there. */
function notPassedOn({ project, service }: PlausibleInstance, missing: string): RelatedLocation[] {
  const statement = project.dotenv.flatMap(({ statements }) => statements).findLast(({ name }) => name === missing);
  if (statement === undefined) return [];
  const values = { missing, service: service.name };
  return [{ at: statement.entry.key, message: { template: messages.inDotenv, values } }];
}

/** The other half, beside this one; its value only the user knows, unless `.env` has it. */
function addOther(view: PlausibleInstance, { set, missing }: HalfLogin): Fix | null {
  return askFor(view, [{ name: missing, sample: toBeReplaced }], set.secretFile === undefined ? set.declared : null);
}
