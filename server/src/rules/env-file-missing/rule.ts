import type { MessageTemplate } from "../../base/messages.js";
import { pathBelow } from "../../base/paths.js";
import { isWrittenByPanel } from "../../compose/panels.js";
import { textAt } from "../../instance/references.js";
import type { Rule } from "../kit/types.js";

const messages = {
  missing: {
    en: "`{file}` is missing here, so its settings can't be checked.\nDocker Compose doesn't start service `{service}` without it. That's fine if you keep it out of the repository.",
    "zh-cn":
      "此处缺少 `{file}`，无法检查其中的设置。\n没有它，Docker Compose 不会启动服务 `{service}`。如果它本来就不放进代码仓库，这是正常的。",
  },
  irregular: {
    en: "`{file}` is a pipe or a device and isn't read, so its settings can't be checked.\nUse an ordinary file if you want its settings checked here.",
    "zh-cn": "`{file}` 是管道或设备，不会读取，因此无法检查其中的设置。\n如果希望在此处检查这些设置，请使用普通文件。",
  },
} satisfies Record<string, MessageTemplate>;

/** An env file that the service must have and that is not there, or that is no ordinary file. */
export const envFileMissing: Rule = {
  meta: {
    id: "env-file-missing",
    severity: "info",
    summary: {
      en: "An env file of the service is missing here, so its settings can't be checked.",
      "zh-cn": "服务的环境文件不在此处，无法检查其中的设置。",
    },
    fixable: false,
  },
  messages,
  check({ project, service }, report) {
    for (const { path, state } of project.dotenv) {
      if (state !== "irregular") continue;
      const values = { file: pathBelow(project.directory, path) ?? path };
      report({ variable: null, at: { file: path, start: 0, end: 0 }, message: messages.irregular, values });
    }
    for (const { path, state, required, declared } of service.envFiles) {
      const isUnread = state === "irregular" || (state === "missing" && required);
      if (!isUnread || declared === null) continue;
      if (isWrittenByPanel(path)) continue;
      // A path that rests on a name or on somebody's home is not known here.
      if (/\$|^~/.test(textAt(project, declared))) continue;
      const file = pathBelow(project.directory, path) ?? path;
      report({
        variable: null,
        at: declared,
        message: state === "missing" ? messages.missing : messages.irregular,
        values: { file, service: service.name },
      });
    }
  },
};
