import { createHmac } from "node:crypto";
import { said } from "../verdict/step-texts.js";
import { WireError } from "../verdict/wire-error.js";
import type { Reply } from "./reply.js";
import { type Session, serverWords, TalkEnded } from "./session.js";
import { secure, secureStep } from "./trust.js";

/** The server hung up during the handshake: gen_smtp connects once more and never speaks of TLS again (executed, OTP 25). */
export class RestartInClear extends Error {}

/**
 * The talk as `gen_smtp_client` 1.1 and 1.2 has it (executed): capabilities in any letter case, STARTTLS when it is offered,
 * no login unless one is offered, a rejected login passed over, no blank before addresses.
 */
export async function talkAsGenSmtp(session: Session, implicitTls: boolean, never: { readonly tls: boolean }): Promise<void> {
  const { facts, request, talk } = session;
  const { delivery } = request;
  const blank = facts.blankBeforeAddress ? " " : "";

  if (implicitTls) await secureStep(session, facts.implicitTlsVersions);
  await session.step("greeting", async () => {
    const reply = await session.read();
    talk.greeted = true;
    return starts(reply, "220") ? serverWords(session, reply) : session.refuse(reply);
  });

  let extensions: Extensions = new Map();
  await session.step("ehlo", async () => {
    const { reply, found } = await ehlo(session);
    extensions = found;
    return serverWords(session, reply);
  });
  const offersTls = extensions.get("STARTTLS") === true;
  talk.offered = { startTls: offersTls ? "yes" : "no", mechanisms: mechanismsOf(extensions) };

  if (!implicitTls) {
    if (!offersTls || never.tls) {
      session.skip("starttls", never.tls ? said.retriedInClear() : said.noStartTls("no"));
      session.skip("tls", said.inClear());
    } else {
      extensions = await startTls(session, extensions);
      talk.offered = { startTls: "yes", mechanisms: mechanismsOf(extensions) };
    }
  }

  await authenticate(session, extensions);
  await session.step("sender", async () => {
    const reply = await session.ask(`MAIL FROM:${blank}${quoted(delivery.mailFrom)}`);
    return starts(reply, "250") ? serverWords(session, reply) : session.refuse(reply);
  });
  const { to } = request;
  if (to !== null) {
    await session.step("recipient", async () => {
      const reply = await session.ask(`RCPT TO:${blank}${quoted(to)}`);
      return starts(reply, "250") || starts(reply, "251") ? serverWords(session, reply) : session.refuse(reply);
    });
  }
}

/** Name in capitals → parameters, or true where there are none. */
type Extensions = ReadonlyMap<string, string | true>;

/** EHLO, HELO only after 500; an answer that is neither 500 nor 4xx counts as accepted, whatever it says. */
async function ehlo(session: Session): Promise<{ reply: Reply; found: Extensions }> {
  const name = session.request.delivery.ehlo ?? "";
  const reply = await session.ask(`EHLO ${name}`);
  if (starts(reply, "4")) return session.refuse(reply);
  if (!starts(reply, "500")) return { reply, found: extensionsIn(reply) };
  const older = await session.ask(`HELO ${name}`);
  return starts(older, "250") ? { reply: older, found: new Map() } : session.refuse(older);
}

async function startTls(session: Session, before: Extensions): Promise<Extensions> {
  const { facts } = session;
  await session.step("starttls", async () => {
    const reply = await session.ask("STARTTLS");
    if (!starts(reply, "220")) session.refuse(reply);
    // From OTP 26 on the handshake is refused before it starts; gen_smtp then goes on in clear on a connection whose
    // other end waits for TLS, and that ends with the server hanging up (executed, OTP 27).
    if (facts.startTls === "fails" && !(await staysInClear(session))) throw new TalkEnded({ kind: "tls-impossible" });
    return serverWords(session, reply);
  });
  if (facts.startTls === "fails") {
    session.skip("tls", said.inClear());
    return before;
  }
  let hungUp = false;
  await session.step("tls", async () => {
    try {
      await secure(session, facts.tlsVersions);
    } catch (error) {
      // Any other failure of the handshake: it goes on in clear on the same connection, which the server closes (executed, case 56).
      if (!(error instanceof WireError) || (error.problem !== "closed" && error.problem !== "reset")) throw error;
      hungUp = true;
      return { status: "warning", detail: said.retriedInClear() };
    }
    return { detail: said.securedWith(session.connection().tls()?.getProtocol() ?? "TLS") };
  });
  if (hungUp) throw new RestartInClear();
  return (await ehlo(session)).found;
}

