import { codes, type MessageTemplate, message } from "../../base/messages.js";
import { bootErrorText } from "../../plausible/boot/process-limit.js";
import type { Mailer } from "../../plausible/mailer/model.js";
import type { BootError } from "../../plausible/types.js";
import type { TestReport } from "./report.js";
import { skippedSteps } from "./step-texts.js";

const texts = {
  refused: {
    en: "Correct `{variable}`: Plausible {release} refuses to start with these settings.\nIt stops with {error}; until that is fixed, the container stops again and again.",
    "zh-cn": "请改正 `{variable}`：Plausible {release} 以这些设置拒绝启动。\n它会停在 {error}；在此之前容器会反复退出。",
  },
  refusedSomewhere: {
    en: "Plausible {release} refuses to start with these settings.\nIt stops with {error}; until that is fixed, the container stops again and again.",
    "zh-cn": "Plausible {release} 以这些设置拒绝启动。\n它会停在 {error}；在此之前容器会反复退出。",
  },
  cannotStart: {
    en: "Shorten `{variable}`: the container can't start with it.\nLinux gives a program no variable of more than 131,071 bytes, its name included; the start fails with `{error}`.",
    "zh-cn":
      "请缩短 `{variable}`：有了它，容器无法启动。\nLinux 不会向程序传递连同名称超过 131,071 字节的变量；启动会失败，并报告 `{error}`。",
  },
  unknown: {
    en: "This can't be tested: values that decide are not visible here.\nWhat Plausible {release} would do depends on {names}.",
    "zh-cn": "无法测试：此处看不到起决定作用的值。\nPlausible {release} 的行为取决于 {names}。",
  },
} satisfies Record<string, MessageTemplate>;

/**
 * The report of a test that has nothing to talk about: the release refuses to boot, or what it would do is not known.
 * `shown` makes the text of an exception fit to be shown.
 */
export function reportWithoutDelivery(mailer: Mailer, release: string, shown: (text: string) => string): TestReport {
  if (mailer.outcome !== "refuses-to-boot") {
    return report({ wouldDeliver: null, advice: message(texts.unknown, { release, names: codes(namesThatDecide(mailer)) }) });
  }
  const { error } = mailer;
  const [first = ""] = shown(error.message).split("\n");
  return report({
    wouldDeliver: false,
    cause: "boot-refused",
    variable: error.variable,
    advice: message(textFor(error), {
      release,
      error: first.replace(/\.$/, ""),
      variable: error.variable ?? "",
    }),
    logLine: error.type === "E2BIG" ? null : shown(bootLine(error)),
  });
}

/** With a login or a display name that is not seen there is something to test: where there is not, another name decides. */
const neverDecide: readonly string[] = ["SMTP_USER_NAME", "SMTP_USER_PWD", "MAILER_NAME"];

function namesThatDecide(mailer: Exclude<Mailer, { outcome: "refuses-to-boot" }>): readonly string[] {
  if (mailer.outcome === "unknown") return mailer.unknown;
  return mailer.unseen.filter((name) => !neverDecide.includes(name));
}

function textFor({ type, variable }: BootError): MessageTemplate {
  if (type === "E2BIG") return texts.cannotStart;
  return variable === null ? texts.refusedSomewhere : texts.refused;
}

/** As the container's log shows it; where Linux starts nothing, nothing has written a log. */
function bootLine(error: BootError): string {
  return `ERROR! Config provider Config.Reader failed with:\n${bootErrorText(error)}`;
}

function report(verdict: Partial<TestReport["verdict"]> & Pick<TestReport["verdict"], "wouldDeliver" | "advice">): TestReport {
  const nothing = { cause: null, rule: null, variable: null, logLine: null, channel: null, secondOpinion: null, cure: null };
  return { steps: skippedSteps(false), verdict: { ...nothing, ...verdict }, transcript: [] };
}
