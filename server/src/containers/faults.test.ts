import assert from "node:assert/strict";
import { test } from "node:test";
import { quotedText } from "../base/messages.js";
import { faultMessage } from "./fault-words.js";
import { type Fault, faultOf } from "./faults.js";

const asked = { program: "docker", service: "plausible", seconds: 30 };

/** What these programs write, as people have reported it: where, and what it means. */
const reported: readonly { readonly from: string; readonly says: string; readonly kind: Fault["kind"] }[] = [
  {
    from: "docker/compose#1214: Docker 17 to 20",
    says: "Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get http://%2Fvar%2Frun%2Fdocker.sock/v1.29/containers/json: dial unix /var/run/docker.sock: connect: permission denied",
    kind: "no-permission",
  },
  {
    from: "microsoft/AI-Red-Teaming-Playground-Labs#55: Docker 24 to 28",
    says: "unable to get image 'x': permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get \"http://%2Fvar%2Frun%2Fdocker.sock/v1.47/images/x/json\": dial unix /var/run/docker.sock: connect: permission denied",
    kind: "no-permission",
  },
  {
    from: "chrisjbawden/cockpit-dockermanager#37: Docker 29",
    says: "permission denied while trying to connect to the docker API at unix:///var/run/docker.sock",
    kind: "no-permission",
  },
  {
    from: "Spycsh/Bugs#22: docker-compose 1",
    says: "docker.errors.DockerException: Error while fetching server API version: ('Connection aborted.', PermissionError(13, 'Permission denied'))",
    kind: "no-permission",
  },
  {
    from: "docker/compose#10299: docker-compose 1",
    says: "    sock.connect(self.unix_socket)\nPermissionError: [Errno 13] Permission denied",
    kind: "no-permission",
  },
  {
    from: "docker/for-linux#535",
    says: "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
    kind: "no-daemon",
  },
  {
    from: "launchdarkly/find-code-references#65: Docker 29",
    says: "failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct and if the daemon is running: dial unix /var/run/docker.sock: connect: no such file or directory",
    kind: "no-daemon",
  },
  {
    from: "docker/compose#4181: docker-compose 1",
    says: "ERROR: Couldn't connect to Docker daemon at http+docker://localunixsocket - is it running?",
    kind: "no-daemon",
  },
  {
    from: "containers/podman#20424",
    says: "Cannot connect to Podman. Please verify your connection to the Linux system using `podman system connection list`, or try `podman machine init` and `podman machine start` to manage a new Linux VM\nError: unable to connect to Podman socket: failed to connect: dial tcp [::1]:64503: connectex: No connection could be made because the target machine actively refused it.",
    kind: "no-daemon",
  },
  {
    from: "hyperledger-cello/cello#473: Docker 20",
    says: "docker: 'compose' is not a docker command.\nSee 'docker --help'",
    kind: "no-compose",
  },
  {
    from: "FAI-CIVL/FAI-Airscore#107: Docker 19, which takes the flags of Compose for its own",
    says: "unknown flag: --file\nSee 'docker --help'.",
    kind: "no-compose",
  },
  {
    from: "podman --version 4.3.1, which has no Compose",
    says: "Error: unknown flag: --all\nSee 'podman --help'",
    kind: "no-compose",
  },
  {
    from: "searxng/searxng-docker#223",
    says: "unknown shorthand flag: 'd' in -d\nSee 'docker --help'.\n\nUsage:  docker [OPTIONS] COMMAND\n\nA self-sufficient runtime for containers",
    kind: "no-compose",
  },
  {
    from: "BigBodyCobain/Shadowbroker#149: Podman 5",
    says: 'Error: looking up compose provider failed\n2 errors occurred:\n        * exec: "docker-compose": executable file not found in %PATH%\n        * exec: "podman-compose": executable file not found in %PATH%',
    kind: "no-compose",
  },
  { from: "docker/compose#4706: docker-compose 1", says: "ERROR: No such service: plausible", kind: "no-service" },
  { from: "litespeedtech/ols-docker-env#80", says: 'service "plausible" is not running', kind: "not-running" },
  { from: "docker/compose#10761", says: 'service "plausible" is not running container #1', kind: "not-running" },
  { from: "docker/compose#3985: docker-compose 1", says: "ERROR: No container found for plausible_1", kind: "not-running" },
  {
    from: "ahembree/ansible-hms-docker#67",
    says: "Error response from daemon: Container 06f3a5e44257 is restarting, wait until the container is running",
    kind: "not-running",
  },
  {
    from: "moby/moby#37009",
    says: "OCI runtime exec failed: exec failed: cannot exec a container that has stopped: unknown",
    kind: "not-running",
  },
  { from: "moby/moby#37009", says: "cannot exec in a stopped state: unknown", kind: "not-running" },
  {
    from: "moby/moby#32881",
    says: "Error response from daemon: Container 388c7f47a06c is paused, unpause the container before exec",
    kind: "not-running",
  },
  {
    from: "shsma/laravel-docker#6",
    says: 'OCI runtime exec failed: exec failed: unable to start container process: exec: "/app/bin/plausible": executable file not found in $PATH: unknown',
    kind: "no-rpc",
  },
  {
    from: "docker/compose#10713",
    says: 'OCI runtime exec failed: exec failed: unable to start container process: exec: "/app/bin/plausible": stat /app/bin/plausible: no such file or directory: unknown',
    kind: "no-rpc",
  },
  {
    from: "the script of Elixir's releases (lib/mix/lib/mix/tasks/release.init.ex)",
    says: "ERROR: Unknown command rpc",
    kind: "no-rpc",
  },
  {
    from: "firezone/firezone#521, and Elixir's own tests of it",
    says: "--rpc-eval : RPC failed with reason :nodedown",
    kind: "not-up",
  },
  {
    from: "the same, where the node is up and does not let the caller in",
    says: "--rpc-eval : RPC failed with reason :noconnection",
    kind: "not-up",
  },
  {
    from: "Docker 26, without a way to the registry",
    says: "Unable to find image 'node:22-alpine' locally\ndocker: Error response from daemon: Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1.docker.io: no such host.\nSee 'docker run --help'.",
    kind: "no-image",
  },
  {
    from: "docker/for-linux#246: an exec that fails for another reason is told in its own words",
    says: 'OCI runtime exec failed: exec failed: container_linux.go:348: starting container process caused "open /proc/self/fd: no such file or directory": unknown',
    kind: "failed",
  },
];

