import assert from "node:assert/strict";
import { test } from "node:test";
import { bootable } from "../support/cli.js";
import { docker, realProject } from "./docker.js";

/** Everything that decides what a container gets: files in layers, quotes, bare names, defaults, and what is set nowhere. */
const files = {
  "compose.yml": `x-mail: &mail
  SMTP_HOST_ADDR: smtp.zoo.example
  SMTP_HOST_PORT: 587
  SMTP_HOST_SSL_ENABLED: false
  MAILER_NAME:
services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    env_file:
      - plain.env
      - other.env
      - { path: missing.env, required: false }
    environment:
      <<: *mail
${bootable.map((line) => `      ${line.replace("=", ": ")}\n`).join("")}      SMTP_USER_NAME: \${LOGIN:-nobody}@zoo.example
      SMTP_USER_PWD:
      MAILER_EMAIL: "\${SENDER:?set it}"
      NOWHERE:
      EMPTY: ""
      DOLLAR: a$$b
      GREETING:
`,
  "compose.override.yml": `services:
  plausible:
    environment:
      - SMTP_HOST_PORT=2525
      - RELAY_PORT
`,
  ".env": `LOGIN=ada
SENDER='stats@zoo.example'
SMTP_USER_PWD="canary \\"one\\"\\ttwo"
MAILER_NAME=Zoo # a comment
`,
  "plain.env": `A="quoted \${LOGIN}"
B='single \${LOGIN}'
export C=exported
D=a#b
E=several
MAILER_NAME=overridden
MULTI="one
two"
`,
  "other.env": `E="of \${D}"\n`,
};

test("the container has the environment that explain tells, and nothing else but its image's", async (context) => {
  const project = realProject(files);
  context.after(() => project.remove());
  // Docker sets the first two, the image the others.
  const own = /^(?:HOSTNAME|HOME|PATH|LANG)=/;
  const real = project.compose("run", "--rm", "-T", "--entrypoint", "env", "plausible", "-0").split("\0").filter(Boolean);
  const explained = await project.run(["explain", "--format", "json", "--show-secrets"]);
  const { environment, unset } = JSON.parse(explained.stdout).services[0];
  const told = Object.entries<{ value: string }>(environment).map(([name, { value }]) => `${name}=${value}`);
  assert.deepEqual(real.filter((line) => !own.test(line)).sort(), told.sort());
  // What nothing sets is not there, not even with the image's own value.
  assert.deepEqual(unset.sort(), ["GREETING", "NOWHERE"]);
});

test("the description of the container tells the same, also of bare names", async (context) => {
  const project = realProject(files);
  context.after(() => project.remove());
  project.compose("create");
  const id = project.compose("ps", "--all", "--quiet", "plausible").trim();
  const stdin = docker(project.folder, "inspect", id);
  assert.match(stdin, /^ +"NOWHERE",?$/m, "Docker notes the name alone");
  const { stdout } = await project.run(["explain", "--container", "-", "--format", "json", "--show-secrets"], { stdin });
  const { environment } = JSON.parse(stdout).services[0];
  const explained = JSON.parse((await project.run(["explain", "--format", "json", "--show-secrets"])).stdout).services[0];
  for (const [name, { value }] of Object.entries<{ value: string }>(explained.environment)) {
    assert.equal(environment[name]?.value, value, name);
  }
  assert.equal(environment.NOWHERE, undefined);
  assert.equal(environment.GREETING, undefined);
});
