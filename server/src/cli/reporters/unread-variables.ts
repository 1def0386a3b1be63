import type { Message } from "../../base/messages.js";
import { type ComposedService, composedText } from "../../instance/composed.js";
import { adaptersThatRead, isReadBy, lifetimeOf, variableNamed } from "../../plausible/tables/variables.js";
import type { AdapterName } from "../../plausible/types.js";

/** A mail variable that reaches the container although nothing there reads it. */
export interface DeadText {
  readonly name: string;
  readonly reason: "adapter" | "host" | "too-new" | "removed" | "never";
  readonly values: Message["values"];
}

const mailLike = /^(SMTP|MAILER|MAIL|MUA|POSTMARK|MAILGUN|MANDRILL|SENDGRID|EMAIL)_\w*$/;

/** What this release and adapter do not read of the mail variables in the container, in its order. */
export function deadTextOf({ service, choice, mailer }: ComposedService): DeadText[] {
  const { release } = choice;
  const adapter = mailer.outcome === "boots" ? (mailer.config.adapter as AdapterName) : null;
  const facts = adapter === null ? undefined : release.smtp[adapter as keyof typeof release.smtp];
  const direct = facts?.parsesOnlyWithHost === true && mailer.outcome === "boots" && mailer.config.relay === undefined;
  const dead: DeadText[] = [];
  for (const variable of service.environment.values()) {
    const { name } = variable;
    if (composedText(variable) === null) continue;
    const fact = variableNamed(name);
    const add = (reason: DeadText["reason"], values: Message["values"] = {}) => dead.push({ name, reason, values });
    if (fact === null) {
      if (mailLike.test(name)) add("never");
    } else if (!fact.mail) {
      // What decides about mail from beside it is read for reasons of its own.
    } else if (adaptersThatRead(fact, release) === null) {
      const { first, last } = lifetimeOf(fact);
      if (last !== null && last.order < release.order) add("removed", { last: last.name });
      else add("too-new", { first: first.name });
    } else if (adapter !== null && !isReadBy(fact, release, adapter)) {
      add("adapter", { adapter });
    } else if (direct && (name === "SMTP_HOST_PORT" || name === "SMTP_HOST_SSL_ENABLED")) {
      add("host");
    }
  }
  return dead;
}
