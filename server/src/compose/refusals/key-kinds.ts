import type { ValueKind } from "../yaml/value-kinds.js";

/** Which kinds of value a key takes, and how the schema says it. */
export interface Takes {
  readonly kinds: readonly ValueKind[];
  /** What a refusal says it must be. */
  readonly says: string;
  /** What each item of a list must be; told here where it has no row of its own. */
  readonly items?: Takes;
  /** What each value of a map with any keys must be; told here where it has no row of its own. */
  readonly values?: Takes;
  /** Whether it is not judged: a map may have any keys, also where rows tell something of some of them. */
  readonly open?: true;
  /** What the keys of a map must match, where its row does not say more. */
  readonly names?: string;
}

export const string: Takes = { kinds: ["string"], says: "a string" };
export const number: Takes = { kinds: ["integer", "float"], says: "a number" };
export const boolean: Takes = { kinds: ["boolean"], says: "a boolean" };
export const booleanOrString: Takes = { kinds: ["boolean", "string"], says: "a boolean or string" };
export const numberOrString: Takes = { kinds: ["integer", "float", "string"], says: "a number or string" };
export const stringOrInteger: Takes = { kinds: ["string", "integer"], says: "a string" };
export const integerOrString: Takes = { kinds: ["integer", "string"], says: "a integer or string" };
export const nullOrString: Takes = { kinds: ["null", "string"], says: "a null or string" };
/** Dates among them: 2.40.3 refuses these wherever a schema looks, newer ones take them for texts. */
const scalar: Takes = {
  kinds: ["boolean", "null", "integer", "float", "string", "timestamp"],
  says: "a boolean, null, number or string",
};
const option: Takes = { kinds: ["string", "integer", "float", "null", "timestamp"], says: "a null, number or string" };

export const map: Takes = { kinds: ["map"], says: "a mapping" };
export const mapOrNull: Takes = { kinds: ["map", "null"], says: "a mapping or null" };
export const mapOrList: Takes = { kinds: ["map", "sequence"], says: "a mapping" };
export const stringOrMap: Takes = { kinds: ["string", "map"], says: "a string" };
export const portForms: Takes = { kinds: ["map", "integer", "float", "string"], says: "a number" };
export const ulimitForms: Takes = { kinds: ["integer", "string", "map"], says: "a integer or string" };
/** A key must be something. */
const named = { names: ".+" };
export const scalarsByName: Takes = { ...mapOrList, ...named, values: scalar };
export const options: Takes = { ...map, values: option };
export const driverOptions: Takes = { ...map, values: { ...numberOrString, kinds: [...numberOrString.kinds, "timestamp"] } };
export const texts: Takes = { ...map, ...named, values: string };
/** Both a list of texts and a map of scalars. */
export const listOrDict: Takes = { ...scalarsByName, items: string };
export const external: Takes = { kinds: ["boolean", "string", "map"], says: "a boolean, mapping or string" };
export const integer: Takes = { kinds: ["integer"], says: "a integer" };
export const providerOption: Takes = {
  kinds: ["boolean", "integer", "float", "string", "sequence"],
  says: "a boolean, number or string",
  items: { kinds: ["boolean", "integer", "float", "string"], says: "a boolean, number or string" },
};

export const list: Takes = { kinds: ["sequence"], says: "a array" };
export const listOrMap: Takes = { kinds: ["sequence", "map"], says: "a array" };
export const stringOrList: Takes = { kinds: ["string", "sequence"], says: "a string" };
export const stringOrStrings: Takes = { ...stringOrList, items: string };
export const strings: Takes = { ...list, items: string };
export const namesOrMap: Takes = { ...listOrMap, items: string };
export const hosts: Takes = {
  ...mapOrList,
  ...named,
  items: string,
  values: { kinds: ["string", "sequence"], says: "a string", items: string },
};
export const numbersOrStrings: Takes = { ...list, items: numberOrString };
export const commandLine: Takes = { kinds: ["null", "string", "sequence"], says: "a null", items: string };

/** Accepted as they come, or judged by rules that are not told here. */
export const anything: Takes = {
  kinds: ["map", "sequence", "string", "null", "boolean", "integer", "float", "timestamp"],
  says: "",
  open: true,
};
