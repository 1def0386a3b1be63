import { type Message, type MessagePart, type MessageTemplate, message, type Value } from "../base/messages.js";
import { shownText } from "../instance/value.js";
import type { SettingAfter } from "../instance/what-if.js";
import { isPlaceholder } from "../plausible/tables/placeholder.js";
import type { Finding, Fix } from "../rules/kit/types.js";
import { isSecretName } from "../secrets/secret-names.js";

const messages = {
  finding: { en: "{finding}\n{steps}", "zh-cn": "{finding}\n{steps}" },
  inPanel: { en: "{step} in your panel.", "zh-cn": "在您的面板中{step}。" },
  or: { en: "{steps} Or: {step}.", "zh-cn": "{steps}或者{step}。" },
  comma: { en: "{steps}, {step}", "zh-cn": "{steps}，{step}" },
  and: { en: "{steps} and {step}", "zh-cn": "{steps}，{step}" },
  set: { en: "Set `{name}` to `{value}`", "zh-cn": "将 `{name}` 设为 `{value}`" },
  change: { en: "Change `{name}`", "zh-cn": "修改 `{name}`" },
  fill: { en: "Set `{name}`", "zh-cn": "设置 `{name}`" },
  remove: { en: "Remove `{name}`", "zh-cn": "删除 `{name}`" },
  thenSet: { en: "set `{name}` to `{value}`", "zh-cn": "将 `{name}` 设为 `{value}`" },
  thenFill: { en: "`{name}`", "zh-cn": "`{name}`" },
  thenRemove: { en: "remove `{name}`", "zh-cn": "删除 `{name}`" },
} satisfies Record<string, MessageTemplate>;

/** More ways than these are a choice that the rule's page helps with. */
const mostWays = 3;

/**
 * A finding about a container that runs: nothing that shows it can be edited, so what its fixes would write is said, to be
 * entered where the container gets its variables from.
 *
 * @param isSet whether the container has a variable
 */
export function inPanel(finding: Finding, isSet: (name: string) => boolean): Finding {
  const ways = finding.fixes.slice(0, finding.fixes.length > mostWays ? 1 : mostWays).map((fix) => wayOf(fix, isSet));
  const [first, ...others] = ways.filter(({ onlyAsks }, index) => index === 0 || !onlyAsks).map(({ step }) => step);
  const step = first ?? changeOf(finding, isSet);
  if (step === null) return finding;
  let steps = message(messages.inPanel, { step });
  for (const step of others) steps = message(messages.or, { steps, step });
  return { ...finding, message: message(messages.finding, { finding: finding.message, steps }), fixes: [] };
}

/** Where a mistake is put right of which only the user knows the cure; null where it is put right elsewhere. */
function changeOf({ rule, severity, variable }: Finding, isSet: (name: string) => boolean): Message | null {
  if (variable === null || !isSet(variable) || severity === "info" || severity === "hint") return null;
  // Without a fix it speaks of a host that has no other port.
  return rule === "port-25" ? null : message(messages.change, { name: variable });
}

/** One way to put a mistake right. */
interface Way {
  readonly step: Message;
  /** Whether it leaves all values to the user. */
  readonly onlyAsks: boolean;
}

/** What a fix makes of the variables. A password is not shown: of one that changes its form the fix's title tells. */
function wayOf({ title, effect }: Pick<Fix, "title" | "effect">, isSet: (name: string) => boolean): Way {
  if (effect === undefined || effect.release !== undefined) return { step: title, onlyAsks: false };
  // A bare name brings nothing in by itself: its value is to be given.
  const changed = [...effect.settings].map(([name, after]) => [name, after === null && !isSet(name) ? "unseen" : after] as const);
  const hides = changed.some(([name, after]) => isSecretName(name) && after !== null && !isToFill(after));
  const step = (hides ? null : joined(changed)) ?? title;
  return { step, onlyAsks: !hides && changed.length > 0 && changed.every(([, after]) => isToFill(after)) };
}

/** Settings that a test found to be right, as a sentence. */
export function settingsInPanel(wanted: readonly { readonly name: string; readonly value: string | null }[]): Message | null {
  const step = joined(wanted.map(({ name, value }) => [name, value === null ? null : { text: value }]));
  return step === null ? null : message(messages.inPanel, { step });
}

/** Steps in one sentence; those of which only the user knows the value come first. */
function joined(changed: readonly (readonly [name: string, after: SettingAfter])[]): Message | null {
  const sorted = [...changed.filter(([, after]) => isToFill(after)), ...changed.filter(([, after]) => !isToFill(after))];
  let steps: Message | null = null;
  for (const [index, [name, after]] of sorted.entries()) {
    const step = stepOf(name, after, index > 0);
    const joint = index === sorted.length - 1 ? messages.and : messages.comma;
    steps = steps === null ? step : message(joint, { steps, step });
  }
  return steps;
}

/** Whether only the user knows the value. */
function isToFill(after: SettingAfter): boolean {
  return after === "unseen" || (after !== null && isPlaceholder(after.text));
}

function stepOf(name: string, after: SettingAfter, isLater: boolean): Message {
  if (after === null) return message(isLater ? messages.thenRemove : messages.remove, { name });
  if (after === "unseen" || isToFill(after)) return message(isLater ? messages.thenFill : messages.fill, { name });
  return message(isLater ? messages.thenSet : messages.set, { name, value: codeOf(after.text) });
}

function codeOf(text: string): Value {
  const part: MessagePart = { kind: "code", text: shownText(text) };
  return [part];
}
