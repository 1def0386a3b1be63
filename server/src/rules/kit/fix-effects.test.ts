import assert from "node:assert/strict";
import { test } from "node:test";
import { folder } from "../../../testing/rules/project.js";
import { applyFix } from "../../../testing/rules/readme.js";
import { viewOf } from "../../../testing/rules/view.js";
import { textOf } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import {
  addDotenv,
  addVariable,
  addVariables,
  bareLine,
  fix,
  loadedEffect,
  passVariableThrough,
  removeVariable,
  renameInDotenv,
  renameVariable,
  setOrAdd,
  setVariable,
  unquoteVariable,
  unsetVariable,
} from "./fixes.js";
import type { Fix } from "./types.js";

const host = "SMTP_HOST_ADDR=smtp.zoo.example";

/** What a fix says, whether it is applied unasked, and what the container gets then. */
function told(made: Fix | null | undefined) {
  if (made == null) return null;
  const after = [...(made.effect?.settings ?? [])].map(([name, text]) => [
    name,
    text === null || text === "unseen" ? text : text.text,
  ]);
  return [textOf(made.title, "en"), made.automatic, Object.fromEntries(after)];
}

/** The files as a fix leaves them. */
function files({ project }: PlausibleInstance, made: Fix | null | undefined): Record<string, string> {
  assert.ok(made);
  const before = Object.fromEntries([...project.files].map(([path, { text }]) => [path.slice(folder.length + 1), text]));
  return applyFix(before, made);
}

function environmentOf(view: PlausibleInstance, name: string) {
  const variable = view.service.environment.get(name);
  assert.ok(variable);
  return variable;
}

test("a value is written where it stands, or as a new entry; not into a secret's file", () => {
  const more = "    secrets: [SMTP_USER_PWD]\nsecrets:\n  SMTP_USER_PWD: {file: ./pwd}\n";
  const view = viewOf([host, "SMTP_USER_NAME=${LOGIN}"], { more, files: { pwd: "rosebud", ".env": "LOGIN=ann\n" } });
  const made = setVariable(view, view.variable("SMTP_HOST_ADDR"), "a");
  assert.deepEqual(told(made), ["Set `SMTP_HOST_ADDR` to `a`", true, { SMTP_HOST_ADDR: "a" }]);
  assert.match(files(view, made)["compose.yml"] ?? "", /- SMTP_HOST_ADDR=a\n/);
  assert.equal(files(view, setVariable(view, view.variable("SMTP_USER_NAME"), "b"))[".env"], "LOGIN=b\n");
  assert.equal(setVariable(view, view.variable("SMTP_USER_PWD"), "b"), null);
  assert.equal(setVariable(view, view.variable("MAILER_EMAIL"), "b"), null);
  assert.deepEqual(told(setOrAdd(view, view.variable("MAILER_NAME"), "b", null, false)), [
    "Add `MAILER_NAME=b`",
    false,
    { MAILER_NAME: "b" },
  ]);
  assert.deepEqual(told(setOrAdd(view, view.variable("SMTP_HOST_ADDR"), "b", null, false)), [
    "Set `SMTP_HOST_ADDR` to `b`",
    false,
    { SMTP_HOST_ADDR: "b" },
  ]);
});

test("a new entry brings in its text, what `.env` says of a bare name, and of a reference nobody knows what", () => {
  const view = viewOf([host], { files: { ".env": "MAILER_NAME=Zoo\n" } });
  const add = (name: string, value: string | null) => told(addVariable(view, { name, value }, null));
  assert.deepEqual(add("MAILER_NAME", null), ["Add `MAILER_NAME`", false, { MAILER_NAME: "Zoo" }]);
  assert.deepEqual(add("MAILER_EMAIL", null), ["Add `MAILER_EMAIL`", false, { MAILER_EMAIL: null }]);
  assert.deepEqual(add("MAILER_EMAIL", "${X}"), ["Add `MAILER_EMAIL=${X}`", false, { MAILER_EMAIL: "unseen" }]);
  const both = addVariables(
    view,
    [
      { name: "A", value: "1" },
      { name: "B", value: null },
    ],
    null,
  );
  assert.deepEqual(told(both), ["Add `A`, `B`", false, { A: "1", B: null }]);
  assert.match(files(view, both)["compose.yml"] ?? "", /- A=1\n {6}- B\n/);
  const titled = addVariables(view, [{ name: "A", value: "1" }], null, {
    template: { en: "Do {x}", "zh-cn": "{x}" },
    values: { x: "it" },
  });
  assert.equal(told(titled)?.[0], "Do it");
});

