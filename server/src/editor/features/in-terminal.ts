import { type MessageTemplate, plainText } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import type { InTerminal, InTerminalParams } from "../../protocol.js";
import { programLine } from "../../smtp-test/elsewhere.js";
import type { Presentation } from "./presentation.js";

type What = InTerminalParams["what"];

/** The command of the command line that does the same, and its flags. */
const commands: Readonly<Record<What, readonly [string, ...string[]]>> = {
  smtp: ["test"],
  diagnose: ["doctor", "--docker"],
  compare: ["explain", "--compare-running"],
  test: ["test", "--in-container"],
  log: ["why", "--running"],
};

const reasons = {
  noConnections: {
    en: "A browser can't connect to mail servers, so the test can't run here: copy the command, and run it next to the compose file.",
    "zh-cn": "浏览器无法连接邮件服务器，因此不能在此测试：请复制命令，在 compose 文件所在的文件夹中运行。",
  },
  noPrograms: {
    en: "A browser can't run Docker, so the container can't be asked here: copy the command, and run it next to the compose file.",
    "zh-cn": "浏览器无法运行 Docker，因此不能在此询问容器：请复制命令，在 compose 文件所在的文件夹中运行。",
  },
  noFiles: {
    en: "These files aren't on this computer, so the container can't be asked here: copy the command, and run it next to them.",
    "zh-cn": "这些文件不在此计算机上，因此不能在此询问容器：请复制命令，在文件所在的文件夹中运行。",
  },
} satisfies Record<string, MessageTemplate>;

/** What cannot be done from here: why, and the command that does it in a terminal. `inBrowser`: nothing can be run or reached. */
export function inTerminal(view: PlausibleInstance, what: What, inBrowser: boolean, { facts }: Presentation): InTerminal {
  const [command, ...flags] = commands[what];
  return {
    reason: whyNotHere(what, inBrowser, { facts }),
    command: programLine(command, view.project, view.service, flags),
  };
}

/** In one sentence, why it cannot be done from here. */
export function whyNotHere(what: What, inBrowser: boolean, { facts }: Pick<Presentation, "facts">): string {
  const reason = !inBrowser ? "noFiles" : what === "smtp" ? "noConnections" : "noPrograms";
  return plainText({ template: reasons[reason], values: {} }, facts.language);
}
