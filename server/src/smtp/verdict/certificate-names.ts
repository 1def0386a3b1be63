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

/** What to say instead of the usual advice; null: the certificate has a name that can be used. */
export function adviceOnNames(names: readonly string[], host: string): MessageTemplate | null {
  if (names.length === 0) return advices.unseen;
  if (names.some((name) => covers(name, host))) return advices.covered;
  return names.every(isWildcard) ? advices.onlyWildcards : null;
}

/** The names to show: those that could stand in `SMTP_HOST_ADDR`, or the wildcards that the advice speaks of. */
export function namesToShow(names: readonly string[], host: string): readonly string[] {
  const covering = names.filter((name) => covers(name, host));
  const usable = names.filter((name) => !isWildcard(name));
  if (covering.length > 0) return covering;
  return usable.length > 0 ? usable : names;
}

function isWildcard(name: string): boolean {
  return name.includes("*");
}

/** `*.example.org` covers `mail.example.org`, and no name with more labels. */
function covers(name: string, host: string): boolean {
  const [first, ...rest] = name.toLowerCase().split(".");
  const [label = "", ...parent] = host.toLowerCase().split(".");
  return first === "*" && label !== "" && rest.length > 1 && rest.join(".") === parent.join(".");
}
