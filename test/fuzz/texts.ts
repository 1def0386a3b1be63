import fc from "fast-check";
import { question } from "./compose-projects.js";
import type { Random } from "./random.js";
import { besidePlausible, yamlSuite } from "./yaml-suite.js";

/** A text that stands in the place of every password: it may appear in no output. */
export const fuzzCanary = "Kanarie-4b07e2!";

/** A project to begin with; `compose.yml` is the file that is opened and edited. */
export type FuzzProject = Readonly<Record<string, string>> & { readonly "compose.yml": string };

/** The secrets stand in files that are not edited: there nothing can move them to a place where they would be none. */
const secrets = `SMTP_USER_NAME=postmaster\nSMTP_USER_PWD=${fuzzCanary}\nSECRET_KEY_BASE=${fuzzCanary.repeat(5)}\nPOSTMARK_API_KEY=${fuzzCanary}\nX=587\n`;
const beside = {
  ".env": secrets,
  "plausible.env": `${secrets}SMTP_HOST_PORT=465\n`,
  "inc.yml": "services:\n  included:\n    image: nginx\n",
};

const referring = [
  "      - SMTP_USER_PWD=${SMTP_USER_PWD}",
  "      - SMTP_USER_PWD",
  "      - MAILER_NAME=${SMTP_USER_PWD:-Stats}",
  "      - SMTP_HOST_ADDR=smtp://me:${SMTP_USER_PWD}@smtp.acme-widgets.org",
  "      - POSTMARK_API_KEY=${POSTMARK_API_KEY}",
];

/**
 * Of these examples of real-looking compose files one, or a text of the YAML test suite, or one of what YAML is made of, or a
 * random project of the grammar.
 */
export function randomProject(examples: readonly string[], random: Random): FuzzProject {
  const kind = random.next();
  if (kind < 0.45) return { ...beside, "compose.yml": withSecrets(random.of(examples), random) };
  if (kind < 0.6) return suiteProject(random.of(yamlSuite).text, random);
  if (kind < 0.8) return { ...beside, "compose.yml": yamlish(random) };
  const [made] = fc.sample(question, { numRuns: 1, seed: random.below(2 ** 31) });
  const files = made?.files ?? {};
  const main = Object.keys(files).find((name) => /^(docker-)?compose\.ya?ml$/.test(name));
  return { ...beside, ...files, "compose.yml": (main === undefined ? undefined : files[main]) ?? "services: {}\n" };
}

/** A text of the suite: alone, or in a project of Plausible's. */
export function suiteProject(text: string, random: Random): FuzzProject {
  return { ...beside, "compose.yml": random.chance(0.5) ? text : besidePlausible(text) };
}

function withSecrets(example: string, random: Random): string {
  if (!random.chance(0.6)) return example;
  const line = random.of(referring);
  return example.replace(/^ {4}environment:[ \t]*\n(?= {6}- )/m, (key) => `${key}${line}\n`);
}

/** An env file to begin with that has no secret in it. */
export function randomDotenv(random: Random): string {
  let text = "";
  for (let line = random.below(10); line >= 0; line -= 1) text += `${random.of(envLines)}${random.of(["\n", "\n", "\r\n"])}`;
  return text;
}

const envLines = [
  "SMTP_HOST_ADDR=smtp.acme-widgets.org",
  "SMTP_HOST_PORT=465",
  "SMTP_HOST_PORT: 587",
  "export SMTP_HOST_SSL_ENABLED=true",
  "MAILER_EMAIL='stats@acme-widgets.org'",
  'MAILER_NAME="Zoo $X"',
  "MAILER_ADAPTER = Bamboo.Mua",
  "SMTP_HO",
  "SMTP_HOST=relay",
  "X=${SMTP_HOST_PORT:-25} # note",
  "=1",
  "'",
  "# note",
  "",
] as const;

const starts = [
  "services:",
  "  plausible:",
  "    image: ghcr.io/plausible/community-edition:v3.2.1",
  "    environment:",
  "      - SMTP_HOST_PORT=465",
  "      SMTP_HOST_ADDR: smtp.acme-widgets.org",
  "  other:",
  "x-a: &a",
  "  <<: *a",
  "? a",
  ": b",
  "- a",
  "---",
  "...",
  "%YAML 1.2",
  "# comment",
] as const;
const marks = "a b 1 : - , [ ] { } & * ! | > ' \" # % @ ` ? = ~ $ \\ é \n \n \n"
  .split(" ")
  .concat(["  ", "\t", "\r", "\n  ", "\n    "]);

/** Lines that a compose file has, in any order, among them whatever means something to YAML. */
function yamlish(random: Random): string {
  let text = "";
  for (let line = random.below(25); line >= 0; line -= 1) {
    if (random.chance(0.7)) text += `${random.of(starts)}\n`;
    else for (let mark = random.below(8); mark >= 0; mark -= 1) text += random.of(marks);
  }
  return text;
}