test("names set in `.env` are also what others take from there", () => {
  const view = viewOf([host, "HTTPS_PORT=${SMTP_USER_PWD}", "BASE_URL=https://${SMTP_USER_PWD}/", "SMTP_USER_PWD"], {
    files: { ".env": "A=1\n" },
  });
  const made = addDotenv(view, [{ name: "SMTP_USER_PWD", value: "rosebud" }]);
  assert.deepEqual(told(made), ["Set `SMTP_USER_PWD` in `.env`", false, { HTTPS_PORT: "rosebud", BASE_URL: "unseen" }]);
  assert.equal(files(view, made)[".env"], "A=1\nSMTP_USER_PWD=rosebud\n");
  assert.equal(addDotenv({ project: view.project }, [{ name: "X", value: "y" }])?.effect, undefined);
});

test("an env file that is loaded brings in what the service lacks, or what is freed", () => {
  const view = viewOf([host], {
    more: "    env_file: mail.env\n",
    files: { "mail.env": "SMTP_HOST_ADDR=b\nMAILER_NAME=${X}\nMAILER_EMAIL\nSMTP_RETRIES=2\n" },
  });
  const [envFile] = view.service.envFiles;
  assert.ok(envFile);
  const other = viewOf([host]);
  assert.deepEqual(
    [...loadedEffect(other, envFile).settings],
    [
      ["MAILER_NAME", "unseen"],
      ["SMTP_RETRIES", { text: "2" }],
    ],
  );
  assert.deepEqual(loadedEffect(other, envFile, ["SMTP_HOST_ADDR"]).settings.get("SMTP_HOST_ADDR"), { text: "b" });
});

test("what is left of a variable whose line goes: nothing, another line's text, or one that nobody knows", () => {
  const remove = (environment: readonly string[], env?: string) => {
    const view = viewOf(environment, env === undefined ? {} : { more: "    env_file: mail.env\n", files: { "mail.env": env } });
    return told(removeVariable(view, view.variable("SMTP_RETRIES"), false));
  };
  assert.deepEqual(remove(["SMTP_RETRIES=2"]), ["Remove `SMTP_RETRIES`", false, { SMTP_RETRIES: null }]);
  assert.deepEqual(remove(["SMTP_RETRIES=2", "SMTP_RETRIES=3"])?.[2], { SMTP_RETRIES: "unseen" });
  assert.deepEqual(remove(["SMTP_RETRIES=2"], "SMTP_RETRIES=4\n")?.[2], { SMTP_RETRIES: "4" });
  assert.deepEqual(remove([host], "SMTP_RETRIES=4\n")?.[2], { SMTP_RETRIES: null });
  assert.deepEqual(remove([host], "SMTP_RETRIES=4\nSMTP_RETRIES=5\n")?.[2], { SMTP_RETRIES: "4" });
  assert.equal(remove([host]), null);
});

test("a password that stands nowhere else is not removed", () => {
  const view = viewOf([host, "SMTP_USER_PWD=rosebud"]);
  assert.equal(removeVariable(view, view.variable("SMTP_USER_PWD")), null);
});

test("a renamed entry takes its text along, where that is known", () => {
  const view = viewOf([host, "SMTP_PASSWORD=rosebud", "SMTP_USER=${LOGIN}"]);
  const made = renameVariable(view, view.variable("SMTP_PASSWORD"), "SMTP_USER_PWD");
  assert.deepEqual(told(made), ["Rename to `SMTP_USER_PWD`", true, { SMTP_PASSWORD: null, SMTP_USER_PWD: "rosebud" }]);
  assert.match(files(view, made)["compose.yml"] ?? "", /- SMTP_USER_PWD=rosebud\n/);
  assert.deepEqual(told(renameVariable(view, view.variable("SMTP_USER"), "SMTP_USER_NAME"))?.[2], {
    SMTP_USER: null,
    SMTP_USER_NAME: "unseen",
  });
  assert.equal(renameVariable(view, view.variable("MAILER_EMAIL"), "X"), null);
});

test("a line of `.env` that is renamed reaches the service that passes the name on", () => {
  const env = "SMTP_USER_PDW=rosebud\nSMTP_USR=${X}\nSMTP_BARE\n";
  const view = viewOf([host, "SMTP_USER_PWD"], { files: { ".env": env } });
  const [pwd, user, bare] = view.project.dotenv.flatMap(({ statements }) => statements);
  assert.ok(pwd && user && bare);
  assert.deepEqual(told(renameInDotenv(view, pwd, "SMTP_USER_PWD")), [
    "Rename to `SMTP_USER_PWD`",
    true,
    { SMTP_USER_PWD: "rosebud" },
  ]);
  for (const statement of [user, bare])
    assert.deepEqual(told(renameInDotenv(view, statement, "SMTP_USER_PWD"))?.[2], { SMTP_USER_PWD: "unseen" });
  assert.deepEqual(told(renameInDotenv(view, pwd, "MAILER_NAME"))?.[2], {});
});

