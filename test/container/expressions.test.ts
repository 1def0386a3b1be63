import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readAnswer, textOfTerm } from "#server/containers/answers.js";
import { connectExpression, elixirString, sendExpression, settingsExpression } from "#server/containers/expressions.js";
import { inspectFlat } from "#server/plausible/elixir/elixir-term.js";
import { evaluated, type Question } from "./elixir.js";

const mail = { subject: `It's "me" #{1 + 1} – 邮件\\`, body: "<b> & 'so' \"on\"\n2nd line", parts: "html-and-text" } as const;
const send = (to = "a@zoo.example") => sendExpression(to, mail);

const questions = {
  settings: { expression: settingsExpression() },
  settingsOfSmtpAdapter: { expression: settingsExpression(), play: { PLAY: "smtp-adapter" } },
  settingsOfPostmark: { expression: settingsExpression(), play: { PLAY: "postmark" } },
  settingsUnset: { expression: settingsExpression(), play: { PLAY: "unset" } },
  connected: { expression: connectExpression(5) },
  refused: { expression: connectExpression(5), play: { RELAY: "nobody.example" } },
  connectedBySmtpAdapter: { expression: connectExpression(5), play: { PLAY: "smtp-adapter" } },
  nothingToConnectTo: { expression: connectExpression(5), play: { PLAY: "postmark" } },
  withoutFunctions: { expression: connectExpression(5), play: { PLAY: "no-functions" } },
  sent: { expression: send(`o'x"#{raise "no"}@zoo.example`) },
  sentByOldRelease: {
    expression: sendExpression("a@zoo.example", { ...mail, parts: "html" }),
    play: { EMAILS: "base", ANSWER: "old-ok" },
  },
  sentWithoutItsEmails: { expression: send(), play: { EMAILS: "none" } },
  refusedLogin: { expression: send(), play: { ANSWER: "535" } },
  tuple: { expression: send(), play: { ANSWER: "tuple" } },
  raised: { expression: send(), play: { ANSWER: "raise" } },
  exited: { expression: send(), play: { ANSWER: "exit" } },
} satisfies Record<string, Question>;

const texts = ["", "a", `'"\\#{}`, "\u0000\u0007\t\n\r\u007f", "é花🌷", "~s|x|", "#{", "\\u{41}", "$HOME `id`"];
const inspects = texts.map((text) => ({
  expression: `IO.puts(inspect(${elixirString(text)}, binaries: :as_binaries, limit: :infinity))`,
}));

const names = Object.keys(questions) as (keyof typeof questions)[];
const outputs = evaluated([...Object.values(questions), ...inspects]);
const outputOf = (name: keyof typeof questions) => outputs[names.indexOf(name)] ?? "";

function answerTo(name: keyof typeof questions, key: string): string | null {
  const { terms, complete } = readAnswer(outputOf(name));
  assert.ok(complete, outputOf(name));
  const term = terms.get(key);
  return term === undefined ? null : (textOfTerm(term) ?? inspectFlat(term));
}

describe("what the running Plausible is asked, by a real Elixir", () => {
  test("its settings, without passwords and keys", () => {
    assert.equal(
      answerTo("settings", "mailer"),
      '[adapter: Bamboo.Mua, ssl: [middlebox_comp_mode: false], protocol: :tcp, relay: "smtp.zoo.example", port: 587, auth: [username: "ada@zoo.example", password: "***"]]',
    );
    assert.equal(answerTo("settings", "sender"), '{"Blumenhof – 花园", "stats@blumenhof.example"}');
    assert.match(answerTo("settings", "elixir") ?? "", /^1\.\d+/);
    for (const name of names) assert.ok(!outputOf(name).includes("canary"), outputOf(name));
    assert.match(answerTo("settingsOfSmtpAdapter", "mailer") ?? "", /username: "\*\*\*", password: "\*\*\*"/);
    assert.match(answerTo("settingsOfPostmark", "mailer") ?? "", /api_key: "\*\*\*"/);
    assert.equal(answerTo("settingsUnset", "mailer"), "[]");
  });

  test("a connection, by the client that the adapter uses", () => {
    assert.equal(answerTo("connected", "server"), '{"smtp.zoo.example", 587}');
    assert.equal(answerTo("connected", "connected"), "220 smtp.zoo.example ready\r\n");
    assert.equal(answerTo("connected", "ehlo"), '["STARTTLS", "AUTH PLAIN LOGIN"]');
    assert.equal(answerTo("refused", "failed"), "** (Mua.TransportError) connection refused");
    assert.equal(answerTo("connectedBySmtpAdapter", "ehlo"), "[]");
    assert.equal(answerTo("nothingToConnectTo", "no_server"), "true");
    assert.match(answerTo("withoutFunctions", "raised") ?? "", /UndefinedFunctionError.* Mua\.connect\/5/);
  });

  test("an email as an invitation is made, with any text and recipient", () => {
    const output = outputOf("sent");
    assert.equal(answerTo("sent", "like"), '{"priority_email", true, true}');
    assert.equal(answerTo("sent", "delivered"), "true");
    assert.ok(output.includes(String.raw`subject: "It's \"me\" \#{1 + 1} – 邮件\\"`), output);
    assert.ok(output.includes(String.raw`to: "o'x\"\#{raise \"no\"}@zoo.example"`), output);
    assert.ok(
      output.includes(String.raw`html_body: "<html><p>&#60;b&#62; &#38; 'so' &#34;on&#34;\n2nd line</p></html>"`),
      output,
    );
    assert.ok(output.includes('from: {"Blumenhof – 花园", "stats@blumenhof.example"}'), output);
    assert.equal(answerTo("sentByOldRelease", "like"), '{"base_email", false, false}');
    assert.equal(answerTo("sentByOldRelease", "delivered"), "true");
    assert.equal(answerTo("sentWithoutItsEmails", "like"), '{"new_email", false, true}');
  });

  test("what becomes of it: an error, a tuple of gen_smtp, an exception, an exit", () => {
    assert.equal(answerTo("refusedLogin", "failed"), "** (Mua.SMTPError) 535 5.7.8 no\r\n");
    assert.match(
      answerTo("tuple", "failed") ?? "",
      /^\{:network_failure, (?:~c"smtp\.zoo\.example"|'smtp\.zoo\.example'), \{:error, :closed\}\}$/,
    );
    assert.equal(answerTo("raised", "raised"), "** (ArgumentError) The email address `x` is invalid.");
    assert.equal(answerTo("exited", "raised"), "** (exit) :badarg");
  });

  test("a text is the same text in Elixir, whatever is in it", () => {
    for (const [index, text] of texts.entries()) {
      assert.equal(outputs[names.length + index], `<<${[...Buffer.from(text)].join(", ")}>>\n`, JSON.stringify(text));
    }
  });
});
