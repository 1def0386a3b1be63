import assert from "node:assert/strict";
import { test } from "node:test";
import { variables } from "../plausible/tables/variables.js";
import { isSecretName } from "./secret-names.js";

test("names that say secret, and slips in them", () => {
  for (const name of [
    ...["SMTP_USER_PWD", "POSTMARK_API_KEY", "SECRET_KEY_BASE", "TOTP_VAULT_KEY", "SENTRY_DSN", "MY_TOKEN", "dbPassword"],
    ...["SMTP_USER_PDW", "SMTP_USER_PWS", "SMTP_USER_PWDD", "SMTP_USR_PWD", "SMTP_USER_PASWORD", "MAIL_PASWD", "SMTP_PW"],
    ...["POSTMARK_API_KYE", "SECRT_KY_BASE", "MY_SECERT", "MAIL_TOKNE", "SENTRY_DSM", "smtp_user_pdw"],
    ...["A_PWD", "a_pwd", "KEY", "MY_PSWD", "MY_PSSWD", "MY_PWRD", "MAIL_PASSWORT", "MAIL_PSASPHRASE", "X_PHRASE_TOKNE"],
    ...["SMTP_PASSPHRSE", "SECRETT", `${"X".repeat(61)}_PW`],
  ])
    assert.ok(isSecretName(name), name);
});

test("no other name", () => {
  for (const { name, secret } of variables) if (!secret && name !== "SENTRY_DSN") assert.ok(!isSecretName(name), name);
  for (const name of [
    "POSTGRES_USER",
    "HOSTNAME",
    "TZ",
    "SMTP_USER",
    "LANG",
    "POWER",
    "PAW",
    "TAKEN",
    "MAIL_FROM",
    "PATH",
    "PORT",
    // Another first letter, a word that is short, more than one slip, or a name too long to be typed.
    ...["MY_BASSWORD", "MY_EKY", "WPD", "TOKAN", "KEZ", "PWT", "MY_PSSWRD", "SMTP_USR_PD", "SMTP_USEX_PXD"],
    ...["MY_TOEKNN", "PAS", "YPW", `${"X".repeat(62)}_PW`],
  ])
    assert.ok(!isSecretName(name), name);
});
