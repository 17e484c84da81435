import { useEffect, useState } from 'react';
import type { Piece } from './colour-code.ts';

/** Longer code is shown without colours. */
const colouredLength = 50_000;

/** Code in a text, coloured once its language is loaded. */
export function CodeBlock({ text, language }: { text: string; language: string }) {
  const [pieces, setPieces] = useState<readonly Piece[]>();
  useEffect(() => {
    setPieces(undefined);
    if (language === '' || text.length > colouredLength) return;
    let current = true;
    const colour = async () => {
      const { colourCode } = await import('./colour-code.ts');
      const coloured = await colourCode(text, language);
      if (current) setPieces(coloured);
    };
    /* Without its colours it reads as well. */
    colour().catch(() => undefined);
    return () => {
      current = false;
    };
  }, [text, language]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it
    <pre tabIndex={0} dir="ltr">
      <code>
        {pieces?.map(({ text: part, look }, index) =>
          look ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, never reordered
            <span key={index} className={look}>
              {part}
            </span>
          ) : (
            part
          ),
        ) ?? text}
      </code>
    </pre>
  );
}
