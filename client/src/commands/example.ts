import { window, workspace } from "vscode";

/** What the walkthrough opens: a flag that does not suit its port, and quotes that become part of a value. */
const example = `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
      - BASE_URL=https://stats.blumenhof.example
      - SECRET_KEY_BASE
      - MAILER_EMAIL=stats@blumenhof.example
      - SMTP_HOST_ADDR=smtp.mailgun.org
      - SMTP_HOST_PORT=587
      - SMTP_HOST_SSL_ENABLED=true
      - SMTP_USER_NAME="postmaster@blumenhof.example"
      - SMTP_USER_PWD
`;

/** `Plausible Mail: Open an Example With Mistakes`: as a new file, which nobody has to save. */
export async function openExample(): Promise<void> {
  const document = await workspace.openTextDocument({ language: "dockercompose", content: example });
  await window.showTextDocument(document);
}
