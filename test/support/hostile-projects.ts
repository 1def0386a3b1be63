import { filled, type HostileInput, hostileCanary, lines, megabyte, plausibleWith } from "./hostile-input.js";

type Files = Readonly<Record<string, string | Uint8Array>>;

function project(name: string, files: () => Files, more: Partial<HostileInput> = {}): HostileInput {
  return { name, files, ...more };
}

/** A Plausible with a mistake whose service has these further lines, and what stands below it. */
function service(more: readonly string[], below = ""): string {
  return plausibleWith() + more.map((line) => `    ${line}\n`).join("") + below;
}

const floating = plausibleWith(...Array.from({ length: 3_000 }, (_, index) => `SMTP_HOST_ADR${index}=x`)).replace(
  ":v3.2.1",
  ":v3",
);

/** What a project is made of beside its values: services that lead to one another, grants, paths, and what `.env` says of the project. */
const parts: readonly HostileInput[] = [
  project("depends-on-chain-of-5000", () => ({
    "compose.yml": service(
      ["depends_on: [s0]"],
      lines(5_000, (index) => `  s${index}:\n    image: nginx${index === 4_999 ? "" : `\n    depends_on: [s${index + 1}]`}`),
    ),
  })),
  project("depends-on-circle-of-5000", () => ({
    "compose.yml": service(
      ["depends_on: [s0]"],
      lines(5_000, (index) => `  s${index}:\n    image: nginx\n    depends_on: [s${(index + 1) % 5_000}]`),
    ),
  })),
  project("network-mode-chain-of-5000", () => ({
    "compose.yml": service(
      ['network_mode: "service:s0"'],
      lines(5_000, (index) => `  s${index}:\n    image: nginx\n    network_mode: "service:s${index + 1}"`),
    ),
  })),
  project("networks-10000", () => ({
    "compose.yml": `${service(["networks:"])}${lines(10_000, (index) => `      n${index}: {aliases: [a${index}]}`)}networks:\n${lines(10_000, (index) => `  n${index}:`)}`,
  })),
  project("ports-without-end", () => ({
    "compose.yml": service(["ports:", ...Array.from({ length: 5_000 }, () => '  - "1-65535:1-65535"')]),
  })),
  project("mounts-10000-below-run-secrets", () => ({
    "compose.yml": service([
      "volumes:",
      ...Array.from({ length: 10_000 }, (_, index) => `  - ./s:/run/secrets/SMTP_${index}:ro`),
    ]),
  })),
  project("secret-without-end", () => ({
    "compose.yml": `${service(["secrets: [SMTP_USER_PWD, SMTP_USER_NAME]"])}secrets:\n  SMTP_USER_PWD:\n    file: /dev/zero\n  SMTP_USER_NAME:\n    file: ./name\n`,
    name: filled("stats", 15 * megabyte), // a user name is no secret
  })),
  project("releases-that-are-many-with-3000-findings", () => ({ "compose.yml": floating })),
  project(
    "path-of-a-megabyte",
    () => ({
      "compose.yml": service([`env_file: ${filled("a", megabyte)}`]),
    }),
    { quiet: true },
  ),
  project("env-file-of-an-include-without-end", () => ({
    "compose.yml": `include:\n  - path: a.yml\n    env_file: /dev/zero\n${plausibleWith()}`,
    "a.yml": "services: {}\n",
  })),
  project("path-of-steps-upwards", () => ({
    "compose.yml": `include: [${filled("../", megabyte)}a.yml]\n${service([`env_file: ${filled("./../", megabyte)}b.env`])}`,
  })),
  project("path-with-a-nul", () => ({ "compose.yml": service(['env_file: "a\\0b.env"', 'configs: ["a\\0b"]']) })),
  project("paths-of-windows", () => ({
    "compose.yml": service([
      "env_file:",
      "  - C:\\srv\\a.env",
      "  - \\\\server\\share\\b.env",
      "  - NUL",
      "  - 'c:d.env'",
    ]).replaceAll("\n", "\r\n"),
    ".env": `A=C:\\Users\\x\r\nCOMPOSE_CONVERT_WINDOWS_PATHS=1\r\n${"B=\r\n".repeat(50_000)}`,
  })),
  project("compose-file-names-10000-files", () => ({
    "compose.yml": plausibleWith(),
    ".env": `COMPOSE_FILE=compose.yml${filled(":a.yml", 60_000)}\nCOMPOSE_PROFILES=${filled("a,", megabyte)}\nCOMPOSE_PROJECT_NAME=${filled("A_", megabyte)}\n`,
  })),
  project("compose-path-separator-that-is-a-letter", () => ({
    "compose.yml": plausibleWith(),
    ".env": `COMPOSE_PATH_SEPARATOR=e\nCOMPOSE_FILE=${filled("compose.yml", megabyte)}\n`,
  })),
  project("folder-with-10000-env-files", () => ({
    "compose.yml": plausibleWith(),
    ...Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [`left-${index}.env`, "SMTP_USER_PWD=x\nSMTP_HOST_ADDR=y\n"]),
    ),
  })),
];

