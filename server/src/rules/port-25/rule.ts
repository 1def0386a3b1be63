import type { MessageTemplate } from "../../messages.js";
import { addEdits, fix, setEdits } from "../fixes.js";
import type { Fix, PlausibleService, Rule } from "../rule.js";
import { entryNear, knownPortMode, offersPort, openingMode, portOf, relaySettingsInForce, tlsFlagOf } from "../smtp-settings.js";
import { isPlaced, placeOf, relatedTo } from "../value.js";

const messages = {
  written: {
    en: "Port `25` towards `{host}`: most hosting providers block it, and nothing guarantees encryption there. Mail from Plausible {release} waits until it times out, or travels in clear. {advice}",
    "zh-cn":
      "经端口 `25` 连接 `{host}`：多数主机商会封锁该端口，且不保证加密。Plausible {release} 的邮件会一直等到超时，或以明文传输。{advice}",
  },
  byDefault: {
    en: "`{host}` without `SMTP_HOST_PORT`: Plausible {release} takes port `25`, which most hosting providers block and where nothing guarantees encryption. {advice}",
    "zh-cn":
      "`{host}` 未指定 `SMTP_HOST_PORT`：Plausible {release} 会使用端口 `25`，多数主机商会封锁该端口，且不保证加密。{advice}",
  },
  advise: { en: "Write `SMTP_HOST_PORT={port}`.", "zh-cn": "请写 `SMTP_HOST_PORT={port}`。" },
  adviseTwo: {
    en: "Write `SMTP_HOST_PORT={port}`, or `{other}`.",
    "zh-cn": "请写 `SMTP_HOST_PORT={port}`，或 `{other}`。",
  },
  adviseAdapter: {
    en: "Write `SMTP_HOST_PORT={port}` together with `MAILER_ADAPTER={adapter}`, as the adapter in force cannot use TLS.",
    "zh-cn": "请写 `SMTP_HOST_PORT={port}`，并设 `MAILER_ADAPTER={adapter}`，因为当前适配器无法使用 TLS。",
  },
  fixPort: { en: "Use port `{port}`", "zh-cn": "改用端口 `{port}`" },
  fixPortFlag: {
    en: "Use port `587` with `SMTP_HOST_SSL_ENABLED=false`",
    "zh-cn": "改用端口 `587`，并设 `SMTP_HOST_SSL_ENABLED=false`",
  },
  fixPortAdapter: { en: "Use `{adapter}` and port `{port}`", "zh-cn": "改用 `{adapter}` 和端口 `{port}`" },
} satisfies Record<string, MessageTemplate>;

/** A relay outside the project on port 25. */
export const port25: Rule = {
  meta: {
    id: "port-25",
    severity: "warning",
    summary: {
      en: "The relay is reached on port 25, which most hosting providers block.",
      "zh-cn": "通过端口 25 连接中继，多数主机商会封锁该端口。",
    },
    fixable: true,
  },
  messages,
  check(view, report) {
    const { smtp, relay } = view;
    if (smtp === null || view.extraConfig || relaySettingsInForce(view) !== "yes") return;
    if (relay.state !== "host" || relay.place !== "outside") return;
    const port = portOf(view, smtp);
    if (port.kind !== "known" || port.port !== 25) return;
    const address = view.variable("SMTP_HOST_ADDR");
    const shown = port.written ? port.variable : address;
    if (!isPlaced(shown)) return;
    const ports = otherPorts(view);
    const [first = "587", second] = ports;
    const other = adapterInstead(view);
    const advice =
      other !== null
        ? { template: messages.adviseAdapter, values: { port: first, adapter: other } }
        : second === undefined
          ? { template: messages.advise, values: { port: first } }
          : { template: messages.adviseTwo, values: { port: first, other: second } };
    report({
      variable: "SMTP_HOST_PORT",
      at: placeOf(shown),
      message: port.written ? messages.written : messages.byDefault,
      values: { host: relay.host, advice },
      related: relatedTo(view.service, shown),
      // With no port that suits the flag as it stands, the flag changes too.
      fixes: ports.length > 0 ? ports.map((number) => portFix(view, number, other)) : [portAndFlagFix(view)],
    });
  },
};

/** The ports that would do, the preferred one first: those that suit the flag as it stands. */
function otherPorts(view: PlausibleService): string[] {
  const smtp = (adapterInstead(view) === null ? view.smtp : view.choice.release.smtp["Bamboo.Mua"]) ?? null;
  if (smtp === null) return [];
  const flag = tlsFlagOf(view, smtp);
  return [587, 465]
    .filter((number) => {
      const mode = openingMode(smtp, { kind: "known", port: number, variable: flag.variable, written: true }, flag);
      const works = mode === "implicit" ? smtp.implicitTls === "works" : smtp.startTls === "works";
      return mode !== null && works && offersPort(view, number) && knownPortMode(view, number)?.mode === mode;
    })
    .map(String);
}

/** The adapter that can use TLS where the one in force cannot. */
function adapterInstead({ smtp, choice }: PlausibleService): "Bamboo.Mua" | null {
  if (smtp === null || smtp.startTls === "works") return null;
  return choice.release.smtp["Bamboo.Mua"] === undefined ? null : "Bamboo.Mua";
}

function portAndFlagFix(view: PlausibleService): Fix | null {
  const near = entryNear(view, ["SMTP_HOST_ADDR", "MAILER_ADAPTER"]);
  const written = view.variable("SMTP_HOST_PORT");
  const port =
    written.state === "absent" ? addEdits(view, { name: written.name, value: "587" }, near) : setEdits(view, written, "587");
  const flag = setEdits(view, view.variable("SMTP_HOST_SSL_ENABLED"), "false");
  return fix(messages.fixPortFlag, {}, [port, flag], true);
}

function portFix(view: PlausibleService, port: string, adapter: "Bamboo.Mua" | null): Fix | null {
  const near = entryNear(view, ["SMTP_HOST_ADDR", "MAILER_ADAPTER"]);
  const write = (name: string, value: string) => {
    const variable = view.variable(name);
    return variable.state === "absent" ? addEdits(view, { name, value }, near) : setEdits(view, variable, value);
  };
  const parts = [write("SMTP_HOST_PORT", port), ...(adapter === null ? [] : [write("MAILER_ADAPTER", adapter)])];
  const title = adapter === null ? messages.fixPort : messages.fixPortAdapter;
  return fix(title, { port, adapter: adapter ?? "" }, parts, true);
}
