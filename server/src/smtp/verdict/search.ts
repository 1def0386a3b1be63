import type { Message } from "../../base/messages.js";
import type { PortChoice } from "../../plausible/mailer/port-choices.js";
import type { Cloud } from "../../plausible/tables/clouds.js";
import type { Cause } from "./causes.js";
import type { TestReport } from "./report.js";
import type { TestRequest } from "./request.js";
import type { Step } from "./steps.js";

/** What became of one choice. */
export interface Alternative {
  readonly choice: PortChoice;
  /** Null: up to the login all went well, and there it was not tried. */
  readonly works: boolean | null;
  readonly cause: Cause | null;
  readonly detail: Message;
}

/** What trying other ports showed. */
export interface Search {
  /** In the order of preference. */
  readonly alternatives: readonly Alternative[];
  /** The one to write, where one is known to work. */
  readonly best: Alternative | null;
  /** Ports from which nothing came, while others of the same host answered. */
  readonly blocked: readonly number[];
  /** Ports from which nothing came at all. */
  readonly silent: readonly number[];
  /** Ports that took a connection. */
  readonly answering: readonly number[];
  /** Platforms at which exactly this is known to happen. */
  readonly clouds: readonly Cloud[];
  /** Whether the one login of this run was left for an alternative. */
  readonly login: "not-needed" | "free" | "spent" | "refused" | "unseen";
}

/** A test, and perhaps other settings to try beside it. */
export interface SearchRequest extends TestRequest {
  /** Other ports and modes of the same host, the preferred one first; null: only what is configured is tested. */
  readonly choices: readonly PortChoice[] | null;
  /** Where a choice is to be connected to instead of its host; null: it is not reached from here, so not tried. */
  readonly connectChoiceTo: (port: number) => TestRequest["connectTo"] | "nowhere";
}

export interface SearchReport extends TestReport {
  /** Null: nothing else was tried. */
  readonly search: Search | null;
}

/** Who follows a test, and may end it. */
export interface SearchWatch {
  readonly signal: AbortSignal;
  readonly onStep: (step: Step) => void;
  /** The configured settings are tested; the others begin. */
  readonly onSearch?: () => void;
  /** The outcome of one of them; they come together at the end. */
  readonly onAlternative?: (alternative: Alternative) => void;
}
