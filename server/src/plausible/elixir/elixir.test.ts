import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { runs } from "../../../testing/runs.js";
import { mailerTerm } from "../mailer/mailer-term.js";
import { knownRelease } from "../tables/releases.js";
import { readMailerOutput, readTerm } from "./elixir-reader.js";
import { inspectFlat, inspectTerm, type Term } from "./elixir-term.js";

const atom = (name: string): Term => ({ kind: "atom", name });
const string = (text: string): Term => ({ kind: "string", text });

const smtp: Term = {
  kind: "keyword",
  pairs: [
    ["adapter", atom("Bamboo.SMTPAdapter")],
    ["server", string("mail")],
    ["hostname", string("plausible.example.com")],
    ["port", string("25")],
    ["username", atom("nil")],
    ["password", atom("nil")],
    ["tls", atom("if_available")],
    ["allowed_tls_versions", { kind: "list", items: [atom("tlsv1"), atom("tlsv1.1"), atom("tlsv1.2")] }],
    ["ssl", atom("false")],
    ["retries", { kind: "number", text: "2" }],
    ["no_mx_lookups", atom("true")],
  ],
};

// Executed: IO.inspect of the same term, Elixir 1.14.
const printed = `[
  adapter: Bamboo.SMTPAdapter,
  server: "mail",
  hostname: "plausible.example.com",
  port: "25",
  username: nil,
  password: nil,
  tls: :if_available,
  allowed_tls_versions: [:tlsv1, :"tlsv1.1", :"tlsv1.2"],
  ssl: false,
  retries: 2,
  no_mx_lookups: true
]`;

test("a configuration is printed as IO.inspect prints it", () => {
  assert.equal(inspectTerm(smtp), printed);
  assert.equal(
    inspectTerm({ kind: "keyword", pairs: [["adapter", atom("Bamboo.LocalAdapter")]] }),
    "[adapter: Bamboo.LocalAdapter]",
  );
  assert.equal(
    inspectFlat({ kind: "list", items: [atom(""), atom("x y"), atom("T"), string('a"b')] }),
    '[:"", :"x y", :T, "a\\"b"]',
  );
});

test("a nested list of 80 columns stays on its line, one of 81 does not", () => {
  const term = (n: number): Term => ({
    kind: "keyword",
    pairs: [
      ["relay", string("x".repeat(70))],
      [
        "auth",
        {
          kind: "keyword",
          pairs: [
            ["username", string("u".repeat(n))],
            ["password", string("p")],
          ],
        },
      ],
      ["port", { kind: "number", text: "1" }],
    ],
  });
  assert.equal(inspectTerm(term(43)).split("\n").length, 5);
  assert.equal(inspectTerm(term(44)).split("\n").length, 8);
});

test("texts that look like atoms or modules stay texts", () => {
  const config = {
    adapter: "Bamboo.Mua",
    relay: ":ssl",
    port: 587,
    protocol: ":tcp",
    auth: { username: "Bamboo.Mua", password: ":x" },
  };
  assert.equal(
    inspectFlat(mailerTerm(config, knownRelease("3.2.1"))),
    '[adapter: Bamboo.Mua, relay: ":ssl", port: 587, protocol: :tcp, auth: [username: "Bamboo.Mua", password: ":x"]]',
  );
});

test("what was printed is found again, whatever stands around it and however it is wrapped", () => {
  const around = [
    printed,
    `iex(plausible@e1f2)1> Application.get_env(:plausible, Plausible.Mailer)\n${printed}\niex(plausible@e1f2)2> \n`,
    printed.replace(/^/gm, "plausible-1  | "),
    printed.replaceAll("\n", "\r\n"),
    inspectFlat(smtp),
    inspectFlat(smtp).replace(/.{37}/g, "$&\n"),
    printed.replace(/(\w+):/g, "\x1b[36m$1:\x1b[0m"),
    `[notice] starting [x: 1]\n${printed}\n[info] done`,
    inspectFlat(smtp).replaceAll(": ", ":"),
  ];
  for (const output of around) {
    const term = readMailerOutput(output);
    assert.ok(term !== null, output);
    assert.equal(inspectTerm(term), printed, output);
  }
  for (const output of ["", "nil", "** (UndefinedFunctionError)", "[1, 2", '[adapter: "', "[".repeat(100)]) {
    assert.equal(readMailerOutput(output), null);
  }
});

const leaf: fc.Arbitrary<Term> = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."abc XYZ09.:,\"'\\#{}[]<>=%\n\t\x1bé☃") }).map((text): Term => string(text)),
  fc.constantFrom("nil", "true", "ssl", "", "tlsv1.1", "Bamboo.Mua", 'a"b').map(atom),
  fc.integer().map((value): Term => ({ kind: "number", text: String(value) })),
);
const key = fc.constantFrom("adapter", "auth", "ssl", "port", "odd key");
const { term } = fc.letrec<{ term: Term }>((tie) => ({
  term: fc.oneof(
    { depthSize: "small", maxDepth: 4 },
    leaf,
    fc.array(fc.tuple(key, tie("term")), { minLength: 1, maxLength: 4 }).map((pairs): Term => ({ kind: "keyword", pairs })),
    fc.array(tie("term"), { maxLength: 4 }).map((items): Term => ({ kind: "tuple", items })),
  ),
}));

test("every term is read as it was printed, at any width", () => {
  fc.assert(
    fc.property(term, fc.integer({ min: 1, max: 200 }), (value, width) => {
      assert.deepEqual(readTerm(inspectTerm(value, width)), value);
    }),
    runs(200),
  );
});

test("no text at all is a mistake of the reader", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...`[]{}%:"'\\,<># \nadapter1~c`), maxLength: 60 }), (text) => {
      readMailerOutput(text);
      readMailerOutput(`[adapter: Bamboo.Mua, ${text}]`);
    }),
    runs(200),
  );
});
