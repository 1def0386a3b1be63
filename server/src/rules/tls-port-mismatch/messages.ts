import type { MessageTemplate } from "../../base/messages.js";

export const messages = {
  implicitOnStartTls: {
    en: "{lead}\nWith `{flag}`, Plausible {release} encrypts right away (implicit TLS) on {port}, but {peer} starts unencrypted there and encrypts after that (STARTTLS), so no email is sent. {advice}",
    "zh-cn":
      "{lead}\n设为 `{flag}` 时，Plausible {release} 在{port}一连接就启用 TLS（隐式 TLS），而{peer}在此先建立未加密的连接、随后再加密（STARTTLS），邮件无法发出。{advice}",
  },
  plainOnImplicit: {
    en: "{lead}\nWith `{flag}`, Plausible {release} waits for an unencrypted greeting on {port}, but {peer} expects TLS right away there (implicit TLS), so every email times out. {advice}",
    "zh-cn":
      "{lead}\n设为 `{flag}` 时，Plausible {release} 在{port}等待未加密的服务器欢迎消息，而{peer}在此要求一连接就启用 TLS（隐式 TLS），每封邮件都会超时。{advice}",
  },
  unsetOnImplicit: {
    en: "{lead}\nWithout it, Plausible {release} waits for an unencrypted greeting on {port}, but {peer} expects TLS right away there (implicit TLS), so every email times out. {advice}",
    "zh-cn":
      "{lead}\n未设置时，Plausible {release} 在{port}等待未加密的服务器欢迎消息，而{peer}在此要求一连接就启用 TLS（隐式 TLS），每封邮件都会超时。{advice}",
  },
  droppedOnImplicit: {
    en: "{lead}\n`{adapter}` of Plausible {release} understands only `true` and `false`, so `{flag}` has no effect: it waits for an unencrypted greeting on {port}, but {peer} expects TLS right away there (implicit TLS), and every email times out. {advice}",
    "zh-cn":
      "{lead}\nPlausible {release} 的 `{adapter}` 只认 `true` 和 `false`，因此 `{flag}` 不起作用：它在{port}等待未加密的服务器欢迎消息，而{peer}在此要求一连接就启用 TLS（隐式 TLS），每封邮件都会超时。{advice}",
  },
  onLater: {
    en: "Set `SMTP_HOST_SSL_ENABLED` to `false` to keep what works now.\n`{adapter}` of Plausible {release} takes `{flag}` for off, as it understands only `true` and `false`. From {strict} on, `{flag}` means `true`: TLS right away (implicit TLS).",
    "zh-cn":
      "若要保持现状，请将 `SMTP_HOST_SSL_ENABLED` 设为 `false`。\nPlausible {release} 的 `{adapter}` 只认 `true` 和 `false`，会把 `{flag}` 当作关闭。从 {strict} 起，`{flag}` 表示 `true`，即一连接就启用 TLS（隐式 TLS）。",
  },
  notOffered: {
    en: "{advice}\n{provider} documents only STARTTLS, on `{ports}`. Plausible {release} starts with TLS right away (implicit TLS) on {start} of `{host}`, so email may not be sent.",
    "zh-cn":
      "{advice}\n{provider} 的文档只提供 STARTTLS（端口 `{ports}`）。而 Plausible {release} 在 `{host}` 的{start}一连接就启用 TLS（隐式 TLS），邮件可能无法发出。",
  },
  advisePortAndFlag: {
    en: "Use port `{port}`, and set `SMTP_HOST_SSL_ENABLED` to `false`.",
    "zh-cn": "请改用端口 `{port}`，并将 `SMTP_HOST_SSL_ENABLED` 设为 `false`。",
  },
  fixPortAndFlag: {
    en: "Use port `{port}` with `SMTP_HOST_SSL_ENABLED=false`",
    "zh-cn": "改用端口 `{port}`，并设 `SMTP_HOST_SSL_ENABLED=false`",
  },
  startPort: { en: "port `{number}`", "zh-cn": "端口 `{number}` " },
  leadPort: {
    en: "`SMTP_HOST_SSL_ENABLED` must be `{wanted}` on {port}, which uses {mode}.",
    "zh-cn": "`SMTP_HOST_SSL_ENABLED` 在{port}上必须为 `{wanted}`：该端口使用 {mode}。",
  },
  leadProvider: {
    en: "`SMTP_HOST_SSL_ENABLED` must be `{wanted}` on {port} ({provider} uses {mode}).",
    "zh-cn": "`SMTP_HOST_SSL_ENABLED` 在{port}上必须为 `{wanted}`（{provider} 在此使用 {mode}）。",
  },
  leadOtherPort: {
    en: "Use port `{other}`: {port} uses {mode}, which doesn't go with `SMTP_HOST_SSL_ENABLED`.",
    "zh-cn": "请改用端口 `{other}`：{port}使用 {mode}，与 `SMTP_HOST_SSL_ENABLED` 不符。",
  },
  leadAdapter: {
    en: "Use `{other}`: `{adapter}` of Plausible {release} can't use TLS.",
    "zh-cn": "请改用 `{other}`：Plausible {release} 的 `{adapter}` 无法使用 TLS。",
  },
  modeImplicit: { en: "implicit TLS", "zh-cn": "隐式 TLS" },
  portWritten: { en: "port `{number}`", "zh-cn": "端口 `{number}` " },
  portDefault: { en: "port `{number}` (the default)", "zh-cn": "端口 `{number}`（默认值）" },
  peerHost: { en: "`{host}`", "zh-cn": " `{host}` " },
  peerAny: { en: "a mail server", "zh-cn": "邮件服务器" },
  adviseFlag: { en: "Set `SMTP_HOST_SSL_ENABLED` to `{flag}`.", "zh-cn": "请将 `SMTP_HOST_SSL_ENABLED` 设为 `{flag}`。" },
  adviseFlagOrPort: {
    en: "Set `SMTP_HOST_SSL_ENABLED` to `{flag}`, or use port `{port}`.",
    "zh-cn": "请将 `SMTP_HOST_SSL_ENABLED` 设为 `{flag}`，或改用端口 `{port}`。",
  },
  advisePort: { en: "Use port `{port}`.", "zh-cn": "请改用端口 `{port}`。" },
  advisePortOrFlag: {
    en: "Use port `{port}`, or set `SMTP_HOST_SSL_ENABLED` to `{flag}`.",
    "zh-cn": "请改用端口 `{port}`，或将 `SMTP_HOST_SSL_ENABLED` 设为 `{flag}`。",
  },
  notUnencrypted: {
    en: "{advice} The connection is still encrypted (STARTTLS).",
    "zh-cn": "{advice}连接仍会加密（STARTTLS）。",
  },
  adviseAdapter: {
    en: "`{adapter}` of this release fails with any TLS: set `MAILER_ADAPTER` to `{other}`. {rest}",
    "zh-cn": "此版本的 `{adapter}` 无法使用任何 TLS：请将 `MAILER_ADAPTER` 设为 `{other}`。{rest}",
  },
  adviseNothingMore: { en: "The rest can stay.", "zh-cn": "其余设置可保持不变。" },
  fixFlag: { en: "Set `SMTP_HOST_SSL_ENABLED` to `{flag}`", "zh-cn": "将 `SMTP_HOST_SSL_ENABLED` 设为 `{flag}`" },
  fixPort: { en: "Use port `{port}`", "zh-cn": "改用端口 `{port}`" },
  fixAdapter: { en: "Use `{other}`", "zh-cn": "改用 `{other}`" },
  fixAdapterFlag: {
    en: "Use `{other}`, with `SMTP_HOST_SSL_ENABLED={flag}`",
    "zh-cn": "改用 `{other}`，并设 `SMTP_HOST_SSL_ENABLED={flag}`",
  },
  fixAdapterPort: { en: "Use `{other}`, with port `{port}`", "zh-cn": "改用 `{other}`，并用端口 `{port}`" },
  otherHalf: { en: "The port is set here", "zh-cn": "端口在此处设置" },
} satisfies Record<string, MessageTemplate>;
