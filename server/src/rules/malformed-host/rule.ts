import type { MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced, type PlacedVariable } from "../../instance/service-variable.js";
import { knownText, placeOf, shownText } from "../../instance/value.js";
import { settingsEffect } from "../../instance/what-if.js";
import { withPort } from "../../plausible/mailer/smtp-settings.js";
import { portMode } from "../../plausible/tables/providers.js";
import { addEdits, fix, setEdits, setVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Fix, Rule } from "../kit/types.js";
import { type MeantAddress, meantAddress } from "./address.js";

const messages = {
  finding: {
    en: "`SMTP_HOST_ADDR` {what}. {advice}\nPlausible {release} looks for a host named `{value}` and finds none, so no email is sent.",
    "zh-cn":
      "`SMTP_HOST_ADDR` {what}。{advice}\nPlausible {release} 会把 `{value}` 整个当作主机名去查找，结果找不到，邮件无法发出。",
  },
  scheme: { en: "begins with a scheme", "zh-cn": "带有协议前缀" },
  port: { en: "contains a port", "zh-cn": "带有端口" },
  slash: { en: "contains a slash", "zh-cn": "含有斜杠" },
  space: { en: "contains a space", "zh-cn": "含有空格" },
  login: { en: "contains a login", "zh-cn": "含有登录信息" },
  several: { en: "contains more than one host", "zh-cn": "写了多个主机" },
  other: { en: "isn't a host name", "zh-cn": "不是主机名" },
  writeHost: { en: "Set it to `{host}`.", "zh-cn": "请设为 `{host}`。" },
  writeBoth: {
    en: "Use `{host}` and `SMTP_HOST_PORT={port}`.",
    "zh-cn": "请改为 `{host}` 和 `SMTP_HOST_PORT={port}`。",
  },
  writeOne: { en: "Set it to one host name.", "zh-cn": "请只写一个主机名。" },
  split: {
    en: "Split into host `{host}` and port `{port}`",
    "zh-cn": "拆分为主机 `{host}` 和端口 `{port}`",
  },
} satisfies Record<string, MessageTemplate>;

/** An `SMTP_HOST_ADDR` that holds more than a host. */
export const malformedHost: Rule = {
  meta: {
    id: "malformed-host",
    severity: "error",
    summary: {
      en: "`SMTP_HOST_ADDR` contains more than a host name.",
      "zh-cn": "`SMTP_HOST_ADDR` 不只是一个主机名。",
    },
    fixable: true,
    turn: "form",
  },
  messages,
  check(view, report) {
    if (view.smtp === null || view.extraConfig || !view.reads("SMTP_HOST_ADDR")) return;
    const variable = view.variable("SMTP_HOST_ADDR");
    const value = knownText(variable);
    if (value === null || value.trim() === "" || !isPlaced(variable)) return;
    const meant = meantAddress(value);
    if (meant === null) return;
    const port = portToWrite(view, meant);
    const advice =
      meant.host === null
        ? { template: messages.writeOne, values: {} }
        : port === null
          ? { template: messages.writeHost, values: { host: meant.host } }
          : { template: messages.writeBoth, values: { host: meant.host, port } };
    report({
      variable: variable.name,
      at: placeOf(variable),
      message: messages.finding,
      values: { value: shownText(withoutLogin(value)), what: { template: messages[meant.fault], values: {} }, advice },
      related: relatedTo(view.service, variable),
      fixes: [splitFix(view, variable, meant, port), hostFix(view, variable, meant, port)],
    });
  },
};

/** A login in a URL may be a password. */
function withoutLogin(value: string): string {
  return value.replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/\s]*@/i, "$1…@");
}

/** The port that the text names, or that its scheme stands for, where `SMTP_HOST_PORT` does not say the same. */
function portToWrite(view: PlausibleInstance, { port, tls }: MeantAddress): number | null {
  const written = view.variable("SMTP_HOST_PORT");
  if (written.state === "unknown") return null;
  const meant = port ?? (tls === "implicit" && written.state === "absent" ? 465 : null);
  if (meant === null || view.smtp === null) return null;
  const current = written.state === "absent" ? String(view.smtp.defaultPort) : written.value;
  return current === String(meant) ? null : meant;
}

/** Host and port, each in its own variable, and the flag with them where it would not fit the port. */
function splitFix(view: PlausibleInstance, variable: PlacedVariable, { host }: MeantAddress, port: number | null): Fix | null {
  if (host === null || port === null) return null;
  const written = view.variable("SMTP_HOST_PORT");
  const near = variable.secretFile === undefined ? variable.declared : null;
  const portEdits =
    written.state === "absent"
      ? addEdits(view, { name: "SMTP_HOST_PORT", value: String(port) }, near)
      : setEdits(view, written, String(port));
  const flag = flagFor(view, host, port);
  const flagEdits = flag === null ? [] : setEdits(view, view.variable(flag.name), flag.value);
  const parts = [setEdits(view, variable, host), portEdits, flagEdits];
  const settings = [
    { name: variable.name, value: host },
    { name: written.name, value: String(port) },
    ...(flag === null ? [] : [flag]),
  ];
  const effect = settingsEffect(...settings.map(({ name, value }) => [name, { text: value }] as const));
  return fix(messages.split, { host, port: String(port) }, parts, written.state === "absent", effect);
}

/** What makes a flag that is written fit the port; null where it does, or where that is not known. */
function flagFor(view: PlausibleInstance, host: string, port: number): { readonly name: string; readonly value: string } | null {
  const { settings } = view;
  const speaks = portMode(host, port);
  if (settings === null || speaks === null) return null;
  const flag = settings.tlsFlag;
  if (flag.kind !== "on" && flag.kind !== "off") return null;
  const { opens } = withPort(settings, port).tls;
  return opens === speaks ? null : { name: flag.decidedBy.variable, value: speaks === "implicit" ? "true" : "false" };
}

/** The host alone: the only thing to write where no port was meant, a choice where `SMTP_HOST_PORT` has another one. */
function hostFix(view: PlausibleInstance, variable: PlacedVariable, meant: MeantAddress, port: number | null): Fix | null {
  const { host, guess } = meant;
  if (guess !== null) return setVariable(view, variable, guess, false);
  if (host === null || (port !== null && view.variable("SMTP_HOST_PORT").state === "absent")) return null;
  return setVariable(view, variable, host, port === null);
}