/** Env files that grow by what their lines take from one another. */
const growing: readonly HostileInput[] = [
  project("env-file-of-15-megabytes", () => {
    const text = lines(600_000, (index) => `NAME_${index}=value ${index}`);
    return { "compose.yml": service(["env_file: a.env"]), "a.env": text, ".env": text };
  }),
  project("env-file-of-names-that-are-names", () => {
    const text = lines(20_000, (index) => `A${index + 1}=\${A${index}}`);
    return { "compose.yml": plausibleWith("MAILER_NAME=${A20000}"), ".env": `A0=x\n${text}` };
  }),
  project("env-file-of-names-that-nothing-sets", () => {
    const text = lines(20_000, (index) => `A${index + 1}=\${A${index}}\${B${index}}`);
    return { "compose.yml": plausibleWith("MAILER_NAME=${A20000}"), ".env": text };
  }),
  project("env-file-of-values-of-a-megabyte", () => ({
    "compose.yml": service(["env_file: a.env"]),
    "a.env": `A=${filled("a", megabyte)}\n${lines(5_000, (index) => `N${index}=x\${A}`)}`,
  })),
  project("extensions-of-aliases", () => ({
    "compose.yml": `x-0: &x0 [a, a, a, a]\n${lines(9, (index) => `x-${index + 1}: &x${index + 1} [${filled(`*x${index}, `, 45)}]`)}${plausibleWith().replace(/environment:\n[\s\S]*/, "environment:\n      x-a: *x9\n      SMTP_HOST_PORT: 25\n      SMTP_HOST_ADDR: smtp.acme-widgets.org\n")}`,
  })),
  project("merges-of-10000-maps", () => ({
    "compose.yml": `${lines(1_000, (index) => `x-${index}: &x${index} {A${index}: b, SMTP_HOST_PORT: "25"}`)}${plausibleWith().replace(/environment:\n[\s\S]*/, `environment:\n      <<: [${Array.from({ length: 10_000 }, (_, index) => `*x${index % 1_000}`).join(", ")}]\n      SMTP_HOST_ADDR: smtp.acme-widgets.org\n`)}`,
  })),
];

const letters = { ".plausible-mail.yml": "rules: {}\n" };

/** What is said to show a container that runs Plausible. */
function container(name: string, text: () => string): HostileInput {
  const arguments_ = ["lint", "--no-process-env", "--format", "json", "--image", "v3.2.1", "--container", "container.txt"];
  const files = () => ({ "compose.yml": plausibleWith(), "container.txt": text() });
  return project(name, files, { arguments: arguments_ });
}

