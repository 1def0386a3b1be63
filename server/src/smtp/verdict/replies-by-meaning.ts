import type { ReplyRow } from "./reply-row.js";

/** The parties that a reply may speak of in place of the sender. */
const ofRecipient = String.raw`recipients?\b|\brcpt|rcpthosts|tried to reach|user unknown|no such user|\b[45]\.[12]\.[12]\b`;
/** A client's address with a bad name in the world: no list of an account's own. */
const badReputation =
  /black ?list|block ?list|spamhaus|spamcop|barracuda|reputation|\brbl\b|dnsbl|reverse dns|\bptr\b|rdns|spam|directly to our|service provider instead/i;

/** Words for the sender as the server sees it; a bare "from" stands in too much else. */
const sender = String.raw`(?:\bsender\b(?! ?(?:ip|host|server|verify|\[))|\bfrom['"’\x60]? ?:? ?(?:e-?mail )?(?:address|domain|header|field)|\baddress from\b|['"‘\x60]from['"’\x60]|\bfrom\.email|\bmail from\b:? ?(?:<[^>]*>|address|account|user|domain|must)|\bfrom: ?<?[^\s<>@]+@|\breturn[- ]path|\benvelope[- ](?:from|sender)|\boriginator|\bheader[- ]from\b|\bsending (?:domain|address)|\bsender identit)`;
const isNotAllowed = String.raw`(?:\b(?:is|are|was|has)?n[o']t (?:been )?(?:an? )?(?:verified|allowed|permitted|authori[sz]ed|owned|one of|valid\w*|accepted|registered|configured|associated|local|the same|match\w*|equal|recogni[sz]ed|confirmed|belong\w*|yours?)|\b(?:does|do|did)(?:n't| not) (?:match|conform|belong|correspond|exist|resolve|own)|\bmismatch|\bmust (?:be|equal|match|have|belong)|\binvalid\b|\brejected|\bdenied|\brefused|\bdiffers?\b|\bunverified|\bdisallowed|\bforbidden|\bmissing)`;

const whole =
  "(?:daily|hourly|weekly|monthly|sending|sent|outgoing|outbound|messages?|mails?|e-?mails?|users?|account|recipients?|rate|plan|maximum|per (?:second|minute|hour|day|month))";
const bound = "(?:limits?|quotas?|rates?|credits?|allowances?|allotments?|allocations?)";
const spent = String.raw`(?:exceed\w*|reach\w*|hit|exhausted|used(?: up)?|depleted|surpassed)`;

const limitPatterns = [
  String.raw`\b(?:quota|limit)s?\b.{0,80}?\b(?:exceeded|reached)\b|quotaexceeded`,
  String.raw`\btoo many\b.{0,30}\b(?:this|per|an?) (?:second|minute|hour|day)|\bmore than \d+ (?:messages|mails|e-?mails|recipients)\b`,
  String.raw`\b(?:rate|thread|submission|recipient|message) (?:limit|quota)s? (?:is |was |has been )?(?:exceeded|reached)`,
  String.raw`\b${whole}\b.{0,50}\b${bound}\b.{0,40}\b${spent}`,
  String.raw`\b${spent}\b.{0,60}\b(?:${bound}\b|number of (?:messages|mails|e-?mails|recipients)|(?:messages|mails|e-?mails) (?:per|an?) )`,
  String.raw`\bover (?:(?:the|your|its) )?(?:${whole} )?(?:limit|rate)\b`,
  String.raw`\bcredits? (?:exceeded|exhausted|depleted)|(?:not enough|insufficient|out of|no (?:more |remaining )?)\s?(?:credits?|balance|funds)`,
  String.raw`\bthrottl|\brate[- ]?limit|\bfrequency limited|\btoo frequent|\bsending too (?:fast|many)|\brate (?:is )?too high|\bslow down`,
  String.raw`\btoo (?:many|much) (?:messages|mails?|e-?mails?|requests|login attempts|auth\w* attempts)`,
  "(?:频率|数量|次数|额度|限额|配额|(?:发信|发送|邮件)量|余额).{0,12}(?:超|达到?|限制|上限|不足|用完|用尽)|(?:超过|超出|达到?).{0,15}(?:上限|限制|限额|配额)|过于频繁",
];

