import { said } from "../verdict/step-texts.js";
import type { Reply } from "./reply.js";
import { type Session, serverWords, TalkEnded } from "./session.js";
import { secureStep } from "./trust.js";

/**
 * The talk as `Mua.easy_send` has it (ruslandoga/mua@v0.2.5:lib/mua.ex, executed): STARTTLS when it is offered in exactly
 * these letters, AUTH with the first of PLAIN and LOGIN or with PLAIN unasked, a blank before each address, every refusal final.
 */
export async function talkAsMua(session: Session, implicitTls: boolean): Promise<void> {
  const { facts, request, talk } = session;
  const { delivery } = request;
  const blank = facts.blankBeforeAddress ? " " : "";

  if (implicitTls) await secureStep(session, facts.tlsVersions);
  await session.step("greeting", async () => {
    const reply = await session.read();
    talk.greeted = true;
    return reply.code === 220 ? serverWords(session, reply) : session.refuse(reply);
  });

  let extensions: readonly string[] = [];
  await session.step("ehlo", async () => {
    const { reply, found } = await ehlo(session);
    extensions = found;
    return serverWords(session, reply);
  });
  talk.offered = offeredIn(extensions);

  let again = facts.secondEhlo;
  if (!implicitTls) {
    if (extensions.includes("STARTTLS")) {
      await session.step("starttls", async () => {
        const reply = await session.ask("STARTTLS");
        return reply.code === 220 ? serverWords(session, reply) : session.refuse(reply);
      });
      await secureStep(session, facts.tlsVersions);
      again = true;
    } else {
      session.skip("starttls", said.noStartTls(talk.offered.startTls));
      session.skip("tls", said.inClear());
    }
  }
  if (again) {
    talk.secondEhlo = !talk.secure || implicitTls; // after STARTTLS it is what the standard asks for
    extensions = await repeatEhlo(session);
    talk.offered = { ...offeredIn(extensions), startTls: talk.offered.startTls };
    talk.secondEhlo = false;
  }

  await authenticate(session, extensions);
  await session.step("sender", async () => {
    const reply = await session.ask(`MAIL FROM:${blank}${quoted(delivery.mailFrom)}`);
    return reply.code === 250 ? serverWords(session, reply) : session.refuse(reply);
  });
  const { to } = request;
  if (to !== null) {
    await session.step("recipient", async () => {
      const reply = await session.ask(`RCPT TO:${blank}${quoted(to)}`);
      return reply.code === 250 || reply.code === 251 ? serverWords(session, reply) : session.refuse(reply);
    });
  }
}

/** EHLO, and HELO only after code 500. */
async function ehlo(session: Session): Promise<{ reply: Reply; found: readonly string[] }> {
  const name = session.request.delivery.ehlo ?? "";
  const reply = await session.ask(`EHLO ${name}`);
  if (reply.code === 250) {
    return { reply, found: reply.lines.slice(1).map((line) => line.slice(4).replace(/\r?\n$|\r$/, "")) };
  }
  if (reply.code !== 500) return session.refuse(reply);
  const older = await session.ask(`HELO ${name}`);
  return older.code === 250 ? { reply: older, found: [] } : session.refuse(older);
}

/** The second EHLO is a step only when it is refused. */
async function repeatEhlo(session: Session): Promise<readonly string[]> {
  try {
    return (await ehlo(session)).found;
  } catch (error) {
    await session.step("ehlo", () => Promise.reject(error));
    throw error;
  }
}

function offeredIn(extensions: readonly string[]): Session["talk"]["offered"] {
  const upper = extensions.map((line) => line.trim().toUpperCase());
  const auth = extensions.find((line) => line.startsWith("AUTH "));
  return {
    startTls: extensions.includes("STARTTLS") ? "yes" : upper.includes("STARTTLS") ? "other-case" : "no",
    mechanisms: auth === undefined ? null : auth.trim().split(/\s+/).slice(1),
  };
}

async function authenticate(session: Session, extensions: readonly string[]): Promise<void> {
  const { request, talk } = session;
  const { auth, certainFailure } = request.delivery;
  if (certainFailure?.kind === "no-credentials") {
    // No credentials reach the client, and it builds its AUTH line all the same (mua before 0.2.3, executed).
    await session.step("auth", () => Promise.reject(new TalkEnded({ kind: "crash", exception: certainFailure.exception })));
  }
  if (auth === null) return session.skip("auth", said.noCredentials());
  await session.step("auth", async () => {
    const user = auth.username ?? "";
    const password = auth.password ?? "";
    const offered = offeredIn(extensions).mechanisms?.map((name) => name.toUpperCase()) ?? [];
    if (auth.unseen.length > 0) throw new TalkEnded({ kind: "credentials-unseen" });
    const mechanism = offered.find((name) => name === "PLAIN" || name === "LOGIN") ?? "PLAIN";
    if (!talk.secure && !(await request.allowPlaintextAuth())) throw new TalkEnded({ kind: "plaintext-auth-not-allowed" });
    talk.attempted = [mechanism];
    if (mechanism === "PLAIN") {
      const reply = await session.ask(`AUTH PLAIN ${base64(`\0${user}\0${password}`)}`, "AUTH PLAIN ***");
      if (reply.code !== 235) session.refuse(reply);
      talk.authenticated = true;
      return serverWords(session, reply);
    }
    // Letter for letter: `334 dXNlcm5hbWU6` ("username:") is a refusal to it (executed, case 25).
    const forUser = await session.ask("AUTH LOGIN");
    if (forUser.lines.join("") !== "334 VXNlcm5hbWU6\r\n") session.refuse(forUser);
    const forPassword = await session.ask(base64(user), "***");
    if (forPassword.lines.join("") !== "334 UGFzc3dvcmQ6\r\n") session.refuse(forPassword);
    const reply = await session.ask(base64(password), "***");
    if (reply.code !== 235) session.refuse(reply);
    talk.authenticated = true;
    return serverWords(session, reply);
  });
}

/** An address that ends in `>` is sent as it is. */
function quoted(address: string): string {
  return address.endsWith(">") ? address : `<${address}>`;
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
