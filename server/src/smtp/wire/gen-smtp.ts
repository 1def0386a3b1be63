import { createHmac } from "node:crypto";
import { mask } from "../../secrets/secret-texts.js";
import { said } from "../verdict/step-texts.js";
import { WireError } from "../verdict/wire-error.js";
import { type Dialogue, serverWords, TalkEnded } from "./dialogue.js";
import type { Reply } from "./reply.js";
import { secure, secureStep } from "./trust.js";

/** The server hung up during the handshake: gen_smtp connects once more and never speaks of TLS again (executed, OTP 25). */
export class RestartInClear extends Error {}

/**
 * The talk as `gen_smtp_client` 1.1 and 1.2 has it (executed): capabilities in any letter case, STARTTLS when it is offered,
 * no login unless one is offered, a rejected login passed over, no blank before addresses.
 */
export async function talkAsGenSmtp(dialogue: Dialogue, implicitTls: boolean, never: { readonly tls: boolean }): Promise<void> {
  const { facts, request, talk } = dialogue;
  const { delivery } = request;
  const blank = facts.blankBeforeAddress ? " " : "";

  if (implicitTls) await secureStep(dialogue, facts.implicitTlsVersions);
  await dialogue.step("greeting", async () => {
    const reply = await dialogue.read();
    talk.greeted = true;
    return starts(reply, "220") ? serverWords(dialogue, reply) : dialogue.refuse(reply);
  });

  let extensions: Extensions = new Map();
  await dialogue.step("ehlo", async () => {
    const { reply, found } = await ehlo(dialogue);
    extensions = found;
    return serverWords(dialogue, reply);
  });
  const offersTls = extensions.get("STARTTLS") === true;
  talk.offered = { startTls: offersTls ? "yes" : "no", mechanisms: mechanismsOf(extensions) };

  if (!implicitTls) {
    if (!offersTls || never.tls) {
      dialogue.skip("starttls", never.tls ? said.retriedInClear() : said.noStartTls("no"));
      dialogue.skip("tls", said.inClear());
    } else {
      extensions = await startTls(dialogue, extensions);
      talk.offered = { startTls: "yes", mechanisms: mechanismsOf(extensions) };
    }
  }

  await authenticate(dialogue, extensions);
  await dialogue.step("sender", async () => {
    const reply = await dialogue.ask(`MAIL FROM:${blank}${quoted(delivery.mailFrom)}`);
    return starts(reply, "250") ? serverWords(dialogue, reply) : dialogue.refuse(reply);
  });
  const { to } = request;
  if (to !== null) {
    await dialogue.step("recipient", async () => {
      const reply = await dialogue.ask(`RCPT TO:${blank}${quoted(to)}`);
      return starts(reply, "250") || starts(reply, "251") ? serverWords(dialogue, reply) : dialogue.refuse(reply);
    });
  }
}

/** Name in capitals → parameters, or true where there are none. */
type Extensions = ReadonlyMap<string, string | true>;

/** EHLO, HELO only after 500; an answer that is neither 500 nor 4xx counts as accepted, whatever it says. */
async function ehlo(dialogue: Dialogue): Promise<{ reply: Reply; found: Extensions }> {
  const name = dialogue.request.delivery.ehlo ?? "";
  const reply = await dialogue.ask(`EHLO ${name}`);
  if (starts(reply, "4")) return dialogue.refuse(reply);
  if (!starts(reply, "500")) return { reply, found: extensionsIn(reply) };
  const older = await dialogue.ask(`HELO ${name}`);
  return starts(older, "250") ? { reply: older, found: new Map() } : dialogue.refuse(older);
}

async function startTls(dialogue: Dialogue, before: Extensions): Promise<Extensions> {
  const { facts } = dialogue;
  await dialogue.step("starttls", async () => {
    const reply = await dialogue.ask("STARTTLS");
    if (!starts(reply, "220")) dialogue.refuse(reply);
    // From OTP 26 on the handshake is refused before it starts; gen_smtp then goes on in clear on a connection whose
    // other end waits for TLS, and that ends with the server hanging up (executed, OTP 27).
    if (facts.startTls === "fails" && !(await staysInClear(dialogue))) throw new TalkEnded({ kind: "tls-impossible" });
    return serverWords(dialogue, reply);
  });
  if (facts.startTls === "fails") {
    dialogue.skip("tls", said.inClear());
    return before;
  }
  let hungUp = false;
  await dialogue.step("tls", async () => {
    try {
      await secure(dialogue, facts.tlsVersions);
    } catch (error) {
      // Any other failure of the handshake: it goes on in clear on the same connection, which the server closes (executed, case 56).
      if (!(error instanceof WireError) || (error.problem !== "closed" && error.problem !== "reset")) throw error;
      hungUp = true;
      return { status: "warning", detail: said.retriedInClear() };
    }
    return { detail: said.securedWith(dialogue.connection.tls?.getProtocol() ?? "TLS") };
  });
  if (hungUp) throw new RestartInClear();
  return (await ehlo(dialogue)).found;
}

