import { listed, type Message, type MessageTemplate, message, quotedText } from "../../base/messages.js";
import type { DifferenceReason, RunningComparison } from "../../containers/compare-running.js";
import { sameAsRunning } from "../../containers/compare-running.js";
import { faultMessage } from "../../containers/fault-words.js";
import type { ComposedService } from "../../instance/composed.js";
import { printable } from "../terminal/text.js";
import { say } from "./explain-messages.js";
import { differencesPart, placeText, sidesPart } from "./explain-more.js";
import { heading, type Printer } from "./printer.js";

const texts = {
  same: {
    en: "Container `{container}` runs with the settings of these files.",
    "zh-cn": "容器 `{container}` 以这些文件中的设置运行。",
  },
  differs: {
    en: "Container `{container}` doesn't run with the settings of these files.",
    "zh-cn": "容器 `{container}` 没有以这些文件中的设置运行。",
  },
  unknown: {
    en: "Container `{container}` has the variables of these files; its mail configuration couldn't be read.",
    "zh-cn": "容器 `{container}` 的变量与文件一致；无法读取其邮件配置。",
  },
  several: {
    en: "{count} containers of this service run; this is one of them.",
    "zh-cn": "此服务有 {count} 个正在运行的容器；这是其中之一。",
  },
  "other-project": {
    en: "It belongs to another project of the same name, in {folder}. Set another name there or here (`name:`, or COMPOSE_PROJECT_NAME).",
    "zh-cn": "它属于 {folder} 中另一个同名的项目。请在那里或此处改用其他名称（`name:` 或 COMPOSE_PROJECT_NAME）。",
  },
  "other-files": {
    en: "It was started with other compose files: {files}.",
    "zh-cn": "它由其他 compose 文件启动：{files}。",
  },
  "other-image": {
    en: "It runs another image, `{container}` instead of `{files}`: `docker compose up -d {service}` replaces it.",
    "zh-cn": "它运行的是另一个镜像 `{container}`，而非 `{files}`：`docker compose up -d {service}` 会替换它。",
  },
  "not-recreated": {
    en: "It was started before a change, or another shell gave it other values: `docker compose up -d {service}` recreates it with these files; `docker compose restart` would not.",
    "zh-cn":
      "它在更改之前启动，或由其他 shell 提供了别的值：`docker compose up -d {service}` 会按这些文件重新创建容器；`docker compose restart` 则不会。",
  },
  variables: { en: "Variables that differ", "zh-cn": "不同的变量" },
  mailer: { en: "Mail configuration that differs", "zh-cn": "不同的邮件配置" },
} satisfies Record<string, MessageTemplate>;

/** `explain --compare-running`: whether the container runs with what the files say, why not, and each thing that differs. */
export function runningPage(composed: ComposedService, comparison: RunningComparison, printer: Printer): void {
  const { language, colours, line, secrets } = printer;
  const { container, count, environment, differences, reasons, fault } = comparison;
  const tell = (told: Message) => heading(printable(secrets.quoted(quotedText(told, language))), printer);
  line(`${colours.bold(composed.service.name)}  ${printable(secrets.text(composed.service.image?.text ?? ""))}`);
  line();
  const same = sameAsRunning(comparison);
  tell(message(same === null ? texts.unknown : same ? texts.same : texts.differs, { container }));
  if (count > 1) tell(message(texts.several, { count }));
  for (const reason of reasons) tell(reasonMessage(reason, composed.service.name));
  if (fault !== null) tell(sentence(faultMessage(fault)));
  else if (differences === null) heading(say(language, "containerUnknown"), printer);
  if (environment.length > 0) {
    line();
    heading(quotedText(message(texts.variables), language), printer);
    for (const { variable, at, ...sides } of environment) {
      line();
      line(`  ${colours.bold(variable)}  ${colours.dim(placeText(at, composed, printer))}`);
      sidesPart(sides, printer);
    }
  }
  if (differences === null || differences.length === 0) return;
  line();
  heading(quotedText(message(texts.mailer), language), printer);
  differencesPart(differences, composed, printer);
}

/** Why a container may differ, in one sentence. */
function reasonMessage(reason: DifferenceReason, service: string): Message {
  if (reason.kind === "other-project") return message(texts["other-project"], { folder: reason.folder });
  if (reason.kind === "other-files") return message(texts["other-files"], { files: listed(reason.files) });
  if (reason.kind === "other-image")
    return message(texts["other-image"], { container: reason.container, files: reason.files, service });
  return message(texts["not-recreated"], { service });
}

function sentence(told: Message): Message {
  return message({ en: "{told}.", "zh-cn": "{told}。" }, { told });
}
