import { mailDelivery } from "../../src/instance/mail-delivery.js";
import type { PlausibleInstance } from "../../src/instance/plausible-instance.js";
import type { Analysis } from "../../src/lint/analysis.js";
import type { CertainFailure } from "../../src/plausible/mailer/model.js";
import { isForAPerson, isPlaceholder } from "../../src/plausible/tables/placeholder.js";
import { essentialNames } from "../../src/plausible/tables/variables.js";

/**
 * The failures that are certain and of which no finding speaks on a variable that decides, as `variable: text`; empty
 * where all is told. Hints count only where the release is assumed, for which each finding is one step lower.
 */
export function untold({ services, findings }: Analysis): string[] {
  return services.flatMap((view) => {
    const failure = certainFailure(view);
    if (failure === null || isStillToFill(view, failure.variable)) return [];
    const told = findings.filter(({ severity }) => severity !== "hint" || view.choice.assumed);
    const names = decidingNames(failure);
    return told.some(({ variable }) => variable !== null && names.includes(variable))
      ? []
      : [`${failure.variable}: ${failure.text}`];
  });
}

interface Failure {
  readonly variable: string | null;
  readonly text: string;
  readonly kind: "boot" | CertainFailure["kind"];
}

/** Why the service certainly does not start, or can send nothing, as its files alone decide it. */
function certainFailure(view: PlausibleInstance): Failure | null {
  const { mailer, extraConfig } = view;
  if (mailer.outcome === "refuses-to-boot" && !isPiece(view, mailer.error.variable)) {
    return { variable: mailer.error.variable, text: mailer.error.message, kind: "boot" };
  }
  // An extra file may override what follows the boot.
  const failure = extraConfig ? null : mailDelivery(view)?.certainFailure;
  return failure ? { variable: failure.variable, text: failure.exception, kind: failure.kind } : null;
}

/** Whether what the boot needs beside mail is left out, as in a piece of a set-up that other files, or an own image, complete. */
function isPiece({ variable, service }: PlausibleInstance, name: string | null): boolean {
  if (name === null || !essentialNames.includes(name)) return false;
  if (variable(name).state !== "absent") return false;
  return service.hasBuild || variable("SECRET_KEY_BASE").state === "absent";
}

/** A text that a program will replace (`{{ … }}`) is no value yet. */
function isStillToFill({ variable }: PlausibleInstance, name: string | null): boolean {
  const found = name === null ? null : variable(name);
  if (found?.state !== "value" || found.value === null) return false;
  return isPlaceholder(found.value) && !isForAPerson(found.value);
}

/** The variables that decide together: each of them is the right place to speak of it. */
function decidingNames({ variable, kind }: Failure): string[] {
  if (variable === null) return [];
  if (variable === "SMTP_USER_NAME" || variable === "SMTP_USER_PWD") {
    const both = ["SMTP_USER_NAME", "SMTP_USER_PWD"];
    return [...both, ...both.map((name) => `${name}_FILE`)];
  }
  return kind === "tls-impossible" ? [variable, "MAILER_ADAPTER"] : [variable];
}
