import type { Message, MessageTemplate } from "../../base/messages.js";
import type { Project, ProjectError } from "../../compose/types.js";
import { textAt } from "../../instance/references.js";
import { resolveRelease } from "../../plausible/tables/images.js";
import { addDotenv, fix } from "../kit/fixes.js";
import type { Fix, RefusalScope, Rule, Severity } from "../kit/types.js";
import { type Cause, causeOf } from "./causes.js";

const messages = {
  dollar: {
    en: "Docker Compose does not understand the `$` here and refuses the whole project, so Plausible does not start. Write `$$` for a dollar sign that is meant as it stands.",
    "zh-cn": "Docker Compose 无法理解此处的 `$`，会拒绝整个项目，Plausible 因此无法启动。如果就是要写美元符号，请写 `$$`。",
  },
  required: {
    en: "Docker Compose demands a value for `{name}`, which nothing here sets: it refuses the whole project, and Plausible does not start. Set `{name}` in `.env`.",
    "zh-cn":
      "Docker Compose 要求 `{name}` 必须有值，而此处没有任何地方为其赋值：它会拒绝整个项目，Plausible 无法启动。请在 `.env` 中设置 `{name}`。",
  },
  requiredUnseen: {
    en: "Docker Compose demands a value for `{name}`, which nothing here sets: unless your shell or `.env` does, it refuses the whole project, and Plausible does not start. Set `{name}` in `.env`.",
    "zh-cn":
      "Docker Compose 要求 `{name}` 必须有值，而此处没有任何地方为其赋值：除非您的 shell 或 `.env` 设置了它，否则整个项目会被拒绝，Plausible 无法启动。请在 `.env` 中设置 `{name}`。",
  },
  envLine: {
    en: "Docker Compose cannot read `{file}` from here on and refuses the whole project, so Plausible does not start. Write `NAME=value`, with the value in single quotes where it is not a plain word.",
    "zh-cn":
      "Docker Compose 从此处起无法读取 `{file}`，会拒绝整个项目，Plausible 因此无法启动。请写成 `NAME=value`，值不是普通单词时请用单引号括起。",
  },
  missingFile: {
    en: "Docker Compose cannot read a file that is named here ({error}) and refuses the whole project, so Plausible does not start. Correct the path.",
    "zh-cn": "Docker Compose 无法读取此处指定的文件（{error}），会拒绝整个项目，Plausible 因此无法启动。请更正路径。",
  },
  cycle: {
    en: "This leads back to itself ({error}): Docker Compose refuses the whole project, so Plausible does not start. Break the circle.",
    "zh-cn": "此处绕回了自身（{error}）：Docker Compose 会拒绝整个项目，Plausible 因此无法启动。请打破循环。",
  },
  other: {
    en: "Docker Compose refuses this project: {error}",
    "zh-cn": "Docker Compose 拒绝此项目：{error}",
  },
  fixDollar: { en: "Write `$$` for a plain dollar sign", "zh-cn": "写成 `$$` 以表示普通的美元符号" },
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
  },
  messages,
  check() {},
  checkProject(project, scope, report) {
    const runs = runsPlausible(project, scope.images);
    if (!runs && !scope.every) return;
    const errors = scope.every ? project.errors : [...project.textErrors, ...errorsOfPlausible(project, scope.images)];
    const told = new Set<string>();
    for (const error of errors) {
      const cause = causeOf(error);
      if (cause.kind === "missing-env-file" || isEncrypted(project, error)) continue;
      if (cause.kind === "other" && isTemplate(project, error)) continue;
      if (cause.kind === "required" && knowledgeOf(project) === "none") continue;
      // What a value that comes from elsewhere is there, nobody knows who does not see all of it.
      if (cause.kind === "other" && knowledgeOf(project) !== "all" && textAt(project, error.at).includes("$")) continue;
      if (!scope.every && (cause.kind === "yaml" || cause.kind === "other")) continue;
      // A file that has nothing of Plausible is none of our business, but whoever names one learns that it cannot be read.
      const ours = runs || mentionsPlausible(project.files.get(error.at.file)?.text ?? "", scope.images);
      if (!ours && !(scope.named && cause.kind === "yaml")) continue;
      // What follows a broken place in a file is mostly its echo, and a name that is missing is missing for every service.
      const key = cause.kind === "yaml" ? error.at.file : error.message.replace(/^service "[^"]*" /, "");
      if ((cause.kind === "yaml" || cause.kind === "other") && told.has(key)) continue;
      told.add(key);
      const { severity, message, values } = toldOf(project, error, cause);
      report({
        variable: null,
        service: error.service ?? "",
        at: error.at,
        severity,
        message,
        values,
        fixes: [fixOf(project, error, cause)],
      });
    }
  },
};

interface Told {
  readonly severity: Severity;
  readonly message: MessageTemplate;
  readonly values: Message["values"];
}

function toldOf(project: Project, error: ProjectError, cause: Cause): Told {
  const told = (message: MessageTemplate, severity: Severity = "error"): Told => ({
    message,
    severity,
    values: {
      error: wordsOf(project, error),
      file: relative(project, error.at.file),
      name: cause.kind === "required" ? cause.name : "",
    },
  });
  switch (cause.kind) {
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

/** An env file that is no text, as git-crypt leaves it: nobody wrote that. */
function isEncrypted(project: Project, { at }: ProjectError): boolean {
  return !project.request.composeFiles.includes(at.file) && /[\0\ufffd]/.test(project.files.get(at.file)?.text ?? "");
}

/** A text that a template engine fills in before Compose sees it: `"{{ port }}:8000"`. */
function isTemplate(project: Project, { at }: ProjectError): boolean {
  return /\{\{.*\}\}|\{%.*%\}|<%.*%>/s.test(textAt(project, at));
}

/** Compose's words in one line, with paths from the project's folder. */
function wordsOf(project: Project, { message }: ProjectError): string {
  return relative(project, message.replace(/\s*\n\s*/g, " "));
}

function relative({ directory }: Project, text: string): string {
  return text.replaceAll(directory.endsWith("/") ? directory : `${directory}/`, "");
}

function fixOf(project: Project, { at }: ProjectError, cause: Cause): Fix | null {
  if (cause.kind === "required") return addDotenv({ project }, [{ name: cause.name, value: "replace-me" }]);
  if (cause.kind !== "dollar" || !textAt(project, at).startsWith("$")) return null;
  return fix(messages.fixDollar, {}, [[{ ...at, end: at.start, newText: "$" }]], false);
}

function runsPlausible({ services }: Project, images: RefusalScope["images"]): boolean {
  return services.some(({ image, hasBuild }) => resolveRelease(image, hasBuild, images) !== null);
}

function errorsOfPlausible({ services }: Project, images: RefusalScope["images"]): ProjectError[] {
  return services.flatMap((service) => (resolveRelease(service.image, service.hasBuild, images) === null ? [] : service.errors));
}

/** Whether a text that may be broken names an image of Plausible's. */
function mentionsPlausible(text: string, images: RefusalScope["images"]): boolean {
  if (/plausible\/(analytics|community-edition)\b/.test(text)) return true;
  if (images.length === 0) return false;
  return [...text.matchAll(/\bimage\s*:\s*["']?([^\s"'#]+)/g)].some(
    ([, image]) => resolveRelease({ text: image ?? "", unresolved: [] }, false, images) !== null,
  );
}
