/**
 * In which direction the lines of a text are read. Code is read from left to right in every language; a line of prose
 * in the direction of its own first letter.
 */
import { type Extension, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

const byItsText = Decoration.line({ attributes: { dir: 'auto' } });

function linesByTheirText({ state: { doc }, visibleRanges }: EditorView): DecorationSet {
  const lines = new RangeSetBuilder<Decoration>();
  for (const { from, to } of visibleRanges) {
    for (let line = doc.lineAt(from); ; line = doc.line(line.number + 1)) {
      lines.add(line.from, line.from, byItsText);
      if (line.to >= to || line.number === doc.lines) break;
    }
  }
  return lines.finish();
}

export const proseDirections: Extension = [
  EditorView.perLineTextDirection.of(true),
  EditorView.decorations.of(linesByTheirText),
];
