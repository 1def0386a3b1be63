// What esbuild puts into the programs in place of the libraries' own.
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const server = `${root}server`;

/**
 * The libraries of the protocol have a door for Node and one for browsers, and show the latter to bundles of a browser alone.
 * @type {import("esbuild").Plugin}
 */
export const browserDoors = {
  name: "browser-doors",
  setup({ onResolve }) {
    onResolve({ filter: /^vscode-[a-z-]+\/browser$/ }, ({ path }) => ({
      path: `${root}node_modules/${path.replace("/browser", "/lib/browser/main.js")}`,
    }));
  },
};

/**
 * What libraries load without our ever using it, or long before: each took a twentieth to a tenth of the start of `lint`.
 * @type {import("esbuild").Plugin}
 */
export const loadedLate = {
  name: "loaded-late",
  setup({ onResolve, onLoad }) {
    // Of commander, for commands that are programs of their own; of globby's, for functions that it does not call.
    onResolve({ filter: /^node:child_process$/ }, ({ importer, path }) =>
      /node_modules[\\/](commander|unicorn-magic)[\\/]/.test(importer) ? { path, namespace: "never-called" } : null,
    );
    onLoad({ filter: /.*/, namespace: "never-called" }, () => ({
      contents: 'exports.spawn = exports.execFile = exports.execFileSync = () => { throw new Error("not in this bundle"); };',
    }));
    // The type of an attachment by its file name: the one email that is ever composed has none.
    onResolve({ filter: /mime-types(\.js)?$/ }, ({ importer, path }) =>
      /node_modules[\\/]nodemailer[\\/]/.test(importer) ? { path, namespace: "no-attachments" } : null,
    );
    onLoad({ filter: /.*/, namespace: "no-attachments" }, () => ({
      contents: 'exports.detectMimeType = () => "application/octet-stream"; exports.detectExtension = () => "bin";',
    }));
    // The contents of an attachment by its address.
    onResolve({ filter: /\/fetch(\/index\.js)?$/ }, ({ importer, path }) =>
      /node_modules[\\/]nodemailer[\\/]/.test(importer) ? { path, namespace: "no-addresses" } : null,
    );
    onLoad({ filter: /.*/, namespace: "no-addresses" }, () => ({
      contents: 'export default () => { throw new Error("not in this bundle"); };',
    }));
    // It makes a segmenter and compiles the list of all emoji, which English needs not.
    onResolve({ filter: /^string-width$/ }, ({ namespace, path }) =>
      namespace === "file" ? { path, namespace: "at-call" } : null,
    );
    onLoad({ filter: /.*/, namespace: "at-call" }, ({ path }) => ({
      contents: `let load; export default (...args) => (load ??= require("${path}").default)(...args);`,
      resolveDir: server,
    }));
  },
};
