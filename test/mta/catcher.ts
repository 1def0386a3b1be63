import { folder, freePorts, maildir, putCertificates, start } from "./machine.js";
import type { RealServer } from "./suite.js";

/**
 * A catcher of mail, as they are used in development: it takes all that comes, knows no login, and keeps everything (aiosmtpd).
 * @param name of its folders, where two are to run beside each other
 */
export async function startCatcher(name: string): Promise<RealServer<"plain" | "starttls" | "tls">> {
  const ports = await freePorts(["plain", "starttls", "tls"]);
  await putCertificates(`/etc/${name}`);
  folder("/var/mail", { owner: "mailbox" });
  const pair = (option: string) => [`--${option}cert`, `/etc/${name}/good.crt`, `--${option}key`, `/etc/${name}/good.key`];
  const startOn = (port: number, options: readonly string[]) =>
    start(
      [
        ...["python3", "-m", "aiosmtpd", "--nosetuid", "--debug", "--listen", `127.0.0.1:${port}`, ...options],
        ...["--class", "aiosmtpd.handlers.Mailbox", `/var/mail/${name}`],
      ],
      [port],
    );
  const logs = [
    await startOn(ports.plain, []),
    await startOn(ports.starttls, pair("tls")),
    await startOn(ports.tls, pair("smtps")),
  ];
  return {
    ports,
    logs: () => logs.map((log) => log()),
    messages: () => maildir(`/var/mail/${name}`),
    saysHow: false,
    loginTried: />> b'AUTH/g,
  };
}
