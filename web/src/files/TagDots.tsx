import type { FileResponse } from '@canopy/contract';
import { tagStyle } from './Tags.tsx';
import { tagsOf } from './tags.ts';

const shown = 3;

/** The tags of a tile, where there is no room for words: their colours to see, their names to hear and to point at. */
export function TagDots({ file }: { file: FileResponse }) {
  const tags = tagsOf(file);
  if (tags.length === 0) return null;
  const names = tags.map(({ name }) => name).join(', ');
  return (
    <span className="tag-dots" title={names}>
      <span className="unseen">{names}</span>
      {tags.slice(0, shown).map((tag) => (
        <i key={tag.name} className="tag-dot" style={tagStyle(tag)} />
      ))}
    </span>
  );
}
