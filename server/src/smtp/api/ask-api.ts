import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { isApiClient } from "../../plausible/tables/api-providers.js";
import { plainWords } from "../verdict/plain-words.js";
import type { TestRequest } from "../verdict/request.js";
import { problemOf, type WireError } from "../verdict/wire-error.js";
import { trusting } from "../wire/trusted.js";
import { type ApiAnswer, type ApiRequest, apiQuestions, textAt } from "./api-requests.js";

/** What came of the question. */
export type ApiReply =
  | {
      readonly kind: "answered";
      readonly answer: ApiAnswer;
      readonly status: number;
      readonly words: string;
      readonly ms: number;
    }
  /** The provider answers no question that sends nothing. */
  | { readonly kind: "not-asked"; readonly ms: number }
  | { readonly kind: "certificate"; readonly code: string; readonly ms: number }
  | { readonly kind: "wire"; readonly error: WireError; readonly ms: number };

/** Bytes of an answer that are read. */
const mostAnswer = 256 * 1024;

/** Asks the provider's API about key and domain, over HTTPS with the usual checks; nothing is sent. Never rejects for what it meets. */
export async function askApi(
  { delivery, ca, connectTo, timeout }: TestRequest,
  mask: (text: string) => string,
  signal: AbortSignal,
): Promise<ApiReply | null> {
  const { api, client } = delivery;
  if (!isApiClient(client) || api === undefined || api.key === null || api.base === null) return null;
  const question = apiQuestions[client];
  if (question === null) return { kind: "not-asked", ms: 0 };
  const account = { base: api.base, key: api.key, domain: api.domain };
  const start = performance.now();
  const ms = () => Math.round(performance.now() - start);
  try {
    const { status, text } = await send(question.request(account), { ca, connectTo, timeout }, signal);
    const body = parsed(text);
    const words = plainWords(mask(textAt(body, "Message") ?? textAt(body, "message") ?? ""), 200);
    return { kind: "answered", answer: question.read(status, body), status, words, ms: ms() };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (/CERT|ALTNAME|ISSUER|SIGNATURE/.test(code)) return { kind: "certificate", code, ms: ms() };
    return { kind: "wire", error: problemOf(error as NodeJS.ErrnoException), ms: ms() };
  }
}

function send(
  { url, headers }: ApiRequest,
  { ca, connectTo, timeout }: Pick<TestRequest, "ca" | "connectTo" | "timeout">,
  signal: AbortSignal,
): Promise<{ status: number; text: string }> {
  const { hostname, host, port, pathname, search } = new URL(url);
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
  return new Promise((resolve, reject) => {
    const fail = (error: Error) =>
      reject(limit.aborted ? Object.assign(error, { code: signal.aborted ? "ABORT_ERR" : "ETIMEDOUT" }) : error);
    const request = httpsRequest(
      {
        method: "GET",
        path: `${pathname}${search}`,
        host: connectTo?.host ?? hostname,
        port: connectTo?.port ?? (port || 443),
        ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
        headers: { ...headers, Host: host },
        ...trusting(ca),
        agent: false,
        signal: limit,
      },
      (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        response.on("data", (part: Buffer) => {
          size += part.length;
          if (size <= mostAnswer) parts.push(part);
          else response.destroy();
        });
        const done = () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString("utf8") });
        response.on("end", done);
        response.on("close", done);
        response.on("error", fail);
      },
    );
    request.on("error", fail);
    request.end();
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
