import { filled, type HostileInput, hostileCanary, lines, megabyte, plausibleWith } from "./hostile-input.js";

type Files = Readonly<Record<string, string | Uint8Array>>;

function project(name: string, files: () => Files): HostileInput {
  return { name, files };
}

/** A Plausible with a mistake whose service has these further lines. */
function service(...more: readonly string[]): string {
  return plausibleWith() + more.map((line) => `    ${line}\n`).join("");
}

/** A project whose own `.env`, and whose service's env file, is this. */
function environmentFile(name: string, text: () => string): HostileInput {
  return project(name, () => {
    const made = text();
    return { "compose.yml": service("env_file: plausible.env"), "plausible.env": made, ".env": made };
  });
}

/** Files f0 … that each make something of the next one, and of the one after it. */
function chain(count: number, link: (index: number) => string): Files {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}.yml`, link(index)]));
}

const extending = (file: string, name: string) => `    extends:\n      file: ${file}\n      service: ${name}\n`;

/** Projects of several files: env files without end, and chains, circles and fans of files that lead to one another. */
export const hostileFiles: readonly HostileInput[] = [
  environmentFile("env-file-of-20-megabytes", () => lines(800_000, (index) => `NAME_${index}=value ${index}`)),
  environmentFile("env-file-with-a-value-of-20-megabytes", () => `SMTP_USER_PWD=${filled(hostileCanary, 20 * megabyte)}\n`),
  environmentFile("env-file-with-a-comment-of-20-megabytes", () => `# ${filled("a ", 20 * megabyte)}\n`),
  environmentFile("env-file-with-a-quote-never-closed", () => `SMTP_USER_PWD="${filled("a\n", 5 * megabyte)}`),
  environmentFile("env-file-of-quotes", () => filled("A='\n", megabyte)),
  environmentFile("env-file-of-spaces", () => filled(" ", 5 * megabyte)),
  environmentFile("env-file-of-nuls", () => "\0".repeat(megabyte)),
  environmentFile("env-file-ended-by-carriage-returns-alone", () => "A=b\rSMTP_HOST_PORT=25\r".repeat(10_000)),
  environmentFile("env-file-of-references", () => lines(20_000, (index) => `A${index}=\${A${index - 1}}x`)),
  environmentFile("env-file-of-exports", () => lines(100_000, () => "export export export A")),
  project("env-files-10000-that-are-missing", () => ({
    "compose.yml": service("env_file:") + lines(10_000, (index) => `      - missing-${index}.env`),
  })),
  project("env-files-10000-that-are-one", () => ({
    "compose.yml": service("env_file:") + lines(10_000, () => "      - same.env"),
    "same.env": lines(1_000, (index) => `A${index}=b`),
  })),
  project("env-file-that-is-a-folder", () => ({ "compose.yml": service("env_file: folder"), "folder/a": "", ".env/a": "" })),
  project("env-file-without-end", () => ({ "compose.yml": service("env_file: /dev/zero") })),
  { ...project("env-file-that-is-a-pipe", () => ({ "compose.yml": service("env_file: pipe") })), pipe: "pipe" },
  { ...project("project-env-that-is-a-pipe", () => ({ "compose.yml": service() })), pipe: ".env" },
  project("include-chain-of-1000", () => ({
    "compose.yml": `include: [f0.yml]\n${plausibleWith()}`,
    ...chain(1_000, (index) => (index === 999 ? "services: {}\n" : `include: [f${index + 1}.yml]\n`)),
  })),
  project("include-circle", () => ({
    "compose.yml": `include: [f0.yml]\n${plausibleWith()}`,
    "f0.yml": "include: [f1.yml]\n",
    "f1.yml": "include: [f0.yml, compose.yml]\n",
  })),
  project("include-of-itself", () => ({ "compose.yml": `include: [compose.yml, ./compose.yml]\n${plausibleWith()}` })),
  project("include-fan-of-2-to-the-30", () => ({
    "compose.yml": `include: [f0.yml]\n${plausibleWith()}`,
    ...chain(30, (index) => (index === 29 ? "services: {}\n" : `include: [f${index + 1}.yml, ./f${index + 1}.yml]\n`)),
  })),
  project("include-list-of-1000", () => ({
    "compose.yml": `include:\n${lines(1_000, (index) => `  - f${index}.yml`)}${plausibleWith()}`,
    ...chain(1_000, (index) => `services:\n  s${index}:\n    image: nginx\n`),
  })),
  project("include-without-end", () => ({ "compose.yml": `include: [/dev/zero]\n${plausibleWith()}` })),
  project("extends-chain-of-1000-in-a-file", () => ({
    "compose.yml":
      service("extends: s0") +
      lines(1_000, (index) => `  s${index}:\n    image: nginx${index === 999 ? "" : `\n    extends: s${index + 1}`}`),
  })),
  project("extends-chain-of-1000-files", () => ({
    "compose.yml": `${plausibleWith()}${extending("f0.yml", "s0")}`,
    ...chain(
      1_000,
      (index) =>
        `services:\n  s${index}:\n    image: nginx\n${index === 999 ? "" : extending(`f${index + 1}.yml`, `s${index + 1}`)}`,
    ),
  })),
  project("extends-circle", () => ({
    "compose.yml": `${service("extends: a")}  a:\n    extends: b\n  b:\n    extends: a\n`,
  })),
  project("extends-of-5000-from-one-file", () => ({
    "compose.yml": plausibleWith() + lines(5_000, (index) => `  t${index}:\n${extending("f0.yml", "s0")}`),
    "f0.yml": `services:\n  s0:\n    image: nginx\n${lines(200, (index) => `    x-${index}: y`)}`,
  })),
  project("extends-20-times-1000-levels", () => ({
    "compose.yml":
      plausibleWith() +
      lines(20, (index) => `  t${index}:\n    extends: s0`) +
      lines(1_000, (index) => `  s${index}:\n    image: nginx${index === 999 ? "" : `\n    extends: s${index + 1}`}`),
  })),
  project("config-that-is-an-alias-bomb", () => ({
    "compose.yml": plausibleWith(),
    ".plausible-mail.yml": `a0: &a0 [a]\n${lines(12, (index) => `a${index + 1}: &a${index + 1} [${filled(`*a${index}, `, 60)}]`)}`,
  })),
  project("config-nested-10000", () => ({
    "compose.yml": plausibleWith(),
    ".plausible-mail.yml": `rules: ${"[".repeat(10_000)}${"]".repeat(10_000)}\n`,
  })),
  project("config-with-a-hostile-pattern", () => ({
    "compose.yml": plausibleWith(),
    ".plausible-mail.yml": `overrides:\n  - files: "${filled("{a,b}", 2_000)}"\nimages: "${filled("(a+)+", 2_000)}"\n`,
  })),
  project("ignore-file-that-is-hostile", () => ({
    "compose.yml": plausibleWith(),
    ".gitignore": `${filled("**/", 50_000)}a\n${lines(20_000, (index) => `!a*b*c*d*${index}[a-z`)}`,
  })),
];
