import type { MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced } from "../../instance/service-variable.js";
import { knownText, placeOf, shownText } from "../../instance/value.js";
import { setVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Report, Rule } from "../kit/types.js";
import { meantDomain, meantUri } from "./meant.js";

const messages = {
  scheme: {
    en: "`MAILGUN_BASE_URI` must begin with `https://`. {advice}\nPlausible {release} can't reach `{value}`, and every email fails.",
    "zh-cn": "`MAILGUN_BASE_URI` 必须以 `https://` 开头。{advice}\nPlausible {release} 无法访问 `{value}`，每封邮件都会失败。",
  },
  path: {
    en: "`MAILGUN_BASE_URI` must end with `/v3`. {advice}\nWith `{value}`, Plausible {release} calls an address that Mailgun doesn't have (404), and every email fails.",
    "zh-cn":
      "`MAILGUN_BASE_URI` 必须以 `/v3` 结尾。{advice}\n使用 `{value}` 时，Plausible {release} 请求的地址在 Mailgun 并不存在（404），每封邮件都会失败。",
  },
  otherPath: {
    en: "`MAILGUN_BASE_URI` doesn't end with `/v3`. {advice}\nPlausible {release} adds the domain and `/messages` to `{value}`; Mailgun's own API expects `/v3` before them.",
    "zh-cn":
      "`MAILGUN_BASE_URI` 没有以 `/v3` 结尾。{advice}\nPlausible {release} 会在 `{value}` 之后加上域名和 `/messages`，而 Mailgun 的 API 要求其前有 `/v3`。",
  },
  domain: {
    en: "`MAILGUN_DOMAIN` must be a bare domain. {advice}\nPlausible {release} puts `{value}` into the address of Mailgun's API, which then doesn't exist: every email fails.",
    "zh-cn":
      "`MAILGUN_DOMAIN` 必须只是域名。{advice}\nPlausible {release} 会把 `{value}` 放进 Mailgun API 的地址，该地址便不存在：每封邮件都会失败。",
  },
  set: { en: "Set it to `{meant}`.", "zh-cn": "请设为 `{meant}`。" },
} satisfies Record<string, MessageTemplate>;

/** An address or a domain of Mailgun's API in a form that leads nowhere. */
export const mailgunEndpoint: Rule = {
  meta: {
    id: "mailgun-endpoint",
    severity: "error",
    summary: {
      en: "`MAILGUN_BASE_URI` or `MAILGUN_DOMAIN` is written so that it leads to no Mailgun address.",
      "zh-cn": "`MAILGUN_BASE_URI` 或 `MAILGUN_DOMAIN` 的写法无法指向 Mailgun 的地址。",
    },
    fixable: true,
    turn: "form",
  },
  messages,
  check(view, report) {
    if (view.extraConfig) return;
    reportMeant(view, "MAILGUN_BASE_URI", meantUri, report);
    reportMeant(view, "MAILGUN_DOMAIN", meantDomain, report);
  },
};

function reportMeant(
  view: PlausibleInstance,
  name: "MAILGUN_BASE_URI" | "MAILGUN_DOMAIN",
  meantBy: typeof meantUri | typeof meantDomain,
  report: Report,
): void {
  const variable = view.variable(name);
  const text = knownText(variable);
  if (text === null || !isPlaced(variable) || !view.reads(name)) return;
  const found = meantBy(text);
  if (found === null) return;
  const { fault, meant } = found;
  report({
    variable: name,
    at: placeOf(variable),
    severity: fault === "otherPath" ? "warning" : "error",
    message: messages[fault],
    values: { value: shownText(withoutLogin(text)), advice: { template: messages.set, values: { meant: withoutLogin(meant) } } },
    related: relatedTo(view.service, variable),
    // Of an address that is not Mailgun's own nobody here knows what it has.
    fixes: [withoutLogin(meant) === meant ? setVariable(view, variable, meant, fault !== "otherPath") : null],
  });
}

/** A login in an address may be a key. */
function withoutLogin(text: string): string {
  return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/\s]*@/i, "$1…@");
}
