import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../base/files.js";
import { loadProject } from "../compose/project/load.js";
import type { ProjectRequest } from "../compose/types.js";
import { testElsewhere } from "./elsewhere.js";

function elsewhere(
  files: Readonly<Record<string, string>>,
  request: Partial<ProjectRequest> = {},
  host: string | null = "smtp.blumenhof.example",
) {
  const composeFiles = [Object.keys(files)[0] ?? ""];
  const project = loadProject(memoryFiles(files), { composeFiles, processEnvironment: new Map(), ...request });
  const service = project.services.find(({ name }) => name === "plausible");
  assert.ok(service);
  return testElsewhere(project, service, { host, to: null, findWorking: false });
}

const plausible = "services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n";
const networkIn = (line: string) => /--network (.*?) -v/.exec(line)?.[1];

test("the network is that of the relay where it is a service, else one that leads out, by Docker's name of it", () => {
  const of = (text: string, host?: string) => networkIn(elsewhere({ "/srv/stats/compose.yml": text }, {}, host).network);
  assert.equal(of(plausible), "stats_default");
  assert.equal(of(`name: other\n${plausible}`), "other_default");
  assert.equal(of(`${plausible}networks: {default: {name: shared}}\n`), "shared");
  const two = `${plausible}    networks: [back, front, mail]\n  relay: {image: x, networks: [mail]}\nnetworks: {back: {internal: true}, front: , mail: }\n`;
  assert.equal(of(two), "stats_front");
  assert.equal(of(two, "relay"), "stats_mail");
  assert.equal(of(`${plausible}    network_mode: host\n`), "host");
  assert.equal(of(`${plausible}    network_mode: "service:vpn"\n  vpn: {image: x}\n`), '"container:$(docker compose ps -q vpn)"');
});

test("flags say which project where Compose would not find it by itself", () => {
  const { server } = elsewhere(
    { "/srv/stats/mail stack.yml": plausible, "/srv/stats/prod.env": "" },
    { envFiles: ["/srv/stats/prod.env"], profiles: ["mail"] },
  );
  assert.equal(server, "node plausible-mail.mjs test -f 'mail stack.yml' --env-file prod.env --profile mail --service plausible");
  assert.equal(elsewhere({ "/srv/stats/compose.yml": plausible }).server, "node plausible-mail.mjs test --service plausible");
});

test("files above the project's folder are in the mount too", () => {
  const { network } = elsewhere({
    "/srv/stats/compose.yml": `${plausible}    env_file: ../common.env\n`,
    "/srv/common.env": "A=1\n",
  });
  assert.match(network, /-v "\$\{PWD\}\/\.\.:\/project:ro" -w \/project\/stats /);
});

test("what only the shell knows is handed on by name", () => {
  const text = `${plausible}    environment: ["SMTP_USER_PWD", "SMTP_HOST_ADDR=$\{RELAY}"]\n`;
  const shell = new Map([
    ["SMTP_USER_PWD", "canary-pwd"],
    ["RELAY", "r"],
    ["OTHER", "o"],
  ]);
  const { network } = elsewhere({ "/srv/stats/compose.yml": text }, { processEnvironment: shell });
  assert.match(network, / -e SMTP_USER_PWD -e RELAY node:/);
  assert.ok(!network.includes("canary-pwd"));
});

test("the Docker host goes by the name that the service gives it", () => {
  const text = `${plausible}    extra_hosts: ["host.docker.internal:host-gateway"]\n`;
  const { network } = elsewhere({ "/srv/stats/compose.yml": text }, {}, "host.docker.internal");
  assert.match(network, /--add-host host\.docker\.internal:host-gateway/);
});
