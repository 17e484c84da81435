import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { CodeView } from './code-view.ts';
import { codePhrases } from './phrases.ts';
import type { TextWords } from './words.ts';

interface CodeAreaProps {
  readonly view: RefObject<CodeView | null>;
  readonly text: string;
  readonly fileName: string;
  readonly wraps: boolean;
  readonly isEditable: boolean;
  readonly w: TextWords;
  readonly onChange: (text: () => string) => void;
  readonly onEnd: () => void;
}

/** The lines of a text. What is typed stays in the view; `view` gives it out. */
export function CodeArea({ view, text, fileName, wraps, isEditable, w, onChange, onEnd }: CodeAreaProps) {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef({ onChange, onEnd });
  latest.current = { onChange, onEnd };

  // biome-ignore lint/correctness/useExhaustiveDependencies: one view for its whole life; what changes is handed over below
  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return;
    const made = new CodeView({
      parent: element.shadowRoot ?? element.attachShadow({ mode: 'open' }),
      text,
      fileName,
      label: w('textOf', { name: fileName }),
      phrases: codePhrases[w.t.language] ?? {},
      onChange: (read) => latest.current.onChange(read),
      onEnd: () => latest.current.onEnd(),
    });
    view.current = made;
    return () => {
      view.current = null;
      made.destroy();
    };
  }, []);
  /* What somebody writes is his: a text that arrives meanwhile does not take its place. */
  const wasEditable = useRef(false);
  useEffect(() => {
    if (!wasEditable.current) view.current?.setText(text);
    wasEditable.current = isEditable;
  }, [view, text, isEditable]);
  useEffect(() => {
    if (view.current) view.current.wraps = wraps;
  }, [view, wraps]);
  useEffect(() => {
    if (view.current) view.current.isEditable = isEditable;
  }, [view, isEditable]);

  return <div ref={host} dir="ltr" className="code-area scrolls" />;
}
