import type { Definitions } from "../definitions.js";
import { interpolatedText, type Layer, lastText, namedOf, textsOf, valuesOf } from "../layers.js";
import type { ProjectNetwork, ServiceNetwork } from "../types.js";
import type { ComposeDocument } from "../yaml/document.js";
import { entriesOf, itemsOf, valueAt } from "../yaml/placed-nodes.js";
import { portOf } from "./ports.js";

/** How a service is reached, and whom it reaches. */
export function readNetwork(name: string, layers: readonly Layer[], documents: readonly ComposeDocument[]): ServiceNetwork {
  const mode = lastText(layers, "network_mode")?.text ?? null;
  const named = namedOf(layers, "networks");
  const networks = named.size > 0 ? [...named.keys()] : mode === null ? ["default"] : [];
  const names = new Set([name]);
  for (const key of ["container_name", "hostname"]) {
    const given = lastText(layers, key);
    if (given !== null && given.text !== "") names.add(given.text);
  }
  for (const { view, layer } of valuesOf(layers, "networks")) {
    for (const { value } of entriesOf(view).values()) {
      for (const { value: alias } of itemsOf(valueAt(value, "aliases"))) {
        const text = interpolatedText(alias, layer.scope.lookup)?.text;
        if (text !== undefined) names.add(text);
      }
    }
  }
  const hosts = [
    ...textsOf(layers, "extra_hosts").map(({ text }) => text.split(/[:=]/, 1)[0] ?? ""),
    ...valuesOf(layers, "extra_hosts").flatMap(({ view }) => [...entriesOf(view).keys()]),
    ...textsOf(layers, "links").map(({ text }) => text.slice(text.indexOf(":") + 1)),
    ...textsOf(layers, "external_links").map(({ text }) => text.slice(text.indexOf(":") + 1)),
  ];
  return {
    mode,
    names: [...names],
    extraHosts: hosts.filter((host) => host !== ""),
    networks,
    reachesElsewhere: textsOf(layers, "dns").length > 0 || networks.some((network) => isExternal(network, documents)),
    ports: valuesOf(layers, "ports").flatMap(({ view, layer }) =>
      itemsOf(view).flatMap(({ value }) => portOf(value, layer.scope.lookup) ?? []),
    ),
  };
}

/** The top-level `networks`; of several texts of one network the last that says something counts. */
export function readNetworks(definitions: readonly Definitions[], projectName: string): ReadonlyMap<string, ProjectNetwork> {
  const keys = new Set(["default"]);
  for (const { document } of definitions) for (const key of entriesOf(document.section("networks")).keys()) keys.add(key);
  const documents = definitions.map(({ document }) => document);
  const last = (key: string, path: readonly string[]) =>
    definitions
      .flatMap(({ document, scope }) => {
        const at = path.reduce(valueAt, valueAt(document.section("networks"), key));
        return interpolatedText(at, scope.lookup)?.text ?? [];
      })
      .at(-1);
  return new Map(
    [...keys].map((key) => {
      const external = isExternal(key, documents);
      const name = last(key, ["name"]) ?? last(key, ["external", "name"]) ?? (external ? key : `${projectName}_${key}`);
      return [key, { name, external, internal: /^true$/i.test(last(key, ["internal"]) ?? "") }];
    }),
  );
}

function isExternal(network: string, documents: readonly ComposeDocument[]): boolean {
  return documents.some((document) => {
    const external = valueAt(valueAt(document.section("networks"), network), "external");
    if (external === null) return false;
    // `external: {name: x}` is the older way to say it; what is neither true nor false may be either.
    return external.node.kind !== "scalar" || !/^(?:false|)$/i.test(external.node.text);
  });
}
