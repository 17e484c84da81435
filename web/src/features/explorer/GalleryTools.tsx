/** How large the pictures of a gallery are, and whether their names stand on them. */
import { useState } from 'react';
import { Tool } from '../../components/Button.tsx';
import { setPreferences, usePreferences } from '../../device/index.ts';
import { galleryWidth } from '../../files/index.ts';
import { useWords } from '../../i18n/words.ts';
import { galleryWords } from './gallery-words.ts';

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function GalleryTools({
  width = galleryWidth.usual,
  onWidth,
}: {
  /** Pixels. */
  width: number | undefined;
  onWidth: (width: number) => void;
}) {
  const w = useWords(galleryWords);
  const names = usePreferences((state) => state.galleryNames);
  /* The pictures follow the hand at once; what the folder remembers follows them. */
  const [dragged, setDragged] = useState<number>();
  const { least, most, step } = galleryWidth;
  const value = dragged ?? width;
  return (
    <span className="gallery-tools desk-only">
      <input
        type="range"
        className="range"
        min={least}
        max={most}
        step={step}
        value={value}
        aria-label={w('width')}
        aria-valuetext={w('pixels', { n: value })}
        title={w('width')}
        onChange={(event) => {
          const next = event.target.valueAsNumber;
          setDragged(next);
          onWidth(next);
        }}
        onBlur={() => setDragged(undefined)}
      />
      <Tool
        icon="letters"
        small
        label={w('names')}
        pressed={names === true}
        onClick={() => setPreferences({ galleryNames: !names })}
      />
    </span>
  );
}