const accountPatterns = [
  String.raw`\b(?:test(?:ing)?|sandbox|trial|demo|free)[- ](?:mode|accounts?|domains?|plan)\b`,
  String.raw`\bin (?:the |a )?sandbox\b|\bsandbox (?:sub)?domain`,
  String.raw`\b(?:pending|awaiting|waiting for|until)\b.{0,40}\b(?:approval|approved|review|activation|verification|validation)`,
  String.raw`\b(?:account|sending|user|customer|sender account)\b.{0,40}\b(?:suspended|under review|restricted|blocked|locked|disabled|deactivated|frozen|on hold|paused|not (?:yet )?(?:been )?(?:activated|approved|active|enabled|verified|validated)|inactive)\b`,
  String.raw`\baccount\b.{0,30}\bunder (?:validation|verification|investigation)|\bactivate your (?:\w+ )?account|\bactivation e?-?mail`,
  String.raw`\b(?:outgoing|outbound) (?:e-?mails?|mail)\b.{0,80}\b(?:suspended|blocked|disabled|paused|restricted)|\be-?mail outgoing blocked|\bserver (?:is|has been) (?:suspended|deactivated|archived)`,
  "(?:账户|账号|帐户|帐号).{0,12}(?:封禁|冻结|停用|锁定|禁用|欠费|审核|未激活|异常)",
  String.raw`\bnot (?:yet )?(?:activated|approved|authori[sz]ed) (?:to send|for sending)(?: (?:e-?mails?|mails?|messages?))?(?:[.,;:!]|$| yet| until)`,
  String.raw`\bdomain\b.{0,40}\b(?:is|has been) (?:suspended|disabled|paused)`,
  String.raw`\bverify your (?:account|e-?mail|phone|identity)\b.{0,40}\b(?:before|to send|first)`,
  String.raw`\bonly (?:be )?(?:(?:send|sent|sending) )?(?:to )?(?:verified|authori[sz]ed|your own) (?:recipients?|e-?mail|addresses)`,
  String.raw`\brecipients?\b.{0,60}\b(?:not (?:an? )?(?:been )?(?:verified|authori[sz]ed)|must be verified)`,
  String.raw`\b[45]\.7\.13\b|\bunusual (?:sending )?activity`,
];

const senderPatterns = [
  `${sender}.{0,80}?${isNotAllowed}`,
  `${isNotAllowed}.{0,40}${sender}`,
  String.raw`\b(?:domain|address|identit(?:y|ies)|e-?mail)\b.{0,60}\b(?:must be verified|(?:is |are |has )?not (?:been |yet )?(?:verified|registered|configured|authenticated|validated|associated|linked)|unverified|failed the check)`,
  String.raw`\bnot (?:owned|authori[sz]ed|allowed|permitted|entitled) (?:to (?:send|use|submit)|by)\b.{0,40}\b(?:as|from|on behalf|user|this|that|auth\w*)\b`,
  String.raw`\b(?:permissions?|rights?|allowed|authori[sz]ed) to send (?:e-?mails? |mails? |messages? )?(?:as|from|on behalf)\b`,
  String.raw`\b(?:unverified|unauthori[sz]ed) (?:sender|from|sending|domain|e-?mail)|\bbadmailfrom`,
  String.raw`\b(?:can(?:not|'t)|may not|unable to) send (?:e-?mails? |mails? |messages? )?(?:as|from)\b(?! (?:this|your|the) (?:ip|server|host|network))`,
  String.raw`\bunregistered domains?\b|\bdomain may not exist or dns check failed`,
  String.raw`\bsend ?as ?denied|\bnot authori[sz]ed to perform\b.{0,40}\bsend|\bsend as this sender|\bsender verif\w+ failed|\b[45]\.7\.60\b|\b[45]\.1\.8\b`,
  "(?:发件人|发件地址|发信地址|发信人|发信域名|发件域名).{0,20}(?:不|未|拒绝|必须|无效|没有)",
];

const anyOf = (patterns: readonly string[]) => new RegExp(patterns.join("|"), "i");

