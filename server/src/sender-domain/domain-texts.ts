import type { MessageTemplate } from "../base/messages.js";

/** What the looks into the DNS say. */
export const texts = {
  noAnswer: { en: "the DNS gives no answer for `{name}`", "zh-cn": "DNS 没有给出 `{name}` 的答复" },
  noSpf: {
    en: "`{domain}` has no SPF record: receivers can't tell that the mail server may send for it",
    "zh-cn": "`{domain}` 没有 SPF 记录：收件方无法确认邮件服务器可以代其发信",
  },
  severalSpf: {
    en: "`{domain}` has several SPF records, so none counts: join them into one",
    "zh-cn": "`{domain}` 有多条 SPF 记录，因此都无效：请合并为一条",
  },
  spfNobody: {
    en: "the SPF record of `{domain}` says that nobody may send for it",
    "zh-cn": "`{domain}` 的 SPF 记录表示任何人都不得代其发信",
  },
  spfEverybody: {
    en: "the SPF record of `{domain}` lets everybody send for it (`+all`), which receivers distrust",
    "zh-cn": "`{domain}` 的 SPF 记录允许任何人代其发信（`+all`），收件方不会信任",
  },
  spfTooLong: {
    en: "the SPF record of `{domain}` needs more than 10 DNS lookups, so it doesn't count: remove includes",
    "zh-cn": "`{domain}` 的 SPF 记录需要超过 10 次 DNS 查询，因此无效：请减少 include",
  },
  includeMissing: {
    en: "the SPF record of `{domain}` doesn't include {provider} (`{include}`)",
    "zh-cn": "`{domain}` 的 SPF 记录没有包含 {provider}（`{include}`）",
  },
  includeOptional: {
    en: "the SPF record of `{domain}` doesn't include {provider} (`{include}`), which needs it only without a return path of its own",
    "zh-cn": "`{domain}` 的 SPF 记录没有包含 {provider}（`{include}`）；仅在没有单独的退信地址时才需要",
  },
  spfUnclear: {
    en: "`{domain}` has an SPF record; whether it allows `{relay}` can't be seen from here",
    "zh-cn": "`{domain}` 有 SPF 记录；从这里看不出它是否允许 `{relay}`",
  },
  spfFine: { en: "SPF of `{domain}` includes `{include}`", "zh-cn": "`{domain}` 的 SPF 包含 `{include}`" },
  greetingFine: { en: "`{ehlo}` (the name in EHLO) has an SPF record", "zh-cn": "`{ehlo}`（EHLO 中的名称）有 SPF 记录" },
  greetingNone: {
    en: "`{ehlo}` (the name in EHLO) has no SPF record, and needs none",
    "zh-cn": "`{ehlo}`（EHLO 中的名称）没有 SPF 记录，也不需要",
  },
  greetingNobody: {
    en: "the SPF record of `{ehlo}` (the name in EHLO) says that nobody may use this name",
    "zh-cn": "`{ehlo}`（EHLO 中的名称）的 SPF 记录表示任何人都不得使用此名称",
  },
  dkimNames: {
    en: "the name of the DKIM key isn't known here: an email that has arrived shows it (`s=` in DKIM-Signature)",
    "zh-cn": "此处不知道 DKIM 密钥的名称：已送达的邮件中可以看到（DKIM-Signature 中的 `s=`）",
  },
  dkimFine: { en: "the DKIM key is published at `{name}`", "zh-cn": "DKIM 密钥发布在 `{name}`" },
  noDkim: {
    en: "no DKIM key at {names}: publish what {provider} shows for your domain, unless it uses another name",
    "zh-cn": "{names} 处没有 DKIM 密钥：请发布 {provider} 为您的域名给出的记录，除非它使用其他名称",
  },
  noDmarc: {
    en: "`{domain}` has no DMARC record; Gmail, Yahoo and Microsoft expect one of frequent senders",
    "zh-cn": "`{domain}` 没有 DMARC 记录；Gmail、Yahoo 和 Microsoft 要求频繁发信者提供",
  },
  dmarcFine: { en: "DMARC (`{policy}`) can pass", "zh-cn": "DMARC（`{policy}`）可以通过" },
  dmarcUnclear: {
    en: "there is a DMARC record (`{policy}`); whether it passes depends on what isn't visible here",
    "zh-cn": "有 DMARC 记录（`{policy}`）；能否通过取决于此处看不到的内容",
  },
  dmarcFails: {
    en: "DMARC (`{policy}`) can't pass: neither SPF nor DKIM of this domain holds",
    "zh-cn": "DMARC（`{policy}`）无法通过：此域名的 SPF 和 DKIM 都不成立",
  },
  noMx: {
    en: "`{domain}` has no mail server (MX): answers and bounces get lost, and some receivers reject such senders",
    "zh-cn": "`{domain}` 没有邮件服务器（MX）：回信和退信会丢失，有些收件方会拒绝这类发件人",
  },
  nullMx: {
    en: "`{domain}` declares that it receives no email (null MX): many receivers reject such senders",
    "zh-cn": "`{domain}` 声明不接收邮件（空 MX）：许多收件方会拒绝这类发件人",
  },
  mxFine: { en: "`{domain}` receives email at {record}", "zh-cn": "`{domain}` 通过 {record} 收信" },
} as const satisfies Record<string, MessageTemplate>;
