// The documentation as a site. Its pages are made of docs/ by scripts/site.mjs.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { home } from "../../scripts/release/manifest.mjs";

const pages = fileURLToPath(new URL("../pages", import.meta.url));

const texts = {
  en: {
    title: "Plausible Mail",
    description: "Find out why your self-hosted Plausible doesn't send email.",
    playground: "Playground",
    rules: "Rules",
    matrix: ["Releases and adapters", "guide#releases-and-adapters"],
    groups: { use: "Use it", reference: "Look it up", inside: "Inside" },
  },
  "zh-cn": {
    title: "Plausible Mail",
    description: "查明自托管的 Plausible 为什么不发邮件。",
    playground: "在线试用",
    rules: "规则",
    matrix: ["版本与适配器", "guide#版本与适配器"],
    groups: { use: "使用", reference: "查阅", inside: "内部" },
  },
};

/** The pages of each group in order, as far as they are there; what is in none stands at the end of the first. */
const order = {
  use: ["guide", "test-smtp", "example-test", "cli", "ci", "monitoring", "editors"],
  reference: ["log-lines", "replies", "providers"],
  inside: ["protocol", "agreement", "reliability", "performance"],
};

function sidebarOf(language) {
  const { groups, rules, matrix } = texts[language];
  const folder = language === "en" ? "" : "zh-cn/";
  const there = namesIn(folder).filter((name) => name !== "index");
  const rest = there.filter((name) => !Object.values(order).flat().includes(name));
  const item = (name) => ({ text: titleOf(`${folder}${name}`), link: `/${folder}${name}` });
  const group = (key, names) => ({ text: groups[key], items: names.filter((name) => there.includes(name)).map(item) });
  const reference = group("reference", order.reference);
  const ids = namesIn(`${folder}rules`).filter((name) => name !== "index");
  return [
    group("use", [...order.use, ...rest]),
    { ...reference, items: [...reference.items, { text: matrix[0], link: `/${folder}${matrix[1]}` }] },
    {
      text: rules,
      // Without it the heading is a button with a button in it.
      link: `/${folder}rules/`,
      collapsed: true,
      items: [...ids.map((id) => ({ text: id, link: `/${folder}rules/${id}` }))],
    },
    group("inside", order.inside),
  ];
}

function namesIn(folder) {
  const found = path.join(pages, folder);
  if (!existsSync(found)) return [];
  return readdirSync(found)
    .flatMap((name) => (name.endsWith(".md") ? [name.slice(0, -3)] : []))
    .sort();
}

/** The first heading of a page, without the marks of code. */
function titleOf(page) {
  const [, title = page] = /^# (.+)$/m.exec(readFileSync(path.join(pages, `${page}.md`), "utf8")) ?? [];
  return title.replaceAll("`", "").replace(/\s*\{#.*\}$/, "");
}

function themeOf(language) {
  const { playground, rules } = texts[language];
  const folder = language === "en" ? "/" : "/zh-cn/";
  const lookup = ["log-lines", "replies", "providers"].map((name) => ({
    text: titleOf(`${folder.slice(1)}${name}`),
    link: `${folder}${name}`,
  }));
  return {
    nav: [
      { text: playground, link: `/playground/?lang=${language}`, target: "_self" },
      { text: rules, link: `${folder}rules/` },
      { text: texts[language].groups.reference, items: lookup },
    ],
    sidebar: { [folder]: sidebarOf(language) },
    outline: { level: [2, 3] },
  };
}

const chinese = {
  outline: { level: [2, 3], label: "本页目录" },
  docFooter: { prev: "上一页", next: "下一页" },
  darkModeSwitchLabel: "外观",
  lightModeSwitchTitle: "切换到浅色模式",
  darkModeSwitchTitle: "切换到深色模式",
  sidebarMenuLabel: "菜单",
  returnToTopLabel: "返回顶部",
  langMenuLabel: "切换语言",
  skipToContentLabel: "跳到正文",
  notFound: { title: "没有此页面", quote: "此地址没有内容。", linkText: "返回首页", linkLabel: "返回首页" },
};

const chineseSearch = {
  button: { buttonText: "搜索", buttonAriaLabel: "搜索" },
  modal: {
    displayDetails: "显示详细列表",
    resetButtonTitle: "清除",
    backButtonTitle: "关闭",
    noResultsText: "没有结果：",
    footer: { selectText: "打开", navigateText: "选择", closeText: "关闭" },
  },
};

/** @type {import("vitepress").UserConfig} */
const config = {
  srcDir: "pages",
  outDir: "dist",
  title: texts.en.title,
  description: texts.en.description,
  transformHead: ({ siteData }) => [["link", { rel: "icon", href: `${siteData.base}icon.png` }]],
  head: [["meta", { name: "referrer", content: "no-referrer" }]],
  locales: {
    root: { label: "English", lang: "en", themeConfig: themeOf("en") },
    "zh-cn": {
      label: "简体中文",
      lang: "zh-CN",
      description: texts["zh-cn"].description,
      themeConfig: { ...themeOf("zh-cn"), ...chinese },
    },
  },
  themeConfig: {
    logo: { src: "/icon.png", alt: "" },
    search: { provider: "local", options: { locales: { "zh-cn": { translations: chineseSearch } } } },
    socialLinks: [{ icon: "github", link: home }],
  },
  markdown: {
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    config(md) {
      // `{{ … }}` in code is no expression of Vue's.
      const inline = md.renderer.rules.code_inline;
      md.renderer.rules.code_inline = (tokens, index, ...rest) => {
        tokens[index].attrSet("v-pre", "");
        return inline(tokens, index, ...rest);
      };
      // A corner without a text heads nothing.
      md.core.ruler.push("empty-corners", ({ tokens }) => {
        for (const [index, token] of tokens.entries()) {
          const isEmpty = tokens[index + 1]?.type === "inline" && tokens[index + 1].content === "";
          if (token.type === "th_open" && isEmpty) token.tag = tokens[index + 2].tag = "td";
        }
      });
      // A wide table scrolls on a phone: whoever has no mouse must come into it.
      md.renderer.rules.table_open = () => '<table tabindex="0">\n';
    },
  },
};

// VitePress takes its configuration from this export alone.
// biome-ignore lint/style/noDefaultExport: see above
export default config;
