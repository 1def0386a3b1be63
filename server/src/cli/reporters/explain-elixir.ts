import type { ComposedService } from "../../instance/composed.js";
import { bootErrorText } from "../../plausible/boot/process-limit.js";
import { inspectTerm } from "../../plausible/elixir/elixir-term.js";
import { mailerTerm } from "../../plausible/mailer/mailer-term.js";
import type { AdapterName } from "../../plausible/types.js";
import { maskedTerm } from "../../secrets/masked-term.js";
import type { Secrets } from "../../secrets/secrets.js";
import type { Output } from "../io.js";

/**
 * `explain --format elixir`: what `Application.get_env(:plausible, Plausible.Mailer)` prints in the container, broken into
 * lines as iex does. Several services stand under `# service`; one that does not boot has the exception instead.
 */
export function explainElixir(services: readonly ComposedService[], secrets: Secrets, stdout: Output): void {
  for (const composed of services) {
    if (services.length > 1) stdout.write(`# ${composed.service.name}\n`);
    stdout.write(`${elixirText(composed, secrets)}\n`);
  }
}

function elixirText({ mailer, choice, service }: ComposedService, secrets: Secrets): string {
  if (mailer.outcome === "refuses-to-boot") return secrets.quoted(bootErrorText(mailer.error)).trimEnd();
  if (mailer.outcome === "unknown") return `#Unknown<${mailer.unknown.join(", ")}>`;
  return inspectTerm(
    maskedTerm(mailerTerm(mailer.config, choice.release), (text, path) =>
      String(secrets.term(text, service, mailer.config.adapter as AdapterName, path)),
    ),
  );
}
