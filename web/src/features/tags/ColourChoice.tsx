import { useId } from 'react';
import { tagStyle } from '../../files/index.ts';
import { useWords } from '../../i18n/words.ts';
import { palette } from './palette.ts';
import { tagWords } from './words.ts';

/** One of the colours of the palette, or the usual one (empty). */
export function ColourChoice({ value, onChange }: { value: string; onChange: (colour: string) => void }) {
  const w = useWords(tagWords);
  const group = useId();
  const choices = [['', 'noColour'] as const, ...palette];
  return (
    <fieldset className="tag-colours">
      <legend className="unseen">{w('colour')}</legend>
      {choices.map(([colour, name]) => (
        <label key={colour} title={w(name)} className={colour === value ? 'is-on' : ''} style={tagStyle({ colour })}>
          <input
            type="radio"
            name={group}
            aria-label={w(name)}
            checked={colour === value}
            onChange={() => onChange(colour)}
          />
          <span className="tag-dot" />
        </label>
      ))}
    </fieldset>
  );
}
