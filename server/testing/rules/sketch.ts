import fc from "fast-check";
import { releases } from "../../src/plausible/tables/releases.js";
import { variables } from "../../src/plausible/tables/variables.js";
import { adapterNames } from "../../src/plausible/types.js";

const odd = ["SMTP_PASSWORD", "SMTP_HOST_ADDR_FILE", "SMTP_PORT", "MAIL_HOST", "PATH", "TZ", "smtp_host_addr", "SMTP_USERNAME"];
const name = fc.constantFrom(...variables.map((fact) => fact.name), ...odd);
const texts = [
  ...adapterNames,
  ..."|true|false|no|yes|1|TRUE|tls|25|465|587|2525| 587|99999|0465|abc|mail|localhost|smtp.gmail.com|smtp.sendgrid.net".split(
    "|",
  ),
  ..."smtp.zoo.example|https://smtp.eu.mailgun.org|smtp.eu.mailgun.org:587|10.0.0.5|plausible_db|apikey|postmaster".split("|"),
  ..."ann@blumenhof.example|Ann <ann@blumenhof.example>|\"quoted\"|'quoted'|changeme|<your password>|s3cret #hash".split("|"),
  ...[
    "pa$word",
    "pa$$word",
    "${SMTP_USER_PWD}",
    "${MISSING}",
    "${MISSING:-}",
    "${MISSING:-587}",
    "invite_only",
    "debug",
    "x ",
    "“x”",
  ],
  ..."INFO|verbose|invite-only|True|enabled|80a|443|stats.blumenhof.example|smtp.ionos.de|smtp.1und1.de|relay.lan".split("|"),
  ...["https://stats.blumenhof.example", "http://localhost:8000", "k".repeat(64), "dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHQ="],
];
const value = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...texts) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(..."aZ0 $#\"'{}[]:&*!|>%@`\\,é\t"), maxLength: 12 }) },
);
const image = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...releases.map((release) => `ghcr.io/plausible/community-edition:v${release.name}`)) },
  fc.constantFrom("plausible/analytics:latest", "plausible/community-edition", "ghcr.io/plausible/community-edition:v3"),
);
const entry = fc.record({ name, value: fc.option(value, { freq: 8 }) });

/** What may stand in the service beside its environment. */
const besideEnvironment = [
  "    depends_on: [plausible_db, mail]\n",
  "    depends_on:\n      - mail\n      - plausible_db\n",
  "    env_file: mail.env\n",
  "    env_file:\n      - mail.env\n      - gone.env\n",
  "    volumes:\n      - ./secrets:/run/secrets\n",
  "    secrets:\n      - SMTP_USER_PWD\n",
  "    network_mode: host\n",
  '    command: sh -c "/entrypoint.sh db createdb && /entrypoint.sh run"\n',
  "    build: .\n",
];
/** Other services and sections of the file. */
const besideService = [
  "  mail:\n    image: bytemark/smtp\n    environment:\n      - SMTP_HOST_ADDR=smtp.blumenhof.example\n",
  "  mail:\n    image: axllent/mailpit\n    ports:\n      - 1587:1025\n",
  "  plausible_db:\n    image: postgres:16\n    environment:\n      SMTP_USER_NAME: ann\n",
  "  second:\n    image: plausible/analytics:v2.0.0\n    env_file: mail.env\n",
  "secrets:\n  SMTP_USER_PWD:\n    file: ./pwd.txt\n",
];

/** A generated project: one Plausible service with any environment, and what may stand beside it. */
export interface Sketch {
  readonly image: string;
  readonly inside: readonly string[];
  readonly outside: readonly string[];
  readonly envFile: Sketch["entries"];
  readonly form: "list" | "map";
  readonly boots: boolean;
  readonly entries: readonly { readonly name: string; readonly value: string | null }[];
  readonly dotenv: readonly { readonly name: string; readonly value: string | null }[];
}

export const sketch: fc.Arbitrary<Sketch> = fc.record({
  image,
  inside: fc.uniqueArray(fc.constantFrom(...besideEnvironment), { maxLength: 3, selector: (text) => text.slice(0, 10) }),
  outside: fc.uniqueArray(fc.constantFrom(...besideService), { maxLength: 3, selector: (text) => text.slice(0, 8) }),
  envFile: fc.array(entry, { maxLength: 3 }),
  form: fc.constantFrom("list", "map"),
  boots: fc.boolean(),
  entries: fc.uniqueArray(entry, { maxLength: 7, selector: (each) => each.name }),
  dotenv: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(entry, { maxLength: 3 })),
});

const bootable = [
  { name: "BASE_URL", value: "https://stats.blumenhof.example" },
  { name: "SECRET_KEY_BASE", value: "k".repeat(64) },
];

/** The project of a sketch, with more entries at its end. */
export function filesOf(
  { image, form, boots, entries, dotenv, inside, outside, envFile }: Sketch,
  more: Sketch["entries"] = [],
): Record<string, string> {
  const all = [...(boots ? bootable.filter((each) => !entries.some((own) => own.name === each.name)) : []), ...entries, ...more];
  const lines = all.map(({ name, value }) => {
    if (form === "list") return value === null ? `      - ${name}` : `      - ${name}=${value}`;
    return value === null ? `      ${name}:` : `      ${name}: ${value}`;
  });
  const environment = lines.length === 0 ? "" : `    environment:\n${lines.join("\n")}\n`;
  return {
    "compose.yml": `services:\n  plausible:\n    image: ${image}\n${environment}${inside.join("")}${[...outside].sort(byIndent).join("")}`,
    "mail.env": linesOf(envFile),
    "pwd.txt": "not-for-you\n",
    ...(dotenv.length === 0 ? {} : { ".env": linesOf(dotenv) }),
  };
}

function linesOf(entries: Sketch["entries"]): string {
  return entries.map(({ name, value }) => (value === null ? `${name}\n` : `${name}=${value}\n`)).join("");
}

/** Services before sections. */
function byIndent(a: string, b: string): number {
  return Number(b.startsWith(" ")) - Number(a.startsWith(" "));
}
