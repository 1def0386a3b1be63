import { type CancellationToken, type Connection, ErrorCodes, LSPErrorCodes, RAL, ResponseError } from "vscode-languageserver";
import { describeError } from "./reporter.js";

/** Makes handlers of requests that answer as the protocol wants, whatever happens in them. */
export class Guard {
  readonly #connection: Connection;
  readonly #ready: () => Promise<unknown>;
  #isOver = false;

  /** @param ready what a request waits for before it is answered */
  constructor(connection: Connection, ready: () => Promise<unknown>) {
    this.#connection = connection;
    this.#ready = ready;
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
      await this.#ready();
      // Lets a cancellation that has already arrived be read before the work begins.
      await new Promise<void>((resolve) => void RAL().timer.setImmediate(resolve));
      if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, `${name}: cancelled`);
      try {
        return handle(params);
      } catch (error) {
        this.#connection.console.error(`${name}: ${describeError(error)}`);
        return empty;
      }
    };
  }
}
