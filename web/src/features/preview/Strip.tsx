import type { FileResponse } from '@canopy/contract';
import { useEffect, useRef } from 'react';
import { Thumb } from '../../files/index.ts';
import type { PreviewWords } from './words.ts';

/** So many on either side of the current one; further ones come as one steps. */
const reach = 12;

const toMiddle = (element: Element | null | undefined) =>
  element?.scrollIntoView({ block: 'nearest', inline: 'center' });

/** The files of the folder in a row below the open one. */
export function Strip({
  files,
  index,
  w,
  onStep,
}: {
  files: readonly FileResponse[];
  index: number;
  w: PreviewWords;
  onStep: (index: number) => void;
}) {
  const first = Math.max(0, Math.min(index - reach, files.length - 2 * reach - 1));
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    /* Details beside the file leave it less room. */
    const watcher = new ResizeObserver(() => toMiddle(row.current?.querySelector('[aria-current]')));
    if (row.current) watcher.observe(row.current);
    return () => watcher.disconnect();
  }, []);
  const near = files.slice(first, first + 2 * reach + 1);
  return (
    <nav ref={row} className="strip" aria-label={w('strip')}>
      {near.map((file, place) => {
        const isCurrent = first + place === index;
        return (
          <button
            key={file.id}
            type="button"
            aria-label={file.name}
            aria-current={isCurrent ? 'true' : undefined}
            /* The arrows step through the files; Tab does not have to. */
            tabIndex={isCurrent ? 0 : -1}
            ref={isCurrent ? toMiddle : undefined}
            onClick={() => onStep(first + place)}
          >
            <Thumb file={file} />
          </button>
        );
      })}
    </nav>
  );
}