/** A server whose own STARTTLS leads to no TLS takes the mail in clear. NOOP tells it from one that waits, and gives nothing away. */
async function staysInClear(session: Session): Promise<boolean> {
  try {
    const { code } = await session.ask("NOOP");
    return code >= 200 && code < 600;
  } catch (error) {
    if (error instanceof TalkEnded || (error instanceof WireError && error.problem !== "cancelled")) return false;
    throw error;
  }
}

async function authenticate(session: Session, extensions: Extensions): Promise<void> {
  const { facts, request, talk } = session;
  const { auth } = request.delivery;
  const offered = new Set((talk.offered.mechanisms ?? []).map((name) => name.toUpperCase()));
  const usable = facts.mechanisms.filter((name) => offered.has(name));
  if (auth === null) return session.skip("auth", said.noCredentials());
  if (extensions.get("AUTH") === true) {
    const exception = "** (ArgumentError) errors were found at the given arguments:\n\n  * 1st argument: not an iodata term\n";
    await session.step("auth", () => Promise.reject(new TalkEnded({ kind: "crash", exception })));
  }
  if (usable.length === 0) return session.skip("auth", said.authNotOffered());
  await session.step("auth", async () => {
    if (auth.unseen.length > 0) throw new TalkEnded({ kind: "credentials-unseen" });
    if (!talk.secure && !(await request.allowPlaintextAuth())) throw new TalkEnded({ kind: "plaintext-auth-not-allowed" });
    for (const mechanism of usable) {
      talk.attempted = [...talk.attempted, mechanism];
      const reply = await login(session, mechanism, auth.username ?? "", auth.password ?? "");
      // After LOGIN it looks for the blank too, which an acceptance in several lines has not.
      if (starts(reply, mechanism === "LOGIN" ? "235 " : "235")) {
        talk.authenticated = true;
        talk.passedOver = null;
        return serverWords(session, reply);
      }
      talk.passedOver = { code: reply.code, words: session.words(reply) };
    }
    return { status: "warning", detail: said.passedOver(talk.passedOver?.words ?? "") };
  });
}

/** One login; the reply that decides it. */
async function login(session: Session, mechanism: string, user: string, password: string): Promise<Reply> {
  if (mechanism === "PLAIN") return session.ask(`AUTH PLAIN ${base64(`\0${user}\0${password}`)}`, "AUTH PLAIN ***");
  if (mechanism === "XOAUTH2") {
    return session.ask(`AUTH XOAUTH2 ${base64(`user=${user}\x01auth=Bearer ${password}\x01\x01`)}`, "AUTH XOAUTH2 ***");
  }
  if (mechanism === "CRAM-MD5") {
    const challenge = await session.ask("AUTH CRAM-MD5");
    if (!starts(challenge, "334 ")) return challenge;
    const text = (challenge.lines[0] ?? "").slice(4).replace(/\r?\n$/, "");
    if (!/^\s*([\w+/]\s*)*[\s=]*$/.test(text))
      throw new TalkEnded({ kind: "crash", exception: "** (ArgumentError) argument error" });
    const seed = Buffer.from(text, "base64");
    return session.ask(base64(`${user} ${createHmac("md5", password).update(seed).digest("hex")}`), "***");
  }
  const forUser = await session.ask("AUTH LOGIN");
  if (!/^334 (VXNlcm5hbWU6|dXNlcm5hbWU6)(\r\n$| )/.test(forUser.lines.join(""))) return forUser;
  const forPassword = await session.ask(base64(user), "***");
  if (!/^334 (UGFzc3dvcmQ6|cGFzc3dvcmQ6)(\r\n$| )/.test(forPassword.lines.join(""))) return forPassword;
  return session.ask(base64(password), "***");
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
