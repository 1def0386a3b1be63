import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest } from "./nearest.js";

const names = ["SMTP_HOST_ADDR", "SMTP_HOST_PORT", "MAILER_EMAIL", "off"];

test("finds what was probably meant", () => {
  assert.equal(nearest("MAILER_EMAI", names), "MAILER_EMAIL");
  assert.equal(nearest("smtp_host_addr", names), "SMTP_HOST_ADDR");
  assert.equal(nearest("SMPT_HOST_PORT", names), "SMTP_HOST_PORT");
  assert.equal(nearest("of", names), "off");
});

test("says nothing where nothing is near", () => {
  assert.equal(nearest("MAIL_FROM", names), null);
  assert.equal(nearest("on", names), null);
  assert.equal(nearest("", []), null);
});
