import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Worker } from "node:worker_threads";

/** A port from which nothing comes back, as behind a firewall that drops what is sent to it. */
export interface SilentPort {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens, and then never wakes up to take a connection. */
const listener = `
const { createServer } = require("node:net");
const { parentPort } = require("node:worker_threads");
const server = createServer();
server.listen(0, "127.0.0.1", 1, () => {
  parentPort.postMessage(server.address().port);
  setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
});`;

/**
 * A port of 127.0.0.1 whose queue of connections is full: Linux then answers nothing to a further one, not even that it
 * is refused. Other systems do otherwise.
 */
export async function startSilentPort(): Promise<SilentPort> {
  const worker = new Worker(listener, { eval: true });
  const [port] = (await once(worker, "message")) as [number];
  const waiting: Socket[] = [];
  for (let full = false; !full && waiting.length < 20; ) {
    const socket = connect(port, "127.0.0.1").on("error", () => {});
    waiting.push(socket);
    full = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(true), 300);
      socket.once("connect", () => {
        clearTimeout(timer);
        resolve(false);
      });
    });
  }
  return {
    port,
    async close() {
      for (const socket of waiting) socket.destroy();
      await worker.terminate();
    },
  };
}
