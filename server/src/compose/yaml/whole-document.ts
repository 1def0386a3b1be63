import { KnownText } from "../../base/known-text.js";
import { once } from "../../base/once.js";
import type { FilePath } from "../../base/text.js";
import type { ComposeDocument, ServiceText } from "./document.js";
import type { YamlDocument } from "./nodes.js";
import { entriesOf, type Field, type PlacedText, tagOf } from "./placed-nodes.js";
import { type ReadYaml, readYaml } from "./repaired-yaml.js";
import { contentLocation } from "./scalar-span.js";
import { ListedServices } from "./service-texts.js";
import { problemsOf, type TextProblem } from "./text-problems.js";
import { unseenIn } from "./unseen-parts.js";

/** The documents of a text by one parse of all of it. */
export function parseWhole(file: FilePath, text: string): readonly ComposeDocument[] {
  const read = readYaml(text);
  const block = new KnownText(text);
  const place = (document: YamlDocument, index: number) => {
    const part: PlacedText = { file, base: 0, text, block, anchorBefore: () => null, entries: null };
    return { part, problems: problemsOf(part, document, null, index > 0) };
  };
  const isRepaired = read.leftOut.length > 0;
  // The lines that are left out may have parted or joined documents; those before the first broken one are as they were.
  const ofAll = once(() => read.written.flatMap((document, index) => place(document, index).problems));
  const broken = Math.max(
    read.written.findIndex(({ problems }) => problems.length > 0),
    0,
  );
  const told = firstOther(read, broken);
  const asWritten = once(() =>
    read.written.slice(told, broken).map((document, index) => {
      return wholeDocument({ ...place(document, index), document, read, told: () => [], before: () => [] });
    }),
  );
  return read.documents.map((document, index) => {
    const { part, problems } = place(document, index);
    const isTold = isRepaired && index === told;
    return wholeDocument({
      part,
      document,
      read,
      problems,
      told: isRepaired ? () => (isTold ? ofAll() : []) : () => problems,
      before: isTold ? asWritten : () => [],
    });
  });
}

/** The first document, up to the broken one, that is another one without the lines left out: from there on they tell nothing. */
function firstOther({ documents, written }: ReadYaml, broken: number): number {
  const last = Math.min(broken, documents.length - 1);
  const other = documents.findIndex(({ root }, index) => root?.end !== written[index]?.root?.end);
  return other === -1 ? last : Math.min(other, last);
}

interface WholeText {
  readonly part: PlacedText;
  readonly document: YamlDocument;
  readonly read: ReadYaml;
  /** What is wrong with the document as it is read. */
  readonly problems: readonly TextProblem[];
  /** What is wrong with it as it is written. */
  told(): readonly TextProblem[];
  before: ComposeDocument["before"];
}

function wholeDocument(text: WholeText): ComposeDocument {
  const { part, document, told, before } = text;
  const root = document.root === null ? null : { part, node: document.root };
  const isSound = soundness(text);
  const top = entriesOf(root);
  return {
    file: part.file,
    exists: document.exists,
    root: () => root,
    pieces: (isWanted) =>
      root === null || told().length > 0 || isWanted?.(part.block) === false ? [] : [{ path: [], view: root }],
    section: (name) => {
      const field = top.get(name);
      return isSound(field) ? field.value : null;
    },
    tag: (name) => {
      const field = top.get(name);
      return field === undefined ? null : tagOf(field);
    },
    sections: new Set(top.keys()),
    services: servicesOf([...entriesOf(top.get("services")?.value ?? null).values()], text, isSound),
    problems: told,
    before,
    blockAt: () => null,
    placeOf: () => null,
    shared: document,
  };
}

type IsSound = (field: Field | undefined) => field is Field;

/** A parser that has lost its way says little about what follows: what ends before the first problem stands. */
function soundness({ read, problems }: WholeText): IsSound {
  const end = read.sound
    ? Number.POSITIVE_INFINITY
    : problems.reduce((first, { at }) => Math.min(first, at.start), Number.POSITIVE_INFINITY);
  return (field): field is Field => field !== undefined && field.value !== null && field.written.end <= end;
}

function servicesOf(fields: readonly Field[], text: WholeText, isSound: IsSound): ListedServices {
  const { part, read, problems } = text;
  // What is repeated elsewhere may lack the same lines there.
  const isShared = once(() => /[*&]/.test(part.text));
  const keys = fields.map(({ key }) => key.start).sort((a, b) => a - b);
  const services = fields.map((field): ServiceText => {
    const { start } = field.key;
    const body = () => (isSound(field) ? field.value : null);
    const ownLines = () => {
      const end = keys[keys.indexOf(start) + 1] ?? Number.POSITIVE_INFINITY;
      const own = read.leftOut.filter((line) => isShared() || (line.start >= start && line.start < end));
      return own.map((line) => part.text.slice(line.start, line.end));
    };
    return {
      name: field.name,
      nameAt: contentLocation(field.part, field.key),
      body,
      unseen: () => unseenIn(body(), ownLines(), problems.length === 0),
      ordinary: null,
      mayExtend: () => true,
      tag: () => tagOf(field),
    };
  });
  return new ListedServices(services);
}
