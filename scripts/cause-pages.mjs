// The sections of docs/test-smtp.md and its Chinese twin: the first paragraph of each cause is what a test says of it.
import { textOf } from "../server/out/src/base/messages.js";
import { causes } from "../server/out/src/smtp/verdict/causes.js";
import { remarks } from "../server/out/src/smtp/verdict/remarks.js";

/** Causes whose advice names no settings: their paragraph is written by hand. */
const ownWords = ["sidecar-cannot-deliver"];

/** The values of an invented test. What only a real one knows is named between «». */
function valuesIn(language) {
  const [words, exception, variable] =
    language === "en" ? ["«the server's words»", "«the exception»", "«the variable»"] : ["«服务器的原话»", "«异常»", "«变量»"];
  const remark = (template, values = {}) => ({ template, values });
  return {
    cure: remark(remarks.useTrue),
    domain: "mg.example.com",
    ehlo: "example.com",
    ehloHint: remark(remarks.ehloName),
    exception,
    from: "plausible@example.com",
    host: "smtp.zoo.example",
    names: [{ kind: "code", text: "mail.zoo.example" }],
    port: "587",
    ports: remark(remarks.port465),
    provider: "Mailgun",
    release: "3.2.1",
    seconds: "10",
    to: "you@example.org",
    user: "postmaster",
    variable,
    wait: remark(remarks.seconds, { count: "30" }),
    words,
  };
}

/** A page with the first paragraph of each cause as a test says it. Throws where a cause has no section. */
export function withAdvice(page, language, name) {
  const values = valuesIn(language);
  return Object.entries(causes).reduce((text, [cause, { advice }]) => {
    const heading = `\n#### ${cause}\n\n`;
    const start = text.indexOf(heading) + heading.length;
    if (start < heading.length) throw new Error(`${name} has no section on ${cause}`);
    if (ownWords.includes(cause)) return text;
    const end = text.indexOf("\n\n", start);
    const said = textOf({ template: advice, values }, language);
    return text.slice(0, start) + said + (end === -1 ? "\n" : text.slice(end));
  }, page);
}
