import assert from "node:assert/strict";
import { test } from "node:test";
import { deviceProblem, isIp, portProblem, volumeProblem } from "./short-forms.js";

const refused = (problem: (text: string) => string | null, texts: readonly string[]) =>
  texts.map((text) => [text, problem(text)]);

test("ports that Compose reads", () => {
  const texts = ["80", "8080:80", "8000-8001:80-81", "127.0.0.1:8080:80/udp", "[::1]:80:80", "8000-8005:80", "80/TCP", ":80"];
  assert.deepEqual(
    texts.filter((text) => portProblem(text) !== null),
    [],
  );
});

test("ports that it refuses, in its words", () => {
  assert.deepEqual(refused(portProblem, ["", "a", "80:b", "1-3:1-2", "80/x", "h:80:80", "70000", "::1:80:80"]), [
    ["", "No port specified: <empty>"],
    ["a", "Invalid containerPort: a"],
    ["80:b", "Invalid containerPort: b"],
    ["1-3:1-2", "Invalid ranges specified for container and host Ports: 1-2 and 1-3"],
    ["80/x", "Invalid proto: x"],
    ["h:80:80", "Invalid ip address: h"],
    ["70000", "Invalid containerPort: 70000"],
    ["::1:80:80", "Invalid ip address ::1: address ::1:: too many colons in address"],
  ]);
});

test("volumes: what is too short for two sections is a target, and a letter before a colon a drive", () => {
  assert.deepEqual(
    ["x", ":a", "/a", "a:/b", "a:/b:ro", "C:\\a:/b", "C:\\a:D:\\b:ro"].filter((text) => volumeProblem(text) !== null),
    [],
  );
  assert.deepEqual(refused(volumeProblem, ["", "ab::b", "ab:/b:", "ab:/b:cd:d"]), [
    ["", "invalid empty volume spec"],
    ["ab::b", "invalid spec: ab::b: empty section between colons"],
    ["ab:/b:", "invalid spec: ab:/b:: empty section between colons"],
    ["ab:/b:cd:d", "invalid spec: ab:/b:cd:d: too many colons"],
  ]);
});

test("devices have at most three sections", () => {
  assert.equal(deviceProblem("/dev/a:/dev/b:rwm"), null);
  assert.equal(deviceProblem("a:b:c:d"), "confusing device mapping, please use long syntax: a:b:c:d");
});

test("addresses", () => {
  assert.deepEqual(["127.0.0.1", "::1", "fe80::1%eth0", "01.2.3.4", "256.0.0.1", "1.2.3", "a"].map(isIp), [
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
