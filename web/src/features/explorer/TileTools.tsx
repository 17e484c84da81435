/** The tools of grid and gallery, which have no column heads: the order, how large the pictures are, their names. */
import { useState } from 'react';
import { Button, Tool } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useMenu } from '../../components/Menu.tsx';
import { setPreferences, usePreferences } from '../../device/index.ts';
import { galleryWidth } from '../../files/index.ts';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { galleryWords } from './gallery-words.ts';
import { orderItems, sortNames } from './order-items.ts';
import type { ToolsProps } from './Tools.tsx';

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function TileTools({ view, tile, onTile, order, onOrder }: ToolsProps) {
  return (
    <>
      {view === 'gallery' && <GalleryTools width={tile} onWidth={onTile} />}
      <SortMenu order={order} onOrder={onOrder} />
    </>
  );
}

function SortMenu({ order, onOrder }: Pick<ToolsProps, 'order' | 'onOrder'>) {
  const t = useT();
  const { props, menu } = useMenu({
    label: t('sortBy'),
    items: () => orderItems(t, order, onOrder),
    end: true,
  });
  return (
    <>
      <Button size="small" className="quiet sort" {...props}>
        {t(sortNames[order.by])}
        <Icon name={order.direction === 'asc' ? 'arrowup' : 'arrowdown'} className="s" />
      </Button>
      {menu}
    </>
  );
}

function GalleryTools({
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
