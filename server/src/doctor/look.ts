import { code, listed, type Message } from "../base/messages.js";
import { relativePath } from "../base/paths.js";
import type { FilePath, Location } from "../base/text.js";
import type { ComposedService } from "../instance/composed.js";
import { bootErrorText } from "../plausible/boot/process-limit.js";
import { inspectTerm } from "../plausible/elixir/elixir-term.js";
import { mailerTerm } from "../plausible/mailer/mailer-term.js";
import { newestRelease } from "../plausible/tables/releases.js";
import type { AdapterName } from "../plausible/types.js";
import { rules } from "../rules/index.js";
import type { Finding } from "../rules/kit/types.js";
import { maskedTerm } from "../secrets/masked-term.js";
import type { Secrets } from "../secrets/secrets.js";
import { shownMessage } from "../smtp-test/shown-report.js";
import type { DoctorStatus, DoctorStep, DoctorStepName } from "./diagnosis.js";
import { say } from "./doctor-texts.js";

/** What a diagnosis looks at. */
export interface Patient {
  readonly composed: ComposedService;
  /** What the linter finds in this service, the gravest first. */
  readonly findings: readonly Finding[];
  readonly secrets: Secrets;
  /** Paths are told as seen from here. */
  readonly cwd: FilePath;
  /** What nothing sets may come from a shell that is not this one. */
  readonly unsetIsUnknown?: boolean;
}

/** A step; what is not given is empty. */
export function stepOf(
  step: DoctorStepName,
  status: DoctorStatus,
  summary: Message,
  rest: Partial<Pick<DoctorStep, "lines" | "block" | "details">> = {},
): DoctorStep {
  return { step, status, summary, lines: [], block: null, details: {}, ...rest };
}

export function projectStep({ composed, secrets, cwd }: Patient): DoctorStep {
  const { project, service, choice } = composed;
  const files = [...project.files.keys()].map((file) => relativePath(cwd, file));
  const [refusal] = project.errors;
  if (refusal !== undefined) {
    return stepOf("project", "failed", say("refused"), { lines: [said(secrets.quoted(refusal.message))], details: { files } });
  }
  const values = { service: service.name, release: choice.release.name };
  const image = service.image === null ? null : secrets.text(service.image.text);
  return stepOf("project", choice.assumed ? "warning" : "ok", say(choice.assumed ? "foundAssumed" : "found", values), {
    lines: [say("said", { words: listed(files) })],
    details: { files, image, assumed: choice.assumed },
  });
}

export function lintStep(patient: Patient): DoctorStep {
  const { findings, secrets } = patient;
  const grave = findings.filter(({ severity }) => severity === "error" || severity === "warning");
  const errors = grave.filter(({ severity }) => severity === "error").length;
  if (grave.length === 0) return stepOf("lint", "ok", say("noFindings"), { details: { findings: [] } });
  return stepOf("lint", errors > 0 ? "failed" : "warning", say("findings", { errors, warnings: grave.length - errors }), {
    lines: grave.slice(0, 20).map((finding) => findingLine(finding, patient)),
    details: { findings: grave.map(({ rule, severity, variable }) => ({ rule, severity, variable: named(variable, secrets) })) },
  });
}

/** `compose.yml:12: what is wrong` */
function findingLine(finding: Finding, patient: Patient): Message {
  const text = firstLine(shownMessage(finding.message, patient.secrets.quoted));
  return say("finding", { place: placeText(finding.at, patient), text });
}

export function placeText(at: Location, { composed: { project }, cwd }: Patient): string {
  const line = project.files.get(at.file)?.positionAt(at.start).line ?? 0;
  return `${relativePath(cwd, at.file)}:${line + 1}`;
}

/** What the container gets, as `Application.get_env(:plausible, Plausible.Mailer)` prints it there. */
export function configurationStep({ composed, secrets }: Patient): DoctorStep {
  const { mailer, delivery, service, choice } = composed;
  if (mailer.outcome === "unknown") {
    return stepOf("configuration", "unknown", say("bootUnknown", { names: listed(mailer.unknown) }));
  }
  if (mailer.outcome === "refuses-to-boot") {
    const block = secrets.quoted(bootErrorText(mailer.error)).trimEnd();
    return stepOf(
      "configuration",
      "failed",
      say(mailer.error.type === "E2BIG" ? "cannotStart" : "refusesToBoot", { variable: mailer.error.variable ?? "" }),
      { block, details: { variable: mailer.error.variable } },
    );
  }
  const adapter = mailer.config.adapter as AdapterName;
  const term = maskedTerm(mailerTerm(mailer.config, choice.release), (text, path) =>
    String(secrets.term(text, service, adapter, path)),
  );
  const failure = delivery?.certainFailure ?? null;
  const block = inspectTerm(term);
  if (failure === null)
    return stepOf("configuration", "ok", say("boots", { adapter: code(adapter) }), { block, details: { adapter } });
  return stepOf("configuration", "failed", say("bootsInVain"), {
    block,
    lines: [said(secrets.quoted(failure.exception))],
    details: { adapter, certainFailure: secrets.quoted(failure.exception), variable: failure.variable },
  });
}

/** In what an invitation of this release differs from a test email. */
export function invitationStep({ composed: { choice } }: Patient): DoctorStep {
  const { release } = choice;
  const lines = [
    ...(release.invitationParts === "html" ? [say("htmlOnly")] : []),
    ...(release.logsFailure === "with-reason" ? [] : [say("silent")]),
    say("ownServer"),
  ];
  return stepOf("invitation", lines.length > 1 ? "warning" : "ok", say("sameAsTest"), {
    lines,
    details: { parts: release.invitationParts, logsFailure: release.logsFailure },
  });
}

/** Interpolation may have made a secret a part of a name. */
function named(variable: string | null, secrets: Secrets): string | null {
  return variable === null ? null : secrets.text(variable);
}

export function releaseStep(patient: Patient): DoctorStep {
  const { composed, findings } = patient;
  const { release } = composed.choice;
  const own = findings.filter(({ rule }) => rules[rule].meta.ofRelease === true);
  const old = release.order < newestRelease.order;
  const status = own.some(({ severity }) => severity === "error") ? "failed" : old || own.length > 0 ? "warning" : "ok";
  const values = { release: release.name, newest: newestRelease.name };
  return stepOf("release", status, say(old ? "newer" : "newest", values), {
    lines: own.map((finding) => findingLine(finding, patient)),
    details: { release: release.name, newest: newestRelease.name, rules: own.map(({ rule }) => rule) },
  });
}

/** A text as it is. */
export function said(words: string): Message {
  return say("said", { words });
}

/** All that is said, without the breaks between its sentences. */
export function inOneLine({ template, values }: Message): Message {
  return { template: { en: template.en.replaceAll("\n", " "), "zh-cn": template["zh-cn"].replaceAll("\n", "") }, values };
}

/** The line that tells the fault, without the reasons after it. */
export function firstLine({ template, values }: Message): Message {
  const cut = (text: string) => text.split("\n", 1).join("");
  return { template: { en: cut(template.en), "zh-cn": cut(template["zh-cn"]) }, values };
}
