import type { MessageTemplate } from "../../base/messages.js";

/** Advices on a certificate for another name, where the usual one does not fit the names on it. */
const advices = {
  unseen: {
    en: "Set `SMTP_HOST_ADDR` to the name on the mail server's certificate.\nThe certificate of `{host}` is for another name, so Plausible {release} rejects it. It's usually the mail server's public host name.",
    "zh-cn":
      "请将 `SMTP_HOST_ADDR` 设为邮件服务器证书上的主机名。\n`{host}` 的证书属于另一个名称，因此 Plausible {release} 会拒绝。通常是邮件服务器的公开主机名。",
  },
  onlyWildcards: {
    en: "Set `SMTP_HOST_ADDR` to the mail server's own host name.\nThe certificate of `{host}` is for {names}, so Plausible {release} rejects it. The host name has another word in place of the `*` in {names}.",
    "zh-cn":
      "请将 `SMTP_HOST_ADDR` 设为邮件服务器自己的主机名。\n`{host}` 的证书属于 {names}，因此 Plausible {release} 会拒绝。该主机名应以另一个词代替 {names} 中的 `*`。",
  },
  covered: {
    en: "Ask your provider for a host name that is written out on the certificate.\nThe certificate of `{host}` covers that name only with a wildcard ({names}), which Plausible {release} didn't accept.",
    "zh-cn":
      "请向服务商询问证书上完整写出的主机名。\n`{host}` 的证书只用通配符（{names}）覆盖该名称，而 Plausible {release} 不接受。",
  },
} as const satisfies Record<string, MessageTemplate>;

/** A certificate with another fault than its name, its date or its authority. */
export const otherCertificateFault: MessageTemplate = {
  en: "Install another certificate on `{host}`: Plausible rejects the present one.\nNeither its name nor its date is at fault, but the certificate itself: it is revoked, not meant for servers, or its chain is wrong.",
  "zh-cn":
    "请在 `{host}` 上安装另一张证书：Plausible 拒绝当前的证书。\n问题不在名称或有效期，而在证书本身：它已被吊销、不适用于服务器，或证书链有误。",
};

/** What to say instead of the usual advice; null: the certificate has a name that can be used. */
export function adviceOnNames(names: readonly string[], host: string): MessageTemplate | null {
  if (names.length === 0) return advices.unseen;
  if (names.some((name) => covers(name, host))) return advices.covered;
  return names.some((name) => isHost(name, names)) ? null : advices.onlyWildcards;
}

/** The names to show: those that could stand in `SMTP_HOST_ADDR`, or the wildcards that the advice speaks of. */
export function namesToShow(names: readonly string[], host: string): readonly string[] {
  const covering = names.filter((name) => covers(name, host));
  const usable = names.filter((name) => isHost(name, names));
  if (covering.length > 0) return covering;
  return usable.length > 0 ? usable : names.filter(isWildcard);
}

/** Whether a name may be that of the mail server: `example.org` beside `*.example.org` is the bare domain. */
function isHost(name: string, names: readonly string[]): boolean {
  return !isWildcard(name) && !names.includes(`*.${name}`);
}

function isWildcard(name: string): boolean {
  return name.includes("*");
}

/** `*.example.org` covers `mail.example.org`, and no name with more labels. */
function covers(name: string, host: string): boolean {
  const dot = host.indexOf(".");
  const isWide = name.startsWith("*.") && name.slice(2).includes(".");
  return isWide && dot > 0 && name.slice(1).toLowerCase() === host.slice(dot).toLowerCase();
}
