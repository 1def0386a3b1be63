import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { bootable, root } from "../support/cli.js";
import { env, realProject } from "./docker.js";

/** A project in which Plausible finds its mail server; `more`: of Plausible's service, `end`: after the services. */
const compose = (more: string, { host = "relay", mail = "", end = "" } = {}) => `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
${bootable.map((line) => `      - ${line}\n`).join("")}      - MAILER_EMAIL=stats@blumenhof.example
      - SMTP_HOST_ADDR=${host}
      - SMTP_HOST_PORT=1025
${more}  relay:
    image: node:22-alpine
    command: node /repository/test/out/engine/mail-program.js
    volumes: ["${root}:/repository:ro"]
${mail}${end}`;

/** Project by project: its files, and where the line is run. */
const projects: Readonly<Record<string, { readonly files: Readonly<Record<string, string>>; readonly at?: string }>> = {
  "the project's own network": { files: { "compose.yml": compose("") } },
  "a network with a name of its own": {
    files: {
      "compose.yml": compose("    networks: [inner, post]\n", {
        mail: "    networks: [post]\n",
        end: "networks:\n  inner: {}\n  post:\n    name: post office\n".replace("post office", "post-office"),
      }),
    },
  },
  "the network of another service": {
    files: { "compose.yml": compose("    network_mode: service:relay\n    depends_on: [relay]\n", { host: "127.0.0.1" }) },
  },
  "an env file above the project, and a folder with a blank and a quote": {
    files: {
      "common.env": "MAILER_NAME=Blumenhof\n",
      "it's here/compose.yml": compose("    env_file: ../common.env\n"),
    },
    at: "it's here",
  },
  "another name of the compose file, and a value of the shell": {
    files: { "stats.yml": compose("").replace("SMTP_HOST_PORT=1025", "SMTP_HOST_PORT=${RELAY_PORT}") },
  },
};

describe("the line that a failed test shows for the project's network runs as it is", () => {
  for (const [name, { files, at = "." }] of Object.entries(projects)) {
    test(name, async (context) => {
      const project = realProject(files, at);
      context.after(() => project.remove());
      project.compose("up", "--detach");
      copyFileSync(process.env.PLAUSIBLE_MAIL_SINGLE ?? "", join(project.folder, at, "plausible-mail.mjs"));
      const { stdout } = await project.run(["test", "--timeout", "5", "--format", "json"]);
      const { verdict, elsewhere } = JSON.parse(stdout);
      assert.notEqual(verdict.wouldDeliver, true);
      const line = `${elsewhere.network} --format json`;
      const there = spawnSync("sh", ["-c", line], { cwd: join(project.folder, at), env, encoding: "utf8" });
      assert.equal(there.status, 0, `${line}\n${there.stdout}${there.stderr}`);
      assert.equal(JSON.parse(there.stdout).verdict.wouldDeliver, true);
    });
  }
});
