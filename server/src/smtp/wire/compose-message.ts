import type { SmtpAdapterFacts } from "../../plausible/types.js";
import type { TestRequest } from "../verdict/request.js";

/** Where the adapter is not known: what most do. */
const usual = { bodyEncoding: "quoted-printable", addsHeaders: "date-and-message-id" } as const;

/**
 * One message in the shape of a Plausible invitation: its sender, its parts and their encoding, and the headers that the
 * release's client adds, so that content filters see what they will see. Lines end in CR LF, leading dots are doubled.
 */
export async function composeMessage(request: TestRequest, to: string): Promise<string> {
  const { delivery, adapter, release, invitationParts } = request;
  const { bodyEncoding, addsHeaders } = adapter ?? usual;
  const { default: MailComposer } = await import("nodemailer/lib/mail-composer");
  const text = `This is a test mail of Plausible ${release}, sent by plausible-mail. When it arrives, invitations will.`;
  const composer = new MailComposer({
    from: { name: delivery.senderName ?? "", address: delivery.mailFrom },
    to,
    subject: "[Plausible Analytics] Test mail",
    ...(invitationParts === "html-and-text" ? { text } : {}),
    html: `<!doctype html><html><body><p>${text}</p></body></html>`,
    encoding: bodyEncoding,
    textEncoding: bodyEncoding,
  });
  const lines = (await composer.compile().build()).toString("utf8").replace(/\r\n$/, "").split("\r\n");
  const end = lines.indexOf("");
  const headers = lines.slice(0, end).flatMap((line) => asTheClient(line, addsHeaders));
  return [...headers, ...lines.slice(end)].map((line) => (line.startsWith(".") ? `.${line}` : line)).join("\r\n");
}

/** nodemailer adds Date and Message-ID always; the clients do not, or in a form of their own. */
function asTheClient(header: string, adds: SmtpAdapterFacts["addsHeaders"]): string[] {
  if (!/^(date|message-id):/i.test(header) || adds === "date-and-message-id") return [header];
  if (adds === "none") return [];
  // bamboo_mua 0.2.2 writes one without `<`, `@` and `>`.
  return [header.replace(/^(message-id:) <([^@>]*).*/i, "$1 $2")];
}
