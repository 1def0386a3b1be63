import { auth, fails, good, noLogin, noStartTls, refusedForGood, type Scenario } from "./clients.js";

const prompted = (user: string, password: string) =>
  [
    [/^AUTH LOGIN/, `334 ${user}`],
    [/^dXNlcg==$/, `334 ${password}`],
    [/^Z29vZA==$/, "235 2.7.0 in"],
  ] as const;
const disabled = "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.";

/** Servers that differ in which logins they take. */
export const logins: readonly Scenario[] = [
  {
    name: "plain, no login",
    server: { mail: { tls: "none" } },
    outcomes: { mua: "clear", mua020: noLogin, gen27: "clear", gen25: "clear" },
  },
  {
    name: "plain with login",
    server: { mail: { tls: "none", auth } },
    settings: good,
    outcomes: { mua: "clear auth", mua020: "clear auth", gen27: "clear auth", gen25: "clear auth" },
  },
  {
    name: "login demanded, none configured",
    server: { mail: { tls: "starttls", auth } },
    outcomes: {
      mua: fails("auth-required", "530 Error: authentication Required"),
      mua020: noLogin,
      gen27: noStartTls,
      gen25: fails("auth-required"),
    },
  },
  {
    name: "login demanded at MAIL, none configured",
    server: {
      script: { capabilities: ["AUTH PLAIN LOGIN"], on: [[/^MAIL/, "530 5.7.0 Authentication Required"]] },
    },
    outcomes: {
      mua: fails("auth-required", "530 5.7.0 Authentication Required"),
      mua020: noLogin,
      gen27: fails("auth-required", refusedForGood("530 5.7.0 Authentication Required")),
      gen25: fails("auth-required"),
    },
  },
  {
    name: "PLAIN alone",
    server: { mail: { tls: "starttls", auth, mechanisms: ["PLAIN"] } },
    settings: good,
    outcomes: { mua: "TLS auth", mua020: "TLS auth", gen27: noStartTls, gen25: "TLS auth" },
  },
  {
    name: "LOGIN before PLAIN",
    server: { mail: { tls: "starttls", auth, mechanisms: ["LOGIN", "PLAIN"] } },
    settings: good,
    outcomes: { mua: "TLS auth", mua020: "TLS auth", gen27: noStartTls, gen25: "TLS auth" },
  },
  {
    name: "CRAM-MD5 alone",
    server: { mail: { tls: "starttls", auth, mechanisms: ["CRAM-MD5"] } },
    settings: good,
    outcomes: {
      mua: fails("auth-mechanism", "504 Error: Unrecognized authentication type"),
      mua020: fails("auth-mechanism"),
      gen27: noStartTls,
      gen25: "TLS auth",
    },
  },
  {
    name: "DIGEST-MD5, GSSAPI and NTLM alone",
    server: {
      script: { capabilities: ["AUTH DIGEST-MD5 GSSAPI NTLM"], on: [[/^AUTH/, "504 5.7.4 Unrecognized authentication type"]] },
    },
    settings: good,
    outcomes: {
      mua: fails("auth-mechanism", "504 5.7.4 Unrecognized authentication type"),
      mua020: fails("auth-mechanism"),
      gen27: "clear",
      gen25: "clear",
    },
  },
  {
    name: "wrong password",
    server: { mail: { tls: "starttls", auth } },
    settings: { SMTP_USER_NAME: "user", SMTP_USER_PWD: "wrong" },
    outcomes: {
      mua: fails("auth-refused", "535 5.7.8 Authentication credentials invalid"),
      mua020: fails("auth-refused"),
      gen27: noStartTls,
      gen25: fails("auth-refused"),
    },
  },
  {
    name: "empty user name and password",
    server: { mail: { tls: "starttls", auth } },
    settings: { SMTP_USER_NAME: "", SMTP_USER_PWD: "" },
    outcomes: {
      mua: fails("auth-refused", "535 5.7.8 Authentication credentials invalid"),
      mua020: fails("auth-refused"),
      gen27: noStartTls,
      gen25: fails("auth-refused"),
    },
  },
  {
    name: "LOGIN with lower-case prompts",
    server: { script: { capabilities: ["AUTH LOGIN"], on: prompted("dXNlcm5hbWU6", "cGFzc3dvcmQ6") } },
    settings: good,
    outcomes: {
      mua: fails("auth-mechanism", "(Mua.SMTPError) 334 dXNlcm5hbWU6"),
      mua020: fails("auth-mechanism"),
      gen27: "clear auth",
      gen25: "clear auth",
    },
  },
  {
    name: "AUTH= of old servers",
    server: { script: { capabilities: ["AUTH=LOGIN PLAIN"] } },
    settings: good,
    outcomes: { mua: fails("auth-refused", "535 5.7.8 no"), mua020: fails("auth-refused"), gen27: "clear", gen25: "clear" },
  },
  {
    name: "auth in lower case",
    server: { script: { capabilities: ["auth login plain"], on: prompted("VXNlcm5hbWU6", "UGFzc3dvcmQ6") } },
    settings: good,
    outcomes: {
      mua: fails("auth-refused", "535 5.7.8 no"),
      mua020: fails("auth-refused"),
      gen27: "clear auth",
      gen25: "clear auth",
    },
  },
  {
    name: "a login refused, and mail taken without one",
    server: {
      script: { capabilities: ["AUTH PLAIN LOGIN"], on: [[/^AUTH/, "535 5.7.8 Error: authentication failed"]] },
    },
    settings: good,
    outcomes: {
      mua: fails("auth-refused", "535 5.7.8 Error: authentication failed"),
      mua020: fails("auth-refused"),
      gen27: "clear",
      gen25: "clear",
    },
  },
  {
    name: "app password wanted",
    server: {
      script: {
        capabilities: ["AUTH LOGIN PLAIN XOAUTH2"],
        on: [[/^AUTH/, "534-5.7.9 Application-specific password required.\r\n534 5.7.9 See help"]],
      },
    },
    settings: good,
    outcomes: {
      mua: fails("auth-refused", "534-5.7.9 Application-specific password required.\n534 5.7.9 See help"),
      mua020: fails("auth-refused"),
      gen27: "clear",
      gen25: "clear",
    },
  },
  {
    name: "password logins switched off",
    server: { script: { capabilities: ["AUTH LOGIN XOAUTH2"], on: [[/^AUTH/, disabled]] } },
    settings: good,
    outcomes: { mua: fails("login-disabled", disabled), mua020: fails("login-disabled"), gen27: "clear", gen25: "clear" },
  },
  {
    name: "a temporary failure of AUTH",
    server: { script: { capabilities: ["AUTH PLAIN LOGIN"], on: [[/^AUTH/, "454 4.7.0 Temporary authentication failure"]] } },
    settings: good,
    outcomes: {
      mua: fails("auth-refused", "454 4.7.0 Temporary authentication failure"),
      mua020: fails("auth-refused"),
      gen27: "clear",
      gen25: "clear",
    },
  },
  {
    name: "a password with special characters",
    server: {
      script: {
        capabilities: ["AUTH PLAIN"],
        on: [
          [/^AUTH PLAIN /, (line) => (line.endsWith(Buffer.from('\0user\0p@s$ "ö\\%').toString("base64")) ? "235 ok" : "535 no")],
        ],
      },
    },
    settings: { SMTP_USER_NAME: "user", SMTP_USER_PWD: 'p@s$ "ö\\%' },
    outcomes: { mua: "clear auth", mua020: "clear auth", gen27: "clear auth", gen25: "clear auth" },
  },
];