test("quotes are taken off, around the item or inside of it", () => {
  const view = viewOf([`SMTP_USER_PWD="rose bud"`]);
  const variable = environmentOf(view, "SMTP_USER_PWD");
  const made = unquoteVariable(view, variable, variable.declared);
  assert.deepEqual(told(made), ["Remove the quotes", true, { SMTP_USER_PWD: "rose bud" }]);
  assert.doesNotMatch(textOf(made?.title ?? { template: { en: "", "zh-cn": "" }, values: {} }, "en"), /rose/);
  const env = viewOf([host], { more: "    env_file: mail.env\n", files: { "mail.env": 'MAILER_NAME="Zoo"\nA=\n' } });
  const line = environmentOf(env, "MAILER_NAME").declared;
  assert.match(files(env, bareLine("MAILER_NAME", line))["mail.env"] ?? "", /^MAILER_NAME=Zoo$/m);
  assert.equal(bareLine("MAILER_NAME", { ...line, value: null }), null);
});

test("an empty variable becomes an unset one, wherever its empty text comes from", () => {
  const unset = (item: string, env?: string, more = "") => {
    const view = viewOf([host, item], { more, files: env === undefined ? {} : { ".env": env } });
    const made = unsetVariable(view, view.variable("MAILER_NAME"));
    return { view, made, told: made.map(told) };
  };
  const taken = "Take `MAILER_NAME` from the environment";
  const removed = ["Remove `MAILER_NAME`", false, { MAILER_NAME: null }];
  const literal = unset("MAILER_NAME=");
  assert.deepEqual(literal.told, [[taken, true, { MAILER_NAME: null }], removed]);
  assert.match(files(literal.view, literal.made[0])["compose.yml"] ?? "", /- MAILER_NAME\n/);
  const same = unset("MAILER_NAME=${MAILER_NAME}", "MAILER_NAME=\nA=1\n");
  assert.deepEqual(same.told, [[taken, true, { MAILER_NAME: null }], removed]);
  assert.equal(files(same.view, same.made[0])[".env"], "A=1\n");
  const bare = unset("MAILER_NAME", "MAILER_NAME=\nA=1\n");
  assert.deepEqual(bare.told, [["Remove `MAILER_NAME`", true, { MAILER_NAME: null }]]);
  assert.equal(files(bare.view, bare.made[0])[".env"], "A=1\n");
  const other = unset("MAILER_NAME=${OTHER}", "OTHER=\nMAILER_NAME=Zoo\n");
  assert.deepEqual(other.told, [removed, ["Use a bare name, and set `MAILER_NAME` in `.env`", false, { MAILER_NAME: "Zoo" }]]);
  assert.equal(unset("MAILER_NAME=${OTHER:-}").told[1]?.[1], false);
  const view = viewOf([host], { more: "    env_file: mail.env\n", files: { "mail.env": "MAILER_NAME=\n" } });
  assert.deepEqual(unsetVariable(view, view.variable("MAILER_NAME")).map(told), [
    ["Remove `MAILER_NAME`", true, { MAILER_NAME: null }],
  ]);
  assert.deepEqual(unsetVariable(view, view.variable("MAILER_EMAIL")), []);
});

test("a reference becomes a bare name, unless a text of the value's own would be lost", () => {
  const pass = (item: string, env = "A=1\n") => {
    const view = viewOf([host, item], { files: { ".env": env } });
    return told(passVariableThrough(view, environmentOf(view, "MAILER_NAME")));
  };
  assert.deepEqual(pass("MAILER_NAME=${MAILER_NAME}"), ["Take `MAILER_NAME` from the environment", false, { MAILER_NAME: null }]);
  assert.deepEqual(pass("MAILER_NAME=$OTHER", "MAILER_NAME=Zoo\n"), [
    "Use a bare name, and set `MAILER_NAME` in `.env`",
    false,
    { MAILER_NAME: "Zoo" },
  ]);
  for (const value of ["Zoo ${OTHER}", "${MAILER_NAME:-Zoo}"]) assert.equal(pass(`MAILER_NAME=${value}`), null, value);
  const view = viewOf([host], { more: "    env_file: mail.env\n", files: { "mail.env": "MAILER_NAME=${X}\n" } });
  assert.equal(told(passVariableThrough(view, environmentOf(view, "MAILER_NAME")))?.[0], "Remove `MAILER_NAME`");
});

test("insertions at one place are one edit, in their order; others stay apart", () => {
  const edit = (start: number, end: number, newText: string, file = "/p/a") => ({ file, start, end, newText });
  const made = (...edits: ReturnType<typeof edit>[]) =>
    fix(
      { en: "x", "zh-cn": "x" },
      {},
      edits.map((one) => [one]),
      true,
    )?.edits;
  assert.deepEqual(made(edit(3, 3, "a"), edit(3, 3, "b")), [edit(3, 3, "ab")]);
  assert.deepEqual(made(edit(3, 3, "a"), edit(4, 4, "b"), edit(3, 3, "c", "/p/b")), [
    edit(3, 3, "a"),
    edit(4, 4, "b"),
    edit(3, 3, "c", "/p/b"),
  ]);
  assert.equal(made(edit(3, 5, "a"), edit(3, 5, "b")), undefined);
});
