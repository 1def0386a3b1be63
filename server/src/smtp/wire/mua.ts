import { mask } from "../../secrets/secret-texts.js";
import { said } from "../verdict/step-texts.js";
import { type Dialogue, serverWords, TalkEnded } from "./dialogue.js";
import type { Reply } from "./reply.js";
import { secureStep } from "./trust.js";

/**
 * The talk as `Mua.easy_send` has it (ruslandoga/mua@v0.2.5:lib/mua.ex, executed): STARTTLS when it is offered in exactly
 * these letters, AUTH with the first of PLAIN and LOGIN or with PLAIN unasked, a blank before each address, every refusal final.
 */
export async function talkAsMua(dialogue: Dialogue, implicitTls: boolean): Promise<void> {
  const { facts, talk } = dialogue;
  if (implicitTls) await secureStep(dialogue, facts.tlsVersions);
  await dialogue.step("greeting", async () => {
    const reply = await dialogue.read();
    talk.greeted = true;
    return reply.code === 220 ? serverWords(dialogue, reply) : dialogue.refuse(reply);
  });

  let extensions: readonly string[] = [];
  await dialogue.step("ehlo", async () => {
    const { reply, found } = await ehlo(dialogue);
    extensions = found;
    return serverWords(dialogue, reply);
  });
  talk.offered = offeredIn(extensions);

  let again = facts.secondEhlo;
  if (!implicitTls) {
    if (extensions.includes("STARTTLS")) {
      await dialogue.step("starttls", async () => {
        const reply = await dialogue.ask("STARTTLS");
        return reply.code === 220 ? serverWords(dialogue, reply) : dialogue.refuse(reply);
      });
      await secureStep(dialogue, facts.tlsVersions);
      again = true;
    } else {
      dialogue.skip("starttls", said.noStartTls(talk.offered.startTls));
      dialogue.skip("tls", said.inClear());
    }
  }
  if (again) {
    talk.secondEhlo = !talk.secure || implicitTls; // after STARTTLS it is what the standard asks for
    extensions = await repeatEhlo(dialogue);
    talk.offered = { ...offeredIn(extensions), startTls: talk.offered.startTls };
    talk.secondEhlo = false;
  }

  await authenticate(dialogue, extensions);
  await handEnvelope(dialogue);
}

/** Sender and recipient. */
async function handEnvelope(dialogue: Dialogue): Promise<void> {
  const { delivery, to } = dialogue.request;
  const blank = dialogue.facts.blankBeforeAddress ? " " : "";
  await dialogue.step("sender", async () => {
    const reply = await dialogue.ask(`MAIL FROM:${blank}${quoted(delivery.mailFrom)}`);
    return reply.code === 250 ? serverWords(dialogue, reply) : dialogue.refuse(reply);
  });
  if (to === null) return;
  await dialogue.step("recipient", async () => {
    const reply = await dialogue.ask(`RCPT TO:${blank}${quoted(to)}`);
    return reply.code === 250 || reply.code === 251 ? serverWords(dialogue, reply) : dialogue.refuse(reply);
  });
}

/** EHLO, and HELO only after code 500. */
async function ehlo(dialogue: Dialogue): Promise<{ reply: Reply; found: readonly string[] }> {
  const name = dialogue.request.delivery.ehlo ?? "";
  const reply = await dialogue.ask(`EHLO ${name}`);
  if (reply.code === 250) {
    return { reply, found: reply.lines.slice(1).map((line) => line.slice(4).replace(/\r?\n$|\r$/, "")) };
  }
  if (reply.code !== 500) return dialogue.refuse(reply);
  const older = await dialogue.ask(`HELO ${name}`);
  return older.code === 250 ? { reply: older, found: [] } : dialogue.refuse(older);
}

/** The second EHLO is a step only when it is refused. */
async function repeatEhlo(dialogue: Dialogue): Promise<readonly string[]> {
  try {
    return (await ehlo(dialogue)).found;
  } catch (error) {
    await dialogue.step("ehlo", () => Promise.reject(error));
    throw error;
  }
}

function offeredIn(extensions: readonly string[]): Dialogue["talk"]["offered"] {
  const upper = extensions.map((line) => line.trim().toUpperCase());
  const auth = extensions.find((line) => line.startsWith("AUTH "));
  return {
    startTls: extensions.includes("STARTTLS") ? "yes" : upper.includes("STARTTLS") ? "other-case" : "no",
    mechanisms: auth === undefined ? null : auth.trim().split(/\s+/).slice(1),
  };
}

async function authenticate(dialogue: Dialogue, extensions: readonly string[]): Promise<void> {
  const { request, talk } = dialogue;
  const { auth, certainFailure } = request.delivery;
  if (certainFailure?.kind === "no-credentials") {
    // No credentials reach the client, and it builds its AUTH line all the same (mua before 0.2.3, executed).
    await dialogue.step("auth", () => Promise.reject(new TalkEnded({ kind: "crash", exception: certainFailure.exception })));
  }
  if (auth === null) return dialogue.skip("auth", said.noCredentials());
  await dialogue.step("auth", async () => {
    const user = auth.username ?? "";
    const password = auth.password ?? "";
    const offered = offeredIn(extensions).mechanisms?.map((name) => name.toUpperCase()) ?? [];
    if (auth.unseen.length > 0) throw new TalkEnded({ kind: "credentials-unseen" });
    const mechanism = offered.find((name) => name === "PLAIN" || name === "LOGIN") ?? "PLAIN";
    if (!talk.secure && !(await request.allowPlaintextAuth())) throw new TalkEnded({ kind: "plaintext-auth-not-allowed" });
    talk.attempted = [mechanism];
    if (mechanism === "PLAIN") {
      const reply = await dialogue.ask(`AUTH PLAIN ${base64(`\0${user}\0${password}`)}`, "AUTH PLAIN ***");
      if (reply.code !== 235) dialogue.refuse(reply);
      talk.authenticated = true;
      return serverWords(dialogue, reply);
    }
    // Letter for letter: `334 dXNlcm5hbWU6` ("username:") is a refusal to it (executed, case 25).
    const forUser = await dialogue.ask("AUTH LOGIN");
    if (forUser.lines.join("") !== "334 VXNlcm5hbWU6\r\n") dialogue.refuse(forUser);
    const forPassword = await dialogue.ask(base64(user), mask);
    if (forPassword.lines.join("") !== "334 UGFzc3dvcmQ6\r\n") dialogue.refuse(forPassword);
    const reply = await dialogue.ask(base64(password), mask);
    if (reply.code !== 235) dialogue.refuse(reply);
    talk.authenticated = true;
    return serverWords(dialogue, reply);
  });
}

/** An address that ends in `>` is sent as it is. */
function quoted(address: string): string {
  return address.endsWith(">") ? address : `<${address}>`;
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
