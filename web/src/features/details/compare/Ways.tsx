import { useWords } from '../../../i18n/words.ts';
import { versionWords } from '../version-words.ts';

interface WaysProps<Way extends string> {
  readonly ways: readonly Way[];
  readonly value: Way;
  readonly onChange: (way: Way) => void;
}

/** Two ways to see the same comparison. */
export function Ways<Way extends 'inline' | 'sideBySide' | 'slider'>({ ways, value, onChange }: WaysProps<Way>) {
  const w = useWords(versionWords);
  return (
    <fieldset className="ways" aria-label={w('how')}>
      {ways.map((way) => (
        <button key={way} type="button" className="chip" aria-pressed={way === value} onClick={() => onChange(way)}>
          {w(way)}
        </button>
      ))}
    </fieldset>
  );
}
