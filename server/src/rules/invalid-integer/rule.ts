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
    en: "`{name}={value}` is no whole number: Plausible {release} refuses to boot. {advice}",
    "zh-cn": "`{name}={value}` 不是整数：Plausible {release} 拒绝启动。{advice}",
  },
  atSend: {
    en: "`{name}={value}` is no whole number: every mail of Plausible {release} fails on it. {advice}",
    "zh-cn": "`{name}={value}` 不是整数：Plausible {release} 的每封邮件都会因此失败。{advice}",
  },
  range: {
    en: "`{name}={value}` is no port, those are `1` to `65535`: every mail of Plausible {release} fails on it. {advice}",
    "zh-cn": "`{name}={value}` 不是有效端口（应为 `1` 到 `65535`）：Plausible {release} 的每封邮件都会因此失败。{advice}",
  },
  octal: {
    en: "`{name}: {written}` is an octal number to Compose, so Plausible {release} is given `{value}`. {advice}",
    "zh-cn": "Compose 把 `{name}: {written}` 当作八进制数，因此 Plausible {release} 得到的是 `{value}`。{advice}",
  },
  write: { en: "Write `{meant}`.", "zh-cn": "请写 `{meant}`。" },
  fixQuoted: { en: 'Write `"{digits}"`', "zh-cn": '写成 `"{digits}"`' },
  writeOr: { en: "Write a number such as `{meant}`.", "zh-cn": "请写一个数字，例如 `{meant}`。" },
} satisfies Record<string, MessageTemplate>;

/** A number that Plausible cannot read, or a port that cannot be. */
export const invalidInteger: Rule = {
  meta: {
    id: "invalid-integer",
    severity: "error",
    summary: {
      en: "A port or number is not one, so Plausible does not boot or sends no mail.",
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
  const written = project.files.get(at.file)?.text.slice(at.start, at.end) ?? "";
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
