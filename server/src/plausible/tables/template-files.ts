import { hasPair } from "../../base/scan.js";

/**
 * Whether a compose or env file is written for a template engine, which fills it in before Compose reads it: one `{{ port }}`,
 * `{% if %}` or `<%= port %>` anywhere in it tells so, and then anything else may be filled in too. What only looks like it,
 * and is left to a program in the container or to the Docker engine, tells nothing (`{{upstreams 8000}}`, `{{.Name}}`).
 */
export function isTemplateFile(text: string): boolean {
  if (hasPair(text, "{%", "%}") || hasPair(text, "<%", "%>")) return true;
  for (let at = 0; ; ) {
    const open = text.indexOf("{{", at);
    const close = open === -1 ? -1 : text.indexOf("}}", open + 2);
    if (close === -1) return false;
    // `${{ db.url }}` belongs to a platform that deploys the file: Compose refuses it as it is.
    if (text[open - 1] === "$" || !isLeftAlone(text.slice(open + 2, close))) return true;
    at = close + 2;
  }
}

/** Nobody writes a longer one. */
const longest = 500;

/** The words that Go templates consist of, beside what they are about. */
const goWords = /^(?:(?:range|with|if|else|end|and|or|not|eq|ne|lt|le|gt|ge|len|index|json|printf|println|normalize)\b\s*)+/;

/**
 * Files are filled in with names from a table of somebody's own: `{{ port }}`, `{{ .port }}`, and by Helm, gomplate and Docker's
 * own `dockerize` with these. What Docker, Traefik, Watchtower or a backup fill in themselves are fields of Go's structures,
 * which begin with a capital letter: `{{.Name}}`, `{{ index .Labels "a" }}`, `{{.Task.Slot}}`, `{{ .Extension }}`.
 */
const rootsOfFiles: readonly string[] = ["Values", "Release", "Chart", "Files", "Capabilities", "Template", "Env"];

/** Whether what stands between the braces is none of Compose's and of no engine that writes compose files. */
function isLeftAlone(expression: string): boolean {
  if (expression.length > longest) return false;
  const code = expression
    .replace(/"[^"]*"|`[^`]*`/g, "")
    .replace(/^-|-$/g, "")
    .trim();
  // caddy-docker-proxy, README "Go templates"; Homepage, docs "Using environment secrets".
  if (/^upstreams\b/.test(code) || /^HOMEPAGE_(?:VAR|FILE)_\w+$/.test(code)) return true;
  const roots = [...code.matchAll(/(?<![\w)\]])\.(\w+)/g)].map(([, name = ""]) => name);
  if (roots.length > 0) return roots.every((name) => /^[A-Z]/.test(name) && !rootsOfFiles.includes(name));
  // Their variables (`{{ $labels.job }}`, a dollar sign doubled for Compose), and `{{ end }}`, `{{ "\n" }}`, `{{.}}`.
  return /^(?:\$[$\w.]*|\.)?$/.test(code.replace(goWords, "").trim());
}
