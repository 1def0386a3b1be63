import type { FilePath } from "../base/text.js";
import type { ComposedService } from "../instance/composed.js";
import type { Secrets } from "../secrets/secrets.js";
import { compareEnvironment, type EnvironmentDifference } from "./compare-environment.js";
import { type Comparison, compareContainer } from "./compare-mailer.js";
import { settingsExpression } from "./expressions.js";
import { ContainerTrouble, type Fault } from "./faults.js";
import type { InspectedContainer } from "./inspected.js";
import type { ServiceContainer } from "./service-container.js";

/** Why a container may have other settings than the files. */
export type DifferenceReason =
  /** It was made from the files of another folder, whose project has the same name. */
  | { readonly kind: "other-project"; readonly folder: string }
  /** It was made with other compose files, such as an override. */
  | { readonly kind: "other-files"; readonly files: readonly string[] }
  | { readonly kind: "other-image"; readonly files: string; readonly container: string }
  /** It was made before the files were changed, or a shell gave it other values. */
  | { readonly kind: "not-recreated" };

/** A running container beside its files. */
export interface RunningComparison extends Comparison {
  readonly container: string;
  /** How many containers of the service run; one of them was looked at. */
  readonly count: number;
  readonly environment: readonly EnvironmentDifference[];
  readonly image: { readonly files: string | null; readonly container: string | null };
  /** Why they may differ, the likeliest first; empty where they do not. */
  readonly reasons: readonly DifferenceReason[];
  /** Why Plausible itself could not be asked; null: it answered. */
  readonly fault: Fault | null;
}

/** Seconds for a question that Plausible answers from its memory; a busy machine may need as long to start the asking. */
export const rpcSeconds = 60;

/**
 * Compares the container of a service with its files: its environment and image, and the configuration of the mailer that
 * runs in it.
 *
 * @param unsetIsUnknown what nothing sets may come from a shell that is not this one, so that it is no difference
 * @throws ContainerTrouble where no container runs, or none can be looked at
 */
export async function compareRunning(
  composed: ComposedService,
  asked: ServiceContainer,
  secrets: Secrets,
  unsetIsUnknown = false,
): Promise<RunningComparison> {
  const all = await asked.inspect();
  const running = all.filter(({ state }) => state === "running");
  // One that is refused its start is looked at too: what it was started with may be why.
  const container = running[0] ?? all.find(({ state }) => state === "restarting");
  if (container === undefined) {
    throw new ContainerTrouble({ kind: "not-running", service: composed.service.name, state: all[0]?.state ?? null });
  }
  const isUnknown = (name: string | null) =>
    unsetIsUnknown && name !== null && composed.service.environment.get(name)?.state === "unknown";
  const environment = compareEnvironment(composed, container, secrets).filter(({ variable }) => !isUnknown(variable));
  const { fault, ...compared } = await mailerIn(composed, asked, secrets);
  const differences = compared.differences?.filter(({ variable }) => !isUnknown(variable)) ?? null;
  const differs = environment.length > 0 || (differences ?? []).length > 0;
  const image = { files: composed.service.image?.text ?? null, container: container.image };
  return {
    differences,
    fault,
    container: container.name,
    count: running.length,
    environment,
    image,
    reasons: reasonsOf(composed, container, image, differs),
  };
}

async function mailerIn(
  composed: ComposedService,
  asked: ServiceContainer,
  secrets: Secrets,
): Promise<Pick<RunningComparison, "differences" | "fault">> {
  try {
    const answer = await asked.rpc(settingsExpression(), rpcSeconds);
    const mailer = answer.terms.get("mailer");
    if (mailer === undefined) return { differences: null, fault: { kind: "cut" } };
    return { ...compareContainer(composed, mailer, secrets), fault: null };
  } catch (error) {
    if (!(error instanceof ContainerTrouble)) throw error;
    return { differences: null, fault: error.fault };
  }
}

function reasonsOf(
  { project }: ComposedService,
  { workingDir, configFiles }: InspectedContainer,
  image: RunningComparison["image"],
  differs: boolean,
): readonly DifferenceReason[] {
  const reasons: DifferenceReason[] = [];
  const ours = new Set(project.request.composeFiles.map(withoutDrive));
  const theirs = configFiles.map(withoutDrive);
  const isElsewhere = workingDir !== null && withoutDrive(workingDir) !== withoutDrive(project.directory);
  if (isElsewhere && !theirs.some((file) => ours.has(file))) reasons.push({ kind: "other-project", folder: workingDir });
  else if (theirs.length > 0 && (theirs.length !== ours.size || theirs.some((file) => !ours.has(file))))
    reasons.push({ kind: "other-files", files: configFiles });
  if (isOtherImage(image)) reasons.push({ kind: "other-image", files: image.files ?? "", container: image.container ?? "" });
  if (differs && reasons.length === 0) reasons.push({ kind: "not-recreated" });
  return reasons;
}

/** As Compose notes a path, and as we do. */
function withoutDrive(path: string): FilePath {
  return path
    .replaceAll("\\", "/")
    .replace(/^[A-Za-z]:(?=\/)/, (drive) => drive.toLowerCase())
    .replace(/(?<=.)\/$/, "");
}

/** Whether a container runs with what the files say; null where that cannot be known. */
export function sameAsRunning({ differences, environment, reasons, fault }: RunningComparison): boolean | null {
  if (reasons.length > 0 || environment.length > 0 || (differences ?? []).length > 0) return false;
  return differences === null || fault !== null ? null : true;
}

/** Whether another image runs than the files name. A digest, and Docker Hub's own name, are no difference. */
export function isOtherImage({ files, container }: RunningComparison["image"]): boolean {
  if (files === null || container === null) return false;
  return bare(files) !== bare(container);
}

function bare(image: string): string {
  const name = image
    .split("@", 1)
    .join("")
    .replace(/^(?:docker\.io\/|index\.docker\.io\/)/, "")
    .replace(/^library\//, "");
  return /:[^/:]+$/.test(name) ? name : `${name}:latest`;
}