/** A server whose own STARTTLS leads to no TLS takes the mail in clear. NOOP tells it from one that waits, and gives nothing away. */
async function staysInClear(dialogue: Dialogue): Promise<boolean> {
  try {
    const { code } = await dialogue.ask("NOOP");
    return code >= 200 && code < 600;
  } catch (error) {
    if (error instanceof TalkEnded || (error instanceof WireError && error.problem !== "cancelled")) return false;
    throw error;
  }
}

async function authenticate(dialogue: Dialogue, extensions: Extensions): Promise<void> {
  const { facts, request, talk } = dialogue;
  const { auth } = request.delivery;
  const offered = new Set((talk.offered.mechanisms ?? []).map((name) => name.toUpperCase()));
  const usable = facts.mechanisms.filter((name) => offered.has(name));
  if (auth === null) return dialogue.skip("auth", said.noCredentials());
  if (extensions.get("AUTH") === true) {
    const exception = "** (ArgumentError) errors were found at the given arguments:\n\n  * 1st argument: not an iodata term\n";
    await dialogue.step("auth", () => Promise.reject(new TalkEnded({ kind: "crash", exception })));
  }
  if (usable.length === 0) return dialogue.skip("auth", said.authNotOffered());
  await dialogue.step("auth", async () => {
    if (auth.unseen.length > 0) throw new TalkEnded({ kind: "credentials-unseen" });
    if (!talk.secure && !(await request.allowPlaintextAuth())) throw new TalkEnded({ kind: "plaintext-auth-not-allowed" });
    for (const mechanism of usable) {
      talk.attempted = [...talk.attempted, mechanism];
      const reply = await login(dialogue, mechanism, auth.username ?? "", auth.password ?? "");
      // After LOGIN it looks for the blank too, which an acceptance in several lines has not.
      if (starts(reply, mechanism === "LOGIN" ? "235 " : "235")) {
        talk.authenticated = true;
        talk.passedOver = null;
        return serverWords(dialogue, reply);
      }
      talk.passedOver = { code: reply.code, words: dialogue.words(reply) };
    }
    return { status: "warning", detail: said.passedOver(talk.passedOver?.words ?? "") };
  });
}

/** One login; the reply that decides it. */
async function login(dialogue: Dialogue, mechanism: string, user: string, password: string): Promise<Reply> {
  if (mechanism === "PLAIN") return dialogue.ask(`AUTH PLAIN ${base64(`\0${user}\0${password}`)}`, "AUTH PLAIN ***");
  if (mechanism === "XOAUTH2") {
    return dialogue.ask(`AUTH XOAUTH2 ${base64(`user=${user}\x01auth=Bearer ${password}\x01\x01`)}`, "AUTH XOAUTH2 ***");
  }
  if (mechanism === "CRAM-MD5") {
    const challenge = await dialogue.ask("AUTH CRAM-MD5");
    if (!starts(challenge, "334 ")) return challenge;
    const text = (challenge.lines[0] ?? "").slice(4).replace(/\r?\n$/, "");
    if (!/^[\w+/\s]*(?:=[\s=]*)?$/.test(text))
      throw new TalkEnded({ kind: "crash", exception: "** (ArgumentError) argument error" });
    const seed = Buffer.from(text, "base64");
    return dialogue.ask(base64(`${user} ${createHmac("md5", password).update(seed).digest("hex")}`), mask);
  }
  const forUser = await dialogue.ask("AUTH LOGIN");
  if (!/^334 (VXNlcm5hbWU6|dXNlcm5hbWU6)(\r\n$| )/.test(forUser.lines.join(""))) return forUser;
  const forPassword = await dialogue.ask(base64(user), mask);
  if (!/^334 (UGFzc3dvcmQ6|cGFzc3dvcmQ6)(\r\n$| )/.test(forPassword.lines.join(""))) return forPassword;
  return dialogue.ask(base64(password), mask);
}

function extensionsIn(reply: Reply): Extensions {
  const found = new Map<string, string | true>();
  // It splits at CR LF alone: from a server that ends lines with LF it sees no capability at all.
  for (const line of reply.lines.join("").split("\r\n").slice(1)) {
    const [name = "", ...rest] = line.slice(4).split(" ");
    const parameters = rest.join(" ");
    if (name === "" || (rest.length === 0 && name.includes("="))) continue;
    // A blank at the end makes parameters of nothing: `STARTTLS ` is no offer then.
    if (!found.has(name.toUpperCase())) found.set(name.toUpperCase(), rest.length === 0 ? true : parameters);
  }
  return found;
}

function mechanismsOf(extensions: Extensions): readonly string[] | null {
  const auth = extensions.get("AUTH");
  if (auth === true) return [];
  return auth === undefined ? null : auth.split(" ").filter((name) => name !== "");
}

/** It compares the first bytes of the whole answer. */
function starts(reply: Reply, prefix: string): boolean {
  return (reply.lines[0] ?? "").startsWith(prefix);
}

function quoted(address: string): string {
  return address.startsWith("<") ? address : `<${address}>`;
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
