import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../../base/files.js";
import { loadProject } from "../project/load.js";
import type { Project } from "../types.js";
import { hostPortOf } from "./ports.js";

function load(text: string, more: Readonly<Record<string, string>> = {}): Project {
  const files = memoryFiles({ "/srv/My.Proj/compose.yml": text, ...more });
  return loadProject(files, { composeFiles: ["/srv/My.Proj/compose.yml"], processEnvironment: new Map() });
}

const portsOf = (ports: string) => load(`services: {relay: {image: x, ports: ${ports}}}\n`).services[0]?.network.ports ?? [];

test("networks have the names that Compose 2.40.3 gives them", () => {
  const { name, networks } = load(`services: {a: {image: x}}
networks:
  back: {internal: true}
  ext: {external: true}
  old: {external: {name: older}}
  named: {name: "n_\${X:-q}"}
`);
  assert.equal(name, "myproj");
  assert.deepEqual(
    [...networks].map(([key, network]) => [key, network.name, network.external, network.internal]),
    [
      ["default", "myproj_default", false, false],
      ["back", "myproj_back", false, true],
      ["ext", "ext", true, false],
      ["old", "older", true, false],
      ["named", "n_q", false, false],
    ],
  );
});

test("the project's own name and COMPOSE_PROJECT_NAME come before the folder's", () => {
  const text = "name: stats\nservices: {a: {image: x}}\n";
  assert.equal(load(text).networks.get("default")?.name, "stats_default");
  const named = load(text, { "/srv/My.Proj/.env": "COMPOSE_PROJECT_NAME=other\n" });
  assert.equal(named.networks.get("default")?.name, "other_default");
});

test("ports in every form, as Compose 2.40.3 splits them", () => {
  assert.deepEqual(
    portsOf(
      '["127.0.0.1:8025:25/tcp", "80", "[::1]:2525:26", "9000-9003:25", "127.0.0.1::99/UDP", {target: 587, published: "10587", host_ip: 1.2.3.4}]',
    ),
    [
      { published: "8025", target: "25", protocol: "tcp", hostIp: "127.0.0.1" },
      { published: "", target: "80", protocol: "tcp", hostIp: "" },
      { published: "2525", target: "26", protocol: "tcp", hostIp: "::1" },
      { published: "9000-9003", target: "25", protocol: "tcp", hostIp: "" },
      { published: "", target: "99", protocol: "udp", hostIp: "127.0.0.1" },
      { published: "10587", target: "587", protocol: "tcp", hostIp: "1.2.3.4" },
    ],
  );
});

test("where a container's port is on the host", () => {
  const at = (ports: string, target: number) => hostPortOf(portsOf(ports), target);
  assert.deepEqual(at('["127.0.0.1:2525:25"]', 25), { kind: "at", hostIp: "127.0.0.1", port: 2525 });
  assert.deepEqual(at('["9000-9001:80-81"]', 81), { kind: "at", hostIp: "", port: 9001 });
  assert.deepEqual(at('["2525:25/udp"]', 25), { kind: "none" });
  assert.deepEqual(at('["2525:25/udp", "2526:25"]', 25), { kind: "at", hostIp: "", port: 2526 });
  assert.deepEqual(at('["2525:25"]', 587), { kind: "none" });
  for (const random of ['["25"]', '["9000-9003:25"]', '["20-30"]']) assert.deepEqual(at(random, 25), { kind: "random" }, random);
});
