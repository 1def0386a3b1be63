// A mail server in a container of the project's network: 587 (STARTTLS) and 465 (TLS at once) with one account, where it finds a
// certificate, and 1025 for everybody, in clear.
import { existsSync, readFileSync } from "node:fs";
import { SMTPServer } from "smtp-server";

const certificate = "/certificate";
if (existsSync(certificate)) {
  const [key, cert] = ["key", "cert"].map((name) => readFileSync(`${certificate}/${name}.pem`, "utf8"));
  for (const [port, secure] of [
    [587, false],
    [465, true],
  ] as const) {
    const server = new SMTPServer({
      secure,
      key,
      cert,
      onAuth: ({ username, password }, _session, callback) => {
        const isRight = username === "ada@zoo.example" && password === "canary-password";
        callback(isRight ? null : new Error("who is that?"), { user: username });
      },
    });
    listen(server, port);
  }
}
listen(new SMTPServer({ disabledCommands: ["STARTTLS", "AUTH"] }), 1025);

/** A client that hangs up in the middle is no reason to end. */
function listen(server: SMTPServer, port: number): void {
  server.on("error", (error) => console.error(error.message)).listen(port);
}
