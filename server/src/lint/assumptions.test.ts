import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { analyseFiles, composeFile } from "../../testing/rules/project.js";
import { filesOf, sketch } from "../../testing/rules/sketch.js";
import { runs } from "../../testing/runs.js";
import { textOf } from "../base/messages.js";
import { oneOfEachKind } from "../plausible/tables/release-kinds.js";
import { knownRelease, releases } from "../plausible/tables/releases.js";
import type { Finding } from "../rules/kit/types.js";
import { weighAssumptions } from "./assumptions.js";
import { defaultConfig } from "./config.js";

const half = ["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_PORT=587", "SMTP_USER_NAME=postmaster"];

function first(image: string, ...more: string[]) {
  const { findings } = analyseFiles({ "compose.yml": composeFile([...more, ...half], image) });
  const finding = findings.find(({ rule }) => rule === "half-credentials");
  assert.ok(finding);
  return { severity: finding.severity, text: textOf(finding.message, "en"), chinese: textOf(finding.message, "zh-cn") };
}

test("of what two services have in common the graver is told, whichever comes first", () => {
  const service = (name: string, tag: string) => `  ${name}:\n    image: plausible/analytics:${tag}\n    env_file: mail.env\n`;
  const severities = (...services: string[]) =>
    analyseFiles({ "compose.yml": `services:\n${services.join("")}`, "mail.env": "SECRET_KEY_BASE\n" })
      .findings.filter(({ rule, variable }) => rule === "boot-refused" && variable === "BASE_URL")
      .map(({ severity }) => severity);
  assert.deepEqual(severities(service("a", "latest")), ["hint"]);
  for (const both of [
    [service("a", "latest"), service("b", "v2.0.0")],
    [service("a", "v2.0.0"), service("b", "latest")],
  ])
    assert.deepEqual(severities(...both), ["info"]);
});

test("a named release is sure", () => {
  const { severity, text } = first("ghcr.io/plausible/community-edition:v2.1.5");
  assert.equal(severity, "error");
  assert.doesNotMatch(text, /assumed/);
});

test("an assumed release is named as such, and keeps its severity where every candidate agrees", () => {
  const { severity, text, chinese } = first("ghcr.io/plausible/community-edition:v3");
  assert.equal(severity, "error");
  assert.match(text, /Plausible 3\.2\.1 \(assumed\)/);
  assert.match(chinese, /3\.2\.1（假定）拒绝/);
});

