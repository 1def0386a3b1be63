import { commands, env, type TextDocumentContentProvider, Uri, window, workspace } from "vscode";
import { wantedLanguage } from "./language.js";
import { plain } from "./plain-markdown.js";

/** The scheme of the pages that the package brings: their paths are those of the repository's files. */
export const pageScheme = "plausible-mail-docs";

/** Where the server says that the page of a rule is. */
export const rulePages = `${pageScheme}:/docs/rules/`;

/** The command that shows a page: of a rule (`port-25`), or of a cause (`test-smtp/auth-refused`). */
export const openDocsCommand = "plausibleMail.openDocs";

/**
 * The pages of the package as documents, in the display language where they exist in it. The page of a cause is its
 * section alone, as a preview cannot be opened at a heading.
 */
export class RulePages implements TextDocumentContentProvider {
  /** All pages, by their paths. */
  readonly #file: Uri;
  #pages: Promise<Readonly<Record<string, string>>> | undefined;

  constructor(extension: Uri) {
    this.#file = Uri.joinPath(extension, "client", "dist", "pages.json");
  }

  async provideTextDocumentContent({ path, query }: Uri): Promise<string> {
    const [, cause] = /^\/docs\/test-smtp\/([\w-]+)\.md$/.exec(path) ?? [];
    if (cause !== undefined) return withAdvice(sectionOf(await this.#read("/docs/test-smtp.md"), cause), query);
    // Pages link to one another, and to nothing else of the package.
    return /^\/docs\/(?:[\w-]+\/)*[\w.-]+\.md$/.test(path) ? await this.#read(path) : "";
  }

  /** Shows a page as a reader wants it. `said`: what a test said of the user's own settings, in place of the example. */
  async show(target: string, said: string | null = null): Promise<void> {
    await this.showUri(pageUri(target, said ?? ""));
  }

  /** The same for a page that the server names by its place on the disk. */
  async showUri(uri: Uri): Promise<void> {
    const [, path] = /(\/docs\/.*)$/.exec(uri.path) ?? [];
    const fragment = uri.fragment;
    const page = path === "/docs/test-smtp.md" && fragment !== "" ? `/docs/test-smtp/${fragment}.md` : (path ?? uri.path);
    const shown = Uri.from({ scheme: pageScheme, path: page, query: uri.query });
    try {
      await commands.executeCommand("markdown.showPreview", shown);
    } catch {
      // Without the built-in Markdown extension the text is better than nothing.
      await window.showTextDocument(await workspace.openTextDocument(shown), { preview: true });
    }
  }

  async #read(path: string): Promise<string> {
    this.#pages ??= readPages(this.#file);
    const pages = await this.#pages;
    const names = inLanguage(path, wantedLanguage() || env.language).map((name) => name.slice(1));
    return pages[names.find((name) => Object.hasOwn(pages, name)) ?? ""] ?? "";
  }
}

async function readPages(file: Uri): Promise<Readonly<Record<string, string>>> {
  return JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(file)));
}

/** The page of a rule, or of a cause; the manifest has it opened rendered. `said`: see `show`. */
export function pageUri(target: string, said = ""): Uri {
  const path = target.startsWith("test-smtp/") ? `/docs/${target}.md` : `/docs/rules/${target}.md`;
  return Uri.from({ scheme: pageScheme, path, query: said });
}

/** A link that opens the page of a rule, where VS Code follows commands but no address of ours. */
export function pageLink(rule: string): Uri {
  return Uri.parse(`command:${openDocsCommand}?${encodeURIComponent(JSON.stringify([rule]))}`);
}

/** The rule whose page an address is; null: it is none. */
export function ruleOfPage(address: string): string | null {
  return new RegExp(`^${rulePages}([\\w-]+)\\.md$`).exec(address)?.[1] ?? null;
}

/** The places of a page, the one in the display language first. */
function inLanguage(path: string, language: string): readonly string[] {
  if (!/^zh\b/i.test(language)) return [path];
  return [path.replace(/^\/docs\//, "/docs/zh-cn/"), path.replace(/\.md$/, ".zh-cn.md"), path];
}

/** The first paragraph of a cause is what a test says, with the values of an example: here, what this user's test said. */
function withAdvice(section: string, said: string): string {
  if (said === "") return section;
  const [heading = "", , ...others] = section.split(/\n{2,}/);
  return [heading, plain(said), ...others].join("\n\n");
}

/** The section of a heading, with those below it; the whole page where there is no such heading. */
function sectionOf(page: string, heading: string): string {
  const lines = page.split("\n");
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, "").trim() === heading);
  if (start === -1) return page;
  const depth = /^#+/.exec(lines[start] ?? "")?.[0].length ?? 1;
  const length = lines.slice(start + 1).findIndex((line) => {
    const marks = /^(#+) /.exec(line)?.[1];
    return marks !== undefined && marks.length <= depth;
  });
  const section = length === -1 ? lines.slice(start) : lines.slice(start, start + 1 + length);
  return section.join("\n").replace(/^#+ /, "# ");
}
