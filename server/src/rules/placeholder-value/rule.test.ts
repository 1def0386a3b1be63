import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lintFor } from "../testing/project.js";
import { testReadme } from "../testing/readme.js";
import { placeholderValue } from "./rule.js";

testReadme(placeholderValue, import.meta.url);

const found = (item: string) => lintFor("placeholder-value", { "compose.yml": composeFile([`'${item}'`]) }).length;

test("tells what waits for a person from what a program fills in", () => {
  for (const text of ["changeme", "replace-me", "REPLACE_ME", "your-password", "<password>", "xxx"]) {
    assert.equal(found(`SMTP_USER_PWD=${text}`), 1, text);
  }
  for (const text of ["{{ smtp_password }}", "(smtp_password)", "%SMTP_PASSWORD%", "__PASSWORD__", "s3cret", "exchange-me-not"]) {
    assert.equal(found(`SMTP_USER_PWD=${text}`), 0, text);
  }
});
