import assert from "node:assert/strict";
import { memoryFiles } from "../src/base/files.js";
import { type Message, message } from "../src/base/messages.js";
import type { Io } from "../src/cli/io.js";
import type { TestedService } from "../src/cli/test-result.js";
import { loadProject } from "../src/compose/project/load.js";
import { composedService } from "../src/instance/composed.js";
import { defaultConfig } from "../src/lint/config.js";
import type { PortChoice } from "../src/plausible/mailer/port-choices.js";
import type { Verdict } from "../src/smtp/verdict/report.js";
import type { Alternative, Search } from "../src/smtp/verdict/search.js";
import { composeOf } from "./editor.js";
import { requestFor } from "./smtp.js";

/** The password of the service that is tested. */
export const secret = "plum-tree-9";

/** The compose file of that service, `/repo/sub/compose.yml`. */
export const testedFile = composeOf([
  "SMTP_HOST_ADDR: smtp.acme-widgets.org",
  "SMTP_HOST_PORT: 587",
  "SMTP_HOST_SSL_ENABLED: 'true'",
  "SMTP_USER_NAME: me",
  `SMTP_USER_PWD: ${secret}`,
]);

/** A text that is the same in both languages; a `{secret}` in it is the password. */
export function says(text: string): Message {
  return message({ en: text, "zh-cn": text }, text.includes("{secret}") ? { secret } : {});
}

const project = loadProject(memoryFiles({ "/repo/sub/compose.yml": testedFile }), {
  composeFiles: ["/repo/sub/compose.yml"],
  processEnvironment: null,
});
const composed = composedService(project, project.services[0] ?? assert.fail(), defaultConfig) ?? assert.fail();

const { delivery } = requestFor("3.2.1", {});
const choice: PortChoice = {
  port: 465,
  mode: "implicit",
  sslEnabled: true,
  writes: [{ name: "SMTP_HOST_PORT", value: "465" }],
  delivery,
};
const works: Alternative = { choice, works: true, cause: null, detail: says("it works") };

/** What trying other ports came to: one that works, one that doesn't, one that isn't known. */
export const search: Search = {
  alternatives: [
    works,
    {
      choice: { ...choice, port: 2525, mode: "starttls", sslEnabled: null },
      works: false,
      cause: "connection-refused",
      detail: says("refused"),
    },
    { choice: { ...choice, port: 25 }, works: null, cause: null, detail: says("not tried") },
  ],
  best: works,
  blocked: [25],
  silent: [],
  answering: [465],
  clouds: [{ name: "Acme Cloud" } as Search["clouds"][number]],
  login: "free",
};

const verdict: Verdict = {
  wouldDeliver: false,
  cause: "tls-on-plain-port",
  rule: "tls-port-mismatch",
  variable: "SMTP_HOST_SSL_ENABLED",
  advice: says("Set `A` to `b`.\nDo it."),
  logLine: "** (Mua) it | that",
  channel: null,
  secondOpinion: says("An ordinary client gets in."),
  cure: { variable: "SMTP_HOST_SSL_ENABLED", value: "false" },
};

/** A test that failed: the host is found, TLS isn't possible. With another verdict, and perhaps a search. */
export function testedWith(
  change: Partial<Verdict> = {},
  more: Partial<TestedService> = {},
  found: Search | null = null,
): TestedService {
  return {
    composed,
    request: { ...requestFor("3.2.1", {}), choices: [choice], connectChoiceTo: () => null },
    hide: (text) => text.replaceAll(secret, "***"),
    flags: {},
    report: {
      transcript: [],
      steps: [
        { step: "resolve", status: "ok", ms: 12, detail: says("it is `there`") },
        { step: "tls", status: "failed", ms: 0, detail: says("no TLS") },
      ],
      verdict: { ...verdict, ...change },
      search: found,
    },
    ...more,
  };
}

/** What goes to the terminal. */
export function terminal(columns = 80) {
  const [out, err]: [string[], string[]] = [[], []];
  const stream = (parts: string[]) => ({ write: (text: string) => void parts.push(text), terminal: false, columns });
  const io = { cwd: "/repo", stdout: stream(out), stderr: stream(err) } as unknown as Io;
  return { io, out: () => out.join(""), err: () => err.join("") };
}
