import assert from "node:assert/strict";
import { test } from "node:test";
import { nearProviderHost } from "./near-host.js";
import { providers } from "./providers.js";

test("slips of the finger", () => {
  for (const [typed, meant] of [
    ["smtp.gmial.com", "smtp.gmail.com"],
    ["smpt.gmail.com", "smtp.gmail.com"],
    ["smtp.gmail.con", "smtp.gmail.com"],
    ["smtp.gmail.co", "smtp.gmail.com"],
    ["smtp.google.com", "smtp.gmail.com"],
    ["stmp.qq.com", "smtp.qq.com"],
    ["smtp.sendgird.net", "smtp.sendgrid.net"],
    ["smtp.sengrid.net", "smtp.sendgrid.net"],
    ["smpt.mailgun.ogr", "smtp.mailgun.org"],
    ["emial-smtp.eu-west-1.amazonaws.com", "email-smtp.eu-west-1.amazonaws.com"],
    ["smtp-gmail.com", "smtp.gmail.com"],
  ] as const) {
    const near = nearProviderHost(typed)?.host;
    // More than one letter in the top-level domain is too much.
    assert.equal(near, typed === "smpt.mailgun.ogr" ? undefined : meant, typed);
  }
});

test("hosts for reading mail", () => {
  for (const [read, send] of [
    ["imap.gmail.com", "smtp.gmail.com"],
    ["pop.exmail.qq.com", "smtp.exmail.qq.com"],
    ["imap.mail.yahoo.com", "smtp.mail.yahoo.com"],
    ["pop3.163.com", "smtp.163.com"],
  ] as const) {
    const near = nearProviderHost(read);
    assert.deepEqual([near?.host, near?.isForReading], [send, true]);
  }
  assert.equal(nearProviderHost("imap.zoo.example"), null);
  assert.equal(nearProviderHost("smtp.gmial.com")?.isForReading, false);
});

test("hosts of their own", () => {
  for (const host of [
    "smtp.qa.com",
    "smtp.139.com",
    "smtp.ionos.hr",
    "smtp.mail.yahoo.ca",
    "ssl1.ovh.net",
    "smtp.zoo.example",
    "mail.example.com",
    "smtp.aon.at",
    "smtp.zoho.ae",
    "10.0.0.1",
    "mail",
  ]) {
    assert.equal(nearProviderHost(host), null, host);
  }
  for (const host of providers.flatMap(({ hosts }) => hosts)) {
    assert.equal(nearProviderHost(host.replace("*", "x1")), null, host);
  }
});