for (const { from, says, kind } of reported) {
  test(`${kind}: ${from}`, () => {
    const fault = faultOf({ kind: "ended", status: 1, stdout: "", stderr: `${says}\n`, cut: false }, asked);
    assert.equal(fault?.kind, kind);
    // Coloured, as a terminal gets it.
    const coloured = says.replace(/^/gm, "\u001b[31m").replace(/$/gm, "\u001b[0m\r");
    assert.equal(faultOf({ kind: "ended", status: 1, stdout: coloured, stderr: "", cut: false }, asked)?.kind, kind);
  });
}

test("a program that hangs is told with the time that it had, one that is cut as incomplete", () => {
  const hanging = faultOf({ kind: "too-long", stdout: "", stderr: "" }, asked);
  assert.equal(hanging && quotedText(faultMessage(hanging), "en"), "No answer from the container within 30 s");
  const cut = faultOf({ kind: "ended", status: 0, stdout: "[{", stderr: "", cut: true }, asked);
  assert.equal(cut?.kind, "cut");
});

test("an image that can't be fetched is named, with Docker's own reason", () => {
  const stderr =
    "Unable to find image 'node:22-alpine' locally\ndocker: Error response from daemon: Get \"https://registry-1.docker.io/v2/\": context deadline exceeded.\n";
  const fault = faultOf({ kind: "ended", status: 125, stdout: "", stderr, cut: false }, asked);
  assert.equal(
    fault && quotedText(faultMessage(fault), "en"),
    'Image "node:22-alpine" can\'t be fetched (Get "https://registry-1.docker.io/v2/": context deadline exceeded): pull it from a registry that this machine reaches, and tag it "node:22-alpine"',
  );
});

test("a paused container has a sentence of its own", () => {
  const fault: Fault = { kind: "not-running", service: "plausible", state: "paused" };
  assert.match(quotedText(faultMessage(fault), "en"), /paused: "docker compose unpause plausible"/);
});
