/** What the files of a folder may import. */
export interface Floor {
  /** Other folders of `server/src`; its own is always allowed. */
  readonly folders: readonly string[];
  /** Packages and builtin modules. */
  readonly packages?: readonly string[];
}

const composeShared = ["base", "compose/yaml", "compose"];
const compose = [
  ...composeShared,
  "compose/env-files",
  "compose/service",
  "compose/refusals",
  "compose/project",
  "compose/container",
  "compose/edit",
];
const plausible = ["base", "plausible", "plausible/elixir", "plausible/tables", "plausible/boot", "plausible/mailer"];
const instance = [...new Set([...compose, ...plausible]), "secrets", "instance"];
const rules = [...instance, "smtp/verdict", "rules/kit"];
const lint = [...rules, "rules", "lint"];
const smtp = [...plausible, "secrets", "sender-domain", "smtp/verdict", "smtp/wire", "smtp/api", "smtp"];
/** What a browser could run too: `tsconfig.web.json` has no types of Node. */
const pure = [...lint, "smtp-test", "sender-domain"];

/**
 * The house: each folder of `server/src` and what it may import; everything else is refused. Data flows one way, so a folder
 * names only folders below it. `.` is the doors, `rules/*` every folder of a rule.
 */
export const floors: Readonly<Record<string, Floor>> = {
  base: { folders: [], packages: ["fastest-levenshtein", "ipaddr.js", "node:path/posix", "strip-ansi"] },

  "compose/yaml": { folders: ["base"], packages: ["yaml"] },
  compose: { folders: ["base", "compose/yaml"] },
  "compose/env-files": { folders: composeShared },
  "compose/service": { folders: [...composeShared, "compose/env-files"] },
  "compose/refusals": { folders: [...composeShared, "compose/env-files", "compose/service"] },
  "compose/project": { folders: [...composeShared, "compose/env-files", "compose/service", "compose/refusals"] },
  "compose/container": { folders: composeShared, packages: ["@humanwhocodes/momoa"] },
  "compose/edit": { folders: [...composeShared, "compose/project"] },

  plausible: { folders: ["base"] },
  "plausible/elixir": { folders: ["base", "plausible"] },
  "plausible/tables": { folders: ["base", "plausible"], packages: ["picomatch"] },
  "plausible/boot": { folders: ["base", "plausible", "plausible/elixir", "plausible/tables"] },
  "plausible/mailer": { folders: ["base", "plausible", "plausible/elixir", "plausible/tables", "plausible/boot"] },

  secrets: { folders: [...compose, ...plausible] },
  instance: { folders: instance },

  "sender-domain": { folders: ["base", "plausible", "plausible/tables"] },
  "smtp/verdict": { folders: [...plausible, "secrets"] },
  "smtp/wire": {
    folders: [...plausible, "secrets", "sender-domain", "smtp/verdict"],
    packages: [
      "node:crypto",
      "node:dns/promises",
      "node:net",
      "node:os",
      "node:tls",
      "nodemailer/lib/mail-composer",
      "nodemailer/lib/smtp-connection",
    ],
  },
  "smtp/api": {
    folders: [...plausible, "secrets", "smtp/verdict", "smtp/wire"],
    packages: ["node:https", "node:net", "node:tls"],
  },
  smtp: { folders: smtp, packages: ["tldts"] },

  "rules/kit": { folders: rules },
  "rules/*": { folders: rules },
  rules: { folders: ["rules/kit", "rules/*", "base"] },
  lint: { folders: lint, packages: ["yaml"] },

  "smtp-test": { folders: [...lint, "smtp-test"] },
  "log/readers": { folders: [...plausible, "secrets", "smtp/verdict"] },
  log: { folders: [...lint, "smtp/verdict", "log/readers"] },

  containers: { folders: [...pure, "log"] },

  doctor: { folders: [...pure, "log", "containers"] },

  "editor/session": {
    folders: pure,
    packages: ["vscode-languageserver-types", "vscode-uri"],
  },
  "editor/features": {
    folders: [...pure, "log", "containers", "doctor", "editor/session", "protocol.ts"],
    packages: ["vscode-languageserver-types"],
  },
  "editor/completion": {
    folders: [...pure, "editor/session", "editor/features", "protocol.ts"],
    packages: ["vscode-languageserver-types"],
  },

  "cli/terminal": { folders: ["base", "secrets"], packages: ["picocolors", "string-width"] },
  cli: { folders: [...pure, "log", "containers", "doctor", "cli/terminal"], packages: ["commander", "node:crypto"] },
  "cli/reporters": {
    folders: [...pure, "log", "containers", "doctor", "cli/terminal", "cli"],
    packages: ["diff", "picocolors", "sarif"],
  },
  "cli/commands": {
    folders: [...pure, "log", "containers", "doctor", "smtp", "cli/terminal", "cli", "cli/reporters"],
    packages: ["commander"],
  },

  /** Types of the custom requests; the client imports it too. */
  "protocol.ts": { folders: ["smtp/verdict"], packages: ["vscode-languageserver-types"] },

  lsp: {
    folders: [...pure, "containers", "editor/session", "editor/features", "editor/completion", "protocol.ts"],
    packages: ["vscode-languageserver"],
  },

  /** The door for pages in a browser: of the programs' own folders it takes the text of `explain` alone. */
  "browser.ts": { folders: [...pure, "log", "cli/reporters"] },

  /** The page of `explain` for editors. */
  "explained.ts": { folders: [...instance, "containers", "cli", "cli/reporters", "lsp"] },

  /** The language server's door in a browser. */
  "web.ts": { folders: ["explained.ts", "lsp"], packages: ["vscode-languageserver/browser"] },

  /** Runs the bundled programs; it is bundled by itself, and none of them knows of it. */
  start: { folders: [], packages: ["node:fs", "node:module", "node:path", "node:vm", "node:zlib"] },

  ".": {
    folders: [
      "base",
      "secrets",
      "instance",
      "smtp",
      "smtp-test",
      "containers",
      "editor/features",
      "explained.ts",
      "lsp",
      "cli",
      "cli/commands",
      "cli/reporters",
      "cli/terminal",
    ],
    packages: [
      "globby",
      "node:child_process",
      "node:fs",
      "node:path",
      "node:readline/promises",
      "node:stream",
      "node:tty",
      "node:url",
      "node:util",
      "vscode-languageserver/node",
    ],
  },
};
