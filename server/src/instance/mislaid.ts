import { nearest } from "../base/nearest.js";
import type { Mount, Service, Variable } from "../compose/types.js";
import { defaultConfigDir } from "../plausible/boot/config-dir.js";
import { companionOf } from "../plausible/tables/companions.js";
import { misnomerNamed } from "../plausible/tables/misnomers.js";
import { variableNamed, variables } from "../plausible/tables/variables.js";
import type { PlausibleInstance } from "./plausible-instance.js";
import { indexOf } from "./project-index.js";

const mailNames = variables.filter(({ mail }) => mail).map(({ name }) => name);

/** The mail variable that the name of a file or of a `NAME_FILE` variable is meant for: its own, or a near miss of it. */
export function mailNameOfFile({ readsMail }: PlausibleInstance, name: string): string | null {
  const stem = name
    .replace(/\.(?:txt|secret|pass|key)$/i, "")
    .replace(/[-. ]/g, "_")
    .toUpperCase()
    .replace(/^PLAUSIBLE_/, "")
    .replace(/_FILE$/, "");
  if (!/^(SMTP|MAILER|MAIL|POSTMARK|MAILGUN|MANDRILL|SENDGRID|EMAIL)_/.test(stem)) return null;
  const misnomer = misnomerNamed(stem);
  const real = variableNamed(stem) !== null ? stem : misnomer !== null ? misnomer.real : nearest(stem, mailNames);
  return real !== null && readsMail(real) ? real : null;
}

/** The mail settings on one of Plausible's databases or on a mail server that Plausible itself lacks. */
export function misplacedOn(view: PlausibleInstance, other: Service): Variable[] {
  if (other === view.service || other.image === null || companionOf(other.image.text) === null) return [];
  return mailNames.flatMap((name) => {
    const variable = other.environment.get(name);
    const missing = variable !== undefined && view.readsMail(name) && view.variable(name).state === "absent";
    return missing ? [variable] : [];
  });
}

/**
 * Files under the own name of a mail variable that Plausible lacks, in the folder where it looks while `CONFIG_DIR` is unset,
 * while that names another folder: each with its path in the container.
 */
export function leftBehind(view: PlausibleInstance): (readonly [name: string, path: string, mount: Mount])[] {
  const { service, choice, configDir } = view;
  if (configDir === null || configDir === defaultConfigDir || !choice.release.readsSecretFiles) return [];
  return [...service.mounts].flatMap(([path, mount]) => {
    const name = path.startsWith(`${defaultConfigDir}/`) ? path.slice(defaultConfigDir.length + 1) : "";
    const isLost = mailNameOfFile(view, name) === name && view.variable(name).state === "absent";
    return isLost ? [[name, path, mount] as const] : [];
  });
}

/** Whether a mail variable that Plausible lacks is there after all, where Plausible does not look: in a file of another name, or on another service. */
export function isMislaid(view: PlausibleInstance, name: string): boolean {
  const { service, project, configDir } = view;
  const files = [...service.mounts.keys()].flatMap((path) =>
    configDir !== null && path.startsWith(`${configDir}/`) ? [path.slice(configDir.length + 1)] : [],
  );
  const fileNames = [...files, ...[...service.environment.keys()].filter((each) => /_FILE$/i.test(each))];
  return (
    fileNames.some((each) => mailNameOfFile(view, each) === name) ||
    leftBehind(view).some(([each]) => each === name) ||
    indexOf(project)
      .companionsWithMail()
      .some((other) => misplacedOn(view, other).some((variable) => variable.name === name))
  );
}
