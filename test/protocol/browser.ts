// The language server as a browser has it: the files of the bundle, in a world without anything of Node.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  type DataCallback,
  Disposable,
  type Message,
} from "vscode-languageserver/node";

const root = fileURLToPath(new URL("../../../", import.meta.url));

type Port = InstanceType<typeof MessagePort>;

/** What a worker of a browser has, and the program asks for. */
const worker = {
  AbortController,
  atob,
  btoa,
  clearTimeout,
  console,
  crypto,
  queueMicrotask,
  setTimeout,
  TextDecoder,
  TextEncoder,
  URL,
};

interface WebParts {
  readonly server: { readonly file: string; readonly part: string };
  readonly files: readonly string[];
}

/** Loads the bundle anew and has it answer at a port. */
export function serveInBrowser(port: Port): void {
  const { server, files }: WebParts = JSON.parse(readFileSync(`${root}client/dist/web.json`, "utf8"));
  const texts = new Map(files.map((file) => [basename(file), readFileSync(root + file, "utf8")]));
  const loader = readFileSync(`${root}server/out/src/start/parts.js`, "utf8").replace(/^export /gm, "");
  const context = createContext({ ...worker, texts });
  context.self = context;
  const { serveOver } = runInContext(`${loader}\nnew Parts(texts)`, context).get(server);
  serveOver(port, "0.0.0");
}

/** The client's end of the channel. */
export class PortReader extends AbstractMessageReader {
  readonly #port: Port;

  constructor(port: Port) {
    super();
    this.#port = port;
  }

  listen(callback: DataCallback): Disposable {
    this.#port.on("message", (message: Message) => callback(message));
    return Disposable.create(() => this.#port.close());
  }
}

export class PortWriter extends AbstractMessageWriter {
  readonly #port: Port;

  constructor(port: Port) {
    super();
    this.#port = port;
  }

  async write(message: Message): Promise<void> {
    this.#port.postMessage(message);
  }

  end(): void {}
}
