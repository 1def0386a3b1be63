// Two language servers: one in which somebody types, one that only ever opens the finished text.

import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { ErrorCodes, LSPErrorCodes } from "vscode-languageserver/node";
import { ourServer } from "../bench/peers.mjs";
import { Session } from "../bench/session.mjs";
import { badRanges, badWords, hang } from "./failures.mjs";

export class Editors {
  #folder;
  #typing = null;
  #fresh = null;

  constructor(folder) {
    this.#folder = folder;
  }

  /**
   * @param {import("./make-case.mjs").Case} made
   * @returns {Promise<import("./failures.mjs").Failure[]>} also notes in `made.longest` how long the slowest answer took
   */
  async check(made) {
    try {
      this.#typing ??= await this.#start();
      this.#fresh ??= await this.#start();
      const before = this.#computed();
      const failures = await this.#compare(made, made);
      if (made.dotenv !== null) failures.push(...(await this.#compare(made.dotenv, made)));
      const computed = this.#computed() - before;
      return computed < hang ? failures : [...failures, { kind: "hang: server", detail: `${computed} ms of computing` }];
    } catch (error) {
      const said = `${this.#typing?.stderr ?? ""}${this.#fresh?.stderr ?? ""}`.slice(-1_000);
      await this.stop(true);
      return [{ kind: `server: ${String(error.message).slice(0, 60)}`, detail: `${error.stack}\n${said}` }];
    }
  }

  /** Types one text of a case, asks about it, and compares with who only ever saw its end. */
  async #compare(typed, made) {
    const failures = [];
    const uri = pathToFileURL(typed.file).href;
    const { language } = typed;
    let found = await timed(made, () => this.#typing.open(uri, typed.before, language));
    const judge = (text) => failures.push(...badRanges("server", text, found), ...badWords("server", JSON.stringify(found)));
    judge(typed.before);
    for (const [index, change] of typed.changes.entries()) {
      found = await timed(made, () => this.#typing.change([change]));
      judge(typed.texts[index]);
      // What is wrong after each change would be wrong after the last one, too; the freshly opened text is asked for once.
      if (made.everyChange) failures.push(...(await this.#difference(typed, typed.texts[index], found, `change ${index + 1}`)));
    }
    failures.push(...(await this.#ask(typed, made, uri)));
    failures.push(...(await this.#difference(typed, typed.after, found, "last change")));
    await this.#typing.close(uri);
    const again = await timed(made, () => this.#typing.open(uri, typed.after, language));
    if (!isDeepStrictEqual(sorted(again), sorted(found)))
      failures.push({ kind: "closed and opened again", detail: difference(again, found) });
    await this.#typing.close(uri);
    return failures;
  }

  async #difference({ file, language }, text, found, when) {
    const uri = pathToFileURL(file).href;
    const fresh = await this.#fresh.open(uri, text, language);
    await this.#fresh.close(uri);
    if (isDeepStrictEqual(sorted(found), sorted(fresh))) return [];
    return [{ kind: "incremental is not fresh", detail: `after ${when}: ${difference(found, fresh)}` }];
  }

  /** Whatever an editor asks about a place: any answer will do that has no secret in it and is no error. */
  async #ask({ places, after }, made, uri) {
    const textDocument = { uri };
    const whole = { start: { line: 0, character: 0 }, end: places[0] };
    const context = { diagnostics: [] };
    const requests = [
      ["textDocument/hover", { textDocument, position: places[0] }],
      ["textDocument/completion", { textDocument, position: places[1] }],
      ["textDocument/definition", { textDocument, position: places[2] }],
      ["textDocument/references", { textDocument, position: places[0], context: { includeDeclaration: true } }],
      ["textDocument/prepareRename", { textDocument, position: places[1] }],
      ["textDocument/rename", { textDocument, position: places[2], newName: "MAIL_HOST" }],
      ["textDocument/codeAction", { textDocument, range: whole, context }],
      ["textDocument/inlayHint", { textDocument, range: whole }],
      ["textDocument/codeLens", { textDocument }],
      ["textDocument/documentLink", { textDocument }],
      ["plausibleMail/services", { uri }],
      ["plausibleMail/explain", { uri }],
      ["plausibleMail/explainLogLine", { text: after }],
      ["plausibleMail/setUpMail", setUp(uri)],
    ];
    const failures = [];
    for (const [method, params] of requests) {
      try {
        const answer = await timed(made, () => this.#typing.request(method, params));
        failures.push(...badWords(method, JSON.stringify(answer ?? null)));
      } catch (error) {
        // Neither a method that this server does not have is a failure, nor a request that it refuses in words.
        if (error.code === ErrorCodes.MethodNotFound || error.code === LSPErrorCodes.RequestFailed) continue;
        if (error.code === undefined) throw error;
        failures.push({ kind: `error: ${method}`, detail: error.message });
      }
    }
    return failures;
  }

  async #start() {
    // On a busy machine an answer may be long in coming; what counts is the time in which the servers compute.
    const session = new Session(ourServer(process.execPath), this.#folder, 10 * hang);
    await session.initialize(this.#folder, null);
    return session;
  }

  /** Milliseconds of computing of both so far; 0 where the system does not tell. */
  #computed() {
    return [this.#typing, this.#fresh].reduce((sum, session) => sum + (session?.memory()?.cpu ?? 0), 0);
  }

  /** Ends both; at the end of a run what they wrote to stderr is nobody's any more. */
  async stop(byForce = false) {
    for (const session of [this.#typing, this.#fresh]) {
      if (byForce) session?.kill();
      else await session?.stop();
    }
    this.#typing = null;
    this.#fresh = null;
  }
}

async function timed(made, work) {
  const before = performance.now();
  try {
    return await work();
  } finally {
    made.longest = Math.max(made.longest ?? 0, performance.now() - before);
  }
}

/** In no order that would mean anything. */
function sorted(diagnostics) {
  return diagnostics.map((each) => JSON.stringify(each)).sort();
}

function difference(ours, theirs) {
  const [a, b] = [ours, theirs].map((list) => list.map(brief));
  const only = (list, other) => list.filter((each) => !other.includes(each));
  const more = [only(a, b), only(b, a)];
  if (more.every(({ length }) => length === 0))
    return `the same findings with other data: ${JSON.stringify([ours, theirs]).slice(0, 600)}`;
  return `kept ${JSON.stringify(more[0])}, fresh ${JSON.stringify(more[1])}`;
}

function brief({ range: { start, end }, code, message }) {
  return `${start.line}:${start.character}-${end.line}:${end.character} ${code} ${message.slice(0, 80)}`;
}

/** What *Set Up Mail…* asks for when everything has been answered. */
function setUp(uri) {
  const user = "postmaster@mg.acme-widgets.org";
  return { uri, service: "plausible", provider: "Mailgun EU", sender: "stats@acme-widgets.org", user, password: "given" };
}
