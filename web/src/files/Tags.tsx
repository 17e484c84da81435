import type { FileResponse } from '@canopy/contract';
import type { CSSProperties } from 'react';
import { type Tag, tagsOf } from './tags.ts';

/** The colour of a tag's leaf; the style sheet keeps it apart from what lies behind it. */
export const tagStyle = ({ colour }: Pick<Tag, 'colour'>): CSSProperties | undefined =>
  colour ? ({ '--dot': colour } as CSSProperties) : undefined;

const shown = 2;

/** The tags of a file in a row; a click on one looks for all that have it. Reached by keys in the details. */
export function Tags({ file, onTag }: { file: FileResponse; onTag: (name: string) => void }) {
  const tags = tagsOf(file);
  return (
    tags.length > 0 && (
      <span className="tags">
        {tags.slice(0, shown).map((tag) => (
          <button
            key={tag.name}
            type="button"
            className="tag"
            style={tagStyle(tag)}
            tabIndex={-1}
            onClick={() => onTag(tag.name)}
          >
            <span className="cut">{tag.name}</span>
          </button>
        ))}
        {tags.length > shown && <span className="tag more-tags num">+{tags.length - shown}</span>}
      </span>
    )
  );
}
