import { codes, type Message, type MessageTemplate, message, type Value } from "../../base/messages.js";
import type { PortChoice } from "../../plausible/mailer/port-choices.js";
import { remarks } from "./remarks.js";
import type { Verdict } from "./report.js";
import type { TestRequest } from "./request.js";
import type { Alternative, Search } from "./search.js";

const outcomes = {
  through: { en: "works, {channel}", "zh-cn": "可用，{channel}" },
  login: { en: "comes as far as the login, which was not tried here", "zh-cn": "可到达登录这一步，此处未尝试登录" },
  noLogin: { en: "offers no login that Plausible knows", "zh-cn": "未提供 Plausible 支持的登录方式" },
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
  implicit: { en: "TLS from the first byte", "zh-cn": "从第一个字节起使用 TLS" },
  starttls: { en: "STARTTLS", "zh-cn": "STARTTLS" },
} as const satisfies Record<PortChoice["mode"], MessageTemplate>;

/** How a choice opens its port, for people. */
export function modeText({ mode }: PortChoice): Message {
  return message(modes[mode]);
}

const sums = {
  best: {
    en: "Port `{port}` works ({mode}). Write {lines}.",
    "zh-cn": "端口 `{port}` 可用（{mode}）。请写 {lines}。",
  },
  asItIs: {
    en: "The settings work as they are; nothing needs to change.",
    "zh-cn": "现有设置即可用，无需更改。",
  },
  spent: {
    en: "Port {ports}: all goes well up to the login. It was not tried there: a test logs in once, and this one did so on port `{own}`.",
    "zh-cn": "端口 {ports}：登录之前一切正常。未在那里尝试登录：一次测试只登录一次，本次已在端口 `{own}` 登录。",
  },
  unseen: {
    en: "Port {ports}: all goes well up to the login. It could not be tried: user name or password is not seen here.",
    "zh-cn": "端口 {ports}：登录之前一切正常。无法尝试登录：在这里看不到用户名或密码。",
  },
  untried: {
    en: "Port {ports}: all goes well up to the login, which was not tried there.",
    "zh-cn": "端口 {ports}：登录之前一切正常，但未在那里尝试登录。",
  },
  refused: {
    en: "The server refused the login, and another port does not change that.",
    "zh-cn": "服务器拒绝了登录，换端口也不会改变。",
  },
  none: { en: "No other port of `{host}` works from here.", "zh-cn": "从这里看，`{host}` 没有其他可用的端口。" },
  nothingTried: {
    en: "There is no other port of `{host}` that could be tried from here.",
    "zh-cn": "从这里没有 `{host}` 的其他端口可试。",
  },
  blocked: {
    en: "Port {silent} is blocked on the way from here to `{host}`: nothing comes back, while {answering} answers.",
    "zh-cn": "从这里到 `{host}` 的端口 {silent} 被封锁：毫无回应，而 {answering} 有应答。",
  },
  clouds: { en: "Known to block it: {clouds}.", "zh-cn": "已知会封锁的平台：{clouds}。" },
  silent: {
    en: "Nothing comes back from any port of `{host}` ({silent}): either it is down, or this network lets no mail out. From here that cannot be told apart.",
    "zh-cn": "`{host}` 的所有端口（{silent}）都毫无回应：要么它已停机，要么此网络不放行邮件。从这里无法区分。",
  },
  here: {
    en: "This is how it looks from this machine. If Plausible runs on another one, other ports may be open there: only a test there can tell.",
    "zh-cn": "以上是从本机看到的情况。如果 Plausible 在别处运行，那里开放的端口可能不同：只有在那里测试才能知道。",
  },
} as const satisfies Record<string, MessageTemplate>;

/** What the search comes to, a sentence or two each. `sameNetwork`: the test ran in the network of the container. */
export function summaryOf(search: Search, request: TestRequest, verdict: Verdict, sameNetwork: boolean): Message[] {
  const host = (request.delivery.host ?? "").slice(0, 200);
  const { alternatives, blocked, silent, clouds } = search;
  const said = [...outcomeOf(search, request, verdict, host)];
  if (blocked.length > 0) {
    said.push(message(sums.blocked, { host, silent: list(blocked), answering: list(search.answering) }));
    if (clouds.length > 0) said.push(message(sums.clouds, { clouds: clouds.map(({ name }) => name).join(", ") }));
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
