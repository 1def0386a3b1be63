// The editor of the page: one view of CodeMirror, and a state for each file, so that each keeps its own cursor and undo.
import { history, historyKeymap, standardKeymap } from "@codemirror/commands";
import { EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, keymap, lineNumbers, MatchDecorator, ViewPlugin } from "@codemirror/view";
import type { PageEdit, Severity, Span } from "../../server/src/browser.js";

/** A span of the open file that a finding is about. */
export interface Mark extends Span {
  readonly severity: Severity;
}

const setMarks = StateEffect.define<readonly Mark[]>();

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(decorations, { changes, effects }) {
    let result = decorations.map(changes);
    for (const effect of effects) if (effect.is(setMarks)) result = decorated(effect.value);
    return result;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function decorated(found: readonly Mark[]): DecorationSet {
  const spans = found.filter(({ start, end }) => end > start);
  return Decoration.set(
    spans.map(({ start, end, severity }) => Decoration.mark({ class: `mark-${severity}` }).range(start, end)),
    true,
  );
}

/** Comments and names in YAML and env files alike; a parser of either would be half as large as the editor. */
const colours = [
  { regexp: /(?<=^|\s)#.*$/g, class: "code-comment" },
  { regexp: /(?<=^\s*(?:- +)*)["']?[\w./-]+["']?(?=:(?:\s|$)|=)/g, class: "code-name" },
].map(({ regexp, class: name }) => {
  const decorator = new MatchDecorator({ regexp, decoration: Decoration.mark({ class: name }) });
  return ViewPlugin.define(
    (view) => {
      const plugin = {
        decorations: decorator.createDeco(view),
        update: (update: Parameters<typeof decorator.updateDeco>[0]) => {
          plugin.decorations = decorator.updateDeco(update, plugin.decorations);
        },
      };
      return plugin;
    },
    { decorations: (plugin) => plugin.decorations },
  );
});

/** The files of the page and the editor that shows one of them. */
export class Editor {
  readonly #view: EditorView;
  readonly #states = new Map<string, EditorState>();
  readonly #extensions: Extension;
  #open: string;

  /** @param changed called after each change of a text */
  constructor(parent: HTMLElement, first: string, changed: () => void) {
    this.#open = first;
    this.#extensions = [
      lineNumbers(),
      history(),
      EditorView.cspNonce.of("plausible-mail"),
      keymap.of([{ key: "F8", run: () => this.#next() }, ...standardKeymap, ...historyKeymap]),
      marks,
      colours,
      EditorView.contentAttributes.of({ spellcheck: "false", tabindex: "0" }),
      EditorView.updateListener.of(({ docChanged }) => docChanged && changed()),
    ];
    this.#view = new EditorView({ parent, state: this.#state("") });
    this.#states.set(first, this.#view.state);
  }

  /** The name of the file that is shown. */
  get open(): string {
    return this.#open;
  }

  /** Every text that is not empty, by its name. */
  get texts(): Record<string, string> {
    this.#keep();
    const texts = [...this.#states].map(([name, state]) => [name, state.doc.toString()] as const);
    return Object.fromEntries(texts.filter(([, text]) => text !== ""));
  }

  /** Takes these files in place of all others. */
  load(texts: Readonly<Record<string, string>>, first: string): void {
    this.#states.clear();
    for (const [name, text] of Object.entries(texts)) this.#states.set(name, this.#state(text));
    this.#open = first;
    this.#view.setState(this.#states.get(first) ?? this.#state(""));
  }

  /** Shows a file, an empty one where there is none of that name. */
  show(name: string): void {
    if (name === this.#open) return;
    this.#keep();
    this.#open = name;
    this.#view.setState(this.#states.get(name) ?? this.#state(""));
  }

  /** Shows a place with the cursor on it. */
  goTo(file: string, { start, end }: Span): void {
    this.show(file);
    const most = this.#view.state.doc.length;
    const selection = { anchor: Math.min(start, most), head: Math.min(end, most) };
    this.#view.dispatch({ selection, scrollIntoView: true });
    this.#view.focus();
  }

  /** Applies edits, each file's as one step of its undo. */
  apply(edits: readonly PageEdit[]): void {
    this.#keep();
    for (const file of new Set(edits.map((edit) => edit.file))) {
      const changes = edits
        .filter((edit) => edit.file === file)
        .map(({ start, end, newText }) => ({ from: start, to: end, insert: newText }));
      if (file === this.#open) this.#view.dispatch({ changes });
      else this.#states.set(file, (this.#states.get(file) ?? this.#state("")).update({ changes }).state);
    }
  }

  /** Underlines these places of the open file. */
  mark(found: readonly Mark[]): void {
    this.#view.dispatch({ effects: setMarks.of(found) });
  }

  #state(doc: string): EditorState {
    return EditorState.create({ doc, extensions: this.#extensions });
  }

  #keep(): void {
    this.#states.set(this.#open, this.#view.state);
  }

  /** To the next underlined place, behind the last one to the first. */
  #next(): boolean {
    const { head } = this.#view.state.selection.main;
    const places: number[] = [];
    this.#view.state.field(marks).between(0, this.#view.state.doc.length, (from) => void places.push(from));
    const next = places.find((place) => place > head) ?? places[0];
    if (next === undefined) return false;
    this.#view.dispatch({ selection: { anchor: next }, scrollIntoView: true });
    return true;
  }
}
