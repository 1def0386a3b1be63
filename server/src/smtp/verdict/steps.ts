import type { Message, MessageTemplate } from "../../base/messages.js";

/** A step of the dialogue with a mail server. */
export type StepName =
  | "resolve"
  | "connect"
  | "greeting"
  | "tls"
  | "ehlo"
  | "starttls"
  | "auth"
  | "sender"
  | "recipient"
  | "message";
export type StepStatus = "ok" | "failed" | "warning" | "skipped";

/** What a step of a test came to. */
export interface Step {
  readonly step: StepName;
  readonly status: StepStatus;
  readonly ms: number;
  /** What happened, with the server's code and words where it spoke. Never a secret. */
  readonly detail: Message;
}

/** The steps in the order in which they are walked, from the first byte in clear or in TLS. */
export function walkedSteps(implicitTls: boolean): readonly StepName[] {
  return implicitTls
    ? ["resolve", "connect", "tls", "greeting", "ehlo", "auth", "sender", "recipient", "message"]
    : ["resolve", "connect", "greeting", "ehlo", "starttls", "tls", "auth", "sender", "recipient", "message"];
}

/** What a step is called where a person reads it. */
export const stepNames: Readonly<Record<StepName, MessageTemplate>> = {
  resolve: { en: "host name", "zh-cn": "主机名" },
  connect: { en: "connection", "zh-cn": "连接" },
  greeting: { en: "greeting", "zh-cn": "服务器欢迎消息" },
  tls: { en: "TLS", "zh-cn": "TLS" },
  ehlo: { en: "EHLO", "zh-cn": "EHLO" },
  starttls: { en: "STARTTLS", "zh-cn": "STARTTLS" },
  auth: { en: "login", "zh-cn": "登录" },
  sender: { en: "sender", "zh-cn": "发件人" },
  recipient: { en: "recipient", "zh-cn": "收件人" },
  message: { en: "message", "zh-cn": "邮件" },
};
