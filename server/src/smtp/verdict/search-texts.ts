import { codes, listed, type Message, type MessageTemplate, message, type Value } from "../../base/messages.js";
import type { PortChoice } from "../../plausible/mailer/port-choices.js";
import { remarks } from "./remarks.js";
import type { Verdict } from "./report.js";
import type { TestRequest } from "./request.js";
import type { Alternative, Search } from "./search.js";

const outcomes = {
  through: { en: "works, {channel}", "zh-cn": "可用，{channel}" },
  login: { en: "works up to the login, which wasn't tested here", "zh-cn": "登录之前可用，此处未测试登录" },
  noLogin: { en: "offers no login that Plausible supports", "zh-cn": "未提供 Plausible 支持的登录方式" },
} as const satisfies Record<string, MessageTemplate>;

/** What is said of one choice. */
export const tried = {
  works: (tls: boolean, authenticated: boolean) => message(outcomes.through, { channel: channelText(tls, authenticated) }),
  loginNotTried: () => message(outcomes.login),
  noLogin: () => message(outcomes.noLogin),
};

function channelText(tls: boolean, authenticated: boolean): Message {
  if (tls) return message(authenticated ? remarks.encryptedWithLogin : remarks.encrypted);
  return message(authenticated ? remarks.clearWithLogin : remarks.clear);
}

const modes = {
  implicit: { en: "implicit TLS", "zh-cn": "隐式 TLS" },
  starttls: { en: "STARTTLS", "zh-cn": "STARTTLS" },
} as const satisfies Record<PortChoice["mode"], MessageTemplate>;

/** How a choice opens its port, for people. */
export function modeText({ mode }: PortChoice): Message {
  return message(modes[mode]);
}

const sums = {
  best: {
    en: "Port `{port}` works ({mode}). Set {lines}, then run `docker compose up -d`.",
    "zh-cn": "端口 `{port}` 可用（{mode}）。请设置 {lines}，然后运行 `docker compose up -d`。",
  },
  asItIs: {
    en: "The settings work as they are; nothing needs to change.",
    "zh-cn": "现有设置可用，无需更改。",
  },
  spent: {
    en: "Works up to the login: port {ports}. The login wasn't tested there: a test signs in once, and this one did so on port `{own}`.",
    "zh-cn": "端口 {ports} 在登录之前可用。未在那里测试登录：一次测试只登录一次，本次已在端口 `{own}` 登录。",
  },
  unseen: {
    en: "Works up to the login: port {ports}. The login wasn't tested: user name or password is not visible here.",
    "zh-cn": "端口 {ports} 在登录之前可用。未测试登录：此处看不到用户名或密码。",
  },
  untried: {
    en: "Works up to the login, which wasn't tested there: port {ports}.",
    "zh-cn": "端口 {ports} 在登录之前可用，但未在那里测试登录。",
  },
  refused: {
    en: "The server rejected the login; another port doesn't change that.",
    "zh-cn": "服务器拒绝了登录，换端口也不会改变。",
  },
  none: { en: "No other port of `{host}` works from here.", "zh-cn": "从这里看，`{host}` 没有其他可用的端口。" },
  nothingTried: {
    en: "There is no other port of `{host}` to try from here.",
    "zh-cn": "从这里没有 `{host}` 的其他端口可试。",
  },
  blocked: {
    en: "Port {silent} is blocked between here and `{host}`: there is no answer, unlike on port {answering}.",
    "zh-cn": "从这里到 `{host}` 的端口 {silent} 被封锁：没有任何响应，而端口 {answering} 有应答。",
  },
  clouds: { en: "These are known to block it: {clouds}.", "zh-cn": "已知会封锁的平台：{clouds}。" },
  silent: {
    en: "No port of `{host}` answers ({silent}): either it's down, or this network blocks outgoing email. From here, both look the same.",
    "zh-cn": "`{host}` 的所有端口（{silent}）都没有响应：要么它已停机，要么此网络封锁了外发邮件。从这里无法区分。",
  },
  here: {
    en: "This is the view from this computer. If Plausible runs elsewhere, other ports may be open there: test there to find out.",
    "zh-cn": "以上是从这台计算机看到的情况。如果 Plausible 在别处运行，那里开放的端口可能不同：请在那里测试。",
  },
} as const satisfies Record<string, MessageTemplate>;

/** What the search comes to, a sentence or two each. `sameNetwork`: the test ran in the network of the container. */
export function summaryOf(search: Search, request: TestRequest, verdict: Verdict, sameNetwork: boolean): Message[] {
  const host = (request.delivery.host ?? "").slice(0, 200);
  const { alternatives, blocked, silent, clouds } = search;
  const said = [...outcomeOf(search, request, verdict, host)];
  if (blocked.length > 0) {
    said.push(message(sums.blocked, { host, silent: list(blocked), answering: list(search.answering) }));
    if (clouds.length > 0) said.push(message(sums.clouds, { clouds: listed(clouds.map(({ name }) => name)) }));
  } else if (silent.length > 1 && silent.length === new Set([request.delivery.port, ...alternatives.map(portOf)]).size) {
    said.push(message(sums.silent, { host, silent: list(silent) }));
  }
  if (silent.length > 0 && !sameNetwork) said.push(message(sums.here));
  return said;
}

function outcomeOf({ alternatives, best, login }: Search, { delivery }: TestRequest, verdict: Verdict, host: string): Message[] {
  if (verdict.wouldDeliver === true) return [message(sums.asItIs)];
  if (alternatives.length === 0) return [message(sums.nothingTried, { host })];
  if (login === "refused") return [message(sums.refused)];
  if (best !== null) {
    const { port, writes } = best.choice;
    const lines = codes(writes.map(({ name, value }) => `${name}=${value}`));
    return [message(sums.best, { port, mode: modeText(best.choice), lines })];
  }
  const open = alternatives.filter(({ works }) => works === null).map(portOf);
  if (open.length === 0) return [message(sums.none, { host })];
  const template = login === "spent" ? sums.spent : login === "unseen" ? sums.unseen : sums.untried;
  return [message(template, { ports: list(open), own: delivery.port ?? "" })];
}

function portOf({ choice }: Alternative): number {
  return choice.port;
}

function list(ports: readonly number[]): Value {
  return codes(ports);
}
