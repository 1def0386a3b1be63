import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { test } from "node:test";
import { requestFor } from "../../../testing/smtp.js";
import { quiet, wire } from "../../../testing/verdict.js";
import { Connection } from "./connection.js";
import { askOrdinaryClient } from "./second-opinion.js";

interface Ends {
  after(end: () => void): void;
}

/** A server that does this with each connection, and a client's way to it. */
async function serverThat(t: Ends, serve: (socket: Socket) => void, replyTimeout = 60_000) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on("error", () => {}));
    serve(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const abort = new AbortController();
  const addresses = [{ address: "127.0.0.1", family: 4 }] as const;
  const open = async () => {
    const connection = await Connection.open({ addresses, port, connectTimeout: 60_000, replyTimeout, signal: abort.signal });
    t.after(() => connection.close());
    connection.startReply();
    return connection;
  };
  return { open, abort, sockets, target: { host: "localhost", addresses, port } };
}

const fault = (problem: string, code = "") => ({ problem, code });
const settings = { host: "localhost", ca: [], minVersion: "TLSv1.2", maxVersion: "TLSv1.3", ciphers: null } as const;

test("a cancel ends each wait at once", async (t) => {
  const { open, abort, sockets } = await serverThat(t, () => {});
  const waits = [await open(), await open()];
  const [reading, encrypting] = waits;
  assert.ok(reading && encrypting);
  const waiting = [
    assert.rejects(async () => reading.readLine(), fault("cancelled")),
    assert.rejects(encrypting.startTls(settings), fault("cancelled")),
  ];
  abort.abort();
  await Promise.all(waiting);
  await assert.rejects(open(), fault("cancelled"));
  assert.ok(sockets.length >= 2);
});

test("a line that has come already is not given after a cancel", async (t) => {
  const { open, abort } = await serverThat(t, (socket) => socket.write("220 a\r\n220 b\r\n"));
  const connection = await open();
  assert.equal(await connection.readLine(), "220 a\r\n");
  abort.abort();
  await assert.rejects(async () => connection.readLine(), fault("cancelled"));
});

test("silence is told from a reply that had begun", async (t) => {
  const silent = await serverThat(t, () => {}, 50);
  await assert.rejects(async () => (await silent.open()).readLine(), fault("timeout"));
  const begun = await serverThat(t, (socket) => socket.write("220-a"), 50);
  await assert.rejects(async () => (await begun.open()).readLine(), fault("timeout", "UNFINISHED"));
  const line = await serverThat(t, (socket) => socket.write("220-a\r\n"), 50);
  const connection = await line.open();
  await connection.readLine();
  await assert.rejects(async () => connection.readLine(), fault("timeout", "UNFINISHED"));
});

test("a server that hangs up closed the connection, after what it said before", async (t) => {
  const { open } = await serverThat(t, (socket) => socket.end("421 bye\r\n"));
  const connection = await open();
  assert.equal(await connection.readLine(), "421 bye\r\n");
  await assert.rejects(async () => connection.readLine(), fault("closed"));
});

test("in clear a line that is too long comes in pieces", async (t) => {
  const { open } = await serverThat(t, (socket) => socket.write(`${"x".repeat(2000)}\r\n`));
  const connection = await open();
  assert.equal((await connection.readLine()).length, 1460);
  assert.equal((await connection.readLine()).length, 542);
});

test("what came in clear behind the last line ends the talk, with its first byte", async (t) => {
  const { open } = await serverThat(t, (socket) => socket.write("220 go on\r\n250 injected\r\n"));
  const connection = await open();
  await connection.readLine();
  await assert.rejects(connection.startTls(settings), fault("injected", "50"));
});

test("an ordinary client that is cancelled while it is loaded tells nothing", async (t) => {
  const { abort, target, sockets } = await serverThat(t, (socket) => socket.write("220 a\r\n"));
  const talk = { ...quiet, trouble: { step: "ehlo", trouble: wire("closed") } } as const;
  const answer = askOrdinaryClient({ request: requestFor("3.2.1", {}), talk, implicitTls: false, target, signal: abort.signal });
  abort.abort();
  assert.equal(await answer, null);
  assert.equal(sockets.length, 0, "it connects to nobody");
});
