import type { MessageTemplate } from "../../base/messages.js";

export const messages = {
  implicitOnStartTls: {
    en: "`SMTP_HOST_SSL_ENABLED={flag}` on {port}: Plausible {release} encrypts from the first byte, but {peer} begins in clear there and encrypts after that (STARTTLS), so no mail leaves. {advice}",
    "zh-cn":
      "`SMTP_HOST_SSL_ENABLED={flag}` 与{port}不匹配：Plausible {release} 从第一个字节起就加密，而{peer}在此先以明文开始、随后再加密（STARTTLS），邮件无法发出。{advice}",
  },
  plainOnImplicit: {
    en: "`SMTP_HOST_SSL_ENABLED={flag}` on {port}: Plausible {release} waits for a greeting in plain text, but {peer} expects encryption (TLS) from the first byte, so every mail times out. {advice}",
    "zh-cn":
      "`SMTP_HOST_SSL_ENABLED={flag}` 与{port}不匹配：Plausible {release} 等待明文问候，而{peer}要求从第一个字节起就加密（TLS），每封邮件都会超时。{advice}",
  },
  unsetOnImplicit: {
    en: "{start} without `SMTP_HOST_SSL_ENABLED=true`: Plausible {release} waits for a greeting in plain text, but {peer} expects encryption (TLS) from the first byte, so every mail times out. {advice}",
    "zh-cn":
      "{start}缺少 `SMTP_HOST_SSL_ENABLED=true`：Plausible {release} 等待明文问候，而{peer}要求从第一个字节起就加密（TLS），每封邮件都会超时。{advice}",
  },
  droppedOnImplicit: {
    en: "`SMTP_HOST_SSL_ENABLED={flag}` counts for nothing: `{adapter}` of Plausible {release} knows only `true` and `false`. It waits for a greeting in plain text, but {peer} expects encryption (TLS) from the first byte on {port}, so every mail times out. {advice}",
    "zh-cn":
      "`SMTP_HOST_SSL_ENABLED={flag}` 不起作用：Plausible {release} 的 `{adapter}` 只认 `true` 和 `false`。它等待明文问候，而{peer}在{port}要求从第一个字节起就加密（TLS），每封邮件都会超时。{advice}",
  },
  onLater: {
    en: "`SMTP_HOST_SSL_ENABLED={flag}` means off here: `{adapter}` of Plausible {release} knows only `true` and `false`. From {strict} on it means on: encryption (TLS) from the first byte. Write `false` to keep what works now.",
    "zh-cn":
      "`SMTP_HOST_SSL_ENABLED={flag}` 在此等于关闭：Plausible {release} 的 `{adapter}` 只认 `true` 和 `false`。从 {strict} 起它表示开启，即一连接就使用 TLS。若要保持现状，请写 `false`。",
  },
  notOffered: {
    en: "{start} at `{host}`: Plausible {release} starts with TLS there, but {provider} names no port for that, only STARTTLS on `{ports}`. {advice}",
    "zh-cn":
      "{start}在 `{host}` 不可用：Plausible {release} 一连接就使用 TLS，而 {provider} 没有这样的端口，只在 `{ports}` 上提供 STARTTLS。{advice}",
  },
  advisePortAndFlag: {
    en: "Write port `{port}` and `SMTP_HOST_SSL_ENABLED=false`.",
    "zh-cn": "请改用端口 `{port}`，并写 `SMTP_HOST_SSL_ENABLED=false`。",
  },
  fixPortAndFlag: {
    en: "Use port `{port}` with `SMTP_HOST_SSL_ENABLED=false`",
    "zh-cn": "改用端口 `{port}`，并设 `SMTP_HOST_SSL_ENABLED=false`",
  },
  startPort: { en: "Port `{number}`", "zh-cn": "端口 `{number}` " },
  startPortDefault: { en: "Port `{number}` (the default)", "zh-cn": "端口 `{number}`（默认值）" },
  portWritten: { en: "port `{number}`", "zh-cn": "端口 `{number}` " },
  portDefault: { en: "port `{number}` (the default)", "zh-cn": "端口 `{number}`（默认值）" },
  peerHost: { en: "`{host}`", "zh-cn": " `{host}` " },
  peerAny: { en: "a mail server", "zh-cn": "邮件服务器" },
  adviseFlag: { en: "Write `SMTP_HOST_SSL_ENABLED={flag}`.", "zh-cn": "请写 `SMTP_HOST_SSL_ENABLED={flag}`。" },
  adviseFlagOrPort: {
    en: "Write `SMTP_HOST_SSL_ENABLED={flag}`, or port `{port}`.",
    "zh-cn": "请写 `SMTP_HOST_SSL_ENABLED={flag}`，或改用端口 `{port}`。",
  },
  advisePort: { en: "Write port `{port}`.", "zh-cn": "请改用端口 `{port}`。" },
  advisePortOrFlag: {
    en: "Write port `{port}`, or `SMTP_HOST_SSL_ENABLED={flag}`.",
    "zh-cn": "请改用端口 `{port}`，或写 `SMTP_HOST_SSL_ENABLED={flag}`。",
  },
  notUnencrypted: {
    en: "{advice} `false` does not switch encryption off.",
    "zh-cn": "{advice}`false` 并不会关闭加密。",
  },
  adviseAdapter: {
    en: "`{adapter}` of this release fails at every kind of TLS: write `MAILER_ADAPTER={other}`. {rest}",
    "zh-cn": "此版本的 `{adapter}` 无法使用任何 TLS：请写 `MAILER_ADAPTER={other}`。{rest}",
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
  otherHalf: { en: "The port is given here", "zh-cn": "端口在此处指定" },
} satisfies Record<string, MessageTemplate>;
