import assert from "node:assert/strict";
import { memoryFiles } from "../src/base/files.js";
import { loadProject } from "../src/compose/project/load.js";
import { secretsOf } from "../src/secrets/secrets.js";
import { composeFile } from "./rules/project.js";

/** A password that is hidden wherever it stands. */
export const secret = "plum-tree-9";

interface Given {
  readonly dotenv?: string;
  readonly shell?: Readonly<Record<string, string>>;
  /** Other files of the folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** What stands below the environment. */
  readonly more?: string;
  /** In place of the list. */
  readonly environment?: string;
}

/** A project with this environment, and what its secrets say of it. */
export function given(items: readonly string[], { dotenv = "", shell, files = {}, more = "", environment }: Given = {}) {
  const list = composeFile(items, undefined, more);
  const text =
    environment === undefined ? list : composeFile([], undefined, more).replace("environment:", `environment:${environment}`);
  const paths = Object.entries(files).map(([name, content]) => [`/p/${name}`, content]);
  const contents = { "/p/compose.yml": text, "/p/.env": dotenv, ...Object.fromEntries(paths) };
  const processEnvironment = shell === undefined ? null : new Map(Object.entries(shell));
  const project = loadProject(memoryFiles(contents), { composeFiles: ["/p/compose.yml"], processEnvironment });
  const [service] = project.services;
  assert.ok(service);
  const secrets = secretsOf(project);
  const variable = (name: string) => service.environment.get(name) ?? assert.fail(name);
  return {
    project,
    service,
    secrets,
    variable,
    /** A variable's value as it is shown. */
    shown(name: string): string {
      const one = variable(name);
      return secrets.variable(one, (one.state === "value" ? one.value : one.composed) ?? "");
    },
    /** The name as it is shown of the only variable whose name begins so. */
    nameOf(start: string): string {
      const found = [...service.environment.values()].filter(({ name }) => name.startsWith(start));
      assert.equal(found.length, 1, [...service.environment.keys()].join());
      return secrets.name(found[0] ?? assert.fail());
    },
    /** A line of a file as it is shown. */
    line(containing: string, name = "compose.yml"): string {
      const source = project.files.get(`/p/${name}`) ?? assert.fail(name);
      const number = source.positionAt(source.text.indexOf(containing)).line;
      const span = { start: source.lineStart(number), end: source.lineEnd(number) };
      const text = source.slice(span.start, span.end);
      const spans = secrets.inLine(`/p/${name}`, span, text);
      assert.equal(secrets.inLine(`/p/${name}`, span, text), spans, "asked again, the answer is at hand");
      assert.deepEqual(
        spans,
        [...spans].sort((a, b) => a.start - b.start),
        "in their order",
      );
      const isHidden = (at: number) => spans.some(({ start, end }) => start <= at && at < end);
      const signs = [...text].map((sign, index) => (isHidden(span.start + index) ? "\0" : sign));
      return signs.join("").replace(/\0+/g, "***").trim();
    },
  };
}
