import { message, plainText } from "../../base/messages.js";
import { baseOf } from "../../base/paths.js";
import type { TextEdit } from "../../base/text.js";
import { dotenvToWrite } from "../../compose/edit/secret.js";
import { entryNear } from "../../instance/entry-near.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { loginAddress } from "../../instance/sender-address.js";
import { isPlaced } from "../../instance/service-variable.js";
import { knownText } from "../../instance/value.js";
import { credentialShapes } from "../../plausible/tables/credential-table.js";
import type { Provider } from "../../plausible/tables/provider.js";
import type { MailProvider, MailSetup, SetUpMailParams } from "../../protocol.js";
import { askedEdits, askedLines } from "../../rules/kit/asked-variables.js";
import { fix, setEdits } from "../../rules/kit/fixes.js";
import { isSecretName } from "../../secrets/secret-names.js";
import type { Presentation } from "../features/presentation.js";
import { wayFor } from "./presets.js";
import { hostOf, offeredProviders } from "./values.js";

/** What *Set Up Mail…* asks for, as far as the files tell it already. */
export interface MailChoices {
  readonly providers: readonly MailProvider[];
  readonly sender: string;
  readonly user: string;
}

/** The providers that this release can talk to, with what they want for a login; and what is set already. */
export function mailChoices(view: PlausibleInstance, { facts }: Presentation): MailChoices {
  const site = hostOf(knownText(view.variable("BASE_URL")));
  const providers = offeredProviders().flatMap((provider) => {
    const [host] = provider.hosts;
    if (host === undefined || host.includes("*") || provider.passwordLogin !== null) return [];
    const way = wayFor(view, provider);
    if (way === null) return [];
    const row = credentialShapes.find(({ providers: names }) => names.includes(provider.name));
    const hint = (shape: { wanted: Parameters<typeof message>[0] } | null | undefined) =>
      shape == null ? null : plainText(message(shape.wanted), facts.language);
    const { name, login } = provider;
    return [{ name, host, port: way.port, login, userHint: hint(row?.user), passwordHint: hint(row?.secret) }];
  });
  return {
    providers,
    sender: knownText(view.variable("MAILER_EMAIL")) ?? loginAddress(view) ?? (site === null ? "" : `plausible@${site}`),
    user: knownText(view.variable("SMTP_USER_NAME")) ?? "",
  };
}

/**
 * The edits that set up mail over a provider: what has a value is changed where it stands, the rest is passed on in the
 * compose file with its value in `.env`. Null where they cannot be made in this user's files.
 */
export function mailSetup(view: PlausibleInstance, params: SetUpMailParams, present: Presentation): MailSetup | null {
  const provider = offeredProviders().find(({ name }) => name === params.provider);
  const wanted = provider === undefined ? null : settingsFor(view, provider, params);
  if (wanted === null) return null;
  const { project } = view;
  const parts: (readonly TextEdit[] | null)[] = [];
  const missing: { name: string; sample: string }[] = [];
  for (const [name, text] of wanted) {
    const variable = view.variable(name);
    if (variable.state === "absent") missing.push({ name, sample: text });
    else if (variable.state === "value") parts.push(variable.value === text ? [] : setEdits(view, variable, text));
    else {
      const [asked, ...others] = isPlaced(variable) && variable.secretFile === undefined ? variable.unresolved : [];
      parts.push(asked === undefined || others.length > 0 ? null : askedLines(project, [{ name: asked, sample: text }]));
    }
  }
  if (missing.length > 0) {
    const near = entryNear(view, ["SMTP_HOST_ADDR", "SMTP_HOST_PORT", "MAILER_EMAIL", "BASE_URL"]);
    parts.push(askedEdits(view, missing, near)?.edits ?? null);
  }
  const edits = fix({ en: "", "zh-cn": "" }, {}, parts, false)?.edits ?? null;
  const edit = edits === null ? null : present.workspaceEdit(project, edits);
  if (edits === null || edit === null) return null;
  const dotenv = dotenvToWrite(project);
  const writesDotenv = dotenv !== null && edits.some(({ file }) => file === dotenv.path);
  return {
    edit,
    files: [...new Set(edits.map(({ file }) => present.uriOf(file)))],
    summary: wanted.map(([name, text]) => `${name}=${isSecretName(name) ? "••••••" : text}`),
    newFile: writesDotenv && dotenv.state === "missing" ? present.uriOf(dotenv.path) : null,
    dotenv: writesDotenv ? { uri: present.uriOf(dotenv.path), name: baseOf(dotenv.path) } : null,
  };
}

/** Every setting with its text, in the order in which they are written; null where this release cannot talk to the provider. */
function settingsFor(
  view: PlausibleInstance,
  provider: Provider,
  { sender, user, password }: SetUpMailParams,
): readonly (readonly [string, string])[] | null {
  const [host] = provider.hosts;
  const way = wayFor(view, provider);
  if (host === undefined || way === null) return null;
  return [
    ["MAILER_EMAIL", sender],
    ...(way.adapter === null ? [] : [["MAILER_ADAPTER", way.adapter] as const]),
    ["SMTP_HOST_ADDR", host],
    ["SMTP_HOST_PORT", String(way.port)],
    ...(way.flag === null ? [] : [["SMTP_HOST_SSL_ENABLED", way.flag] as const]),
    ["SMTP_USER_NAME", provider.login ?? user],
    ["SMTP_USER_PWD", password],
  ];
}