/** Replies by what they say, whoever says it. The first that fits counts. */
export const repliesByMeaning: readonly ReplyRow[] = [
  {
    provider: null,
    says: /\bip(?:v[46])?(?: ?-?address(?:es)?)?\b.{0,60}\b(?:(?:is |are |was )?(?:not|isn't|n't) (?:been |in |on |an? )?(?:the |your |our )?(?:list of )?(?:authori[sz]ed|allowed|registered|permitted|recogni[sz]ed|white-?list\w*|allow[- ]?list\w*|known|listed|trusted)|doesn't match|does not match|unauthori[sz]ed)|\b(?:unauthori[sz]ed|unknown|unregistered|disallowed) (?:[a-z]+ )?ip\b|\bnot (?:allowed|authori[sz]ed|permitted) .{0,30}\bfrom (?:this|your|the) (?:ip|server|network)|ip.{0,12}(?:不在|未|没有).{0,8}(?:白名单|授权|允许|登记)/i,
    unless: badReputation,
    cause: "ip-not-allowed",
    todo: null,
    source: "the words of Brevo, Google Workspace and Exchange connectors",
    evidence: "derived",
  },
  {
    provider: null,
    says: anyOf(limitPatterns),
    unless:
      /mailbox (?:is )?(?:full|size|over|quota)|recipient(?:'s)? mailbox|over quota|disk quota|storage|\bsize\b|\b[45]\.2\.[123]\b|tried to reach|failed (?:login|auth)|unsolicited|from your ip\b/i,
    cause: "quota-exceeded",
    todo: null,
    source: "the words of Gmail (5.4.5), SendGrid, Amazon SES (454 Throttling failure), Postfix (4.7.1), QQ",
    evidence: "derived",
  },
  {
    provider: null,
    says: /\b(?:smtp|pop3?|imap|basic auth\w*|legacy (?:auth\w*|sign-?ins?|logins?)|password (?:logins?|auth\w*)|external (?:clients?|programs?|apps?)|third[- ]party (?:clients?|apps?)|less secure apps?)\b.{0,60}\b(?:disabled|deactivated|turned off|switched off|forbidden|not (?:been )?(?:enabled|activated|open(?:ed)?|allowed|permitted))\b.{0,80}\b(?:account|mailbox|user|tenant|organi[sz]ation|your|domain)\b|\b(?:account|mailbox|user|tenant|organi[sz]ation|your|domain)\b.{0,80}\b(?:smtp|pop3?|imap|basic auth\w*)\b.{0,60}\b(?:disabled|deactivated|turned off|switched off|forbidden|not (?:been )?(?:enabled|activated|open(?:ed)?|allowed|permitted))\b|\b(?:smtp|pop3|imap)(?:[/ ]\w+){0,3} (?:service|access|login) (?:is |has |was )?(?:not (?:been )?(?:open(?:ed)?|enabled|activated)|disabled|closed|turned off)|\b(?:disabled|turned off|not enabled) for (?:smtp|imap|pop3?)\b|\bauth\w* (?:is |has been )?(?:disabled|turned off) for (?:this|your|the) \w+|\bnot (?:allowed|permitted|authori[sz]ed|entitled) to (?:use|access|log ?in (?:via|over|with)) (?:the )?(?:smtp|imap|pop3?)\b|\b(?:enable|turn on|activate|open) (?:the )?(?:smtp|imap|pop3?)\b.{0,40}\b(?:access|service|settings?|account)|(?:smtp|pop3?|imap|客户端|第三方).{0,20}(?:未开启|未开通|未启用|已关闭|被禁用|禁止)|(?:未|没有|尚未|请).{0,15}(?:开启|开通|启用).{0,10}(?:smtp|pop3?|imap|客户端|第三方)|无权登[陆录]/i,
    unless: /user (?:unknown|not found)/i,
    cause: "login-disabled",
    todo: null,
    source: "the words of Microsoft, Yandex, QQ, NetEase, GMX and Zoho",
    evidence: "derived",
  },
  {
    provider: null,
    says: anyOf(accountPatterns),
    unless:
      /tried to reach|recipient(?:['’]?s)? (?:account|mailbox|domain)|\b[45]\.2\.1\b|\b[45]\.1\.1\b|mailbox (?:is )?(?:disabled|unavailable|inactive)|unverified address|recipient address rejected|too many (?:failed|bad|wrong|invalid)/i,
    cause: "account-restricted",
    todo: null,
    source: "the words of Postmark, Resend, Mailgun, SendGrid, Brevo and Amazon SES",
    evidence: "derived",
  },
  {
    provider: null,
    says: anyOf(senderPatterns),
    unless: new RegExp(
      String.raw`${ofRecipient}|syntax|malformed|bad (?:sender |return )?(?:address|path)|missing path|not logged in|\bauthenticat\w+ (?:is )?(?:required|needed|first)|\blog ?in first|client host|\b(?:spf|dkim|dmarc)\b.{0,30}\b(?:fail\w*|pass\w*|policy|check\w*|align\w*)|\bfail\w*.{0,20}\b(?:spf|dkim|dmarc)\b|\b5\.7\.2[0-9]\b|message-?id|unauthenticated|\bspam|virus|^50[01] .{0,12}\binvalid\b|\bsorry, that domain`,
      "i",
    ),
    cause: "sender-refused",
    todo: null,
    source: "the words of Postfix, Exchange, SendGrid, Postmark, QQ, Aliyun, Yandex, Zoho, Fastmail and OpenSMTPD",
    evidence: "derived",
  },
];