/** Config files, and what is given on the command line. */
const asked: readonly HostileInput[] = [
  project("config-of-a-megabyte-of-rules", () => ({
    "compose.yml": plausibleWith(),
    ".plausible-mail.yml": `rules:\n${lines(50_000, (index) => `  port-25-${index}: off`)}`,
  })),
  project("config-that-holds-itself", () => ({
    "compose.yml": plausibleWith(),
    ".plausible-mail.yml": "rules: &a\n  port-25: *a\nimages: &b [*b]\n",
  })),
  project("config-that-is-a-pipe", () => ({ "compose.yml": plausibleWith() }), { pipe: ".plausible-mail.yml" }),
  project("config-that-is-a-folder", () => ({ "compose.yml": plausibleWith(), ".plausible-mail.yml/a": "" })),
  project("config-of-bytes", () => ({
    "compose.yml": plausibleWith(),
    ".plausible-mail.yml": Uint8Array.from({ length: 100_000 }, (_, index) => index % 256),
  })),
  project("flags-without-end", () => ({ "compose.yml": plausibleWith(), ...letters }), {
    arguments: [
      "explain",
      "--format",
      "json",
      ...Array.from({ length: 5_000 }, (_, index) => `--profile=p${index}`),
      "compose.yml",
    ],
  }),
  project("flag-of-100000-letters", () => ({ "compose.yml": plausibleWith(), ...letters }), {
    arguments: [
      "explain",
      "--format",
      "json",
      "--as",
      filled("v3.", 100_000),
      "--service",
      filled("(a+)+", 20_000),
      "compose.yml",
    ],
  }),
  project(
    "compare-with-nested-terms",
    () => ({ "compose.yml": plausibleWith(), "running.txt": `${"[a: ".repeat(20_000)}1${"]".repeat(20_000)}\n` }),
    {
      arguments: ["explain", "--format", "json", "--compare", "running.txt", "compose.yml"],
    },
  ),
  project(
    "compare-with-a-string-of-megabytes",
    () => ({ "compose.yml": plausibleWith(), "running.txt": `[adapter: "${filled('\\"', 5 * megabyte)}` }),
    {
      arguments: ["explain", "--format", "json", "--compare", "running.txt", "compose.yml"],
    },
  ),
  project("compare-without-end", () => ({ "compose.yml": plausibleWith() }), {
    arguments: ["explain", "--format", "json", "--compare", "/dev/zero", "compose.yml"],
  }),
  container("container-of-a-name-a-line", () => lines(600_000, (index) => `NAME_${index}=value ${index}`)),
  container("container-of-100000-names", () => lines(100_000, (index) => `NAME_${index}=value ${index}`)),
  container("container-of-a-value-of-3-megabytes", () => `SMTP_USER_PWD=${filled(hostileCanary, 3 * megabyte)}\n`),
  container("container-of-lines-without-names", () => `SMTP_USER_PWD=x\n${filled("a\n", 3 * megabyte)}`),
  container("container-of-brackets", () => "[".repeat(megabyte)),
  container("container-without-end", () => filled("A", 20 * megabyte)),
  project("lint-without-end", () => ({ "compose.yml": plausibleWith() }), {
    arguments: ["lint", "--format", "json", "/dev/zero"],
  }),
  project(
    "pretty-with-a-line-of-a-megabyte",
    () => ({
      "compose.yml": plausibleWith(`"SMTP_USER_PWD=${filled(`${hostileCanary} `, megabyte)}"`).replace(
        "environment:\n      - ",
        "environment:\n      -   ",
      ),
    }),
    { arguments: ["lint", "--format", "pretty", "compose.yml"] },
  ),
  project("pretty-with-3000-findings", () => ({ "compose.yml": floating }), {
    arguments: ["lint", "--format", "pretty", "compose.yml"],
  }),
];

/** Projects, env files that grow, config files and command lines. */
export const hostileProjects: readonly HostileInput[] = [...parts, ...growing, ...asked];
