import type { Message, MessageTemplate } from "../../base/messages.js";
import type { Service } from "../../compose/types.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { indexOf } from "../../instance/project-index.js";
import { servicesNamed } from "../../instance/service-networks.js";
import { shownText } from "../../instance/value.js";
import { isFormerSidecar, namesSmartHost } from "../../plausible/tables/companions.js";
import type { Problem, Rule } from "../kit/types.js";
import { relaySidecar, removeDependencies, removeSidecar, replaceSidecar } from "./cures.js";
import { mayBeUsedByOthers } from "./users.js";

const messages = {
  unused: {
    en: "Remove the mail service `{sidecar}` and its `depends_on`: nothing sends through it.\n{instead}. The image `{image}` has nothing to do.",
    "zh-cn": "请删除邮件服务 `{sidecar}` 及其 `depends_on`：没有邮件经过它。\n{instead}，镜像 `{image}` 没有用处。",
  },
  toHost: { en: "Plausible {release} sends through `{host}`", "zh-cn": "Plausible {release} 通过 `{host}` 发信" },
  byAdapter: { en: "Plausible {release} sends with `{adapter}`", "zh-cn": "Plausible {release} 使用 `{adapter}` 发信" },
  direct: {
    en: "Without `SMTP_HOST_ADDR`, Plausible {release} doesn't look for a mail service and delivers email itself",
    "zh-cn": "未设置 `SMTP_HOST_ADDR` 时，Plausible {release} 不会寻找邮件服务，而是自行投递",
  },
  onPort25: {
    en: "Use your mail provider instead of the service `{sidecar}`, which delivers on port 25.\nMost hosting providers block port 25, and most receivers distrust such mail: `{image}` accepts email, Plausible {release} reports success, and hardly any of it arrives. Set `SMTP_HOST_ADDR` and the login to those of your mail provider, and remove the service.",
    "zh-cn":
      "请改用邮件服务商，不要用通过 25 端口自行投递的服务 `{sidecar}`。\n多数主机商会封锁 25 端口，多数收件方也不信任此类邮件：`{image}` 收下邮件，Plausible {release} 报告成功，邮件却几乎无法送达。请将 `SMTP_HOST_ADDR` 和登录信息设为邮件服务商的，并删除该服务。",
  },
  leftOver: {
    en: "Remove `{sidecar}` from `depends_on`: that mail service was removed.\nDocker Compose refuses the project, so Plausible doesn't start.",
    "zh-cn": "请从 `depends_on` 中删除 `{sidecar}`：该邮件服务已不存在。\nDocker Compose 会拒绝此项目，Plausible 无法启动。",
  },
} satisfies Record<string, MessageTemplate>;

/** The relay that used to stand beside Plausible: unused, or delivering on port 25; and what is left of it. */
export const orphanMailSidecar: Rule = {
  meta: {
    id: "orphan-mail-sidecar",
    severity: "warning",
    summary: {
      en: "The mail service next to Plausible is unused, can't deliver, or was removed but is still referenced.",
      "zh-cn": "Plausible 旁的邮件服务未被使用、无法投递，或已删除却仍被引用。",
    },
    fixable: true,
    yieldsTo: {
      inService: [
        // The mail service is what was meant.
        "unresolvable-relay",
        "unreachable-relay",
        "wrong-service",
      ],
    },
  },
  messages,
  check(view, report) {
    const { project, service } = view;
    if (project.incomplete) return;
    const index = indexOf(project);
    for (const other of index.relays()) if (other !== service) judge(view, other, report);
    for (const { name, entry } of service.dependsOn) {
      if (!looksLikeMail(name) || index.called(name).length > 0) continue;
      report({
        variable: null,
        at: entry.key,
        message: messages.leftOver,
        values: { sidecar: name },
        fixes: [removeDependencies(view, name)],
      });
    }
  },
};

function judge(view: PlausibleInstance, sidecar: Service, report: (problem: Problem) => void): void {
  const { project, service, relay } = view;
  if (view.extraConfig || view.adapter === null || relay.state === "unknown") return;
  // Whose loopback that is, and who listens there, `localhost-relay` looks into.
  if (relay.state === "host" && relay.place === "loopback") return;
  const values = { sidecar: sidecar.name, image: shownText(sidecar.image?.text ?? ""), release: view.releaseName };
  const isUsed = relay.state === "host" && servicesNamed(project, service, relay.host).includes(sidecar);
  if (isUsed) {
    if (!isFormerSidecar(sidecar.image?.text ?? "") || mayHaveSmartHost(sidecar)) return;
    report({
      variable: null,
      at: sidecar.nameAt,
      message: messages.onPort25,
      values,
      fixes: [replaceSidecar(view, sidecar), relaySidecar(view, sidecar)],
    });
  } else if (!mayBeUsedByOthers(view, sidecar)) {
    report({
      variable: null,
      at: sidecar.nameAt,
      message: messages.unused,
      values: { ...values, instead: insteadOf(view) },
      fixes: [removeSidecar(view, sidecar)],
    });
  }
}

function insteadOf({ relay, smtp, adapter, releaseName: release }: PlausibleInstance): Message {
  if (relay.state === "host") return { template: messages.toHost, values: { release, host: shownText(relay.host) } };
  if (smtp === null) return { template: messages.byAdapter, values: { release, adapter: adapter ?? "" } };
  return { template: messages.direct, values: { release } };
}

/** Whether the relay may have been told to hand its mail to a server that knows it. */
function mayHaveSmartHost({ environment, incomplete }: Service): boolean {
  if (incomplete) return true;
  return [...environment.values()].some((each) => namesSmartHost(each.name) && !(each.state === "value" && each.value === ""));
}

/** The names that the service had in Plausible's own set-up and in those made after it. */
function looksLikeMail(name: string): boolean {
  return /^(plausible[-_])?(mail|mailer|mail-?server|smtp|smtp-?(relay|server)|postfix|exim4?)$/i.test(name);
}