test("where the candidates differ the severity sinks, and the message says why", () => {
  // 2.1.0 still had the adapter that skips the login in silence.
  const { severity, text } = first("ghcr.io/plausible/community-edition:v2");
  assert.equal(severity, "warning");
  assert.match(text, / \(assuming Plausible 2\.1\.5: the image's tag moves with each release\)$/);
});

test("no image tag, a digest and a build are assumptions too", () => {
  const digest = `ghcr.io/plausible/community-edition@sha256:${"a".repeat(64)}`;
  for (const image of ["ghcr.io/plausible/community-edition", digest]) assert.equal(first(image).severity, "warning", image);
  assert.match(first(digest).text, /\(assuming Plausible 3\.2\.1: the image is pinned by digest\)$/);
});

test("a bare MAILER_ADAPTER that nothing sets is taken for the default where a file sets up SMTP", () => {
  const image = "ghcr.io/plausible/community-edition:v3.2.1";
  const { severity, text, chinese } = first(image, "MAILER_ADAPTER");
  assert.equal(severity, "error");
  assert.match(text, / \(assuming the default adapter\)$/);
  assert.match(chinese, /（假定使用默认适配器）$/);
  assert.equal(first(image, "MAILER_ADAPTER=Bamboo.Mua").severity, "error");
});

test("where no file sets up SMTP, it carries no error", () => {
  const image = "ghcr.io/plausible/community-edition:v3.2.1";
  const of = (...more: string[]) =>
    analyseFiles({ "compose.yml": composeFile(["MAILER_ADAPTER", "MAILER_EMAIL=ann@localhost", ...more], image) })
      .findings.filter(({ rule }) => rule === "invalid-sender")
      .map(({ severity }) => severity);
  assert.deepEqual(of(), ["warning"]);
  assert.deepEqual(of("SMTP_HOST_PORT"), ["warning"]);
  assert.deepEqual(of("SMTP_HOST_PORT=587"), ["error"]);
});

test("one release stands for its kind, and the one that is given for its own", () => {
  const names = oneOfEachKind(releases, knownRelease("1.4.2")).map(({ name }) => name);
  assert.deepEqual(names.slice(0, 5), ["1.4.2", "1.0.0", "1.2.0", "1.3.0", "1.5.0"]);
  assert.deepEqual(oneOfEachKind([knownRelease("2.1.3")], knownRelease("2.1.2")), [knownRelease("2.1.2")]);
  assert.equal(names.length, 16);
});

test("releases of one kind are judged alike: at the same places, as gravely", () => {
  const twins = releases.flatMap((one) =>
    releases.flatMap((other) =>
      one.order < other.order && oneOfEachKind([other], one).length === 1 ? [[one, other] as const] : [],
    ),
  );
  fc.assert(
    fc.property(sketch, fc.constantFrom(...twins), (project, pair) => {
      const [one, other] = pair.map(({ name }) => {
        const image = `ghcr.io/plausible/community-edition:v${name}`;
        const { findings } = analyseFiles(filesOf({ ...project, image }));
        return findings.map(({ rule, severity, variable, at }) => ({ rule, severity, variable, at }));
      });
      assert.deepEqual(one, other);
    }),
    runs(100, 40),
  );
});

/** The service of a project with this image, and a finding of it. */
/** An image without a registry or an owner is taken for Plausible where the user says so. */
const config = { ...defaultConfig, images: ["stats"] };

function weighed(
  image: string,
  change: Partial<Finding> | null,
  severity: Finding["severity"] = "error",
  items = half,
  more = "",
) {
  const analysis = analyseFiles({ "compose.yml": composeFile(items, image, more) }, config);
  const [view] = analysis.services;
  assert.ok(view);
  const finding: Finding = {
    rule: "port-25",
    severity,
    message: { template: { en: "It.", "zh-cn": "它。" }, values: {} },
    service: "plausible",
    variable: null,
    at: { file: "/p", start: 3, end: 5 },
    related: [],
    fixes: [],
  };
  const judged: string[] = [];
  const [result] = weighAssumptions(view, [finding], (other) => {
    judged.push(other.choice.release.name === view.choice.release.name ? `${other.adapter}` : other.choice.release.name);
    return change === null ? [] : [{ ...finding, rule: "no-relay", ...change }];
  });
  assert.ok(result);
  return { severity: result.severity, text: textOf(result.message, "en"), judged, chosen: view.choice.release.name };
}

test("another release agrees where it finds the same text at fault, no less gravely, for whatever reason", () => {
  const digest = `ghcr.io/plausible/community-edition@sha256:${"0".repeat(64)}`;
  const severityWith = (change: Partial<Finding> | null, severity?: Finding["severity"]) =>
    weighed(digest, change, severity).severity;
  const at = { file: "/p", start: 3, end: 5 };
  assert.equal(severityWith({}), "error");
  assert.equal(severityWith({ at: { ...at, file: "/q" } }), "warning");
  assert.equal(severityWith({ at: { ...at, start: 4 } }), "warning");
  assert.equal(severityWith({ at: { ...at, end: 6 } }), "warning");
  assert.equal(severityWith(null), "warning");
  assert.equal(severityWith({ severity: "warning" }), "warning");
  assert.equal(severityWith({ severity: "error" }, "warning"), "warning", "more gravely");
  assert.equal(severityWith(null, "warning"), "info");
  assert.equal(severityWith(null, "hint"), "hint");
});

test("the releases that an image may turn out to be", () => {
  const possible = (image: string, more = "") => {
    const { judged, chosen } = weighed(image, {}, "error", half, more);
    // Each of these stands for its kind; of the chosen release's kind that is itself.
    return [chosen, ...judged].sort((a, b) => knownRelease(a).order - knownRelease(b).order).join(" ");
  };
  const ce = "ghcr.io/plausible/community-edition";
  const analytics = "plausible/analytics";
  const kinds = (isOne: (release: (typeof releases)[number]) => boolean, chosen: string) =>
    oneOfEachKind(releases.filter(isOne), knownRelease(chosen))
      .sort((a, b) => a.order - b.order)
      .map(({ name }) => name)
      .join(" ");
  assert.equal(possible(`${ce}:v2.1.4`), "2.1.4");
  assert.equal(
    possible(`${ce}:v2`),
    kinds(({ name }) => name.startsWith("2.") && knownRelease(name).order <= knownRelease("2.1.5").order, "2.1.5"),
  );
  assert.equal(
    possible(`${ce}:v2.1`),
    kinds(({ name }) => name.startsWith("2.1."), "2.1.5"),
  );
  assert.equal(
    possible(`localhost:5000/plausible/community-edition:v2.1`),
    kinds(({ name }) => name.startsWith("2.1."), "2.1.5"),
  );
  assert.equal(
    possible(`${analytics}:latest`),
    kinds(({ adapters }) => !adapters.includes("Bamboo.Mua"), "2.0.0"),
  );
  assert.equal(possible(`${ce}:v3.0.0-rc.1`), "2.1.5 3.0.0", "a pre-release, and the release before it");
  assert.equal(possible(`${ce}:v4.1`), "3.2.1 master", "newer than all that are known");
  assert.equal(
    possible(`${ce}:v2.1.9`),
    kinds(({ order }) => order >= knownRelease("2.1.5").order, "2.1.5"),
  );
  assert.equal(possible(`${ce}:v2.1.4-arm64`), "2.1.4");
  assert.equal(possible("stats:v2.1"), possible(`${ce}:v2.1`), "whatever the image is called");
  assert.equal(possible(`${ce}:2.1`), possible(`${ce}:v2.1`), "as some registries write it");
  const built = kinds(({ adapters }) => adapters.includes("Bamboo.Mua"), "2.1.4");
  assert.equal(possible(`${ce}:v2.1.4`, "    build: .\n"), built, "the tag of an image that is built here is no promise");
  const alike = kinds(({ adapters }) => adapters.includes("Bamboo.Mua"), "3.2.1");
  for (const tag of ["", ":latest", ":sha-abc", ":edge"]) assert.equal(possible(`${ce}${tag}`), alike, tag);
});

test("an error that not every adapter gives says so, and anything milder doesn't", () => {
  const image = "ghcr.io/plausible/community-edition:v3.2.1";
  const items = ["MAILER_ADAPTER", ...half];
  const differs = weighed(image, null, "error", items);
  assert.ok(differs.judged.length > 3 && !differs.judged.includes("Bamboo.Mua"), "each of the others is asked");
  assert.equal(differs.text, "It. (assuming the default adapter)");
  assert.equal(weighed(image, {}, "error", items).text, "It.");
  assert.equal(weighed(image, null, "warning", items).text, "It.");
  assert.deepEqual(weighed(image, null, "error", ["MAILER_ADAPTER=Bamboo.Mua", ...half]).judged, []);
  assert.deepEqual(weighed(image, null).judged, [], "the shell may set it only where a bare name lets it in");
});
