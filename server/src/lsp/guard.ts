import { type CancellationToken, type Connection, ErrorCodes, LSPErrorCodes, RAL, ResponseError } from "vscode-languageserver";
import { describeError } from "./reporter.js";

/** What requests wait for. */
interface Waiting {
  /** Before they are answered. */
  readonly ready: Promise<unknown>;
  /** Looks again and again until every file that is looked at is here. */
  complete(look: () => void): Promise<void>;
}

/** Makes handlers of requests that answer as the protocol wants, whatever happens in them. */
export class Guard {
  readonly #connection: Connection;
  readonly #server: Waiting;
  #isOver = false;

  constructor(connection: Connection, server: Waiting) {
    this.#connection = connection;
    this.#server = server;
    connection.onRequest(
      (method) => this.refusal() ?? new ResponseError(ErrorCodes.MethodNotFound, `Unhandled method ${method}`),
    );
  }

  /** The client has asked to shut down; what it asks for after that is refused. */
  end(): void {
    this.#isOver = true;
  }

  /** What a request gets after the end; null before. */
  refusal(): ResponseError<never> | null {
    return this.#isOver ? new ResponseError(ErrorCodes.InvalidRequest, "The server has been shut down") : null;
  }

  /** A handler that never fails: an error becomes one line in the log, without its message, and an empty answer. */
  handler<P, R>(name: string, empty: R, handle: (params: P) => R) {
    return async (params: P, token: CancellationToken): Promise<R | ResponseError<never>> => {
      const refusal = this.refusal();
      if (refusal !== null) return refusal;
      await this.#server.ready;
      // Lets a cancellation that has already arrived be read before the work begins.
      await new Promise<void>((resolve) => void RAL().timer.setImmediate(resolve));
      const cancelled = () => new ResponseError<never>(LSPErrorCodes.RequestCancelled, `${name}: cancelled`);
      try {
        let answer: R | ResponseError<never> = empty;
        await this.#server.complete(() => {
          answer = token.isCancellationRequested ? cancelled() : handle(params);
        });
        return answer;
      } catch (error) {
        this.#connection.console.error(`${name}: ${describeError(error)}`);
        return empty;
      }
    };
  }
}
