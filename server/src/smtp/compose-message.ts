import type { TestRequest } from "./types.js";

/**
 * One message in the shape of a Plausible invitation: its sender, HTML with a text part, and the headers that the release's
 * client adds, so that content filters see what they will see. Lines end in CR LF, leading dots are doubled.
 */
export async function composeMessage(request: TestRequest, to: string): Promise<string> {
  const { delivery, adapter, release } = request;
  const text = `This is a test mail of Plausible ${release}, sent by plausible-mail. When it arrives, invitations will.`;
  const adds = adapter?.addsHeaders ?? "date-and-message-id";
  const { default: MailComposer } = await import("nodemailer/lib/mail-composer");
  const composer = new MailComposer({
    from: { name: delivery.senderName ?? "", address: delivery.mailFrom },
    to,
    subject: "[Plausible Analytics] Test mail",
    text,
    html: `<!doctype html><html><body><p>${text}</p></body></html>`,
    ...(adds === "date-and-malformed-message-id" ? { messageId: `${Date.now()}.plausible-mail` } : {}),
  });
  const built = (await composer.compile().build()).toString("utf8");
  const lines = built.replace(/\r\n$/, "").split("\r\n");
  const end = lines.indexOf("");
  const kept = lines.filter((line, index) => index > end || !missing(line, adds));
  return kept.map((line) => (line.startsWith(".") ? `.${line}` : line)).join("\r\n");
}

/** nodemailer adds headers that this release's client does not. */
function missing(header: string, adds: "none" | "date-and-malformed-message-id" | "date-and-message-id"): boolean {
  if (adds === "none") return /^(date|message-id):/i.test(header);
  return false;
}
