import type { MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { usualPort } from "../../instance/relay-port.js";
import { type EnvironmentVariable, isPlaced, type SecretVariable } from "../../instance/service-variable.js";
import { knownText, placeOf, shownText } from "../../instance/value.js";
import { parseInteger } from "../../plausible/boot/config-helpers.js";
import { fix, removeVariable, setVariable } from "../kit/fixes.js";
import { notes, type Qualified, qualify } from "../kit/qualify.js";
import { relatedTo } from "../kit/related-line.js";
import type { Fix, Rule } from "../kit/types.js";

const messages = {
  atBoot: {
    en: "`{name}` must be a whole number. {advice}\nPlausible {release} refuses to start with `{value}`.",
    "zh-cn": "`{name}` 必须是整数。{advice}\nPlausible {release} 会因 `{value}` 拒绝启动。",
  },
  atSend: {
    en: "`{name}` must be a whole number. {advice}\nEvery email of Plausible {release} fails with `{value}`.",
    "zh-cn": "`{name}` 必须是整数。{advice}\n设为 `{value}` 时，Plausible {release} 的每封邮件都会失败。",
  },
  range: {
    en: "`{name}` must be a port from `1` to `65535`. {advice}\nEvery email of Plausible {release} fails with `{value}`.",
    "zh-cn": "`{name}` 必须是 `1` 到 `65535` 之间的端口。{advice}\n设为 `{value}` 时，Plausible {release} 的每封邮件都会失败。",
  },
  octal: {
    en: "YAML reads `{written}` as an octal number. {advice}\nPlausible {release} gets `{name}={value}`.",
    "zh-cn": "YAML 会把 `{written}` 当作八进制数。{advice}\nPlausible {release} 得到的是 `{name}={value}`。",
  },
  write: { en: "Set it to `{meant}`.", "zh-cn": "请设为 `{meant}`。" },
  fixQuoted: { en: 'Set it to `"{digits}"`', "zh-cn": '设为 `"{digits}"`' },
  writeOr: { en: "Set it to a number such as `{meant}`.", "zh-cn": "请设为一个数字，例如 `{meant}`。" },
} satisfies Record<string, MessageTemplate>;

/** A number that Plausible cannot read, or a port that cannot be. */
export const invalidInteger: Rule = {
  meta: {
    id: "invalid-integer",
    severity: "error",
    summary: {
      en: "A port or number isn't valid, so Plausible doesn't start or sends no email.",
      "zh-cn": "端口或数字无效，Plausible 无法启动或无法发信。",
    },
    fixable: true,
    turn: "form",
  },
  messages,
  check(view, report) {
    const { smtp } = view;
    if (smtp === null) return;
    const force = view.settings?.inForce ?? "no";
    const numbers = [
      { name: "SMTP_HOST_PORT", parser: force === "no" ? null : smtp.portParser, isPort: true },
      { name: "SMTP_RETRIES", parser: smtp.retriesParser, isPort: false },
    ] as const;
    for (const { name, parser, isPort } of numbers) {
      const variable = view.variable(name);
      const value = knownText(variable);
      if (parser === null || value === null || !isPlaced(variable)) continue;
      const number = parseInteger(value);
      const octal = number === null ? null : octalSource(view, variable, value);
      const fault =
        number === null
          ? parser === "at-boot"
            ? "atBoot"
            : "atSend"
          : octal !== null
            ? "octal"
            : isPort && (number < 1 || number > 65535)
              ? "range"
              : null;
      if (fault === null || (view.extraConfig && fault !== "atBoot")) continue;
      const digits = octal === null ? digitsIn(value, isPort) : octal.replace(/^0+/, "");
      const meant = digits ?? (isPort ? usualPort(view) : "2");
      const finding: Qualified = {
        severity: "error",
        message: messages[fault],
        values: {
          name,
          value: shownText(value),
          written: octal ?? "",
          release: view.releaseName,
          advice: { template: digits === null ? messages.writeOr : messages.write, values: { meant } },
        },
      };
      report({
        ...qualify(finding, isPort && force === "if-relay" ? notes.ifRelay : null),
        variable: name,
        at: placeOf(variable),
        related: relatedTo(view.service, variable),
        fixes: [
          octal === null ? setVariable(view, variable, meant, digits !== null) : quotedFix(variable, meant),
          isPort ? null : removeVariable(view, variable, false),
        ],
      });
    }
  },
};

/** The digits in quotes: that Compose reads them as a text is the point. */
function quotedFix(variable: EnvironmentVariable | SecretVariable, digits: string): Fix | null {
  const at = variable.secretFile === undefined ? variable.origin.at : null;
  if (at === null) return null;
  return fix(messages.fixQuoted, { digits }, [[{ ...at, newText: `"${digits}"` }]], true);
}

/** The digits of a map scalar that YAML took for octal (`0465`), where its value is another number; null: it did not. */
function octalSource(
  { project }: PlausibleInstance,
  variable: EnvironmentVariable | SecretVariable,
  value: string,
): string | null {
  if (variable.secretFile !== undefined || variable.state !== "value" || variable.origin.at === null) return null;
  const { at, entry } = variable.origin;
  if (entry?.form !== "map-pair" || entry.quotes !== "none") return null;
  const written = project.files.get(at.file)?.slice(at.start, at.end) ?? "";
  return /^0[0-7]+$/.test(written) && Number(written) !== Number(value) ? written : null;
}

/** The one number in a text such as `587;` or `smtp:587`; null: none, or several. */
function digitsIn(text: string, isPort: boolean): string | null {
  const whole = text.replace(/(\d)\.0+(?!\d)/, "$1");
  const numbers = whole.match(/\d+/g) ?? [];
  const [only] = numbers;
  if (only === undefined || numbers.length > 1 || /^\s*-/.test(text)) return null;
  const number = Number(only);
  return isPort && (number < 1 || number > 65535) ? null : String(number);
}
