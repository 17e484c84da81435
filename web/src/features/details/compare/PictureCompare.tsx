import type { Entity, FileResponse } from '@canopy/contract';
import { type CSSProperties, useState } from 'react';
import { reasonOf } from '../../../api/index.ts';
import { Spinner } from '../../../components/Icon.tsx';
import { useT } from '../../../i18n/index.tsx';
import { useWords } from '../../../i18n/words.ts';
import { useContentLink } from '../../preview/content.ts';
import { versionWords } from '../version-words.ts';
import { Ways } from './Ways.tsx';

interface Sides {
  readonly file: FileResponse;
  readonly older: Entity;
  readonly newer: Entity;
}

/** Two pictures: one over the other with an edge that moves, or side by side. */
export function PictureCompare({ file, older, newer }: Sides) {
  const t = useT();
  const w = useWords(versionWords);
  const [way, setWay] = useState<'slider' | 'sideBySide'>('slider');
  const [share, setShare] = useState(50);
  const before = useContentLink(file, older.id);
  const after = useContentLink(file, newer.id);
  const error = before.error ?? after.error;
  if (error) {
    return (
      <p className="quiet" role="alert">
        {reasonOf(error, t).text}
      </p>
    );
  }
  if (!before.data || !after.data) {
    return (
      <p className="counting" role="status">
        <Spinner /> {w('loadingBoth')}
      </p>
    );
  }
  const alt = (version: Entity) => w('pictureOf', { name: file.name, when: t.moment(version.created_at) });
  return (
    <>
      <div className="compare-head">
        <Ways ways={['slider', 'sideBySide']} value={way} onChange={setWay} />
      </div>
      {way === 'sideBySide' ? (
        <div className="pictures">
          <img src={before.data.url} alt={alt(older)} />
          <img src={after.data.url} alt={alt(newer)} />
        </div>
      ) : (
        <div className="slider" style={{ '--share': `${share}%` } as CSSProperties}>
          <img src={after.data.url} alt={alt(newer)} />
          <img className="over" src={before.data.url} alt={alt(older)} />
          <input
            type="range"
            min={0}
            max={100}
            value={100 - share}
            aria-label={w('sliderLabel')}
            onChange={(event) => setShare(100 - Number(event.target.value))}
          />
        </div>
      )}
    </>
  );
}
