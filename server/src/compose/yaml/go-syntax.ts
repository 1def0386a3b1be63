import { goQuote } from "./go-text.js";
import { goTime, goTypes } from "./go-types.js";
import { entriesOf, follow, itemsOf, type View } from "./placed-nodes.js";
import { resolveScalar } from "./scalar.js";
import { kindOf } from "./value-kinds.js";

/** How many nodes are shown at most: aliases of aliases multiply. */
const mostNodes = 1000;

/** A value as Go's `%#v` prints what go-yaml makes of it. */
export function goSyntax(view: View): string {
  let left = mostNodes;
  const inside = (value: View | null) => (value === null || kindOf(value.node) === "null" ? "interface {}(nil)" : shown(value));
  const shown = (at: View): string => {
    left -= 1;
    const value = left < 0 ? null : follow(at);
    if (value === null) return "…";
    const { node } = value;
    if (node.kind === "scalar") return scalarSyntax(value);
    if (node.kind === "sequence")
      return `[]interface {}{${itemsOf(value)
        .map((item) => inside(item.value))
        .join(", ")}}`;
    const fields = [...entriesOf(value).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const type = fields.every(({ key }) => kindOf(key) === "string") ? goTypes.map : "map[interface {}]interface {}";
    return `${type}{${fields.map((field) => `${scalarSyntax({ part: field.part, node: field.key })}:${inside(field.value)}`).join(", ")}}`;
  };
  return shown(view);
}

function scalarSyntax({ node }: View): string {
  if (node.kind !== "scalar") return "";
  const { type, text } = resolveScalar(node);
  if (text === null) return goTypes.null;
  if (type === "timestamp") return goTime(text);
  return type === "string" ? goQuote(text) : text;
}
