import type { Message } from "../../base/messages.js";
import type { PortChoice } from "../../plausible/mailer/port-choices.js";
import type { Cloud } from "../../plausible/tables/clouds.js";
import type { Cause } from "./causes.js";

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
