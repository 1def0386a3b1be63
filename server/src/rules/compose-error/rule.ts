import type { Message, MessageTemplate } from "../../base/messages.js";
import { joinPath } from "../../base/paths.js";
import { onOneLine } from "../../base/scan.js";
import type { FilePath } from "../../base/text.js";
import type { OwnLimit, Reason, TemplateFault } from "../../compose/reasons.js";
import { isOwnLimit, isUnreadable, toldErrors } from "../../compose/refusals/words.js";
import type { Project, ProjectError } from "../../compose/types.js";
import { textAt } from "../../instance/references.js";
import { addDotenv, fix } from "../kit/fixes.js";
import type { Severity } from "../kit/severity.js";
import type { Fix, Rule } from "../kit/types.js";
import { WholeTexts } from "./whole-texts.js";

const messages = {
  dollar: {
    en: "Docker Compose can't read this `$`. Use `$$` for a literal dollar sign.\nIt refuses the whole project, so Plausible doesn't start.",
    "zh-cn": "Docker Compose 无法理解此处的 `$`。如果就是美元符号，请写成 `$$`。\n它会拒绝整个项目，Plausible 因此无法启动。",
  },
  required: {
    en: "Set `{name}` in `.env`: Docker Compose requires a value.\nNothing here sets it, so Docker Compose refuses the whole project, and Plausible doesn't start.",
    "zh-cn":
      "请在 `.env` 中设置 `{name}`：Docker Compose 要求它有值。\n此处没有任何地方设置它，Docker Compose 会拒绝整个项目，Plausible 无法启动。",
  },
  requiredUnseen: {
    en: "Set `{name}` in `.env`: Docker Compose requires a value.\nNothing here sets it. Unless your shell or `.env` does, Docker Compose refuses the whole project, and Plausible doesn't start.",
    "zh-cn":
      "请在 `.env` 中设置 `{name}`：Docker Compose 要求它有值。\n此处没有任何地方设置它。除非您的 shell 或 `.env` 设置了它，否则 Docker Compose 会拒绝整个项目，Plausible 无法启动。",
  },
  envLine: {
    en: "This line isn't valid. Use `NAME=value`, with quotes around special characters.\nDocker Compose can't read `{file}` from here on and refuses the whole project, so Plausible doesn't start. Put a value that isn't a plain word in single quotes.",
    "zh-cn":
      "此行无效。请写成 `NAME=value`，含特殊字符时加引号。\nDocker Compose 从此处起无法读取 `{file}`，会拒绝整个项目，Plausible 因此无法启动。值不是普通单词时，请用单引号括起。",
  },
  missingFile: {
    en: "Docker Compose can't read this file. Correct the path.\nIt refuses the whole project, so Plausible doesn't start: {error}",
    "zh-cn": "Docker Compose 无法读取此文件。请更正路径。\n它会拒绝整个项目，Plausible 因此无法启动：{error}",
  },
  cycle: {
    en: "This refers back to itself. Remove the circular reference.\nDocker Compose refuses the whole project, so Plausible doesn't start: {error}",
    "zh-cn": "此处引用了自身。请消除循环引用。\nDocker Compose 会拒绝整个项目，Plausible 因此无法启动：{error}",
  },
  limit: {
    en: "This is too large to check here, so its content is treated as unknown.\nDocker Compose has no such limit: {error}",
    "zh-cn": "此处超出了检查上限，其内容视为未知。\nDocker Compose 没有这一限制：{error}",
  },
  unseen: {
    en: "This file can't be read from here, so its content is treated as unknown.\nIf it is outside of the opened folder, open the folder that contains it.",
    "zh-cn": "此处无法读取这个文件，其内容视为未知。\n如果它不在已打开的文件夹中，请打开包含它的文件夹。",
  },
  denied: {
    en: "This file can't be read here, so its content is treated as unknown: {error}\nDocker Compose, run by the same user, refuses the project. Run both as a user who may read the file.",
    "zh-cn":
      "此处无法读取此文件，其内容视为未知：{error}\n由同一用户运行的 Docker Compose 会拒绝此项目。请以有权读取该文件的用户运行两者。",
  },
  other: {
    en: "Docker Compose refuses this project: {error}",
    "zh-cn": "Docker Compose 拒绝此项目：{error}",
  },
  fixDollar: { en: "Use `$$` for a literal dollar sign", "zh-cn": "用 `$$` 表示美元符号" },
} satisfies Record<string, MessageTemplate>;

/** What makes Docker Compose refuse the project. */
export const composeError: Rule = {
  meta: {
    id: "compose-error",
    severity: "error",
    summary: {
      en: "Docker Compose would refuse this project.",
      "zh-cn": "Docker Compose 会拒绝此项目。",
    },
    fixable: true,
    yieldsTo: {
      atPlace: ["dollar-interpolation", "malformed-entry"],
    },
    speaksOfComposeErrors: true,
  },
  messages,
  checkProject(project, scope, report) {
    const { runs, refused } = scope;
    const ofPlausible = () => (runs ? toldErrors(refused.flatMap(({ errors }) => errors)) : []);
    const errors = scope.every ? project.errors : [...project.textErrors, ...ofPlausible()];
    const told = new Set<string>();
    const texts = new WholeTexts(project, scope.images);
    for (const error of withoutEchoes(errors)) {
      const topic = topicOf(error.reason);
      if (!runs && !scope.every && topic !== "yaml") continue;
      if (topic === "missing-env-file" || texts.areEncryptedAt(error)) continue;
      if (topic !== "limit" && texts.areFilledInAt(error)) continue;
      if (topic === "required" && knowledgeOf(project) === "none") continue;
      // What a value that comes from elsewhere is there, nobody knows who does not see all of it.
      if (topic === "other" && knowledgeOf(project) !== "all" && textAt(project, error.at).includes("$")) continue;
      if (topic === "other" && !scope.every) continue;
      // A file that has nothing of Plausible is none of our business, but whoever names one learns that it cannot be read.
      const ours = runs || texts.mentionPlausibleAt(error);
      if (!ours && !(scope.named && topic === "yaml")) continue;
      // A name that is missing is missing for every service.
      const lack = lackOf(error);
      if (topic === "other" && told.has(lack)) continue;
      told.add(lack);
      const { severity, message, values } = toldOf(project, error, topic);
      report({
        variable: null,
        service: error.service,
        at: error.at,
        severity,
        message,
        values,
        fixes: [fixOf(project, error, topic)],
        ...(error.reason.kind === "unlisted" ? { count: error.reason.count } : {}),
      });
    }
  },
};

