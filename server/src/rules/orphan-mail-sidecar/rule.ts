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
    en: "Nothing sends through the service `{sidecar}` (`{image}`): {instead}. Remove the service and what `depends_on` says of it.",
    "zh-cn": "没有任何服务通过 `{sidecar}`（`{image}`）发信：{instead}。请删除该服务，以及 `depends_on` 中对它的引用。",
  },
  toHost: { en: "Plausible {release} hands its mail to `{host}`", "zh-cn": "Plausible {release} 把邮件交给 `{host}`" },
  byAdapter: { en: "Plausible {release} sends with `{adapter}`", "zh-cn": "Plausible {release} 使用 `{adapter}` 发信" },
  direct: {
    en: "without `SMTP_HOST_ADDR` Plausible {release} no longer looks for a mail service, and delivers by itself",
    "zh-cn": "未设置 `SMTP_HOST_ADDR` 时，Plausible {release} 不再寻找邮件服务，而是自行投递",
  },
  onPort25: {
    en: "The service `{sidecar}` (`{image}`) delivers by itself on port 25, which most hosting providers block and most receivers distrust: Plausible {release} sees success, and the mail hardly ever arrives. Write your mail provider's host in `SMTP_HOST_ADDR`, with its login, and remove the service.",
    "zh-cn":
      "服务 `{sidecar}`（`{image}`）自行通过 25 端口投递，多数主机商会封锁该端口，多数收件方也不信任此类邮件：Plausible {release} 视为发送成功，邮件却几乎无法送达。请在 `SMTP_HOST_ADDR` 中填写邮件服务商的主机及其登录信息，并删除该服务。",
  },
  leftOver: {
    en: "`depends_on` still names `{sidecar}`, a mail service that is no longer there: Docker Compose refuses the project. Remove `{sidecar}` from it.",
    "zh-cn": "`depends_on` 仍然引用已不存在的邮件服务 `{sidecar}`：Docker Compose 会拒绝此项目。请从中删除 `{sidecar}`。",
  },
} satisfies Record<string, MessageTemplate>;

/** The relay that used to stand beside Plausible: unused, or delivering on port 25; and what is left of it. */
export const orphanMailSidecar: Rule = {
  meta: {
    id: "orphan-mail-sidecar",
    severity: "warning",
    summary: {
      en: "The mail service beside Plausible is unused, gets no mail out, or is gone and still asked for.",
      "zh-cn": "Plausible 旁的邮件服务未被使用、无法发出邮件，或已删除却仍被依赖。",
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
