// `node scripts/release/pin-image.mjs`: asks the registry for the digest of the base image of the Dockerfile, and writes it
// there behind the tag. It needs Docker's client (`docker buildx imagetools`) and the network.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("../../Dockerfile", import.meta.url));
const text = readFileSync(file, "utf8");
const image = /^FROM (node:[^@\s]+)/m.exec(text)?.[1];
if (image === undefined) throw new Error("the Dockerfile names no image of Node");
const printed = execFileSync("docker", ["buildx", "imagetools", "inspect", image, "--format", "{{.Manifest.Digest}}"], {
  encoding: "utf8",
});
const digest = printed.trim();
if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error(`no digest: ${digest}`);
writeFileSync(file, text.replace(/^FROM node:\S+/gm, `FROM ${image}@${digest}`));
console.log(`${image}@${digest}`);