/**
 * Of the errors of a file that is no YAML the first one: what follows a broken place is mostly its echo, and keys that stand twice
 * are only found in a file that can be read.
 */
function withoutEchoes(errors: readonly ProjectError[]): readonly ProjectError[] {
  const first = new Map<FilePath, ProjectError>();
  for (const error of errors) {
    if (topicOf(error.reason) !== "yaml" || isRepeatedKey(error)) continue;
    const known = first.get(error.at.file);
    if (known === undefined || error.at.start < known.at.start) first.set(error.at.file, error);
  }
  return errors.filter((error) => {
    if (topicOf(error.reason) !== "yaml") return true;
    const known = first.get(error.at.file);
    return known === undefined || known === error;
  });
}

function isRepeatedKey({ reason }: ProjectError): boolean {
  return reason.kind === "yaml" && reason.fault.kind === "repeated-key";
}

/** What is said of a refusal; of a missing env file `env-file-missing` speaks, of `other` Compose itself. */
type Topic = "dollar" | "required" | "env-line" | "missing-file" | "missing-env-file" | "cycle" | "limit" | "yaml" | "other";

function topicOf(reason: Reason): Topic {
  const template = templateOf(reason);
  if (template !== null) return template.kind === "required" ? "required" : "dollar";
  if (isOwnLimit(reason)) return "limit";
  switch (reason.kind) {
    case "env-line":
      return "env-line";
    case "no-file":
      return reason.asked === "env-file" && reason.state === "missing" ? "missing-env-file" : "missing-file";
    case "dependency-cycle":
    case "include-cycle":
    case "extends-cycle":
      return "cycle";
    default:
      return isUnreadable(reason) ? "yaml" : "other";
  }
}

/** Which limit of this program it is; null: none, or how deep it reads. */
function limitOf(reason: Reason): OwnLimit | null {
  return reason.kind === "beyond-limit" ? reason.limit : null;
}

/** The `${…}` that is at fault, in a compose file or an env file. */
function templateOf(reason: Reason): TemplateFault | null {
  if (reason.kind === "interpolation") return reason.failure;
  return reason.kind === "env-line" && reason.fault.kind === "template" ? reason.fault.failure : null;
}

/** The name for which `${X:?…}` demands a value. */
function requiredName(reason: Reason): string | null {
  const template = templateOf(reason);
  return template?.kind === "required" ? template.subject : null;
}

/** What is missing, whichever service asks for it. */
function lackOf({ reason, message }: ProjectError): string {
  switch (reason.kind) {
    case "nothing-to-run":
      return reason.kind;
    case "undefined-name":
      return JSON.stringify([reason.section, reason.name]);
    case "undefined-service":
      return JSON.stringify(["service", reason.name]);
    default:
      return message;
  }
}

interface Told {
  readonly severity: Severity;
  readonly message: MessageTemplate;
  readonly values: Message["values"];
}

function toldOf(project: Project, error: ProjectError, topic: Topic): Told {
  const told = (message: MessageTemplate, severity: Severity = "error"): Told => ({
    message,
    severity,
    values: {
      error: wordsOf(project, error),
      file: relative(project, error.at.file),
      name: requiredName(error.reason) ?? "",
    },
  });
  switch (topic) {
    case "dollar":
      return told(messages.dollar);
    case "required":
      return knowledgeOf(project) === "all" ? told(messages.required) : told(messages.requiredUnseen, "warning");
    case "env-line":
      return told(messages.envLine);
    case "missing-file":
      return told(messages.missingFile);
    case "cycle":
      return told(messages.cycle);
    case "limit":
      if (limitOf(error.reason) === "unseen") return told(messages.unseen, "info");
      return told(limitOf(error.reason) === "denied" ? messages.denied : messages.limit, "warning");
    default:
      return told(messages.other);
  }
}

/**
 * What of the places that may set a name is seen: the shell and `.env`. A `.env` that is not here is mostly kept out of
 * the repository on purpose, and whoever demands a value knows that: no error rests on what it may have.
 */
function knowledgeOf({ request, dotenv }: Project): "all" | "some" | "none" {
  const shell = request.processEnvironment !== null;
  const file = dotenv.some(({ state }) => state === "read");
  return shell && file ? "all" : shell || file ? "some" : "none";
}

/** Compose's words in one line, with paths from the project's folder. */
function wordsOf(project: Project, { message }: ProjectError): string {
  return relative(project, onOneLine(message));
}

function relative({ directory }: Project, text: string): string {
  return text.replaceAll(joinPath(directory, ""), "");
}

function fixOf(project: Project, { at, reason }: ProjectError, topic: Topic): Fix | null {
  const name = requiredName(reason);
  if (name !== null) return addDotenv({ project }, [{ name, value: "replace-me" }]);
  if (topic !== "dollar" || !textAt(project, at).startsWith("$")) return null;
  return fix(messages.fixDollar, {}, [[{ ...at, end: at.start, newText: "$" }]], false);
}
