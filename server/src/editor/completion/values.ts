import { CompletionItemKind } from "vscode-languageserver-types";
import type { MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { indexOf } from "../../instance/project-index.js";
import { loginAddress } from "../../instance/sender-address.js";
import { knownText } from "../../instance/value.js";
import type { PortMode, Provider } from "../../plausible/tables/provider.js";
import { providers } from "../../plausible/tables/providers.js";
import { variableNamed } from "../../plausible/tables/variables.js";
import { openingWith, portsOf } from "./opening.js";
import type { Say, Suggestion } from "./suggestion.js";

const texts = {
  provider: { en: "{provider} · {port} {mode}", "zh-cn": "{provider} · {port} {mode}" },
  providerWithLogin: {
    en: "{provider} · {port} {mode} · user name {login}",
    "zh-cn": "{provider} · {port} {mode} · 用户名 {login}",
  },
  ownServer: { en: "mail server of this project", "zh-cn": "本项目的邮件服务器" },
  works: { en: "{mode} on {port} ✓", "zh-cn": "端口 {port} 使用{mode} ✓" },
  fails: { en: "fails on {port}: {host} uses {mode} there", "zh-cn": "端口 {port} 会失败：{host} 在此使用{mode}" },
  notInRelease: { en: "{mode} · fails in Plausible {release}", "zh-cn": "{mode} · 在 Plausible {release} 中会失败" },
  modeOnly: { en: "{mode}", "zh-cn": "{mode}" },
  default: { en: "default of Plausible {release}", "zh-cn": "Plausible {release} 的默认值" },
  overHttp: { en: "sends through the provider's web API", "zh-cn": "通过邮件服务商的 Web API 发送" },
  overSmtp: { en: "sends over SMTP", "zh-cn": "通过 SMTP 发送" },
  sameForAll: { en: "the same for everyone at {provider}", "zh-cn": "{provider} 的所有用户都相同" },
  asSender: { en: "the sender", "zh-cn": "发件人地址" },
  asLogin: { en: "the user name", "zh-cn": "用户名" },
  fromBaseUrl: { en: "from BASE_URL", "zh-cn": "取自 BASE_URL" },
  anyone: { en: "anyone can register", "zh-cn": "任何人都可以注册" },
  invited: { en: "invited people can register", "zh-cn": "只有受邀者可以注册" },
  noOne: { en: "no one can register", "zh-cn": "任何人都不能注册" },
} satisfies Record<string, MessageTemplate>;

const modes: Readonly<Record<PortMode, MessageTemplate>> = {
  implicit: { en: "implicit TLS", "zh-cn": "隐式 TLS" },
  starttls: { en: "STARTTLS", "zh-cn": "STARTTLS" },
};

/** The texts that make sense as the value of a variable of a service, the most likely first. */
export function valuesOf(view: PlausibleInstance, name: string, say: Say): readonly Suggestion[] {
  switch (name) {
    case "SMTP_HOST_ADDR":
      return hosts(view, say);
    case "SMTP_HOST_PORT":
      return ports(view, say);
    case "SMTP_HOST_SSL_ENABLED":
      return tlsFlags(view, say);
    case "MAILER_ADAPTER":
      return adapters(view, say);
    case "SMTP_USER_NAME":
      return logins(view, say);
    case "MAILER_EMAIL":
      return senders(view, say);
    default:
      return byKind(name, say);
  }
}

function value(text: string, detail: string, more: Partial<Suggestion> = {}): Suggestion {
  return { label: text, kind: CompletionItemKind.Value, detail, newText: text, ...more };
}

function hosts(view: PlausibleInstance, say: Say): Suggestion[] {
  const { project, service } = view;
  const own = indexOf(project)
    .relays()
    .filter((other) => other !== service);
  return [
    ...own.map(({ name }) => value(name, say(texts.ownServer))),
    ...offeredProviders().flatMap((provider) => {
      const detail = providerDetail(provider, say);
      return provider.hosts.map((host) => (host.includes("*") ? value(host, detail, patternSnippet(host)) : value(host, detail)));
    }),
  ];
}

/** `email-smtp.*.amazonaws.com` as a text with a gap to fill. */
function patternSnippet(host: string): Partial<Suggestion> {
  const known = /amazonaws/.test(host) ? "us-east-1" : "name";
  return { newText: host.replace("*", `\${1:${known}}`), snippet: true, filter: host };
}

/** Those of which a host and a port are known for sure, and that deliver what they take. */
export function offeredProviders(): readonly Provider[] {
  return providers.filter(({ evidence, sandbox, implicit, starttls }) => {
    // Hosts with port 25 alone take email for their own domains: they are no relay.
    return evidence !== "unverified" && !sandbox && [...implicit, ...starttls].some((port) => port !== 25);
  });
}

function providerDetail(provider: Provider, say: Say): string {
  const [port = 587] = portsOf(provider);
  const mode = say(modes[provider.implicit.includes(port) ? "implicit" : "starttls"]);
  const { name, login } = provider;
  return login === null
    ? say(texts.provider, { provider: name, port, mode })
    : say(texts.providerWithLogin, { provider: name, port, mode, login });
}

function ports(view: PlausibleInstance, say: Say): Suggestion[] {
  const { relay, choice } = view;
  const provider = relay.state === "host" ? relay.provider : null;
  return portsOf(provider).map((port) => {
    const opening = openingWith(view, { SMTP_HOST_PORT: String(port) });
    const mode = opening?.expected ?? (port === 465 ? "implicit" : "starttls");
    const shown = say(modes[mode]);
    const { smtp } = view;
    const never = smtp !== null && (mode === "implicit" ? smtp.implicitTls : smtp.startTls) !== "works";
    return never
      ? value(String(port), say(texts.notInRelease, { mode: shown, release: choice.release.name }), { ignored: true })
      : value(String(port), say(texts.modeOnly, { mode: shown }));
  });
}

function tlsFlags(view: PlausibleInstance, say: Say): Suggestion[] {
  const flags = ["false", "true"].map((flag) => {
    const opening = openingWith(view, { SMTP_HOST_SSL_ENABLED: flag });
    if (opening === null || opening.mode === null || opening.port === null) return { good: false, item: value(flag, "") };
    const { mode, port, host, expected, works } = opening;
    const shown = say(modes[mode]);
    if (!works) {
      const release = view.choice.release.name;
      return { good: false, item: value(flag, say(texts.notInRelease, { mode: shown, release })) };
    }
    if (expected === null || expected === mode) {
      return { good: expected === mode, item: value(flag, say(texts.works, { mode: shown, port })) };
    }
    const detail = say(texts.fails, { port, host: host ?? "", mode: say(modes[expected]) });
    return { good: false, item: value(flag, detail) };
  });
  return flags.toSorted((a, b) => Number(b.good) - Number(a.good)).map(({ item }) => item);
}

function adapters({ choice: { release } }: PlausibleInstance, say: Say): Suggestion[] {
  const testing = ["Bamboo.LocalAdapter", "Bamboo.TestAdapter"];
  const offered = release.adapters.filter((name) => !testing.includes(name));
  const first = offered.toSorted((a, b) => Number(b === release.defaultAdapter) - Number(a === release.defaultAdapter));
  return first.map((name) => {
    if (name === release.defaultAdapter) return value(name, say(texts.default, { release: release.name }));
    return value(name, say(name in release.smtp ? texts.overSmtp : texts.overHttp));
  });
}

function logins(view: PlausibleInstance, say: Say): Suggestion[] {
  const { relay } = view;
  const provider = relay.state === "host" ? relay.provider : null;
  if (provider?.login) return [value(provider.login, say(texts.sameForAll, { provider: provider.name }))];
  const sender = knownText(view.variable("MAILER_EMAIL"));
  return sender?.includes("@") ? [value(sender, say(texts.asSender))] : [];
}

function senders(view: PlausibleInstance, say: Say): Suggestion[] {
  const login = loginAddress(view);
  const host = hostOf(knownText(view.variable("BASE_URL")));
  const suggested = [
    ...(login === null ? [] : [value(login, say(texts.asLogin))]),
    ...(host === null ? [] : [`plausible@${host}`].map((address) => value(address, say(texts.fromBaseUrl)))),
  ];
  return suggested.filter(({ label }, index) => suggested.findIndex((other) => other.label === label) === index);
}

/** The host of `BASE_URL` where mail can come from it; null for an address and for a name without a domain. */
export function hostOf(url: string | null): string | null {
  const [, host] = /^https?:\/\/([A-Za-z0-9.-]+)/.exec(url ?? "") ?? [];
  return host?.includes(".") && /[A-Za-z]$/.test(host) ? host : null;
}

function byKind(name: string, say: Say): Suggestion[] {
  switch (variableNamed(name)?.kind) {
    case "boolean":
      return [value("true", ""), value("false", "")];
    case "registration":
      return [value("invite_only", say(texts.invited)), value("true", say(texts.noOne)), value("false", say(texts.anyone))];
    default:
      return [];
  }
}
