/**
 * The view of a text: only the lines in the window are on the page, and it is coloured in slices while nothing else
 * happens, so that its length does not matter. It stands in a shadow tree, where its styles are sheets and not elements,
 * which the Content-Security-Policy would refuse.
 */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput, LanguageDescription } from '@codemirror/language';
import { languages } from '@codemirror/language-data';
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { codeLook } from './code-look.ts';
import { proseDirections } from './directions.ts';
import { lineBreakOf } from './encode.ts';

export interface CodeViewOptions {
  readonly parent: ShadowRoot;
  readonly text: string;
  /** Decides the language. */
  readonly fileName: string;
  readonly label: string;
  /** Words of the library in the current language. */
  readonly phrases: Readonly<Record<string, string>>;
  readonly onChange: (text: () => string) => void;
  /** The last line that is there came into view. */
  readonly onEnd: () => void;
}

export class CodeView {
  readonly #view: EditorView;
  readonly #wrapping = new Compartment();
  readonly #editing = new Compartment();
  readonly #language = new Compartment();
  readonly #directions = new Compartment();
  readonly #onChange: CodeViewOptions['onChange'];
  /** Whether a change is somebody's and not a text that arrived. */
  #isTyped = true;

  constructor({ parent, text, fileName, label, phrases, onChange, onEnd }: CodeViewOptions) {
    this.#onChange = onChange;
    const state = EditorState.create({
      doc: '',
      extensions: [
        EditorState.lineSeparator.of(lineBreakOf(text)),
        EditorState.phrases.of(phrases),
        lineNumbers(),
        highlightSpecialChars(),
        drawSelection(),
        bracketMatching(),
        highlightSelectionMatches(),
        search({ top: true }),
        keymap.of([...searchKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
        codeLook,
        this.#wrapping.of([]),
        this.#editing.of(readOnly),
        this.#language.of([]),
        this.#directions.of([]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && this.#isTyped) this.#onChange(() => this.text);
          if (update.viewportChanged || update.docChanged) this.#lookForEnd(onEnd);
        }),
      ],
    });
    this.#view = new EditorView({ state, parent, root: parent });
    this.setText(text);
    void this.#colour(fileName);
  }

  /** The text with the line breaks that it came with. */
  get text(): string {
    return this.#view.state.sliceDoc();
  }

  /** Shows a text; what goes on where the shown one ends is added to it, so that nothing moves. */
  setText(text: string): void {
    const shown = this.text;
    if (shown === text) return;
    const goesOn = text.startsWith(shown);
    const { length } = this.#view.state.doc;
    const insert = this.#view.state.toText(goesOn ? text.slice(shown.length) : text);
    this.#isTyped = false;
    this.#view.dispatch({ changes: { from: goesOn ? length : 0, to: length, insert } });
    this.#isTyped = true;
  }

  set wraps(wraps: boolean) {
    this.#view.dispatch({ effects: this.#wrapping.reconfigure(wraps ? EditorView.lineWrapping : []) });
  }

  set isEditable(isEditable: boolean) {
    this.#view.dispatch({ effects: this.#editing.reconfigure(isEditable ? editable : readOnly) });
  }

  /** Takes a text as somebody's own change, as if he had typed it. */
  type(text: string): void {
    const { doc } = this.#view.state;
    this.#view.dispatch({ changes: { from: 0, to: doc.length, insert: this.#view.state.toText(text) } });
  }

  focus(): void {
    this.#view.focus();
  }

  find(): void {
    openSearchPanel(this.#view);
  }

  destroy(): void {
    this.#view.destroy();
  }

  /** Tells when less than two windows of text are left below, as soon as it is known how high they are. */
  #lookForEnd(onEnd: () => void): void {
    this.#view.requestMeasure({
      key: this,
      read: ({ scrollDOM: { scrollHeight, scrollTop, clientHeight } }) => scrollHeight - scrollTop < 3 * clientHeight,
      write: (isNear) => {
        if (isNear) onEnd();
      },
    });
  }

  /** Loads the language of the name, if there is one; the text is there before it. */
  async #colour(fileName: string): Promise<void> {
    const language = LanguageDescription.matchFilename(languages, fileName);
    if (!language || language.name === 'Markdown') {
      this.#view.dispatch({ effects: this.#directions.reconfigure(proseDirections) });
    }
    const support = await language?.load().catch(() => undefined);
    if (support) this.#view.dispatch({ effects: this.#language.reconfigure(support) });
  }
}

const readOnly: Extension = [EditorState.readOnly.of(true), EditorView.editable.of(false)];

const editable: Extension = [
  history(),
  indentOnInput(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
];
